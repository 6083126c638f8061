-- A stay ends with the next entry, else where the source says so, else when the deal is closed.
with entries as (
    select * from {{ ref('int_canonical__stage_entries') }}
),

deals as (
    select * from {{ ref('int_lifecycle__deals') }}
),

followed as (
    select
        entries.*,
        lead(entries.entered_on) over (
            partition by entries.source_relation, entries.deal_id order by entries.entered_at, entries.stage_entry_id
        ) as next_entered_on,
        row_number() over (
            partition by entries.source_relation, entries.deal_id order by entries.entered_at desc, entries.stage_entry_id desc
        ) as place_from_last
    from entries
),

ended as (
    select
        followed.stage_entry_key,
        deals.deal_key,
        followed.source_relation,
        followed.stage,
        deals.is_won,
        followed.place_from_last = 1 as is_last,
        followed.entered_on,
        coalesce(
            followed.next_entered_on,
            followed.exited_on,
            case when deals.is_closed then greatest(deals.closed_on, followed.entered_on) end
        ) as exited_on
    from followed
    inner join deals
        on followed.source_relation = deals.source_relation
        and followed.deal_id = deals.deal_id
),

final as (
    select
        stage_entry_key,
        deal_key,
        source_relation,
        stage,
        is_won,
        is_last,
        entered_on,
        exited_on,
        {{ days_between('entered_on', 'coalesce(exited_on, ' ~ as_of_date() ~ ')') }} as days
    from ended
)

select * from final
