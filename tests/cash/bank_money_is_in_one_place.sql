-- Collected cash and the layer processor_vs_bank both read the bank: a cent in two places would be counted twice, one in none be lost. The
-- places of each bank line sum to it, and each is what those who count it say: deposits of payouts, cash on invoices, unapplied cash.
with placed as (
    select
        bank_line_key,
        sum(amount) as amount,
        sum(case when place = 'payout' then amount else 0 end) as payout_amount,
        sum(case when place = 'invoice' then amount else 0 end) as invoice_amount,
        sum(case when place = 'unapplied' then amount else 0 end) as unapplied_amount,
        sum(case when place = 'unknown' then amount else 0 end) as unknown_amount
    from {{ ref('int_cash__bank_places') }}
    group by bank_line_key
),

deposits as (
    select
        bank_line_key,
        sum(deposited_amount) as amount
    from {{ ref('int_payouts__deposits') }}
    group by bank_line_key
),

transfers as (
    select
        payment_key as bank_line_key,
        sum(applied_amount) as amount
    from {{ ref('int_cash__applications') }}
    where application_method like 'bank%'
    group by payment_key
),

unapplied as (
    select
        payment_key as bank_line_key,
        sum(unapplied_amount) as amount
    from {{ ref('int_cash__unapplied') }}
    group by payment_key
),

unknown as (
    select
        subject_key as bank_line_key,
        sum(right_amount) as amount
    from {{ ref('int_payouts__layer') }}
    where left_amount = 0
    group by subject_key
)

select
    bank_lines.bank_line_key,
    bank_lines.amount,
    placed.amount as placed_amount,
    deposits.amount as deposited_amount,
    transfers.amount as applied_amount,
    unapplied.amount as unapplied_amount,
    unknown.amount as unknown_amount
from {{ ref('int_canonical__bank_lines') }} as bank_lines
full outer join placed on bank_lines.bank_line_key = placed.bank_line_key
left join deposits on placed.bank_line_key = deposits.bank_line_key
left join transfers on placed.bank_line_key = transfers.bank_line_key
left join unapplied on placed.bank_line_key = unapplied.bank_line_key
left join unknown on placed.bank_line_key = unknown.bank_line_key
where
    bank_lines.amount is null
    or bank_lines.amount <> coalesce(placed.amount, 0)
    or placed.payout_amount <> coalesce(deposits.amount, 0)
    or placed.invoice_amount <> coalesce(transfers.amount, 0)
    or placed.unapplied_amount <> coalesce(unapplied.amount, 0)
    or placed.unknown_amount <> coalesce(unknown.amount, 0)
