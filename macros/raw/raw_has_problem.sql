{#- Whether a typed row cannot be used: the condition under which raw_reason is put into words (few rows, so that costs little). -#}
{% macro raw_has_problem(declared, key_columns) -%}
    1 = 0
    {%- for column in declared.columns %}
        {%- if column.required and not column.nullable and column.name not in key_columns %}
        or {{ raw_text_name(column) }} is null
        {%- endif %}
        {%- if column.type not in ('id', 'text', 'json') %}
        or ({{ adapter.quote(column.name) }} is null and {{ raw_text_name(column) }} is not null)
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
