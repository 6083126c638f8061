{#- The connections of a system that are there and switched on: {source_relation: {path, tables: {name: {path, groups, problems}}}}.
    Var <system>_enabled false switches a system off. Where its data lies is the adapter's business: files or schemas. -#}
{% macro raw_connections(system) %}
    {%- if var(system ~ '_enabled', true) | string | lower in ['false', '0', 'no'] -%}
        {{ return({}) }}
    {%- elif var(system ~ '_schema', none) -%}
        {{ return(raw_schemas(system)) }}
    {%- else -%}
        {{ return(adapter.dispatch('raw_connections', 'revenue_leakage')(system)) }}
    {%- endif -%}
{% endmacro %}

{% macro default__raw_connections(system) %}
    {{ return(raw_schemas(system)) }}
{% endmacro %}

{% macro duckdb__raw_connections(system) %}
    {%- set found = {} -%}
    {%- for name, relation in raw_inventory().relations.items() if relation.system == system -%}
        {%- do found.update({name: relation}) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
