-- Equal amounts that may be each other's, in islands: candidate pairs whose days overlap.
with pairs as (
    select
        *,
        least(booked_on, expected_on) as first_on,
        greatest(booked_on, expected_on) as last_on
    from {{ ref('int_matching__amount_candidates') }}
    where targets_of_line > 1 or lines_of_target > 1
),

reached as (
    select
        *,
        max(last_on) over (
            partition by entity, currency, amount
            order by first_on, last_on, bank_item_key, target_item_key rows between unbounded preceding and 1 preceding
        ) as reached_on
    from pairs
),

placed as (
    select
        *,
        max(case when reached_on is null or first_on > reached_on then first_on end) over (
            partition by entity, currency, amount
            order by first_on, last_on, bank_item_key, target_item_key rows between unbounded preceding and current row
        ) as island_on
    from reached
),

named as (
    select
        *,
        {{ surrogate_key(['entity', 'currency', 'amount', 'island_on']) }} as island_key
    from placed
),

items as (
    select
        island_key,
        bank_item_key as item_key,
        booked_on as event_on,
        1 as line_count,
        0 as target_count
    from named
    union
    select
        island_key,
        target_item_key,
        expected_on,
        0,
        1
    from named
)

select * from items
