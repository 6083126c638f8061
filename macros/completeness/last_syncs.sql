{#- A select of data_set, source_relation, synced_on: the last day a loader wrote a row of a raw table that the data set is
    built on. data_sets: {data_set: canonical model}. Raw tables without a sync column give no row. -#}
{% macro last_syncs(data_sets) %}
    {%- set text = dbt.type_string() -%}
    {%- set branches = [] -%}
    {%- for data_set, model_name in data_sets.items() if execute -%}
        {%- for system, table in lineage_sources(model_name) -%}
            {%- for relation, connection in raw_connections(system).items() -%}
                {%- for group in connection.tables.get(table, {}).get('groups', []) -%}
                    {%- set found = raw_column_names(system, table, ['_fivetran_synced'], group.columns)['_fivetran_synced'] -%}
                    {%- if found -%}
                        {%- do branches.append((data_set, relation, raw_value(found, group, 'text'), group.scan)) -%}
                    {%- endif -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor %}
    with written as (
        {%- for data_set, relation, value, scan in branches %}
        select '{{ data_set }}' as data_set, '{{ relation }}' as source_relation, {{ value }} as synced from {{ scan }}
        {{- ' union all' if not loop.last }}
        {%- else %}
        select '' as data_set, '' as source_relation, cast(null as {{ text }}) as synced
        {%- endfor %}
    )

    select
        cast(data_set as {{ text }}) as data_set,
        cast(source_relation as {{ text }}) as source_relation,
        max(cast({{ parse_timestamp('synced') }} as date)) as synced_on
    from written
    where synced is not null
    group by data_set, source_relation
{% endmacro %}
