-- Somebody spoke with the lead on the telephone: a call of it that was taken, or a missed one that was called back.
with calls as (
    select * from {{ ref('int_canonical__calls') }}
),

final as (
    select
        lead_id,
        min(case when is_answered then started_at else called_back_at end) as contacted_at
    from calls
    where lead_id is not null and (is_answered or called_back_at is not null)
    group by lead_id
)

select * from final
