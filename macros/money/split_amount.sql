{#- THE splitting rule: this row's part of an amount that is split over the rows of a partition by weight (whole numbers), rounded
    cumulatively in the given order, so that the parts sum to the amount. cumulative_weight and total_weight: window sums of the
    weight made by the caller (`sum(w) over (partition by ... order by ... rows unbounded preceding)`). -#}
{% macro split_amount(amount, weight, cumulative_weight, total_weight, minor_units) -%}
    cast(
        {{ prorate(amount, cumulative_weight, total_weight, minor_units) }}
        - {{ prorate(amount, '(' ~ cumulative_weight ~ ' - ' ~ weight ~ ')', total_weight, minor_units) }} as decimal(18, 4)
    )
{%- endmacro %}
