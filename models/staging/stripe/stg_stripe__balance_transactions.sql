with source as (
    {{ raw_rows('stripe', 'balance_transaction') }}
),

renamed as (
    select
        id as balance_transaction_id,
        source as source_id,
        payout_id,
        type as transaction_type,
        currency,
        status,
        amount as amount_minor,
        fee as fee_minor,
        net as net_minor,
        available_on,
        created as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
