{#- An id as read from a remittance text: case and separators ignored, letters and digits that readers mix up made one (O and 0, I, L and 1,
    S and 5, B and 8, Z and 2). -#}
{% macro reference_key(id) -%}
    translate({{ normalized_id(id) }}, 'oilsbz', '011582')
{%- endmacro %}
