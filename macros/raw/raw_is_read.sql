{#- Whether models are to read raw data now: neither while dbt only parses nor while a linter looks at the models' own text. -#}
{% macro raw_is_read() %}
    {{ return(execute and not var('linting', false)) }}
{% endmacro %}
