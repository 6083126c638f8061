-- Both steps of the bridge as one waterfall per group: due_amount runs down to collected_amount part by part; with the day from which
-- each part counts. Running amounts let the parts be spread over months so that every month closes.
with groups as (
    select * from {{ ref('int_bridge__groups') }}
),

step_one as (
    select * from {{ ref('int_bridge__step_one') }}
),

step_two as (
    select * from {{ ref('int_bridge__step_two') }}
),

cash_pieces as (
    select * from {{ ref('int_cash__pieces') }}
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

-- the invoice of a group, where it is only one
group_invoices as (
    select
        group_key,
        min(invoice_key) as invoice_key
    from {{ ref('int_billing__pieces') }}
    group by group_key
    having count(distinct invoice_key) = 1
),

unapplied as (
    select
        group_key,
        paid_on
    from {{ ref('int_bridge__unapplied_groups') }}
),

unioned as (
    select
        step_one.group_key,
        step_one.group_key as piece_key,
        group_invoices.invoice_key,
        cast(null as {{ dbt.type_string() }}) as invoice_line_id,
        1 as step_order,
        'contracted_to_billed' as step,
        step_one.cause_order,
        step_one.cause,
        step_one.gap_amount,
        case
            when step_one.cause in ('scope_creep', 'renewal_miss', 'unbilled_work', 'timing', 'ambiguous_match', 'not_assessable')
                then {{ add_days('coalesce(groups.expected_invoice_on, groups.first_issued_on)', var('billing_grace_days')) }}
            when step_one.cause = 'credit_memo' then groups.credited_on
            when step_one.cause = 'duplicate_invoice' then groups.duplicate_issued_on
            when step_one.cause = 'overbilled' then coalesce(groups.beyond_issued_on, groups.first_issued_on)
            else groups.first_issued_on
        end as opened_on
    from step_one
    inner join groups on step_one.group_key = groups.group_key
    left join group_invoices on step_one.group_key = group_invoices.group_key

    union all

    select
        step_two.group_key,
        step_two.piece_key,
        step_two.invoice_key,
        step_two.invoice_line_id,
        2,
        'billed_to_collected',
        step_two.cause_order,
        step_two.cause,
        step_two.gap_amount,
        case
            when step_two.cause = 'dispute' then cash_pieces.disputed_on
            when step_two.cause = 'refund' then cash_pieces.refunded_on
            when unapplied.group_key is not null then unapplied.paid_on
            when
                step_two.cause in (
                    '{{ over_billing_causes() | join("', '") }}'
                )
                then invoices.issued_on
            else {{ add_days('invoices.due_on', var('payment_grace_days')) }}
        end
    from step_two
    left join cash_pieces on step_two.piece_key = cash_pieces.piece_key
    left join invoices on step_two.invoice_key = invoices.invoice_key
    left join unapplied on step_two.group_key = unapplied.group_key
),

ordered as (
    select
        unioned.*,
        {{ surrogate_key(['unioned.group_key', 'unioned.step', 'unioned.cause', 'unioned.piece_key']) }} as part_key,
        sum(gap_amount) over (
            partition by group_key
            order by step_order, cause_order, cause, invoice_line_id, piece_key rows between unbounded preceding and current row
        ) as gap_through
    from unioned
),

final as (
    select
        ordered.part_key,
        ordered.group_key,
        groups.revenue_line_key,
        groups.contract_line_key,
        groups.account_key,
        ordered.invoice_key,
        ordered.piece_key,
        groups.currency,
        groups.minor_units,
        groups.charge_type,
        groups.expected_amount,
        ordered.step_order,
        ordered.step,
        ordered.cause_order,
        ordered.cause,
        ordered.gap_amount,
        case when groups.is_due then groups.expected_amount else 0 end - (ordered.gap_through - ordered.gap_amount) as running_before,
        case when groups.is_due then groups.expected_amount else 0 end - ordered.gap_through as running_after,
        ordered.opened_on,
        groups.period_start_on,
        groups.period_end_on,
        groups.cut_off_end_on
    from ordered
    inner join groups on ordered.group_key = groups.group_key
)

select * from final
