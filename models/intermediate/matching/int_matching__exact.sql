{%- set rounds = 4 -%}
-- Rung 3: one to one by exact amount. Where both sides have only each other the match is confirmed. Among several equal amounts the
-- nearest dates are paired in rounds, only where each is the one nearest of the other: suggested. What stays tied stays open.
with single_pairs as (
    select
        bank_item_key,
        target_item_key
    from {{ ref('int_matching__amount_candidates') }}
    where targets_of_line = 1 and lines_of_target = 1
),

rest_1 as (
    select
        bank_item_key,
        target_item_key,
        distance
    from {{ ref('int_matching__amount_candidates') }}
    where targets_of_line > 1 or lines_of_target > 1
),

{%- for round in range(1, rounds + 1) %}

    ranked_{{ round }} as (
        select
            *,
            rank() over (partition by bank_item_key order by distance) as rank_of_line,
            rank() over (partition by target_item_key order by distance) as rank_of_target
        from rest_{{ round }}
    ),

    counted_{{ round }} as (
        select
            *,
            sum(case when rank_of_line = 1 then 1 else 0 end) over (partition by bank_item_key) as nearest_of_line,
            sum(case when rank_of_target = 1 then 1 else 0 end) over (partition by target_item_key) as nearest_of_target
        from ranked_{{ round }}
    ),

    pairs_{{ round }} as (
        select
            bank_item_key,
            target_item_key
        from counted_{{ round }}
        where rank_of_line = 1 and rank_of_target = 1 and nearest_of_line = 1 and nearest_of_target = 1
    ),

    rest_{{ round + 1 }} as (
        select rest.*
        from rest_{{ round }} as rest
        left join pairs_{{ round }} as taken_lines on rest.bank_item_key = taken_lines.bank_item_key
        left join pairs_{{ round }} as taken_targets on rest.target_item_key = taken_targets.target_item_key
        where taken_lines.bank_item_key is null and taken_targets.target_item_key is null
    ),
{%- endfor %}

pairs as (
    select
        bank_item_key,
        target_item_key,
        true as is_confirmed
    from single_pairs
    {%- for round in range(1, rounds + 1) %}
        union all
        select
            bank_item_key,
            target_item_key,
            false
        from pairs_{{ round }}
    {%- endfor %}
)

select
    bank_item_key as item_key,
    {{ surrogate_key(["'exact'", 'bank_item_key']) }} as match_group_key,
    case when is_confirmed then 'exact_amount' else 'nearest_date' end as rung,
    is_confirmed
from pairs

union all

select
    target_item_key,
    {{ surrogate_key(["'exact'", 'bank_item_key']) }},
    case when is_confirmed then 'exact_amount' else 'nearest_date' end,
    is_confirmed
from pairs
