-- Bridge parts by service month. A part's month is the difference of the spread waterfall before and after it, so that in every month
-- due - the parts = collected, with one rounding rule.
with parts as (
    select * from {{ ref('int_bridge__parts') }}
),

stretches as (
    {{ part_at_cut('parts', ['part_key'], ['running_before', 'running_after']) }}
),

stretched as (
    {{ spread_to_months('stretches', ['part_key'], ['running_before', 'running_after']) }}
),

spread as (
    select
        part_key,
        service_month,
        sum(running_before) as running_before,
        sum(running_after) as running_after
    from stretched
    group by part_key, service_month
),

final as (
    select
        {{ surrogate_key(['parts.part_key', 'spread.service_month']) }} as cell_key,
        parts.part_key,
        parts.group_key,
        parts.revenue_line_key,
        parts.contract_line_key,
        parts.account_key,
        parts.invoice_key,
        parts.currency,
        parts.minor_units,
        parts.step_order,
        parts.step,
        parts.cause_order,
        parts.cause,
        parts.opened_on,
        spread.service_month,
        cast(spread.running_before - spread.running_after as decimal(18, 4)) as gap_amount,
        -- money that is missing: over-billing is none, paid or not
        (
            spread.running_before > spread.running_after
            and parts.cause not in ('timing', 'rounding', 'not_assessable', 'ambiguous_match', 'duplicate_invoice', 'overbilled', 'billed_without_contract')
            and not (parts.step_order = 2 and parts.cause = 'pricing_drift')
        ) as is_missing_money
    from parts
    inner join spread on parts.part_key = spread.part_key
)

select * from final
where gap_amount <> 0
