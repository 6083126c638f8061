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
        item_key,
        'too_many_candidates',
        4
    from {{ ref('int_matching__crowded_items') }}

    union all

    select
        invoice_items.item_key,
        'paid_without_reference',
        0
    from items as invoice_items
    inner join {{ ref('int_cash__invoice_totals') }} as totals on invoice_items.subject_key = totals.invoice_key
    where invoice_items.side = 'invoice' and totals.applied_amount >= totals.payable_amount
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
        when first_reasons.preference = 0 then 'paid_without_reference'
        when first_reasons.preference = 1 then 'ambiguous_reference'
        when first_reasons.preference = 2 then 'ambiguous_amount'
        when first_reasons.preference = 3 then 'ambiguous_sum'
        when first_reasons.preference = 4 then 'too_many_candidates'
        when items.entity is null then 'unknown_party'
        else 'no_counterpart'
    end as open_reason
from items
left join first_reasons on items.item_key = first_reasons.item_key
