-- Every metered unit is looked at once: placing usage on contract lines neither loses nor doubles a unit, and the
-- billable units of a month are exactly those above the included ones.
with metered as (
    select
        product_code,
        sum(quantity) as quantity
    from {{ ref('int_canonical__usage') }}
    group by product_code
),

placed as (
    select
        product_code,
        sum(quantity) as quantity
    from {{ ref('int_schedule__usage_lines') }}
    group by product_code
),

by_month as (
    select
        usage_lines.contract_line_key,
        {{ month_start('usage_lines.used_on') }} as usage_month,
        sum(usage_lines.quantity) - max(coalesce(contract_lines.included_quantity, 0)) as above_quantity
    from {{ ref('int_schedule__usage_lines') }} as usage_lines
    inner join {{ ref('int_contracts__lines') }} as contract_lines
        on usage_lines.contract_line_key = contract_lines.contract_line_key
    group by usage_lines.contract_line_key, {{ month_start('usage_lines.used_on') }}
)

select
    coalesce(metered.product_code, placed.product_code) as what,
    metered.quantity as quantity_before,
    placed.quantity as quantity_after
from metered
full outer join placed on metered.product_code = placed.product_code
where metered.quantity is null or placed.quantity is null or metered.quantity <> placed.quantity

union all

select
    coalesce(by_month.contract_line_key, monthly.contract_line_key) as what,
    by_month.above_quantity,
    monthly.billable_quantity
from by_month
full outer join {{ ref('int_schedule__monthly_usage') }} as monthly
    on by_month.contract_line_key = monthly.contract_line_key and by_month.usage_month = monthly.usage_month
where greatest(coalesce(by_month.above_quantity, 0), 0) <> coalesce(monthly.billable_quantity, 0)
