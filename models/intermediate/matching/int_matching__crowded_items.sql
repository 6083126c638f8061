-- Open rows that stand among more open rows of the other side than are compared, or than are added up.
with items as (
    {{ still_open([ref('int_matching__matches')]) }}
),

blocks as (
    select
        items.item_key,
        items.side,
        items.entity,
        items.currency,
        {{ window_bucket('items.event_on') }} as bucket
    from items
    where items.side = 'bank'

    union all

    select
        items.item_key,
        'other',
        items.entity,
        items.currency,
        windows.bucket
    from items
    inner join {{ ref('int_matching__windows') }} as windows on items.item_key = windows.item_key
),

block_counts as (
    select
        entity,
        currency,
        bucket,
        sum(case when side = 'other' then 1 else 0 end) as other_count
    from blocks
    where entity is not null
    group by entity, currency, bucket
    having sum(case when side = 'other' then 1 else 0 end) > {{ most_candidates() }}
),

final as (
    select blocks.item_key
    from blocks
    inner join block_counts
        on blocks.entity = block_counts.entity and blocks.currency = block_counts.currency and blocks.bucket = block_counts.bucket

    union

    select centre_key
    from {{ ref('int_matching__subset_candidates') }}
    where candidate_count > 24
)

select * from final
