-- What a deal is usually worth: the average amount of the deals won in the trailing months, per segment and (segment null) over all.
with won as (
    select
        deals.segment,
        reporting.minor_units,
        {{ to_minor(round_money(multiply('deals.amount', 'deals.reporting_rate'), 'reporting.minor_units'), 'reporting.minor_units') }}
            as amount_minor
    from {{ ref('int_lifecycle__deals') }} as deals
    cross join (
        select minor_units from {{ ref('currencies') }}
        where currency = '{{ var("reporting_currency") }}'
    ) as reporting
    where
        deals.is_won
        and deals.amount > 0
        and deals.reporting_rate is not null
        and deals.closed_on > {{ add_months(as_of_date(), '-' ~ var('lead_value_months')) }}
),

averaged as (
    select
        segment,
        minor_units,
        count(*) as won_count,
        {{ round_div('sum(amount_minor)', 'count(*)') }} as average_minor
    from won
    group by segment, minor_units

    union all

    select
        cast(null as {{ dbt.type_string() }}),
        minor_units,
        count(*),
        {{ round_div('sum(amount_minor)', 'count(*)') }}
    from won
    group by minor_units
),

final as (
    select
        segment,
        won_count,
        cast(average_minor * {{ minor_unit('minor_units') }} as decimal(18, 4)) as average_amount
    from averaged
)

select * from final
