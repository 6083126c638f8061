with source as (
    {{ raw_rows('generic', 'deal') }}
),

renamed as (
    select
        deal_id,
        account_id,
        product_code,
        renews_contract_line_id as renewed_contract_line_id,
        owner as owner_id,
        partner_id,
        name as deal_name,
        currency,
        stage,
        deal_type,
        loss_reason,
        lead_source,
        amount,
        is_won,
        is_closed,
        created_on,
        closed_on,
        source_relation,
        synced_at
    from source
)

select * from renamed
