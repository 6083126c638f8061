{#- The rejected rows of a raw table: system (the source_relation), table_name, row_key, reason. Rows with one key and reason are numbered. -#}
{% macro raw_rejects(system, table) %}
    {%- do source(system, table) -%}
    {%- do ref('currencies') -%}
    {%- if not raw_is_read() -%}
    select 1 as placeholder
    {%- else -%}
    {%- set declared = raw_declared(system, table) -%}
    {%- do raw_stop_on_problems(declared) -%}
    with {{ raw_judged(declared) }},
    numbered as (
        select
            source_relation,
            raw__key,
            raw__reason,
            row_number() over (partition by source_relation, raw__key, raw__reason order by raw__hash) as occurrence
        from judged
        where raw__reason is not null and not raw__is_deleted
    )

    select
        source_relation as system,
        cast('{{ table }}' as {{ dbt.type_string() }}) as table_name,
        cast(
            raw__key || case when occurrence > 1 then ' #' || cast(occurrence as {{ dbt.type_string() }}) else '' end
            as {{ dbt.type_string() }}
        ) as row_key,
        cast(raw__reason as {{ dbt.type_string() }}) as reason
    from numbered
    {%- endif -%}
{% endmacro %}
