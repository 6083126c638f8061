{#- The causes of the gap bridge by step, in the order of their precedence. -#}
{% macro billing_causes() -%}
    {{ return([
        'not_assessable', 'timing', 'ambiguous_match', 'scope_creep', 'renewal_miss', 'unbilled_work', 'duplicate_invoice',
        'overbilled', 'billed_without_contract', 'rounding', 'pricing_drift', 'credit_memo',
    ]) }}
{%- endmacro %}
