{#- The declared raw tables by system: {system: [table, ...]}, both sorted. Only while dbt executes. -#}
{% macro raw_systems() %}
    {%- set names = [] -%}
    {%- for node in graph.sources.values() if node.package_name == project_name -%}
        {%- do names.append((node.source_name, node.name)) -%}
    {%- endfor -%}
    {%- set systems = {} -%}
    {%- for system, table in names | sort -%}
        {%- do systems.setdefault(system, []).append(table) -%}
    {%- endfor -%}
    {{ return(systems) }}
{% endmacro %}
