{#- Causes that say the customer was billed too much: shown beside leakage, never netted against it. -#}
{% macro over_billing_causes() -%}
    {{ return(['duplicate_invoice', 'overbilled', 'billed_without_contract', 'pricing_drift']) }}
{%- endmacro %}
