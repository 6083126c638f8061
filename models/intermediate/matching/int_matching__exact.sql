{%- set rounds = 4 -%}
-- Rung 3: one to one by exact amount. Where both sides have only each other the match is confirmed, unless the text of the line names
-- something else. Among several equal amounts the dates decide: suggested. Where each row has its counterpart, the pairs of the smallest
-- total distance; where one is missing, in rounds the pairs of which each is the one nearest of the other. What stays tied stays open.
with naming_lines as (
    select distinct bank_item_key from {{ ref('int_matching__mentions') }}
),

candidates as (
    select
        candidates.*,
        islands.item_key is not null and not islands.is_balanced as has_missing
    from {{ ref('int_matching__amount_candidates') }} as candidates
    left join {{ ref('int_matching__amount_islands') }} as islands on candidates.bank_item_key = islands.item_key
),

single_pairs as (
    select
        candidates.bank_item_key,
        candidates.target_item_key,
        naming_lines.bank_item_key is null as is_confirmed
    from candidates
    left join naming_lines on candidates.bank_item_key = naming_lines.bank_item_key
    where targets_of_line = 1 and lines_of_target = 1
),

rest_1 as (
    select
        bank_item_key,
        target_item_key,
        distance
    from candidates
    where has_missing
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
    {%- for round in range(1, rounds + 1) %}
        union all
        select
            bank_item_key,
            target_item_key,
            'nearest_date',
            false
        from pairs_{{ round }}
    {%- endfor %}
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
