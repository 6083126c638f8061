-- The stretches of 32 days that the window of a payout, payment or invoice touches: bank lines are only looked for in these.
with items as (
    select
        item_key,
        {{ window_bucket('window_from') }} as first_bucket,
        {{ window_bucket('window_to') }} as last_bucket
    from {{ ref('int_matching__open_items') }}
    where side <> 'bank'
),

steps as (
    {%- for step in range(64) %}
        select {{ step }} as step
        {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    items.item_key,
    items.first_bucket + steps.step as bucket
from items
inner join steps on items.first_bucket + steps.step <= items.last_bucket
