{#- The least score, in percent, and the most candidates per entity. -#}
{%- set least_score = 60 -%}
{%- set most_candidates = 5 -%}
-- Entities that the CRM does not know beside those whose names are like theirs: only names that share a rare word are compared, by the Dice
-- coefficient of their words, each with its weight. For a person to decide: nothing is linked by it.
with names as (
    select * from {{ ref('int_entities__names') }}
),

tokens as (
    select * from {{ ref('int_entities__name_tokens') }}
),

rare as (
    select
        tokens.token,
        names.*
    from tokens
    inner join names on tokens.name_key = names.name_key
    where tokens.is_rare
),

compared as (
    select distinct
        rare.name_key,
        rare.entity_type,
        rare.entity_key,
        others.name_key as other_name_key,
        others.entity_key as candidate_key
    from rare
    inner join rare as others
        on
        rare.entity_type = others.entity_type
        and rare.token = others.token
        and (others.is_in_crm or (not others.has_crm and others.entity_key < rare.entity_key))
    where not rare.is_in_crm
),

totals as (
    select
        name_key,
        sum(weight) as total_weight
    from tokens
    group by name_key
),

shared as (
    select
        compared.name_key,
        compared.other_name_key,
        sum(own.weight) as shared_weight,
        {{ dbt.listagg('own.token', "' '", 'order by own.token') }} as shared_tokens
    from compared
    inner join tokens as own on compared.name_key = own.name_key
    inner join tokens as theirs on compared.other_name_key = theirs.name_key and own.token = theirs.token
    group by compared.name_key, compared.other_name_key
),

scored as (
    select
        compared.entity_type,
        compared.entity_key,
        compared.candidate_key,
        compared.other_name_key,
        shared.shared_tokens,
        cast(
            {{ round_div('200 * shared.shared_weight', '(own_totals.total_weight + their_totals.total_weight)') }} as integer
        ) as score
    from compared
    inner join shared on compared.name_key = shared.name_key and compared.other_name_key = shared.other_name_key
    inner join totals as own_totals on compared.name_key = own_totals.name_key
    inner join totals as their_totals on compared.other_name_key = their_totals.name_key
),

best as (
    select
        scored.*,
        names.entity_name as candidate_name,
        row_number() over (
            partition by scored.entity_type, scored.entity_key, scored.candidate_key
            order by scored.score desc, names.entity_name asc, scored.shared_tokens asc
        ) as name_place
    from scored
    inner join names on scored.other_name_key = names.name_key
    where scored.score >= {{ least_score }}
),

ranked as (
    select
        best.*,
        row_number() over (partition by entity_type, entity_key order by score desc, candidate_key asc) as place,
        count(*) over (partition by entity_type, entity_key) as candidate_count
    from best
    where name_place = 1
)

select
    entity_type,
    entity_key,
    candidate_key,
    candidate_name,
    score,
    shared_tokens,
    cast(place as integer) as place,
    cast(candidate_count as integer) as candidate_count
from ranked
where place <= {{ most_candidates }}
