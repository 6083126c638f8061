-- Pairs that rung 3 chooses from: same party, currency and amount, the bank line inside the window of the payout, payment or invoice.
with items as (
    {{ still_open([ref('int_matching__reversals'), ref('int_matching__named')]) }}
),

bank_lines as (
    select * from items
    where side = 'bank'
),

others as (
    select * from items
    where side <> 'bank'
),

pairs as (
    {{ pairs_in_window('bank_lines', 'others', ['entity', 'currency', 'amount']) }}
)

select
    bank_item_key,
    target_item_key,
    entity,
    currency,
    bank_amount as amount,
    booked_on,
    expected_on,
    abs({{ days_between('expected_on', 'booked_on') }}) as distance,
    count(*) over (partition by bank_item_key) as targets_of_line,
    count(*) over (partition by target_item_key) as lines_of_target
from pairs
