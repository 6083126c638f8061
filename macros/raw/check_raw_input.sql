{#- Stops the run with every problem of the raw input at once, before a model is built. Runs on start; also by itself:
    dbt run-operation check_raw_input -#}
{% macro check_raw_input() %}
    {%- if execute -%}
        {%- set problems = raw_problems() -%}
        {%- if problems -%}
            {{ exceptions.raise_compiler_error(
                'The raw input cannot be used (' ~ problems | length ~ ' problem' ~ ('s' if problems | length > 1 else '')
                ~ '):\n  - ' ~ problems | join('\n  - ')
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
