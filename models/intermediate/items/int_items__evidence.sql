-- The source rows behind each item, as a JSON array in a fixed order.
with parts as (
    select * from {{ ref('int_items__parts') }}
),

source_rows as (
    select
        leak_item_key,
        contract_system as system,
        'contract_line' as table_name,
        contract_line_id as row_id
    from parts
    where contract_line_id is not null

    union

    select
        leak_item_key,
        invoice_system,
        'invoice',
        invoice_id
    from parts
    where invoice_id is not null

    union

    select
        leak_item_key,
        payment_system,
        'payment',
        payment_id
    from parts
    where payment_id is not null

    union

    select
        leak_item_key,
        subject_system,
        other_table,
        subject_id
    from parts
    where other_table is not null

    union

    select
        parts.leak_item_key,
        sell_through_rows.source_relation,
        sell_through_rows.table_name,
        sell_through_rows.row_id
    from parts
    inner join {{ ref('int_items__sell_through_rows') }} as sell_through_rows on parts.part_key = sell_through_rows.part_key
),

rendered as (
    select
        leak_item_key,
        table_name || '|' || coalesce(system, '') || '|' || row_id as sort_key,
        '{"system": ' || {{ json_string('system') }} || ', "table": ' || {{ json_string('table_name') }}
        || ', "id": ' || {{ json_string('row_id') }} || '}' as source_row
    from source_rows
)

select
    leak_item_key,
    '[' || {{ dbt.listagg('source_row', "', '", 'order by sort_key') }} || ']' as evidence
from rendered
group by leak_item_key
