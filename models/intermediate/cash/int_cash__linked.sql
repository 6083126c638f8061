-- Rung 1 of cash application: payments that name their invoice, in the invoice's currency, in order of payment, up to what the
-- invoice asks for. Refunds and disputes are shared over the named invoices by the amounts meant for them.
with payment_links as (
    select * from {{ ref('int_cash__payment_links') }}
),

payments as (
    select * from {{ ref('int_cash__payments') }}
),

invoices as (
    select * from {{ ref('int_cash__invoices') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

meant as (
    select
        payment_links.payment_link_key,
        payment_links.invoice_key,
        payments.*,
        payment_links.amount as link_amount,
        {{ to_minor('payment_links.amount', 'payments.minor_units') }} as link_weight,
        sum({{ to_minor('payment_links.amount', 'payments.minor_units') }}) over (
            partition by payments.payment_key
            order by payment_links.payment_link_key rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum({{ to_minor('payment_links.amount', 'payments.minor_units') }}) over (partition by payments.payment_key) as total_weight
    from payment_links
    inner join payments on payment_links.payment_key = payments.payment_key
    where payment_links.amount > 0
),

shared as (
    select
        meant.*,
        {{ split_amount('refunded_amount', 'link_weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as link_refunded_amount,
        {{ split_amount('disputed_amount', 'link_weight', 'cumulative_weight', 'total_weight', 'minor_units') }} as link_disputed_amount
    from meant
),

netted as (
    select
        shared.*,
        greatest(link_amount - link_refunded_amount - link_disputed_amount, 0) as link_net_amount
    from shared
),

converted as (
    select
        netted.payment_link_key,
        netted.payment_key,
        netted.payment_id,
        netted.account_key,
        netted.invoice_key,
        netted.currency as payment_currency,
        invoices.currency,
        invoices.minor_units,
        invoices.payable_amount,
        netted.paid_on,
        netted.refunded_on,
        netted.disputed_on,
        netted.link_net_amount,
        {% for column in ['link_net_amount', 'link_refunded_amount', 'link_disputed_amount'] -%}
            case
                when netted.currency = invoices.currency then netted.{{ column }}
                else
                {{ scale_amount(
                    'netted.' ~ column,
                    'coalesce(payment_rates.rate, invoices.document_rate)',
                    'coalesce(invoice_rates.rate, invoices.document_rate)',
                    'invoices.minor_units'
                ) }}
            end as {{ column | replace('link_', '') }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from netted
    inner join invoices on netted.invoice_key = invoices.invoice_key
    left join rates as payment_rates
        on netted.currency = payment_rates.currency and netted.paid_on between payment_rates.valid_from and payment_rates.valid_to
    left join rates as invoice_rates
        on invoices.currency = invoice_rates.currency and netted.paid_on between invoice_rates.valid_from and invoice_rates.valid_to
),

cumulated as (
    select
        converted.*,
        sum(net_amount) over (
            partition by invoice_key
            order by paid_on, payment_id, payment_link_key rows between unbounded preceding and current row
        ) - net_amount as paid_before
    from converted
),

final as (
    select
        cumulated.*,
        least(net_amount, greatest(payable_amount - paid_before, 0)) as applied_amount
    from cumulated
)

select * from final
