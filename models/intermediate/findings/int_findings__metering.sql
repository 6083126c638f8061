-- Usage that no contract line explains, usage above the included units that has no price, change orders on lines that nobody knows,
-- or that two connections have: all
-- of it work that is delivered and that nothing expects to be invoiced.
with usage_lines as (
    select * from {{ ref('int_schedule__usage_lines') }}
),

usage as (
    select * from {{ ref('int_canonical__usage') }}
),

monthly_usage as (
    select * from {{ ref('int_schedule__monthly_usage') }}
),

overages as (
    select * from {{ ref('int_schedule__overages') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

change_orders as (
    select * from {{ ref('int_canonical__change_orders') }}
    where status in ('approved', 'delivered')
),

known_lines as (
    select contract_line_id from {{ ref('int_canonical__contract_lines') }}
    group by contract_line_id
    having count(*) = 1
),

-- by contract line: somebody has to give it one price
unpriced as (
    select
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        contract_lines.currency,
        sum(monthly_usage.billable_quantity) as quantity,
        count(*) as month_count,
        min(monthly_usage.usage_month) as first_month
    from monthly_usage
    inner join contract_lines on monthly_usage.contract_line_key = contract_lines.contract_line_key
    left join overages
        on
        monthly_usage.contract_line_key = overages.contract_line_key
        and monthly_usage.usage_month = overages.period_start_on
    where overages.contract_line_key is null
    group by contract_lines.source_relation, contract_lines.contract_line_id, contract_lines.currency
)

select
    {{ data_finding(
        'usage_without_contract_line', 'usage.source_relation', 'usage', 'usage.usage_id', event_on='usage.used_on',
        detail="cast(usage.quantity as " ~ dbt.type_string() ~ ") || ' units of ' || coalesce(usage.product_code, 'no product') || ', '
            || case when usage.contract_line_id is not null then 'contract line ' || usage.contract_line_id || ' is not known once'
            else 'account ' || coalesce(usage.account_id, 'unknown') || ' has no line of it, or several, on that day' end"
    ) }}
from usage
inner join usage_lines on usage.usage_key = usage_lines.usage_key
where usage_lines.contract_line_key is null

union all

select
    {{ data_finding(
        'overage_without_price', 'unpriced.source_relation', 'contract_line', 'unpriced.contract_line_id', 'unpriced.currency',
        event_on='unpriced.first_month',
        detail="cast(unpriced.quantity as " ~ dbt.type_string() ~ ") || ' units above the included ones in '
            || cast(unpriced.month_count as " ~ dbt.type_string() ~ ") || ' months have no price'"
    ) }}
from unpriced

union all

select
    {{ data_finding(
        'change_order_on_unknown_line', 'change_orders.source_relation', 'change_order', 'change_orders.change_order_id',
        'change_orders.currency', 'change_orders.amount', 'change_orders.delivered_on',
        "'it names contract line ' || coalesce(change_orders.contract_line_id, 'none') || ', which is not known once'"
    ) }}
from change_orders
left join known_lines on change_orders.contract_line_id = known_lines.contract_line_id
where known_lines.contract_line_id is null
