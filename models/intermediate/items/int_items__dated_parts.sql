-- Parts of the bridge by the day from which they count: what was credited, refunded or disputed on several days is split over these
-- days by amount, so that each runs from its own.
with parts as (
    select * from {{ ref('int_items__bridge_parts') }}
),

event_days as (
    select * from {{ ref('int_items__event_days') }}
),

joined as (
    select
        parts.*,
        event_days.event_on,
        event_days.weight,
        sum(event_days.weight) over (
            partition by parts.part_key order by event_days.event_on rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(event_days.weight) over (partition by parts.part_key) as total_weight
    from parts
    left join event_days
        on
        parts.cause = event_days.cause
        and event_days.target_key = case parts.cause when 'credit_memo' then parts.group_key else parts.invoice_key end
),

final as (
    select
        part_key,
        account_key,
        partner_key,
        currency,
        minor_units,
        reporting_rate,
        cause,
        direction,
        subject_type,
        invoice_system,
        invoice_id,
        contract_system,
        contract_line_id,
        payment_system,
        payment_id,
        case
            when weight is null then gap_amount
            else {{ split_amount('gap_amount', 'weight', 'cumulative_weight', 'total_weight', 'minor_units') }}
        end as gap_amount,
        coalesce(event_on, opened_on) as opened_on
    from joined
)

select * from final
where gap_amount <> 0
