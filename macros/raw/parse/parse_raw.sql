{#- One raw text value in the type its column declares; null where it does not parse. A currency is looked up beside it
    (join alias currency_<column>), because it must be one of the seed's. -#}
{% macro parse_raw(column) -%}
    {%- set value = 'live.' ~ adapter.quote(column.name) -%}
    {%- set type = column.type -%}
    {%- if type == 'word' and column.accepted_values -%}
        case when lower({{ value }}) in ('{{ column.accepted_values | map('lower') | join("', '") }}') then lower({{ value }}) end
    {%- elif type == 'word' -%} lower({{ value }})
    {%- elif type == 'boolean' -%} {{ parse_boolean(value) }}
    {%- elif type == 'integer' -%} {{ parse_integer(value) }}
    {%- elif type == 'decimal' -%} {{ parse_decimal(value, 18, 4) }}
    {%- elif type == 'rate' -%} {{ parse_decimal(value, 18, 8) }}
    {%- elif type == 'date' -%} cast({{ parse_timestamp(value) }} as date)
    {%- elif type == 'timestamp' -%} {{ parse_timestamp(value) }}
    {%- elif type == 'currency' -%} currency_{{ column.name }}.currency
    {%- elif type in ('id', 'text', 'json') -%} {{ value }}
    {%- else -%}
        {{ exceptions.raise_compiler_error("unknown raw type '" ~ type ~ "' of column " ~ column.name) }}
    {%- endif -%}
{%- endmacro %}
