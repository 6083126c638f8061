-- Each month, quarter and year that has begun beside the one before it: a period is the new side of its own pair and the old side of the
-- next, so that no account or product is lost that only one of them has.
with months as (
    select * from {{ ref('int_volume__months') }}
),

periods as (
    {% for type, length in [('month', 1), ('quarter', 3), ('year', 12)] -%}
        select
            months.*,
            '{{ type }}' as period_type,
            {{ length }} as period_months,
            cast({{ dbt.date_trunc(type, 'service_month') }} as date) as own_start_on
        from months
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

sides as (
    select
        periods.*,
        own_start_on as period_start_on,
        0 as old_side,
        1 as new_side
    from periods

    union all

    select
        periods.*,
        {{ add_months('own_start_on', 'period_months') }},
        1,
        0
    from periods
),

final as (
    select
        period_type,
        period_start_on,
        {{ add_days(add_months('period_start_on', 'max(period_months)'), -1) }} as period_end_on,
        {{ add_months('period_start_on', '-1 * max(period_months)') }} as old_start_on,
        account_key,
        product_key,
        charge_type,
        currency,
        {{ sides_of_periods() }}
    from sides
    where period_start_on <= {{ as_of_date() }}
    group by period_type, period_start_on, account_key, product_key, charge_type, currency
)

select * from final
