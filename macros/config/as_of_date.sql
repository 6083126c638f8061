{#- The as-of date as a SQL date literal: the only clock of the project. Models never ask the engine for the time.
    Precedence: var as_of_date; the demo company's own date while no raw directory is named; today in reporting_timezone. -#}
{% macro as_of_date() %}
    {%- set given = var('as_of_date', none) -%}
    {%- if not given and not env_var('LEAKAGE_RAW_DIR', '') -%}
        {%- set given = var('demo_as_of_date') -%}
    {%- endif -%}
    {%- if not given -%}
        {%- set given = run_started_at.astimezone(modules.pytz.timezone(var('reporting_timezone'))).date().isoformat() -%}
    {%- endif -%}
    {%- if not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', given | string) -%}
        {{ exceptions.raise_compiler_error("var as_of_date must be an ISO date such as 2026-06-30, got '" ~ given ~ "'") }}
    {%- endif -%}
    cast('{{ given }}' as date)
{%- endmacro %}
