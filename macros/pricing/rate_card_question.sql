{#- The key of a question to the rate card. -#}
{% macro rate_card_question(product_key, currency, charge_type, account_key, quantity, asked_on) -%}
    {{ surrogate_key([
        product_key, currency, charge_type, account_key, 'cast(' ~ quantity ~ ' as decimal(18, 8))', asked_on
    ]) }}
{%- endmacro %}
