-- Everything that may be matched: payouts, booked bank lines, payments that other books record and that may stand in the bank, and
-- what payments that name their invoice leave open on it; each with the party it comes from.
with payouts as (
    select * from {{ ref('int_canonical__payouts') }}
    where status not in ('failed', 'canceled') and amount <> 0
),

payments as (
    select * from {{ ref('int_matching__recorded_payments') }}
),

bank_lines as (
    select
        bank_lines.*,
        parties.entity,
        parties.account_key,
        parties.counterparty
    from {{ ref('int_canonical__bank_lines') }} as bank_lines
    inner join {{ ref('int_matching__bank_parties') }} as parties on bank_lines.bank_line_key = parties.bank_line_key
    where bank_lines.amount <> 0
),

invoices as (
    select * from {{ ref('int_matching__open_invoices') }}
),

unioned as (
    select
        'payout' as side,
        payout_key as subject_key,
        system,
        payout_id as source_id,
        system as entity,
        cast(null as {{ dbt.type_string() }}) as account_key,
        cast(null as {{ dbt.type_string() }}) as counterparty,
        currency,
        amount,
        arrives_on as event_on,
        {{ add_days('arrives_on', -2) }} as window_from,
        {{ add_days('arrives_on', 5) }} as window_to,
        reference as text
    from payouts

    union all

    select
        'bank',
        bank_line_key,
        system,
        bank_line_id,
        entity,
        account_key,
        counterparty,
        currency,
        amount,
        booked_on,
        booked_on,
        booked_on,
        coalesce(remittance_information, '') || ' ' || coalesce(bank_reference, '')
    from bank_lines

    union all

    select
        'payment',
        payment_key,
        system,
        payment_id,
        account_key,
        account_key,
        null,
        currency,
        amount,
        paid_on,
        {{ add_days('paid_on', -5) }},
        {{ add_days('paid_on', 10) }},
        reference
    from payments

    union all

    select
        'invoice',
        invoice_key,
        system,
        invoice_id,
        account_key,
        account_key,
        null,
        currency,
        open_amount,
        due_on,
        {{ add_days('issued_on', -5) }},
        {{ add_days('due_on', 60) }},
        invoice_number
    from invoices
)

select
    {{ surrogate_key(['side', 'subject_key']) }} as item_key,
    side,
    subject_key,
    system,
    source_id,
    entity,
    account_key,
    counterparty,
    currency,
    cast(amount as decimal(18, 4)) as amount,
    event_on,
    window_from,
    window_to,
    text
from unioned
