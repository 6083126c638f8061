-- The discount of each contract line at signing: its total against the rate card of the day it was signed (else of its
-- start, else the list price it names), the threshold, what was approved, and whether it goes beyond both. The term counts
-- as many months as the schedule that splits the total over its periods.
with signed_terms as (
    select
        contract_line_key,
        max(step_weight) as weight
    from {{ ref('int_schedule__periods') }}
    where step_no = 0
    group by contract_line_key
),

dated as (
    select
        lines.*,
        {{ full_months('lines.start_on', 'lines.end_on') }} as full_months
    from {{ ref('int_contracts__lines') }} as lines
),

contract_lines as (
    select
        dated.*,
        case when dated.is_one_time then 'one_time' else 'recurring' end as charge_type,
        case
            when dated.is_one_time then cast(1000000000 as bigint)
            when dated.uplift_pct is null or coalesce(dated.uplift_applies, 'renewal') <> 'anniversary'
                then coalesce(signed_terms.weight, {{ months_weight('dated.start_on', 'dated.end_on', 'dated.full_months') }})
            else {{ months_weight('dated.start_on', 'dated.end_on', 'dated.full_months') }}
        end as weight
    from dated
    left join signed_terms on dated.contract_line_key = signed_terms.contract_line_key
),

choices as (
    select * from {{ ref('int_pricing__rate_card_choices') }}
),

approvals as (
    select
        contract_line_id,
        approved_discount_pct,
        approver,
        row_number() over (
            partition by contract_line_id order by approved_discount_pct desc, approved_on asc, discount_approval_key asc
        ) as preference
    from {{ ref('int_canonical__discount_approvals') }}
    where status = 'approved' and approver is not null and approved_discount_pct is not null
),

priced as (
    select
        contract_lines.contract_line_key,
        contract_lines.contract_line_id,
        contract_lines.deal_id,
        contract_lines.account_key,
        contract_lines.product_key,
        contract_lines.currency,
        contract_lines.minor_units,
        contract_lines.total_price as net_amount,
        approvals.approved_discount_pct as approved_pct,
        approvals.approver,
        coalesce(at_signing.is_tie, false)
        or coalesce(at_signing.unit_price is null and at_start.is_tie, false) as is_tie,
        {{ round_money(extended_price(
            'coalesce(at_signing.unit_price, at_start.unit_price, contract_lines.list_price)',
            weigh_quantity('contract_lines.quantity', 'contract_lines.weight')
        ), 'contract_lines.minor_units') }} as list_amount
    from contract_lines
    left join approvals on contract_lines.contract_line_id = approvals.contract_line_id and approvals.preference = 1
    left join choices as at_signing
        on at_signing.question_key = {{ rate_card_question(
            'contract_lines.product_key', 'contract_lines.currency', 'contract_lines.charge_type',
            'contract_lines.account_key', 'contract_lines.quantity', 'contract_lines.closed_on'
        ) }}
    left join choices as at_start
        on at_start.question_key = {{ rate_card_question(
            'contract_lines.product_key', 'contract_lines.currency', 'contract_lines.charge_type',
            'contract_lines.account_key', 'contract_lines.quantity', 'contract_lines.start_on'
        ) }}
),

allowed as (
    select
        priced.*,
        {{ ratio('(list_amount - net_amount) * 100', 'list_amount') }} as discount_pct,
        cast({{ var('discount_approval_threshold_pct') }} as decimal(18, 8)) as threshold_pct,
        greatest(
            cast({{ var('discount_approval_threshold_pct') }} as decimal(18, 8)), coalesce(approved_pct, 0)
        ) as allowed_pct,
        {{ minor_unit('minor_units') }} as one_minor_unit,
        {{ scale_amount('list_amount', var('discount_approval_threshold_pct'), '100', 'minor_units') }}
            as within_policy_amount,
        {{ scale_amount('list_amount', 'coalesce(approved_pct, 0)', '100', 'minor_units') }} as approved_amount
    from priced
    where not is_tie and list_amount > 0
),

final as (
    select
        contract_line_key,
        contract_line_id,
        deal_id,
        account_key,
        product_key,
        currency,
        list_amount,
        net_amount,
        discount_pct,
        threshold_pct,
        approved_pct,
        allowed_pct,
        approver,
        -- a minor unit beyond comes from rounding
        case
            when list_amount - net_amount <= within_policy_amount + one_minor_unit then 'within_policy'
            when list_amount - net_amount <= approved_amount + one_minor_unit then 'approved'
            when approved_pct is not null then 'exceeds_approval'
            else 'missing_approval'
        end as status
    from allowed
)

select * from final
