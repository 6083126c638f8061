with source as (
    {{ raw_rows('bank', 'statement_line') }}
),

renamed as (
    select
        line_id as bank_line_id,
        account_id as bank_account_id,
        currency,
        counterparty_name,
        counterparty_account,
        remittance_information,
        bank_reference,
        entry_type,
        amount,
        booking_date as booked_on,
        value_date as value_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
