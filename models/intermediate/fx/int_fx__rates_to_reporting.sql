-- A rate holds from its day until the next one, at most 7 days longer; the stated direction wins over its inverse on the same day.
{% set reporting_currency = "'" ~ var('reporting_currency') ~ "'" %}

with fx_rates as (
    select * from {{ ref('int_canonical__fx_rates') }}
    where rate > 0
),

both_directions as (
    select
        from_currency as currency,
        rate_on,
        rate,
        1 as direction,
        source_relation
    from fx_rates
    where to_currency = {{ reporting_currency }} and from_currency <> {{ reporting_currency }}

    union all

    select
        to_currency,
        rate_on,
        cast(
            {{ round_div('10000000000000000', to_units('rate')) }}
            * cast(0.00000001 as decimal(9, 8)) as decimal(18, 8)
        ),
        2,
        source_relation
    from fx_rates
    where from_currency = {{ reporting_currency }} and to_currency <> {{ reporting_currency }}
),

ranked as (
    select
        both_directions.*,
        row_number() over (partition by currency, rate_on order by direction, source_relation) as preference
    from both_directions
),

chosen as (
    select
        currency,
        rate_on,
        rate,
        lead(rate_on) over (partition by currency order by rate_on) as next_rate_on
    from ranked
    where preference = 1
),

final as (
    select
        currency,
        rate_on as valid_from,
        case
            when next_rate_on <= {{ add_days('rate_on', 7) }} then {{ add_days('next_rate_on', -1) }}
            else {{ add_days('rate_on', 7) }}
        end as valid_to,
        rate
    from chosen

    union all

    select
        {{ reporting_currency }},
        cast('1900-01-01' as date),
        cast('9999-12-31' as date),
        cast(1 as decimal(18, 8))
)

select * from final
