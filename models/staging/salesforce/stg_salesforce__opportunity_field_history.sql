with source as (
    {{ raw_rows('salesforce', 'opportunity_field_history') }}
),

renamed as (
    select
        id as opportunity_field_history_id,
        opportunity_id,
        field as field_name,
        old_value,
        new_value,
        created_date as changed_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
