{#- A text that has the form of an instant with an offset (+02, +0200, +02:00) as a timestamp in UTC, null where there is none. -#}
{% macro try_timestamp_with_offset(value) -%}
    {{ return(adapter.dispatch('try_timestamp_with_offset', 'revenue_leakage')(value)) }}
{%- endmacro %}

{% macro duckdb__try_timestamp_with_offset(value) -%}
    {%- set tight = "regexp_replace(" ~ value ~ ", ' ([+-][0-9:]+)$', '\\1')" -%}
    (try_cast(regexp_replace({{ tight }}, '([+-][0-9]{2})([0-9]{2})$', '\1:\2') as timestamptz) at time zone 'UTC')
{%- endmacro %}

{% macro default__try_timestamp_with_offset(value) -%}
    (cast({{ value }} as timestamptz) at time zone 'UTC')
{%- endmacro %}

{% macro spark__try_timestamp_with_offset(value) -%}
    to_utc_timestamp(try_cast({{ value }} as timestamp), current_timezone())
{%- endmacro %}
