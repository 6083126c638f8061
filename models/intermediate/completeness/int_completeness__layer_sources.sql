{#- What each layer needs, in the order in which a missing one is named. -#}
{%- set needed = {
    'booked_vs_billed': ['contract_lines', 'invoices', 'invoice_lines'],
    'billed_vs_collected': ['invoices', 'invoice_lines', 'payments'],
    'recognized_vs_collected': ['ledger_revenue_lines', 'ledger_lines', 'payments'],
    'billed_vs_recognized': ['invoices', 'invoice_lines', 'ledger_revenue_lines', 'ledger_lines'],
    'processor_vs_bank': ['payouts', 'bank_lines'],
    'pricing_vs_rate_card': ['rate_card', 'invoice_lines'],
} -%}
{%- set sources = [] -%}
{%- for layer, data_sets in needed.items() -%}
    {%- for data_set in data_sets -%}{%- do sources.append((layer, data_set, loop.index)) -%}{%- endfor -%}
{%- endfor -%}

{% for layer, data_set, place in sources -%}
    select
        '{{ layer }}' as layer,
        '{{ data_set }}' as data_set,
        {{ place }} as place
    {{ 'union all' if not loop.last }}
{% endfor %}
