with source as (
    {{ raw_rows('netsuite', 'transaction') }}
),

renamed as (
    select
        id as transaction_id,
        postingperiod as accounting_period_id,
        entity as entity_id,
        currency as currency_id,
        externalid as external_id,
        type as transaction_type,
        status as transaction_status,
        memo,
        exchangerate as exchange_rate,
        posting as is_posting,
        trandate as transaction_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
