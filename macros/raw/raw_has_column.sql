{#- SQL condition: the connection of the row (source_relation) lands this column of this table. An empty column says that nothing
    happened, an absent one that nobody knows. True while nothing is read, and in unit tests. -#}
{% macro raw_has_column(system, table, column) %}
    {%- if not raw_is_read() or model.resource_type == 'unit_test' -%}{{ return('1 = 1') }}{%- endif -%}
    {%- set names = raw_declared(system, table).columns | map(attribute='name') | list -%}
    {%- set relations = [] -%}
    {%- for relation, connection in raw_connections(system).items() -%}
        {%- for group in connection.tables.get(table, {}).get('groups', []) -%}
            {%- if raw_column_names(system, table, names, group.columns)[column] and relation not in relations -%}
                {%- do relations.append(relation) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return("source_relation in ('" ~ relations | join("', '") ~ "')" if relations else '1 = 0') }}
{% endmacro %}
