{%- set measures = [
    'forecast_amount', 'attained_amount', 'booked_amount', 'contracted_amount', 'billed_amount', 'recognized_amount', 'collected_amount', 'leakage_amount',
    'correction_amount', 'rebate_amount', 'overdue_renewal_amount', 'commission_due_amount', 'commission_paid_amount', 'commission_reclaim_amount',
    'commission_owed_amount', 'sell_through_finding_amount',
] -%}
{%- set counts = ['discount_exception_count', 'overdue_renewal_count', 'correction_count', 'invoice_count', 'invoice_delay_days'] -%}
-- The partner's own in the columns of the plain names, its own with that of everyone below it in the rolled-up ones.
with activity as (
    select * from {{ ref('int_partners__activity') }}
),

ancestors as (
    select * from {{ ref('int_partners__ancestors') }}
),

summed as (
    select
        ancestors.ancestor_key as partner_key,
        activity.month,
        activity.currency,
        {%- for measure in measures + counts %}
            sum(case when ancestors.distance = 0 then activity.{{ measure }} else 0 end) as {{ measure }},
            sum(activity.{{ measure }}) as rolled_up_{{ measure }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from activity
    inner join ancestors on activity.partner_key = ancestors.partner_key
    group by ancestors.ancestor_key, activity.month, activity.currency
),

to_date as (
    select
        summed.*,
        {%- for measure in ['forecast_amount', 'attained_amount'] %}
            sum({{ measure }}) over (
                partition by partner_key, currency, {{ dbt.date_trunc('quarter', 'month') }}
                order by month rows between unbounded preceding and current row
            ) as quarter_{{ measure }}{% if not loop.last %},{% endif %}
        {%- endfor %}
    from summed
)

select
    to_date.partner_key,
    partners.partner_id,
    partners.parent_partner_key,
    partners.tier,
    to_date.month,
    to_date.currency,
    {%- for measure in measures %}
        cast(to_date.{{ measure }} as decimal(18, 4)) as {{ measure }},
    {%- endfor %}
    {%- for count in counts if count != 'invoice_delay_days' %}
        cast(to_date.{{ count }} as integer) as {{ count }},
    {%- endfor %}
    cast({{ ratio('to_date.invoice_delay_days', 'to_date.invoice_count') }} as decimal(18, 4)) as average_invoice_delay_days,
    {%- for measure in measures %}
        cast(to_date.rolled_up_{{ measure }} as decimal(18, 4)) as rolled_up_{{ measure }},
    {%- endfor %}
    {%- for count in counts if count != 'invoice_delay_days' %}
        cast(to_date.rolled_up_{{ count }} as integer) as rolled_up_{{ count }},
    {%- endfor %}
    cast({{ ratio('to_date.rolled_up_invoice_delay_days', 'to_date.rolled_up_invoice_count') }} as decimal(18, 4))
        as rolled_up_average_invoice_delay_days,
    {{ ratio('to_date.quarter_attained_amount', 'to_date.quarter_forecast_amount') }} as quarter_attainment_rate,
    -- bookings are lumpy: judged when the quarter is over, in its last month
    coalesce(
        to_date.quarter_forecast_amount > 0
        and to_date.month = {{ add_months('cast(' ~ dbt.date_trunc('quarter', 'to_date.month') ~ ' as date)', 2) }}
        and {{ add_months('to_date.month', 1) }} <= {{ add_days(as_of_date(), 1) }}
        and to_date.quarter_attained_amount * 100
        < to_date.quarter_forecast_amount * cast({{ var('partner_attainment_pct') }} as decimal(18, 4)),
        false
    ) as is_underperforming
from to_date
inner join {{ ref('dim_partners') }} as partners on to_date.partner_key = partners.partner_key
