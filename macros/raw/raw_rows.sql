{#- The usable rows of a raw table, as a select for a staging model: every declared column under its raw name in its raw type,
    source_relation (system, or system@connection) and synced_at. Rejected, deleted and outdated rows are left out; an absent
    optional table gives no row, an absent optional column typed nulls. -#}
{% macro raw_rows(system, table) %}
    {%- do source(system, table) -%}
    {%- do ref('currencies') -%}
    {%- if not raw_is_read() -%}
    select 1 as placeholder
    {%- else -%}
    {%- set declared = raw_declared(system, table) -%}
    {%- do raw_stop_on_problems(declared) -%}
    with {{ raw_judged(declared) }}

    select
        {% for column in raw_quoted('judged', declared) %}{{ column }},
        {% endfor -%}
        source_relation,
        synced_at
    from judged
    where raw__reason is null and not raw__is_deleted
    {%- endif -%}
{% endmacro %}
