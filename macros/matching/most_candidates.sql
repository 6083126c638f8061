{#- How many open rows of the other side a row may be compared with on a rung: above it the rows stay open as too_many_candidates, so that
    the work grows with the rows and not with their square. -#}
{% macro most_candidates() -%} 100 {%- endmacro %}
