{#- The columns of one finding on the data, in the order that every int_findings model has. row_id: id of the source row, unique per finding
    and connection; amount: what it is about, in its currency; detail: what this very row says, in words. -#}
{% macro data_finding(finding, source_relation, table_name, row_id, currency=none, amount=none, event_on=none, detail=none) -%}
    '{{ finding }}' as finding,
        {{ source_relation }} as system,
        '{{ table_name }}' as table_name,
        cast({{ row_id }} as {{ dbt.type_string() }}) as source_row_id,
        cast({{ currency or 'null' }} as {{ dbt.type_string() }}) as currency,
        cast({{ amount or 'null' }} as decimal(18, 4)) as amount,
        cast({{ event_on or 'null' }} as date) as event_on,
        cast({{ detail or 'null' }} as {{ dbt.type_string() }}) as detail
{%- endmacro %}
