{#- Stops the compilation of a model whose raw table cannot be used: commands without on-run-start hooks pass here too. -#}
{% macro raw_stop_on_problems(declared) %}
    {%- set problems = raw_table_problems(declared) -%}
    {%- if problems -%}
        {{ exceptions.raise_compiler_error(problems | join('\n  ')) }}
    {%- endif -%}
{% endmacro %}
