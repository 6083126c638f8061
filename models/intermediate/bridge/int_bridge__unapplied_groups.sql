-- Cash that fits no invoice, on one orphan revenue line per account and currency, per payment.
with unapplied as (
    select * from {{ ref('int_cash__unapplied') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from currencies
    where currency = '{{ var("reporting_currency") }}'
),

-- one revenue line converts at one rate: that of its first payment
line_rates as (
    select
        account_key,
        currency,
        min(paid_on) as first_paid_on
    from unapplied
    group by account_key, currency
),

final as (
    select
        {{ surrogate_key(["'unapplied_cash'", 'unapplied.payment_key', 'unapplied.currency']) }} as group_key,
        {{ surrogate_key(["'unapplied_cash'", 'unapplied.account_key', 'unapplied.currency']) }} as revenue_line_key,
        unapplied.payment_key,
        unapplied.payment_id,
        unapplied.source_relation,
        unapplied.account_key,
        unapplied.currency,
        currencies.minor_units,
        rates.rate as reporting_rate,
        unapplied.unapplied_amount,
        {{ round_money(multiply('unapplied.unapplied_amount', 'coalesce(payment_rates.rate, rates.rate)'), 'reporting.minor_units') }} as unapplied_amount_rc,
        unapplied.paid_on
    from unapplied
    inner join currencies on unapplied.currency = currencies.currency
    inner join line_rates
        on
        coalesce(unapplied.account_key, '') = coalesce(line_rates.account_key, '')
        and unapplied.currency = line_rates.currency
    cross join reporting
    inner join rates
        on
        unapplied.currency = rates.currency
        and line_rates.first_paid_on between rates.valid_from and rates.valid_to
    left join rates as payment_rates
        on
        unapplied.currency = payment_rates.currency
        and unapplied.paid_on between payment_rates.valid_from and payment_rates.valid_to
)

select * from final
