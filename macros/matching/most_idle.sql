{#- How many rows of an island of equal amounts may stay without a counterpart: above it the island stays open as ambiguous. -#}
{% macro most_idle() -%} 20 {%- endmacro %}
