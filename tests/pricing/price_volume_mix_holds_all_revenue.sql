-- The revenue of each month, quarter and year in the split is that of the states, in both currencies: an account or product that only one
-- of the two periods has must not be lost, and no line may count twice. Both sides are recomputed from the states alone.
with periods as (
    {% for type in ['month', 'quarter', 'year'] -%}
        select
            '{{ type }}' as period_type,
            cast({{ dbt.date_trunc(type, 'service_month') }} as date) as period_start_on,
            currency,
            sum(billed_amount) as billed_amount,
            sum(billed_amount_rc) as billed_amount_rc
        from {{ ref('fct_revenue_states') }}
        group by cast({{ dbt.date_trunc(type, 'service_month') }} as date), currency
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

split as (
    select
        period_type,
        period_start_on,
        old_start_on,
        currency,
        sum(old_amount) as old_amount,
        sum(new_amount) as new_amount,
        sum(old_amount_rc) as old_amount_rc,
        sum(new_amount_rc) as new_amount_rc
    from {{ ref('fct_price_volume_mix') }}
    group by period_type, period_start_on, old_start_on, currency
),

-- a period without a row has no revenue on either side
begun as (
    select * from periods
    where period_start_on <= {{ as_of_date() }}
)

select
    coalesce(split.period_type, begun.period_type) as period_type,
    coalesce(split.period_start_on, begun.period_start_on) as period_start_on,
    coalesce(split.currency, begun.currency) as currency
from split
full outer join begun
    on
    split.period_type = begun.period_type
    and split.period_start_on = begun.period_start_on
    and split.currency = begun.currency
left join periods as before
    on
    split.period_type = before.period_type
    and split.old_start_on = before.period_start_on
    and split.currency = before.currency
where
    coalesce(split.new_amount, 0) <> coalesce(begun.billed_amount, 0)
    or coalesce(split.new_amount_rc, 0) <> coalesce(begun.billed_amount_rc, 0)
    or coalesce(split.old_amount, 0) <> coalesce(before.billed_amount, 0)
    or coalesce(split.old_amount_rc, 0) <> coalesce(before.billed_amount_rc, 0)
