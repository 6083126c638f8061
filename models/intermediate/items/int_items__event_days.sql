-- The days on which money was credited, refunded or withdrawn by a dispute, with how much on each: credit notes by billing period,
-- refunds and disputes by the invoice that their payment was for.
with credits as (
    select * from {{ ref('int_billing__credit_pieces') }}
),

payments as (
    select * from {{ ref('int_cash__payments') }}
),

reversals as (
    select
        source_relation,
        payment_id,
        'refund' as cause,
        refunded_on as event_on,
        amount
    from {{ ref('int_canonical__refunds') }}
    where coalesce(status, 'succeeded') = 'succeeded' and amount > 0

    union all

    select
        source_relation,
        payment_id,
        'dispute',
        disputed_on,
        amount
    from {{ ref('int_canonical__disputes') }}
    where withdraws_funds and amount > 0
),

events as (
    select
        reversals.*,
        sum(amount) over (partition by source_relation, payment_id, cause) as payment_amount
    from reversals
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
        events.event_on,
        {{ scale_amount('shares.amount', 'events.amount', 'events.payment_amount', '4') }} as amount
    from shares
    inner join payments on shares.payment_key = payments.payment_key
    inner join events
        on
        payments.source_relation = events.source_relation
        and payments.payment_id = events.payment_id
        and shares.cause = events.cause

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
