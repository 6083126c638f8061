{#- A word as word maps hold it: lower case, blanks and hyphens as underscores. -#}
{% macro snake_word(word) -%}
    replace(replace(lower(trim({{ word }})), ' ', '_'), '-', '_')
{%- endmacro %}
