-- Rung 3: one to one by exact amount. Where both sides have only each other the match is confirmed, unless the text of the line names
-- something else. Among several equal amounts the days decide: suggested. What stays tied stays open.
with naming_lines as (
    select distinct bank_item_key from {{ ref('int_matching__mentions') }}
),

single_pairs as (
    select
        candidates.bank_item_key,
        candidates.target_item_key,
        naming_lines.bank_item_key is null as is_confirmed
    from {{ ref('int_matching__amount_candidates') }} as candidates
    left join naming_lines on candidates.bank_item_key = naming_lines.bank_item_key
    where candidates.targets_of_line = 1 and candidates.lines_of_target = 1
),

pairs as (
    select
        bank_item_key,
        target_item_key,
        'exact_amount' as rung,
        is_confirmed
    from single_pairs

    union all

    select
        bank_item_key,
        target_item_key,
        'nearest_date',
        false
    from {{ ref('int_matching__nearest_pairs') }}
)

select
    bank_item_key as item_key,
    {{ surrogate_key(["'exact'", 'bank_item_key']) }} as match_group_key,
    rung,
    is_confirmed
from pairs

union all

select
    target_item_key,
    {{ surrogate_key(["'exact'", 'bank_item_key']) }},
    rung,
    is_confirmed
from pairs
