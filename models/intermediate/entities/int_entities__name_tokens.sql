{#- A word of more names than this is no reason to compare two of them, however large the company: blocks stay small. -#}
{%- set cap = 50 -%}
-- The words of each name, with how many names of the kind have them. A word is rare where at most 3 names or 10 % of them have it, and never
-- more than {{ cap }}; legal forms and words of the trade are not. Rare words weigh 3, others 1: whole numbers, so every engine scores alike.
with names as (
    select * from {{ ref('int_entities__names') }}
),

tokens as (
    {{ name_tokens('names', ['name_key', 'entity_type'], 'entity_name') }}
),

name_counts as (
    select
        entity_type,
        count(*) as name_count
    from names
    group by entity_type
),

counted as (
    select
        entity_type,
        token,
        count(*) as token_count
    from tokens
    group by entity_type, token
),

judged as (
    select
        counted.*,
        counted.token_count <= 3
        or (counted.token_count * 10 <= name_counts.name_count and counted.token_count <= {{ cap }}) as is_rare
    from counted
    inner join name_counts on counted.entity_type = name_counts.entity_type
)

select
    tokens.name_key,
    tokens.entity_type,
    tokens.token,
    judged.token_count,
    judged.is_rare,
    case when judged.is_rare then 3 else 1 end as weight
from tokens
inner join judged on tokens.entity_type = judged.entity_type and tokens.token = judged.token
