-- What a commission may be due on, event by event and in the currency of the contract line: contracted and invoiced before anything
-- was taken back; booked, billed, recognized and collected net of it. Money that was refunded and not paid again comes off once: booked
-- takes off all of it, collected has it off already, billed and recognized take off only what no credit note covers.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

expected as (
    select
        groups.contract_line_key,
        groups.expected_amount,
        -- the term is booked when the deal closes; renewals, usage and change orders when they come about
        case
            when groups.is_renewal_term or groups.charge_type in ('overage', 'change_order')
                then greatest(groups.period_start_on, contract_lines.closed_on)
            else contract_lines.closed_on
        end as event_on
    from {{ ref('int_bridge__groups') }} as groups
    inner join contract_lines on groups.contract_line_key = contract_lines.contract_line_key
    where groups.has_expectation
),

pieces as (
    select
        billed.contract_line_key,
        billed.invoice_key,
        billed.issued_on,
        coalesce(cash.last_paid_on, billed.issued_on) as paid_on,
        cash.billed_amount,
        cash.credit_amount,
        cash.collected_amount,
        greatest(least(cash.refunded_amount, cash.billed_amount - cash.credit_amount - cash.collected_amount), 0) as uncovered_refund_amount,
        coalesce(returned.returned_amount, 0) as returned_amount
    from {{ ref('int_billing__pieces') }} as billed
    inner join {{ ref('int_cash__pieces') }} as cash on billed.piece_key = cash.piece_key
    left join {{ ref('int_commissions__returned_pieces') }} as returned on billed.piece_key = returned.piece_key
    where billed.contract_line_key is not null
),

recognized as (
    select
        contract_lines.contract_line_key,
        cells.recognized_amount,
        least({{ add_days(add_months('cells.service_month', 1), -1) }}, {{ as_of_date() }}) as event_on
    from {{ ref('int_recognition__cells') }} as cells
    inner join contract_lines on cells.revenue_line_key = contract_lines.revenue_line_key
),

{%- set sources = [
    ('contracted', 'expected', 'expected_amount', 'event_on', false),
    ('booked', 'expected', 'expected_amount', 'event_on', false),
    ('booked', 'pieces', '-returned_amount', 'issued_on', false),
    ('invoiced', 'pieces', 'billed_amount', 'issued_on', true),
    ('billed', 'pieces', 'billed_amount - credit_amount - uncovered_refund_amount', 'issued_on', true),
    ('recognized', 'recognized', 'recognized_amount', 'event_on', false),
    ('recognized', 'pieces', '-uncovered_refund_amount', 'issued_on', false),
    ('collected', 'pieces', 'collected_amount', 'paid_on', true),
] %}

events as (
    {% for kind, relation, amount, event_on, has_invoice in sources -%}
        select
            contract_line_key,
            {{ 'invoice_key' if has_invoice else 'cast(null as ' ~ dbt.type_string() ~ ')' }} as invoice_key,
            '{{ kind }}' as basis,
            {{ event_on }} as event_on,
            {{ amount }} as amount
        from {{ relation }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    contract_line_key,
    invoice_key,
    basis,
    event_on,
    cast(sum(amount) as decimal(18, 4)) as amount
from events
group by contract_line_key, invoice_key, basis, event_on
