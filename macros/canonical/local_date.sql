{#- The calendar day of an instant (a UTC timestamp) in var reporting_timezone. -#}
{% macro local_date(timestamp) -%}
    {%- if var('reporting_timezone') == 'UTC' -%}
    cast({{ timestamp }} as date)
    {%- else -%}
    {{ adapter.dispatch('local_date', 'revenue_leakage')(timestamp, var('reporting_timezone')) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__local_date(timestamp, timezone) -%}
    cast(timezone('{{ timezone }}', timezone('UTC', cast({{ timestamp }} as timestamp))) as date)
{%- endmacro %}

{% macro spark__local_date(timestamp, timezone) -%}
    cast(from_utc_timestamp({{ timestamp }}, '{{ timezone }}') as date)
{%- endmacro %}
