-- Nobody works on a finding that has no owner: every part of the bridge and of the layers that someone must act on is in an item
-- with its money, and every item has an owner, a deadline and something to do.
with found as (
    select
        part_key,
        gap_amount
    from {{ ref('int_items__bridge_parts') }}
    union all
    select
        part_key,
        gap_amount
    from {{ ref('int_items__layer_parts') }}
    union all
    select
        part_key,
        gap_amount
    from {{ ref('int_items__channel_parts') }}
),

items as (
    select * from {{ ref('fct_leakage_items') }}
),

parts as (
    select * from {{ ref('int_items__parts') }}
),

-- a part that opened on several days is several rows
whole_parts as (
    select
        part_key,
        sum(gap_amount) as gap_amount
    from parts
    group by part_key
),

lost_parts as (
    select
        coalesce(found.part_key, whole_parts.part_key) as subject,
        'finding without item' as problem
    from found
    full outer join whole_parts on found.part_key = whole_parts.part_key and found.gap_amount = whole_parts.gap_amount
    where found.part_key is null or whole_parts.part_key is null
),

summed_parts as (
    select
        leak_item_key,
        sum(gap_amount) as gap_amount
    from parts
    group by leak_item_key
),

lost_items as (
    select
        coalesce(summed_parts.leak_item_key, items.leak_item_key),
        'item without its money'
    from summed_parts
    full outer join items on summed_parts.leak_item_key = items.leak_item_key
    where
        summed_parts.leak_item_key is null
        or items.leak_item_key is null
        or summed_parts.gap_amount <> items.leakage_amount
),

unowned as (
    select
        leak_item_key,
        'item without owner, deadline, action or evidence'
    from items
    where
        trim(coalesce(owner, '')) = ''
        or trim(coalesce(owner_contact, '')) = ''
        or due_on is null
        or recommended_action is null
        or structural_control is null
        or evidence is null
)

select * from lost_parts
union all
select * from lost_items
union all
select * from unowned
