{%- set roundness = [1, 5, 10, 50, 100, 500, 1000, 5000, 10000] -%}
-- Rung 4: the only subset of open rows that sums exactly; no row may belong to two of them. A sum may come out by chance: of as many
-- subsets as n candidates have (2 to the n), one in so many as the amount has steps, where all amounts are whole steps of 1, 5, 10 ...
-- minor units. Confirmed where that chance is below one in 10,000.
with solutions as (
    select * from {{ ref('int_matching__subset_sums') }}
    where solution_count = 1
),

candidates as (
    select
        candidates.*,
        solutions.even_mask,
        solutions.odd_mask,
        {{ to_minor('candidates.candidate_amount', 'currencies.minor_units') }} as candidate_units,
        {{ to_minor('candidates.centre_amount', 'currencies.minor_units') }} as centre_units
    from {{ ref('int_matching__subset_candidates') }} as candidates
    inner join solutions on candidates.centre_key = solutions.centre_key
    inner join {{ ref('currencies') }} as currencies on candidates.currency = currencies.currency
),

stepped as (
    select
        centre_key,
        min(centre_units) as centre_units,
        max(candidate_count) as candidate_count,
        case
            {%- for step in roundness[1:] | reverse %}
                when max(mod(candidate_units, {{ step }})) = 0 and max(mod(centre_units, {{ step }})) = 0 then {{ step }}
            {%- endfor %}
            else 1
        end as step_units
    from candidates
    group by centre_key
),

judged as (
    select
        centre_key,
        step_units * cast(power(2, candidate_count) as bigint) * 10000 <= centre_units as is_telling
    from stepped
),

members as (
    select
        candidates.centre_key,
        candidates.candidate_key as item_key
    from candidates
    inner join {{ ref('int_matching__masks') }} as masks
        on masks.mask = case when candidates.half = 0 then candidates.even_mask else candidates.odd_mask end
    where
        case candidates.place
            {%- for place in range(12) %}
                when {{ place }} then masks.bit_{{ place }}
            {%- endfor %}
        end = 1
),

rows_of_groups as (
    select
        centre_key,
        item_key
    from members
    union
    select
        centre_key,
        centre_key
    from members
),

counted as (
    select
        rows_of_groups.*,
        count(*) over (partition by item_key) as groups_of_item
    from rows_of_groups
),

exclusive as (
    select
        counted.*,
        max(groups_of_item) over (partition by centre_key) as worst_groups_of_item
    from counted
)

select
    exclusive.item_key,
    {{ surrogate_key(["'subset'", 'exclusive.centre_key']) }} as match_group_key,
    'subset_sum' as rung,
    judged.is_telling as is_confirmed
from exclusive
inner join judged on exclusive.centre_key = judged.centre_key
where exclusive.worst_groups_of_item = 1
