{#- Everything that is wrong with the raw input, as a list of messages: no input at all, systems without tables, bad tables. -#}
{% macro raw_problems() %}
    {%- set problems = [] -%}
    {%- set on = [] -%}
    {%- for system, tables in raw_systems().items() -%}
        {%- set connections = raw_connections(system) -%}
        {%- set filled = [] -%}
        {%- for relation, connection in connections.items() -%}
            {%- do on.append(relation) -%}
            {%- do filled.extend(connection.tables) -%}
            {%- if not connection.tables.keys() | select('in', tables) | list -%}
                {%- do problems.append(connection.path ~ ': holds no table of ' ~ system ~ '; expected some of '
                    ~ tables | join(', ') ~ ' (as .csv, .parquet or a folder of them); fill it, remove it, or set var '
                    ~ system ~ '_enabled to false') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if not connections and var(system ~ '_enabled', none) | string | lower in ['true', '1', 'yes'] -%}
            {%- do problems.append('var ' ~ system ~ '_enabled is true, but there is nothing of ' ~ system ~ ' in ' ~ raw_place()) -%}
        {%- endif -%}
        {%- for table in tables if filled -%}
            {%- do problems.extend(raw_table_problems(raw_declared(system, table))) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not on -%}
        {%- do problems.append(raw_place() ~ ': no system that the project knows; expected one or more of '
            ~ raw_systems().keys() | join(', ')) -%}
    {%- endif -%}
    {{ return(problems) }}
{% endmacro %}
