{#- Stops the run with every problem of the raw input at once, before a model is built. Runs on start; also by itself:
    dbt run-operation check_raw_input. A mere compilation stops at the first model whose own table is bad (raw_stop_on_problems). -#}
{% macro check_raw_input() %}
    {%- if execute and flags.WHICH not in ['compile', 'generate'] -%}
        {%- set problems = raw_problems() -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                'The raw input cannot be used (' ~ problems | length ~ ' problem' ~ ('s' if problems | length > 1 else '')
                ~ '):\n  - ' ~ problems | join('\n  - ')
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
