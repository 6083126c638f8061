-- Every deal enters when it is created; with a lead it comes from the stage before. A deal without an amount counts, with no money.
with deals as (
    select
        *,
        case when is_won then 'advanced' when is_closed then 'dropped' else 'in_flight' end as outcome,
        cast(coalesce(amount, 0) as decimal(18, 4)) as entered_amount
    from {{ ref('int_lifecycle__deals') }}
),

final as (
    select
        {{ surrogate_key(["'deal_execution'", 'deal_key']) }} as entry_key,
        'deal_execution' as stage,
        3 as stage_order,
        'deal' as subject_type,
        source_relation,
        deal_id as subject_id,
        account_key,
        segment,
        currency,
        reporting_rate,
        outcome,
        case when outcome = 'dropped' then coalesce(loss_reason, 'no_reason_given') end as drop_reason,
        1 as unit_count,
        case when lead_key is null then 0 else 1 end as from_previous_count,
        entered_amount,
        cast(case when lead_key is null then 0 else entered_amount end as decimal(18, 4)) as from_previous_amount,
        cast(case when outcome = 'advanced' then entered_amount else 0 end as decimal(18, 4)) as advanced_amount,
        cast(case when outcome = 'dropped' then entered_amount else 0 end as decimal(18, 4)) as dropped_amount,
        cast(case when outcome = 'in_flight' then entered_amount else 0 end as decimal(18, 4)) as in_flight_amount,
        cast(0 as decimal(18, 4)) as excused_amount,
        false as is_late,
        coalesce(created_on, closed_on, {{ as_of_date() }}) as entered_on
    from deals
)

select * from final
