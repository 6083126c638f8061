{#- (data set, canonical entity, filter): what is counted. -#}
{%- set counted = [
    ('contract_lines', 'contract_lines', '1 = 1'),
    ('invoices', 'invoices', '1 = 1'),
    ('invoice_lines', 'invoice_lines', '1 = 1'),
    ('payments', 'payments', '1 = 1'),
    ('ledger_lines', 'ledger_lines', '1 = 1'),
    ('ledger_revenue_lines', 'ledger_lines', "account_type = 'revenue'"),
    ('payouts', 'payouts', '1 = 1'),
    ('bank_lines', 'bank_lines', '1 = 1'),
    ('leads', 'leads', '1 = 1'),
    ('calls', 'calls', '1 = 1'),
    ('rate_card', 'rate_card', '1 = 1'),
    ('usage', 'usage', '1 = 1'),
    ('change_orders', 'change_orders', '1 = 1'),
] -%}
{#- (data set, companion, day of the companion, filter): where the companion is there, the data set has to be there. -#}
{%- set expected = [
    ('invoices', 'subscriptions', 'started_on', '1 = 1'),
    ('invoices', 'invoice_lines', 'issued_on', '1 = 1'),
    ('invoice_lines', 'invoices', 'issued_on', 'is_finalized and total_amount <> 0'),
    ('payments', 'payouts', 'created_on', '1 = 1'),
    ('payments', 'refunds', 'refunded_on', '1 = 1'),
    ('payments', 'disputes', 'disputed_on', '1 = 1'),
    ('ledger_revenue_lines', 'ledger_lines', 'posted_on', '1 = 1'),
] -%}

with rows_and_companions as (
    {% for data_set, entity, condition in counted -%}
        select
            '{{ data_set }}' as data_set,
            source_relation,
            1 as row_weight,
            cast(null as date) as companion_on,
            cast(null as {{ dbt.type_string() }}) as companion
        from {{ ref('int_canonical__' ~ entity) }}
        where {{ condition }}
        union all
    {% endfor -%}
    {% for data_set, entity, date, condition in expected -%}
        select
            '{{ data_set }}' as data_set,
            source_relation,
            0 as row_weight,
            {{ date }} as companion_on,
            '{{ entity | replace('_', ' ') }}' as companion
        from {{ ref('int_canonical__' ~ entity) }}
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    data_set,
    source_relation,
    cast(sum(row_weight) as bigint) as row_count,
    min(companion_on) as expected_since,
    min(companion) as companion
from rows_and_companions
group by data_set, source_relation
