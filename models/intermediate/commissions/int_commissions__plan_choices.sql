-- The commission plan of each contract line and payee: the payee's own before that of its tier, one for the product before one for all,
-- then the latest; in force on the close date. Plans that are still equal and pay differently are a tie: nobody guesses between them. What a partner buys
-- for itself or to resell earns it no commission.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

profiles as (
    select * from {{ ref('int_partners__profiles') }}
),

own_accounts as (
    select * from {{ ref('int_partners__account_partners') }}
),

plans as (
    select
        plans.*,
        keys.partner_key,
        products.product_key
    from {{ ref('int_canonical__commission_plans') }} as plans
    left join {{ ref('int_partners__keys') }} as keys
        on plans.source_relation = keys.source_relation and plans.partner_id = keys.partner_id
    left join {{ ref('int_entities__product_code_keys') }} as products on plans.product_code = products.product_code
    where plans.product_code is null or products.product_key is not null
),

lines as (
    select
        contract_lines.contract_line_key,
        contract_lines.product_key,
        profiles.partner_key,
        contract_lines.owner_id,
        profiles.tier,
        profiles.source_relation as portal,
        contract_lines.closed_on
    from contract_lines
    left join own_accounts on contract_lines.account_key = own_accounts.account_key
    left join profiles
        on
        contract_lines.partner_key = profiles.partner_key
        and contract_lines.partner_key <> coalesce(own_accounts.own_partner_key, '')
),

candidates as (
    select
        lines.contract_line_key,
        case when plans.partner_id is null and plans.rep_id is not null then 'rep' else 'partner' end as payee_type,
        case when plans.partner_id is not null or plans.rep_id is not null then 1 else 2 end as scope_rank,
        case when plans.partner_id is not null or plans.rep_id is null then lines.partner_key end as partner_key,
        case when plans.partner_id is null then plans.rep_id end as rep_id,
        plans.plan_id,
        plans.basis,
        plans.rate,
        coalesce(plans.override_rate, 0) as override_rate,
        plans.override_levels,
        plans.holding_days,
        plans.product_code,
        plans.valid_from
    from lines
    inner join plans
        on
        (
            plans.partner_key = lines.partner_key
            or (plans.partner_id is null and plans.rep_id = lines.owner_id)
            or (
                plans.partner_id is null and plans.rep_id is null
                and plans.tier = lines.tier and plans.source_relation = lines.portal
            )
        )
        and (plans.product_code is null or plans.product_key = lines.product_key)
        and lines.closed_on >= coalesce(plans.valid_from, lines.closed_on)
        and lines.closed_on <= coalesce(plans.valid_to, lines.closed_on)
),

ranked as (
    select
        candidates.*,
        rank() over (
            partition by contract_line_key, payee_type
            order by
                scope_rank,
                case when product_code is null then 1 else 0 end,
                case when valid_from is null then 1 else 0 end,
                valid_from desc
        ) as preference
    from candidates
)

select
    contract_line_key,
    payee_type,
    max(partner_key) as partner_key,
    max(rep_id) as rep_id,
    min(plan_id) as plan_id,
    min(basis) as basis,
    min(rate) as rate,
    min(override_rate) as override_rate,
    cast(min(override_levels) as integer) as override_levels,
    cast(min(holding_days) as integer) as holding_days,
    min(rate) <> max(rate) or min(basis) <> max(basis) or min(override_rate) <> max(override_rate) as is_tie
from ranked
where preference = 1
group by contract_line_key, payee_type
