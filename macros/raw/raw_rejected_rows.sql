{#- The rejected rows of all declared raw tables that are there, as one select. -#}
{% macro raw_rejected_rows() %}
    {%- set selects = [] -%}
    {%- for system, tables in raw_systems().items() -%}
        {%- set present = [] -%}
        {%- for connection in raw_connections(system).values() -%}{%- do present.extend(connection.tables) -%}{%- endfor -%}
        {%- for table in tables if table in present -%}
            {%- do selects.append(raw_rejects(system, table)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for rejects in selects %}
    select system, table_name, row_key, reason from (
        {{- rejects }}
    ) as rejects_{{ loop.index }}
    {{- ' union all' if not loop.last }}
    {%- else %}
    {%- set text = dbt.type_string() %}
    select
        cast(null as {{ text }}) as system,
        cast(null as {{ text }}) as table_name,
        cast(null as {{ text }}) as row_key,
        cast(null as {{ text }}) as reason
    from (select 1 as one) as nothing
    where 1 = 0
    {%- endfor %}
{% endmacro %}
