{#- SQL condition: contract line `renewing` continues contract line `renewed` (both rows of int_contracts__lines): it names the line, or
    the contract and the product agrees, or it belongs to a renewal deal that does not say what it renews, on account and product. -#}
{% macro renews(renewed, renewing) -%}
    (
        {{ renewed }}.contract_line_id = {{ renewing }}.renewed_contract_line_id
        or (
            {{ renewed }}.contract_id = {{ renewing }}.renewed_contract_id
            and coalesce({{ renewing }}.product_key, {{ renewed }}.product_key, '') = coalesce({{ renewed }}.product_key, {{ renewing }}.product_key, '')
        )
        or (
            {{ renewing }}.deal_type = 'renewal'
            and {{ renewing }}.renewed_contract_id is null
            and {{ renewing }}.renewed_contract_line_id is null
            and {{ renewed }}.account_key = {{ renewing }}.account_key
            and {{ renewed }}.product_key = {{ renewing }}.product_key
            and {{ renewed }}.end_on < {{ renewing }}.start_on
        )
    )
{%- endmacro %}
