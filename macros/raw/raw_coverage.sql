{#- A select of every declared table (column_name '*') and column per connection: is_present, row_count (rows found in the table,
    0 where it or the column is absent) and, where absent, what that disables. -#}
{% macro raw_coverage() %}
    {%- set text = dbt.type_string() -%}
    {%- set expected = [] -%}
    {%- set counts = [] -%}
    {%- for system, tables in raw_systems().items() -%}
        {%- set connections = raw_connections(system) or {system: {'tables': {}}} -%}
        {%- for relation, connection in connections.items() -%}
            {%- for table in tables -%}
                {%- set declared = raw_declared(system, table) -%}
                {%- set groups = connection.tables.get(table, {}).get('groups', []) -%}
                {%- set names = declared.columns | map(attribute='name') | list -%}
                {%- set found = {} -%}
                {%- for group in groups -%}
                    {%- do counts.append((relation, table, group.scan)) -%}
                    {%- for name, actual in raw_column_names(system, table, names, group.columns).items() if actual -%}
                        {%- do found.update({name: true}) -%}
                    {%- endfor -%}
                {%- endfor -%}
                {%- do expected.append((relation, table, '*', groups | length > 0, declared.disables)) -%}
                {%- for column in declared.columns -%}
                    {%- do expected.append((relation, table, column.name, column.name in found, column.disables)) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor %}
    with expected as (
        select * from (
            values
            {%- for row in expected %}
            ('{{ row[0] }}', '{{ row[1] }}', '{{ row[2] }}', {{ row[3] | lower }}, '{{ row[4] | replace("'", "''") }}')
            {{- ',' if not loop.last }}
            {%- endfor %}
        ) as listed (system, table_name, column_name, is_present, disables)
    ),
    counted as (
        {%- for relation, table, scan in counts %}
        select '{{ relation }}' as system, '{{ table }}' as table_name, count(*) as row_count from {{ scan }}
        {{- ' union all' if not loop.last }}
        {%- else %}
        select '' as system, '' as table_name, 0 as row_count
        {%- endfor %}
    ),
    totals as (
        select system, table_name, sum(row_count) as row_count from counted group by system, table_name
    )

    select
        cast(expected.system as {{ text }}) as system,
        cast(expected.table_name as {{ text }}) as table_name,
        cast(expected.column_name as {{ text }}) as column_name,
        expected.is_present,
        cast(case when expected.is_present then coalesce(totals.row_count, 0) else 0 end as bigint) as row_count,
        cast(case when not expected.is_present then nullif(expected.disables, '') end as {{ text }}) as disables
    from expected
    left join totals
        on expected.system = totals.system and expected.table_name = totals.table_name
{% endmacro %}
