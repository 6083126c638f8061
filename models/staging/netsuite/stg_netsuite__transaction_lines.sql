with source as (
    {{ raw_rows('netsuite', 'transaction_line') }}
),

renamed as (
    select
        id as transaction_line_id,
        transaction as transaction_id,
        item as item_id,
        entity as entity_id,
        subsidiary as subsidiary_id,
        custcol_source_line_id as source_line_id,
        memo,
        quantity,
        foreignamount as foreign_amount,
        source_relation,
        synced_at
    from source
)

select * from renamed
