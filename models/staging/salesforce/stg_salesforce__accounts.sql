with source as (
    -- merging deletes the record that is merged away; its id still leads to the survivor
    {{ raw_rows('salesforce', 'account', deleted_too='master_record_id is not null') }}
),

renamed as (
    select
        id as account_id,
        parent_id as parent_account_id,
        master_record_id as master_account_id,
        owner_id,
        tax_id_c as tax_id,
        name as account_name,
        website,
        industry,
        segment_c as segment,
        billing_country,
        type as account_type,
        created_date as created_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
