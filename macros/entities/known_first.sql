{#- The attributes of an entity brought together from its records, column by column: the representative speaks first, then CRM records,
    then any other; the key decides between equals, no row order. For records with is_representative, is_crm and record_key. -#}
{% macro known_first(columns, entity_key) -%}
    {%- for column in columns %}
        first_value({{ column }}) over (
            partition by {{ entity_key }}
            order by
                case when {{ column }} is null then 1 else 0 end,
                case when is_representative then 0 else 1 end,
                case when is_crm then 0 else 1 end,
                record_key
        ) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
