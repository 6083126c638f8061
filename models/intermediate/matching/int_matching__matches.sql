-- All rungs together; no row stands in two groups, because each rung takes only what those before it left open.
with rungs as (
    select
        item_key,
        match_group_key,
        rung,
        is_confirmed
    from {{ ref('int_matching__reversals') }}
    {%- for rung in ['named', 'exact', 'subsets', 'net_of_fees', 'weak'] %}
        union all
        select
            item_key,
            match_group_key,
            rung,
            is_confirmed
        from {{ ref('int_matching__' ~ rung) }}
    {%- endfor %}
)

select
    rungs.item_key,
    rungs.match_group_key,
    rungs.rung,
    rungs.is_confirmed,
    items.side,
    items.subject_key,
    items.system,
    items.source_id,
    items.account_key,
    items.currency,
    items.amount,
    items.event_on
from rungs
inner join {{ ref('int_matching__open_items') }} as items on rungs.item_key = items.item_key
