{#- The days on which something happened in a data set: (data set, canonical entity, business date, filter).
    Deals speak for contract lines: they come with the same export and happen more often.
    A change order has no rhythm, so it never counts as stale: old work stays to be billed.
    A price in force still happens on the as-of date, an ended one for the last time on its last day. -#}
{%- set last_day_in_force = 'least(coalesce(valid_to, ' ~ as_of_date() ~ '), ' ~ as_of_date() ~ ')' -%}
{%- set dates = [
    ('contract_lines', 'contract_lines', 'closed_on', '1 = 1'),
    ('contract_lines', 'deals', 'created_on', '1 = 1'),
    ('contract_lines', 'deals', 'closed_on', 'is_closed'),
    ('invoices', 'invoices', 'issued_on', '1 = 1'),
    ('invoices', 'invoices', 'paid_on', '1 = 1'),
    ('invoices', 'invoices', 'uncollectible_on', '1 = 1'),
    ('invoice_lines', 'invoice_lines', 'issued_on', '1 = 1'),
    ('payments', 'payments', 'paid_on', '1 = 1'),
    ('ledger_lines', 'ledger_lines', 'posted_on', '1 = 1'),
    ('ledger_revenue_lines', 'ledger_lines', 'posted_on', "account_type = 'revenue'"),
    ('payouts', 'payouts', 'created_on', '1 = 1'),
    ('payouts', 'payouts', 'arrives_on', '1 = 1'),
    ('bank_lines', 'bank_lines', 'booked_on', '1 = 1'),
    ('leads', 'leads', 'created_on', '1 = 1'),
    ('leads', 'leads', local_date('responded_at'), '1 = 1'),
    ('leads', 'leads', 'converted_on', '1 = 1'),
    ('calls', 'calls', 'started_on', '1 = 1'),
    ('calls', 'calls', local_date('called_back_at'), '1 = 1'),
    ('usage', 'usage', 'used_on', '1 = 1'),
    ('rate_card', 'rate_card', 'valid_from', '1 = 1'),
    ('rate_card', 'rate_card', last_day_in_force, 'valid_from <= ' ~ as_of_date()),
] -%}

with events as (
    {% for data_set, entity, date, condition in dates -%}
        select
            '{{ data_set }}' as data_set,
            source_relation,
            {{ date }} as event_on
        from {{ ref('int_canonical__' ~ entity) }}
        where {{ condition }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    data_set,
    source_relation,
    event_on,
    count(*) as event_count
from events
where event_on <= {{ as_of_date() }}
group by data_set, source_relation, event_on
