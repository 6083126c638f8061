-- Rung 4: the only subset of open rows that sums exactly; no row may belong to two of them. Among more than 8 candidates a sum may
-- come out by chance, so it is suggested only.
with solutions as (
    select * from {{ ref('int_matching__subset_sums') }}
    where solution_count = 1
),

members as (
    select
        candidates.centre_key,
        candidates.candidate_key as item_key,
        solutions.candidate_count
    from solutions
    inner join {{ ref('int_matching__subset_candidates') }} as candidates on solutions.centre_key = candidates.centre_key
    inner join {{ ref('int_matching__masks') }} as masks
        on
        candidates.place = masks.place
        and masks.mask = case when candidates.half = 0 then solutions.even_mask else solutions.odd_mask end
),

rows_of_groups as (
    select
        centre_key,
        item_key,
        candidate_count
    from members
    union
    select
        centre_key,
        centre_key,
        candidate_count
    from members
),

counted as (
    select
        rows_of_groups.*,
        count(*) over (partition by item_key) as groups_of_item,
        count(*) over (partition by centre_key) as items_of_group
    from rows_of_groups
),

judged as (
    select
        counted.*,
        max(groups_of_item) over (partition by centre_key) as worst_groups_of_item
    from counted
)

select
    item_key,
    {{ surrogate_key(["'subset'", 'centre_key']) }} as match_group_key,
    'subset_sum' as rung,
    candidate_count <= 8 as is_confirmed
from judged
where worst_groups_of_item = 1 and items_of_group > 2
