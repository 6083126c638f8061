-- Cash application trusts the amounts of links: together they never exceed the payment, or one payment would
-- pay twice.
with linked as (
    select
        source_relation,
        payment_id,
        sum(amount) as linked_amount
    from {{ ref('int_canonical__payment_links') }}
    group by source_relation, payment_id
)

select
    payments.source_relation,
    payments.payment_id,
    payments.amount,
    linked.linked_amount
from linked
left join {{ ref('int_canonical__payments') }} as payments
    on linked.source_relation = payments.source_relation
    and linked.payment_id = payments.payment_id
where
    payments.payment_id is null
    or linked.linked_amount > payments.amount
