-- A won deal brings its amount from the stage before and enters with its contract value: what usage, change orders, uplifts and cuts make
-- of it enters directly, with either sign, as do contract lines without a deal and renewal terms. A deal of which something leaked counts as
-- dropped, else as in flight while anything is not due.
with billing_groups as (
    select * from {{ ref('int_lifecycle__billing_groups') }}
),

won_deals as (
    select * from {{ ref('int_lifecycle__deals') }}
    where is_won
),

profiles as (
    select * from {{ ref('int_entities__account_profiles') }}
),

contracted as (
    select
        subject_type,
        subject_key,
        subject_id,
        deal_key,
        source_relation,
        currency,
        min(account_key) as account_key,
        min(reporting_rate) as reporting_rate,
        sum(entered_amount) as entered_amount,
        sum(advanced_amount) as advanced_amount,
        sum(dropped_amount) as dropped_amount,
        sum(in_flight_amount) as in_flight_amount,
        sum(excused_amount) as excused_amount,
        min(entered_on) as entered_on
    from billing_groups
    group by subject_type, subject_key, subject_id, deal_key, source_relation, currency
),

-- a deal without any line in the schedule waits with its amount
joined as (
    select
        coalesce(contracted.subject_type, 'deal') as subject_type,
        coalesce(contracted.subject_key, won_deals.deal_key) as subject_key,
        coalesce(contracted.subject_id, won_deals.deal_id) as subject_id,
        coalesce(contracted.source_relation, won_deals.source_relation) as source_relation,
        coalesce(contracted.currency, won_deals.currency) as currency,
        coalesce(won_deals.account_key, contracted.account_key) as account_key,
        coalesce(won_deals.segment, profiles.segment, 'unknown') as segment,
        coalesce(contracted.reporting_rate, won_deals.reporting_rate) as reporting_rate,
        case when contracted.subject_type in ('contract_line', 'renewal_term') or won_deals.deal_key is not null then 1 else 0 end as unit_count,
        case when won_deals.deal_key is not null then 1 else 0 end as from_previous_count,
        coalesce(won_deals.amount, 0) as from_previous_amount,
        coalesce(contracted.entered_amount, won_deals.amount, 0) as entered_amount,
        coalesce(contracted.advanced_amount, 0) as advanced_amount,
        coalesce(contracted.dropped_amount, 0) as dropped_amount,
        case when contracted.subject_key is null then coalesce(won_deals.amount, 0) else contracted.in_flight_amount end as in_flight_amount,
        coalesce(contracted.excused_amount, 0) as excused_amount,
        coalesce(won_deals.closed_on, contracted.entered_on) as entered_on
    from contracted
    full outer join won_deals
        on contracted.deal_key = won_deals.deal_key
        and contracted.currency = won_deals.currency
    left join profiles on contracted.account_key = profiles.account_key
),

final as (
    select
        {{ surrogate_key(["'post_close_billing'", 'subject_key', 'currency']) }} as entry_key,
        'post_close_billing' as stage,
        4 as stage_order,
        subject_type,
        source_relation,
        subject_id,
        account_key,
        segment,
        currency,
        reporting_rate,
        case
            when dropped_amount > excused_amount then 'dropped'
            when in_flight_amount <> 0 then 'in_flight'
            else 'advanced'
        end as outcome,
        cast(null as {{ dbt.type_string() }}) as drop_reason,
        unit_count,
        from_previous_count,
        cast(entered_amount as decimal(18, 4)) as entered_amount,
        cast(from_previous_amount as decimal(18, 4)) as from_previous_amount,
        cast(advanced_amount as decimal(18, 4)) as advanced_amount,
        cast(dropped_amount as decimal(18, 4)) as dropped_amount,
        cast(in_flight_amount as decimal(18, 4)) as in_flight_amount,
        cast(excused_amount as decimal(18, 4)) as excused_amount,
        false as is_late,
        entered_on
    from joined
)

select * from final
