-- The discount of each contract line at signing: its total against the rate card of the day it was signed (else of its
-- start, else the list price it names), the threshold, what was approved, and whether it goes beyond both.
with contract_lines as (
    select
        lines.*,
        terms.charge_type,
        terms.weight,
        terms.threshold_pct
    from {{ ref('int_contracts__lines') }} as lines
    inner join {{ ref('int_pricing__signed_terms') }} as terms on lines.contract_line_key = terms.contract_line_key
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
        contract_lines.threshold_pct,
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
        greatest(threshold_pct, coalesce(approved_pct, 0)) as allowed_pct,
        {{ minor_unit('minor_units') }} as one_minor_unit,
        {{ scale_amount('list_amount', 'threshold_pct', '100', 'minor_units') }} as within_policy_amount,
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
