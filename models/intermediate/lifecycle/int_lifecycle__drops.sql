-- Why money and units dropped: one reason for what drops as a whole, the causes of the bridge for what leaks part by part.
with entries as (
    select * from {{ ref('int_lifecycle__entries') }}
),

kinds as (
    select * from {{ ref('int_lifecycle__bridge_kinds') }}
    where kind = 'lost'
),

billing_groups as (
    select * from {{ ref('int_lifecycle__billing_groups') }}
),

pieces as (
    select * from {{ ref('int_lifecycle__collection_pieces') }}
),

causes as (
    select
        {{ surrogate_key(["'post_close_billing'", 'billing_groups.subject_key', 'billing_groups.currency']) }} as entry_key,
        kinds.cause,
        kinds.gap_amount
    from kinds
    inner join billing_groups on kinds.group_key = billing_groups.group_key
    where kinds.step_order = 1

    union all

    select
        {{ surrogate_key(["'collection'", 'pieces.invoice_key', 'pieces.currency']) }},
        kinds.cause,
        kinds.gap_amount
    from kinds
    inner join pieces on kinds.piece_key = pieces.piece_key
    where kinds.step_order = 2
),

final as (
    select
        entry_key,
        drop_reason as reason,
        dropped_amount
    from entries
    where drop_reason is not null

    union all

    select
        entry_key,
        cause,
        cast(sum(gap_amount) as decimal(18, 4))
    from causes
    group by entry_key, cause
)

select * from final
