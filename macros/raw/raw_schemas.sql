{#- The same as raw_connections for a warehouse: one connection per schema of var <system>_schema (a name or a list; default:
    the system's name), in database <system>_database. A table's only group is the relation itself. -#}
{% macro raw_schemas(system) %}
    {%- set given = var(system ~ '_schema', system) -%}
    {%- set schemas = [given] if given is string else given -%}
    {%- set found = {} -%}
    {%- for schema in schemas -%}
        {%- set tables = {} -%}
        {%- for node in graph.sources.values() if node.package_name == project_name and node.source_name == system -%}
            {%- set relation = adapter.get_relation(var(system ~ '_database', target.database), schema, node.name) -%}
            {%- if relation -%}
                {%- set columns = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
                {%- set group = {'format': 'relation', 'columns': columns, 'nested': [], 'scan': relation | string} -%}
                {%- do tables.update({node.name: {'path': relation | string, 'groups': [group], 'problems': []}}) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if tables -%}
            {%- set name = system if schemas | length == 1 else system ~ '@' ~ schema -%}
            {%- do found.update({name: {'system': system, 'path': schema, 'tables': tables}}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
