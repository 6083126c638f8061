-- The reasons of an entry sum to what dropped of it.
with entries as (
    select * from {{ ref('int_lifecycle__entries') }}
),

reasons as (
    select
        entry_key,
        sum(dropped_amount) as dropped_amount
    from {{ ref('int_lifecycle__drops') }}
    group by entry_key
)

select
    coalesce(entries.entry_key, reasons.entry_key) as entry_key,
    entries.dropped_amount,
    reasons.dropped_amount as reason_amount
from entries
full outer join reasons on entries.entry_key = reasons.entry_key
where coalesce(entries.dropped_amount, 0) <> coalesce(reasons.dropped_amount, 0)
