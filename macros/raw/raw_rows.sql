{#- The usable rows of a raw table, as a select for a staging model: every declared column under its raw name in its raw type,
    source_relation (system, or system@connection) and synced_at. Rejected, deleted and outdated rows are left out; an absent
    optional table gives no row, an absent optional column typed nulls.
    deleted_too: a condition on raw columns under which a deleted row still says something (a record that was merged away). -#}
{% macro raw_rows(system, table, deleted_too=none) %}
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
    where raw__reason is null and {% if deleted_too %}(not raw__is_deleted or {{ deleted_too }}){% else %}not raw__is_deleted{% endif %}
    {%- endif -%}
{% endmacro %}
