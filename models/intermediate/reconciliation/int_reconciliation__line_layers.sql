-- The four account layers at their finest: left, timing and right per revenue line and service month.
with cells as (
    select
        cells.*,
        coalesce(timing.billing_timing_amount, 0) as billing_timing_amount,
        coalesce(timing.payment_timing_amount, 0) as payment_timing_amount,
        coalesce(timing.approved_billing_amount, 0) as approved_billing_amount,
        coalesce(timing.approved_payment_amount, 0) as approved_payment_amount,
        coalesce(timing.unassessed_billing_amount, 0) as unassessed_billing_amount,
        coalesce(timing.unassessed_payment_amount, 0) as unassessed_payment_amount,
        cells.contracted_amount - cells.due_amount + coalesce(timing.not_yet_invoiced_amount, 0) as not_yet_billable_amount,
        coalesce(timing.not_yet_payable_amount, 0) as not_yet_payable_amount,
        {{ add_months('cells.service_month', 1) }} > {{ add_days(as_of_date(), 1) }} as is_open_month,
        cells.service_month <= {{ as_of_date() }} as is_started_month
    from {{ ref('int_states__cells') }} as cells
    left join {{ ref('int_reconciliation__line_timing') }} as timing
        on
        cells.revenue_line_key = timing.revenue_line_key
        and cells.service_month = timing.service_month
),

revenue_lines as (
    select * from {{ ref('int_states__revenue_lines') }}
),

layered as (
    select
        'booked_vs_billed' as layer,
        revenue_line_key,
        service_month,
        due_amount as left_amount,
        billing_timing_amount as timing_amount,
        billed_amount as right_amount,
        approved_billing_amount as approved_amount,
        unassessed_billing_amount as unassessed_amount
    from cells

    union all

    select
        'billed_vs_collected',
        revenue_line_key,
        service_month,
        billed_amount,
        payment_timing_amount,
        collected_amount,
        approved_payment_amount,
        unassessed_payment_amount
    from cells

    union all

    select
        'recognized_vs_collected',
        revenue_line_key,
        service_month,
        recognized_amount,
        case
            -- recognized, but the customer need not have paid yet
            when recognized_amount > collected_amount
                then least(recognized_amount - collected_amount, greatest(not_yet_billable_amount + not_yet_payable_amount, 0))
            -- paid, but not rendered or not posted yet
            when is_open_month then recognized_amount - collected_amount
            else 0
        end,
        collected_amount,
        approved_billing_amount + approved_payment_amount,
        0
    from cells

    union all

    select
        'billed_vs_recognized',
        revenue_line_key,
        service_month,
        case when is_started_month then billed_amount else 0 end,
        case
            -- not posted yet in the running month
            when is_open_month and is_started_month and billed_amount > recognized_amount then billed_amount - recognized_amount
            -- rendered and posted, to be invoiced in arrears
            when recognized_amount > billed_amount
                then -least(recognized_amount - billed_amount, greatest(not_yet_billable_amount, 0))
            else 0
        end,
        recognized_amount,
        0,
        0
    from cells
),

final as (
    select
        layered.layer,
        layered.revenue_line_key,
        revenue_lines.account_key,
        revenue_lines.currency,
        revenue_lines.reporting_rate,
        layered.service_month,
        cast(layered.left_amount as decimal(18, 4)) as left_amount,
        cast(layered.timing_amount as decimal(18, 4)) as timing_amount,
        cast(layered.right_amount as decimal(18, 4)) as right_amount,
        cast(
            case
                -- an approved gap in billing is one between ledger and cash only where the ledger has it
                when layered.layer = 'recognized_vs_collected'
                    then least(layered.approved_amount, greatest(layered.left_amount - layered.timing_amount - layered.right_amount, 0))
                else layered.approved_amount
            end as decimal(18, 4)
        ) as approved_amount,
        cast(layered.unassessed_amount as decimal(18, 4)) as unassessed_amount
    from layered
    inner join revenue_lines on layered.revenue_line_key = revenue_lines.revenue_line_key
    where layered.left_amount <> 0 or layered.timing_amount <> 0 or layered.right_amount <> 0
)

select * from final
