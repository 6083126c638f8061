{#- A select of one raw table over all its connections and files: source_relation, then every declared column as text under
    its own name (empty text is null), then the service columns as service_<name>. An absent table gives no row. -#}
{% macro raw_text(declared) %}
    {%- set names = declared.columns | map(attribute='name') | list -%}
    {%- set service = raw_service_columns() -%}
    {%- set text = dbt.type_string() -%}
    {%- set branches = [] -%}
    {%- for relation, connection in raw_connections(declared.system).items() -%}
        {%- for group in connection.tables.get(declared.name, {}).get('groups', []) -%}
            {%- do branches.append({
                'relation': relation, 'group': group,
                'found': raw_column_names(declared.system, declared.name, names, group.columns),
                'service': raw_column_names(declared.system, declared.name, service, group.columns),
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for branch in branches %}
    select
        cast('{{ branch.relation }}' as {{ text }}) as source_relation
        {%- for column in declared.columns %},
        {{ raw_value(branch.found[column.name], branch.group, column.type) }} as {{ adapter.quote(column.name) }}
        {%- endfor %}
        {%- for name in service %},
        {{ raw_value(branch.service[name], branch.group, 'text') }} as service_{{ name | replace('_fivetran_', '') }}
        {%- endfor %}
    from {{ branch.group.scan }}
    {{- ' union all' if not loop.last }}
    {%- else %}
    select
        cast(null as {{ text }}) as source_relation
        {%- for name in names %},
        cast(null as {{ text }}) as {{ adapter.quote(name) }}
        {%- endfor %}
        {%- for name in service %},
        cast(null as {{ text }}) as service_{{ name | replace('_fivetran_', '') }}
        {%- endfor %}
    from (select 1 as one) as nothing
    where 1 = 0
    {%- endfor %}
{%- endmacro %}
