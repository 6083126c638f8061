{#- The rejected rows of a raw table: system (the source_relation), table_name, row_key, reason. Rows with one key and reason are numbered. -#}
{% macro raw_rejects(system, table) %}
    {%- do source(system, table) -%}
    {%- do ref('currencies') -%}
    {%- if not execute -%}
    select 1 as placeholder
    {%- else -%}
    with {{ raw_judged(raw_declared(system, table)) }},
    numbered as (
        select
            source_relation,
            row_key,
            reason,
            row_number() over (partition by source_relation, row_key, reason order by row_hash) as occurrence
        from judged
        where reason is not null and not is_deleted_row
    )

    select
        source_relation as system,
        cast('{{ table }}' as {{ dbt.type_string() }}) as table_name,
        cast(
            row_key || case when occurrence > 1 then ' #' || cast(occurrence as {{ dbt.type_string() }}) else '' end
            as {{ dbt.type_string() }}
        ) as row_key,
        cast(reason as {{ dbt.type_string() }}) as reason
    from numbered
    {%- endif -%}
{% endmacro %}
