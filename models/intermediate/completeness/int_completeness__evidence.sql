-- What can be relied on as evidence: a data set that is there, and of which no connection is stale or out of control.
with data_sets as (
    select
        data_set,
        coalesce(sum(row_count), 0) > 0 and count(reason) = 0 as is_reliable
    from {{ ref('int_completeness__data_sets') }}
    group by data_set
)

select
    {% for data_set, name in {
        'bank_lines': 'has_bank', 'ledger_lines': 'has_ledger', 'usage': 'has_usage', 'change_orders': 'has_change_orders'
    }.items() -%}
        coalesce(max(case when data_set = '{{ data_set }}' and is_reliable then 1 end), 0) = 1 as {{ name }}{% if not loop.last %},{% endif %}
    {% endfor %}
from data_sets
