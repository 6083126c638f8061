{#- The open items that none of the given rungs has claimed. -#}
{% macro still_open(rungs) -%}
    select items.*
    from {{ ref('int_matching__open_items') }} as items
    {%- for rung in rungs %}
    left join {{ rung }} as rung_{{ loop.index }} on items.item_key = rung_{{ loop.index }}.item_key
    {%- endfor %}
    where
        {%- for rung in rungs %}
        rung_{{ loop.index }}.item_key is null {{ 'and' if not loop.last }}
        {%- endfor %}
{%- endmacro %}
