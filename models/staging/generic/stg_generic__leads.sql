with source as (
    {{ raw_rows('generic', 'lead') }}
),

renamed as (
    select
        lead_id,
        deal_id,
        status as lead_status,
        source as lead_source,
        segment,
        currency,
        disqualified_reason,
        estimated_value,
        created_on,
        qualified_on,
        disqualified_on,
        responded_at,
        source_relation,
        synced_at
    from source
)

select * from renamed
