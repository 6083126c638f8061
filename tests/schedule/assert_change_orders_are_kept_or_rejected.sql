-- An approved or delivered change order of a contract line that is kept is expected exactly once, or listed as a
-- reject.
with ordered as (
    select
        change_orders.source_relation,
        change_orders.change_order_id,
        contract_lines.contract_line_key,
        contract_lines.currency = change_orders.currency as is_same_currency,
        change_orders.amount
    from {{ ref('int_canonical__change_orders') }} as change_orders
    inner join {{ ref('int_contracts__lines') }} as contract_lines
        on change_orders.contract_line_id = contract_lines.contract_line_id and not contract_lines.is_id_shared
    where change_orders.status in ('approved', 'delivered')
),

expected as (
    select
        contract_line_key,
        change_order_id,
        sum(expected_amount) as amount,
        count(*) as row_count
    from {{ ref('int_schedule__change_orders') }}
    group by contract_line_key, change_order_id
)

select
    coalesce(ordered.change_order_id, expected.change_order_id) as change_order_id,
    ordered.amount as ordered_amount,
    expected.amount as expected_amount
from ordered
full outer join expected
    on ordered.contract_line_key = expected.contract_line_key and ordered.change_order_id = expected.change_order_id
left join {{ ref('int_fx__rejects') }} as rejects
    on
    rejects.table_name = 'change_order'
    and ordered.source_relation = rejects.system
    and ordered.change_order_id = rejects.row_key
where
    ordered.change_order_id is null
    or (expected.change_order_id is null and rejects.row_key is null)
    or expected.row_count > 1
    or (ordered.is_same_currency and ordered.amount <> expected.amount)
