{#- Rung after rung: records that no group has yet and that share an identifier join the one group that holds it, or
    make a new group under the smallest record key. Groups are never joined with each other: an identifier of two groups
    joins nothing. -#}
{%- set rungs = ['explicit', 'metadata_id', 'code', 'tax_id', 'email_domain', 'name'] -%}

with step_0 as (
    select
        *,
        cast(null as {{ dbt.type_string() }}) as entity_key,
        cast(null as {{ dbt.type_string() }}) as rung,
        cast(null as {{ dbt.type_string() }}) as conflict_rung,
        cast(null as {{ dbt.type_string() }}) as conflict_key_1,
        cast(null as {{ dbt.type_string() }}) as conflict_key_2
    from {{ ref('int_entities__peers') }}
),

{% for rung in rungs -%}
    looked_{{ loop.index }} as (
        select
            *,
            min(entity_key) over (partition by entity_type, {{ rung }}_value) as first_group,
            max(entity_key) over (partition by entity_type, {{ rung }}_value) as last_group,
            min(case when entity_key is null then record_key end)
                over (partition by entity_type, {{ rung }}_value)
                as first_single,
            count(case when entity_key is null then 1 end)
                over (partition by entity_type, {{ rung }}_value)
                as single_count
        from step_{{ loop.index - 1 }}
    ),

    judged_{{ loop.index }} as (
        select
            *,
            case
                when entity_key is not null or {{ rung }}_value is null then 'keep'
                when first_group is null and single_count > 1 then 'new'
                when first_group = last_group then 'join'
                when first_group < last_group and conflict_rung is null then 'conflict'
                else 'keep'
            end as verdict
        from looked_{{ loop.index }}
    ),

    step_{{ loop.index }} as (
        select
            entity_type,
            record_key,
            {% for column in rungs -%}
                {{ column }}_value,
            {% endfor -%}
            case verdict when 'new' then first_single when 'join' then first_group else entity_key end as entity_key,
            case when verdict in ('new', 'join') then '{{ rung }}' else rung end as rung,
            case when verdict = 'conflict' then '{{ rung }}' else conflict_rung end as conflict_rung,
            case when verdict = 'conflict' then first_group else conflict_key_1 end as conflict_key_1,
            case when verdict = 'conflict' then last_group else conflict_key_2 end as conflict_key_2
        from judged_{{ loop.index }}
    ),

{% endfor -%}
final as (
    select
        entity_type,
        record_key,
        entity_key,
        rung,
        conflict_rung,
        conflict_key_1,
        conflict_key_2
    from step_{{ rungs | length }}
)

select * from final
