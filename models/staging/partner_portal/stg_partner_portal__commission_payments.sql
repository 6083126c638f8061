with source as (
    {{ raw_rows('partner_portal', 'commission_payment') }}
),

renamed as (
    select
        payment_id as commission_payment_id,
        partner_id,
        rep_id,
        contract_line_id,
        invoice_id,
        opportunity_id as deal_id,
        amount,
        rate as stated_rate,
        currency,
        paid_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
