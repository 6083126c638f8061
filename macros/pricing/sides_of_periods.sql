{#- What price_volume_mix compares: units and amounts of both sides, out of rows that carry how often they count on either side (old_side,
    new_side). To be grouped by account, product, kind of charge and currency. -#}
{% macro sides_of_periods() -%}
        max(minor_units) as minor_units,
        max(reporting_minor_units) as reporting_minor_units
        {%- for measure, type in [('units', 'decimal(18, 8)'), ('amount', 'decimal(18, 4)'), ('amount_rc', 'decimal(18, 4)')] %}
        {%- for side in ['old', 'new'] %},
        cast(sum({{ 'units' if measure == 'units' else 'billed_' ~ measure }} * {{ side }}_side) as {{ type }}) as {{ side }}_{{ measure }}
        {%- endfor %}
        {%- endfor %}
{%- endmacro %}
