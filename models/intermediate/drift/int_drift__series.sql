-- The monthly series that small persistent drift is looked for in, per account, in the reporting currency: on booked_vs_billed the
-- differences that are too small for an item of their own, on billed_vs_collected the variance. Only closed months; a month without
-- variance is a row with zero.
with line_layers as (
    select * from {{ ref('int_reconciliation__line_layers') }}
    where
        layer in ('booked_vs_billed', 'billed_vs_collected')
        and account_key is not null
        and {{ add_months('service_month', 1) }} <= {{ add_days(as_of_date(), 1) }}
),

assessable as (
    select layer from {{ ref('int_completeness__layers') }}
    where is_assessable
),

small_differences as (
    select * from {{ ref('int_drift__small_differences') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

bases as (
    select
        line_layers.layer,
        line_layers.account_key,
        line_layers.service_month,
        sum({{ round_money(multiply('line_layers.left_amount - line_layers.timing_amount', 'line_layers.reporting_rate'), 'reporting.minor_units') }})
            as base_amount_rc,
        sum(
            {{ round_money(
                multiply('line_layers.left_amount - line_layers.timing_amount - line_layers.right_amount - line_layers.approved_amount - line_layers.unassessed_amount', 'line_layers.reporting_rate'),
                'reporting.minor_units'
            ) }}
        )
            as variance_amount_rc
    from line_layers
    inner join assessable on line_layers.layer = assessable.layer
    cross join reporting
    group by line_layers.layer, line_layers.account_key, line_layers.service_month
),

differences as (
    select
        account_key,
        service_month,
        sum(difference_amount_rc) as difference_amount_rc
    from small_differences
    group by account_key, service_month
)

select
    bases.layer,
    bases.account_key,
    bases.service_month,
    cast(bases.base_amount_rc as decimal(18, 4)) as base_amount_rc,
    cast(
        case
            when bases.layer = 'booked_vs_billed' then coalesce(differences.difference_amount_rc, 0)
            else bases.variance_amount_rc
        end as decimal(18, 4)
    ) as variance_amount_rc,
    row_number() over (partition by bases.layer, bases.account_key order by bases.service_month) as point_no
from bases
left join differences
    on
    bases.account_key = differences.account_key
    and bases.service_month = differences.service_month
