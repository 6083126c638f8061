-- Why a row that no rung took stayed open: the first reason that holds.
with items as (
    {{ still_open([ref('int_matching__matches')]) }}
),

-- one row per open item and reason that holds for it
reasons as (
    select
        bank_item_key as item_key,
        'ambiguous_reference' as reason,
        1 as preference
    from {{ ref('int_matching__mentions') }}

    union all

    select
        target_item_key,
        'ambiguous_reference',
        1
    from {{ ref('int_matching__mentions') }}

    union all

    select
        bank_item_key,
        'ambiguous_amount',
        2
    from {{ ref('int_matching__amount_candidates') }}

    union all

    select
        target_item_key,
        'ambiguous_amount',
        2
    from {{ ref('int_matching__amount_candidates') }}

    union all

    select
        centre_key,
        'ambiguous_sum',
        3
    from {{ ref('int_matching__subset_sums') }}

    union all

    select
        centre_key,
        'too_many_candidates',
        4
    from {{ ref('int_matching__subset_candidates') }}
    where candidate_count > 24
),

first_reasons as (
    select
        item_key,
        min(preference) as preference
    from reasons
    group by item_key
)

select
    items.*,
    case
        when first_reasons.preference = 1 then 'ambiguous_reference'
        when first_reasons.preference = 2 then 'ambiguous_amount'
        when first_reasons.preference = 3 then 'ambiguous_sum'
        when first_reasons.preference = 4 then 'too_many_candidates'
        when items.entity is null then 'unknown_party'
        else 'no_counterpart'
    end as open_reason
from items
left join first_reasons on items.item_key = first_reasons.item_key
