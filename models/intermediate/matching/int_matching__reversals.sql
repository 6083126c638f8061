-- Rung 1: a credit of the bank taken back by the same party: opposite amounts, the debit at most 10 days after the credit, or 70 where
-- both name the same (direct debits may be taken back for eight weeks); each the nearest of the other and no second one as near. Two
-- lines that name different payouts or invoices are no pair.
with bank_lines as (
    select
        items.*,
        mentions.target_item_key
    from {{ ref('int_matching__open_items') }} as items
    left join (
        select
            bank_item_key,
            min(target_item_key) as target_item_key
        from {{ ref('int_matching__mentions') }}
        group by bank_item_key
    ) as mentions on items.item_key = mentions.bank_item_key
    where items.side = 'bank' and items.counterparty is not null
),

pairs as (
    select
        credits.item_key as credit_key,
        debits.item_key as debit_key,
        {{ days_between('credits.event_on', 'debits.event_on') }} as distance
    from bank_lines as credits
    inner join bank_lines as debits
        on
        credits.counterparty = debits.counterparty
        and credits.currency = debits.currency
        and credits.amount = -debits.amount
        and credits.amount > 0
        and debits.event_on between credits.event_on and {{ add_days('credits.event_on', 70) }}
        and (
            credits.target_item_key = debits.target_item_key
            or (debits.target_item_key is null and debits.event_on <= {{ add_days('credits.event_on', 10) }})
        )
),

ranked as (
    select
        *,
        rank() over (partition by credit_key order by distance) as rank_of_credit,
        rank() over (partition by debit_key order by distance) as rank_of_debit
    from pairs
),

nearest as (
    select
        *,
        sum(case when rank_of_credit = 1 then 1 else 0 end) over (partition by credit_key) as nearest_of_credit,
        sum(case when rank_of_debit = 1 then 1 else 0 end) over (partition by debit_key) as nearest_of_debit
    from ranked
),

final as (
    select
        credit_key,
        debit_key
    from nearest
    where rank_of_credit = 1 and rank_of_debit = 1 and nearest_of_credit = 1 and nearest_of_debit = 1
)

select
    credit_key as item_key,
    {{ surrogate_key(["'reversal'", 'credit_key']) }} as match_group_key,
    'reversal' as rung,
    true as is_confirmed
from final

union all

select
    debit_key,
    {{ surrogate_key(["'reversal'", 'credit_key']) }},
    'reversal',
    true
from final
