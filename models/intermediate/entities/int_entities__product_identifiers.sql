with records as (
    select * from {{ ref('int_entities__product_records') }}
),

explicit as (
    select * from {{ ref('int_entities__explicit_rows') }}
    where entity_type = 'product'
),

unioned as (
    -- a CRM record answers to its own id, the others name the id of a CRM record
    select
        record_key,
        'explicit' as rung,
        1 as rung_order,
        product_id as identifier
    from records
    where is_crm
    union all
    select
        records.record_key,
        'explicit' as rung,
        1 as rung_order,
        explicit.crm_id as identifier
    from records
    inner join explicit
        on records.source_relation = explicit.source_relation
        and records.product_id = explicit.system_id
    where not records.is_crm
    union all
    select
        record_key,
        'code' as rung,
        2 as rung_order,
        product_code as identifier
    from records
    union all
    select
        record_key,
        'name' as rung,
        3 as rung_order,
        {{ normalized_name('product_name') }} as identifier
    from records
)

select
    'product' as entity_type,
    record_key,
    identifier,
    rung,
    rung_order,
    false as is_merged_id
from unioned
where identifier is not null
