-- Cash that fits no invoice: what a payment exceeds the invoice it names by, what first in, first out leaves, and bank transfers of a
-- known customer that the matching ladder confirms for no invoice.
with payments as (
    select * from {{ ref('int_cash__payments') }}
),

linked as (
    select
        payment_key,
        currency,
        sum(link_net_amount) as linked_amount,
        sum(net_amount - applied_amount) as excess_amount
    from {{ ref('int_cash__linked') }}
    group by payment_key, currency
),

linked_totals as (
    select
        payment_key,
        sum(linked_amount) as linked_amount
    from linked
    group by payment_key
),

other_rungs as (
    select
        payment_key,
        sum(applied_amount) as applied_amount
    from (
        select
            payment_key,
            applied_amount
        from {{ ref('int_cash__exact') }}
        union all
        select
            payment_key,
            applied_amount
        from {{ ref('int_cash__fifo') }}
    ) as applied
    group by payment_key
),

unioned as (
    select
        payments.payment_key,
        linked.currency,
        linked.excess_amount as unapplied_amount
    from payments
    inner join linked on payments.payment_key = linked.payment_key

    union all

    select
        payments.payment_key,
        payments.currency,
        payments.net_amount - coalesce(linked_totals.linked_amount, 0) - coalesce(other_rungs.applied_amount, 0)
    from payments
    left join linked_totals on payments.payment_key = linked_totals.payment_key
    left join other_rungs on payments.payment_key = other_rungs.payment_key
),

final as (
    select
        payments.payment_key,
        payments.payment_id,
        payments.source_relation,
        payments.account_key,
        unioned.currency,
        sum(unioned.unapplied_amount) as unapplied_amount,
        payments.paid_on
    from unioned
    inner join payments on unioned.payment_key = payments.payment_key
    group by
        payments.payment_key, payments.payment_id, payments.source_relation, payments.account_key, unioned.currency, payments.paid_on

    union all

    select
        places.bank_line_key,
        places.bank_line_id,
        bank_lines.source_relation,
        places.account_key,
        places.currency,
        places.amount,
        places.booked_on
    from {{ ref('int_cash__bank_places') }} as places
    inner join {{ ref('int_canonical__bank_lines') }} as bank_lines on places.bank_line_key = bank_lines.bank_line_key
    where places.place = 'unapplied'
)

select * from final
where unapplied_amount <> 0
