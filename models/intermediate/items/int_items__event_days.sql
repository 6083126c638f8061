-- The days on which money was credited, refunded or withdrawn by a dispute, with how much on each: credit notes by billing period,
-- refunds and disputes by the invoice that their payment was for.
with credits as (
    select * from {{ ref('int_billing__credit_pieces') }}
),

events as (
    select
        reversals.*,
        sum(amount) over (partition by payment_key, kind) as payment_amount
    from {{ ref('int_cash__reversals') }} as reversals
    where amount > 0
),

shares as (
    select
        payment_key,
        invoice_key,
        'refund' as cause,
        refunded_amount as amount
    from {{ ref('int_cash__linked') }}

    union all

    select
        payment_key,
        invoice_key,
        'dispute',
        disputed_amount
    from {{ ref('int_cash__linked') }}

    union all

    select
        payment_key,
        invoice_key,
        kind,
        reversed_amount
    from {{ ref('int_cash__unnamed_reversals') }}
),

dated as (
    select
        shares.cause,
        shares.invoice_key as target_key,
        events.reversed_on as event_on,
        {{ scale_amount('shares.amount', 'events.amount', 'events.payment_amount', '4') }} as amount
    from shares
    inner join events on shares.payment_key = events.payment_key and shares.cause = events.kind

    union all

    select
        'credit_memo',
        group_key,
        credited_on,
        revenue_credit_amount
    from credits
)

select
    cause,
    target_key,
    event_on,
    {{ to_minor('sum(amount)', 4) }} as weight
from dated
group by cause, target_key, event_on
having sum(amount) > 0
