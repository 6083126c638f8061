with calls as (
    select * from {{ ref('stg_telephony__calls') }}
),

final as (
    select
        cast('telephony' as {{ dbt.type_string() }}) as system,
        source_relation,
        call_id,
        lead_id,
        direction as direction_raw,
        from_number,
        coalesce(is_answered, false) as is_answered,
        {{ raw_has_column('telephony', 'call', 'callback_at') }} as has_callbacks,
        started_at,
        called_back_at
    from calls
)

select * from final
