-- The bank deposit of each payout: first the payout's id or own reference in the text of the bank line, then the exact amount in its
-- currency within 5 days of the arrival, where both sides have only each other.
with payouts as (
    select * from {{ ref('int_canonical__payouts') }}
    where status not in ('failed', 'canceled') and amount > 0
),

bank_lines as (
    select
        bank_lines.*,
        {{ normalized_id("coalesce(remittance_information, '') || ' ' || coalesce(bank_reference, '')") }} as reference_text
    from {{ ref('int_canonical__bank_lines') }} as bank_lines
    where amount > 0
),

references_of_payouts as (
    select
        payout_key,
        {{ normalized_id('payout_id') }} as reference
    from payouts
    union
    select
        payout_key,
        {{ normalized_id('reference') }}
    from payouts
    where reference is not null
),

-- a text that several payouts share names none of them
unique_references as (
    select
        reference,
        min(payout_key) as payout_key
    from references_of_payouts
    where length(reference) >= 6
    group by reference
    having count(*) = 1
),

by_reference as (
    select
        bank_lines.bank_line_key,
        min(unique_references.payout_key) as payout_key
    from bank_lines
    inner join payouts
        on
        bank_lines.currency = payouts.currency
        and bank_lines.booked_on between {{ add_days('payouts.arrives_on', -10) }} and {{ add_days('payouts.arrives_on', 30) }}
    inner join unique_references
        on
        payouts.payout_key = unique_references.payout_key
        and bank_lines.reference_text like '%' || unique_references.reference || '%'
    group by bank_lines.bank_line_key
    having count(distinct unique_references.payout_key) = 1
),

by_amount as (
    select
        payouts.payout_key,
        bank_lines.bank_line_key,
        count(*) over (partition by payouts.payout_key) as deposits_of_payout,
        count(*) over (partition by bank_lines.bank_line_key) as payouts_of_deposit
    from payouts
    inner join bank_lines
        on
        payouts.currency = bank_lines.currency
        and payouts.amount = bank_lines.amount
        and bank_lines.booked_on between {{ add_days('payouts.arrives_on', -2) }} and {{ add_days('payouts.arrives_on', 5) }}
    left join by_reference as named_deposit on bank_lines.bank_line_key = named_deposit.bank_line_key
    left join by_reference as named_payout on payouts.payout_key = named_payout.payout_key
    where named_deposit.bank_line_key is null and named_payout.payout_key is null
),

final as (
    select
        payout_key,
        bank_line_key,
        'reference' as rung
    from by_reference

    union all

    select
        payout_key,
        bank_line_key,
        'exact_amount'
    from by_amount
    where deposits_of_payout = 1 and payouts_of_deposit = 1
)

select * from final
