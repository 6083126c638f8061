-- What the bridge leaves to act on, part by part: missing money that nobody approved, over-billing and unapplied cash; each with the
-- subject that a person would open: the invoice for payment causes, the contract line for billing and price causes.
with approved as (
    select * from {{ ref('int_bridge__approved_parts') }}
),

parts as (
    select * from {{ ref('int_bridge__parts') }}
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

invoices as (
    select
        invoice_key,
        invoice_id,
        source_relation
    from {{ ref('int_canonical__invoices') }}
),

contract_lines as (
    select
        revenue_line_key,
        source_relation,
        contract_line_id
    from {{ ref('int_contracts__lines') }}
),

unapplied as (
    select
        group_key,
        source_relation,
        payment_id
    from {{ ref('int_bridge__unapplied_groups') }}
),

small_parts as (
    select * from {{ ref('int_items__small_parts') }}
),

final as (
    select
        parts.part_key,
        parts.group_key,
        parts.revenue_line_key,
        parts.account_key,
        parts.invoice_key,
        revenue_lines.partner_key,
        parts.currency,
        parts.minor_units,
        revenue_lines.reporting_rate,
        parts.cause,
        -- over-billing and too little billed on one line are two matters
        case
            when parts.step_order = 2 and parts.cause = 'pricing_drift' then 'over'
            when parts.cause in ('duplicate_invoice', 'overbilled', 'billed_without_contract', 'unapplied_cash') then 'over'
            -- a line that reduces an invoice reduces what is missing on it
            when parts.gap_amount < 0 and parts.step_order = 1 then 'over'
            else 'under'
        end as direction,
        case
            when parts.cause = 'unapplied_cash' then 'account'
            when
                parts.step_order = 2
                and parts.cause not in (
                    '{{ over_billing_causes() | join("', '") }}'
                )
                then 'invoice'
            when parts.contract_line_key is not null then 'contract_line'
            else 'invoice'
        end as subject_type,
        coalesce(invoices.source_relation, contract_lines.source_relation) as invoice_system,
        invoices.invoice_id,
        contract_lines.source_relation as contract_system,
        contract_lines.contract_line_id,
        unapplied.source_relation as payment_system,
        unapplied.payment_id,
        cast(parts.gap_amount - coalesce(approved.approved_amount, 0) as decimal(18, 4)) as gap_amount,
        parts.opened_on
    from parts
    inner join revenue_lines on parts.revenue_line_key = revenue_lines.revenue_line_key
    left join approved on parts.part_key = approved.part_key
    left join small_parts on parts.part_key = small_parts.part_key
    left join invoices on parts.invoice_key = invoices.invoice_key
    left join contract_lines on parts.revenue_line_key = contract_lines.revenue_line_key
    left join unapplied on parts.group_key = unapplied.group_key
    where
        parts.cause not in ('timing', 'rounding', 'not_assessable', 'ambiguous_match')
        and small_parts.part_key is null
        and parts.gap_amount <> coalesce(approved.approved_amount, 0)
)

select * from final
