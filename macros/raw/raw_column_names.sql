{#- Finds declared columns among those a table really has: {declared: actual, or none}. Var <system>_columns renames
    ({declared: actual} or {'table.declared': actual}); else the same name in any case, else without underscores
    (product_2_id, Product2Id). -#}
{% macro raw_column_names(system, table, declared, actual) %}
    {%- set exact = {} -%}
    {%- set loose = {} -%}
    {%- for name in actual -%}
        {%- do exact.update({name | lower: name}) -%}
        {%- do loose.setdefault(name | lower | replace('_', ''), name) -%}
    {%- endfor -%}
    {%- set renamed = var(system ~ '_columns', {}) or {} -%}
    {%- set found = {} -%}
    {%- for name in declared -%}
        {%- set wanted = renamed.get(table ~ '.' ~ name) or renamed.get(name) or name -%}
        {%- do found.update({name: exact.get(wanted | lower) or loose.get(wanted | lower | replace('_', ''))}) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
