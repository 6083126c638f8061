{%- set stages = ['lead', 'deal', 'billing', 'collection', 'renewal'] -%}
-- All stages in one shape. In the reporting currency the three outcomes are converted as running sums, so that they add up there as well.
with reporting as (
    select minor_units as reporting_minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

united as (
    {% for stage in stages -%}
        select * from {{ ref('int_lifecycle__' ~ stage ~ '_entries') }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

converted as (
    select
        united.*,
        {{ round_money(multiply('entered_amount', 'reporting_rate'), 'reporting_minor_units') }} as entered_amount_rc,
        {{ round_money(multiply('from_previous_amount', 'reporting_rate'), 'reporting_minor_units') }} as from_previous_amount_rc,
        {{ round_money(multiply('advanced_amount', 'reporting_rate'), 'reporting_minor_units') }} as advanced_amount_rc,
        {{ round_money(multiply('(advanced_amount + dropped_amount)', 'reporting_rate'), 'reporting_minor_units') }}
            as through_dropped_amount_rc
    from united
    cross join reporting
),

final as (
    select
        entry_key,
        stage,
        stage_order,
        subject_type,
        source_relation,
        subject_id,
        account_key,
        segment,
        currency,
        outcome,
        drop_reason,
        unit_count,
        from_previous_count,
        entered_amount,
        from_previous_amount,
        cast(entered_amount - from_previous_amount as decimal(18, 4)) as directly_amount,
        advanced_amount,
        dropped_amount,
        in_flight_amount,
        excused_amount,
        cast(entered_amount_rc as decimal(18, 4)) as entered_amount_rc,
        cast(from_previous_amount_rc as decimal(18, 4)) as from_previous_amount_rc,
        cast(entered_amount_rc - from_previous_amount_rc as decimal(18, 4)) as directly_amount_rc,
        cast(advanced_amount_rc as decimal(18, 4)) as advanced_amount_rc,
        cast(through_dropped_amount_rc - advanced_amount_rc as decimal(18, 4)) as dropped_amount_rc,
        cast(entered_amount_rc - through_dropped_amount_rc as decimal(18, 4)) as in_flight_amount_rc,
        is_late,
        entered_on,
        {{ month_start('entered_on') }} as cohort_month
    from converted
)

select * from final
