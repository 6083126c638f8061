-- What rung 4 adds up: for each open row the smaller open rows of the same party and currency on the other side inside the window, in
-- two halves of at most 12. A row that has an equal amount there is not tried: where one fits alone, a sum is not unique.
with items as (
    {{ still_open([ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact')]) }}
),

bank_lines as (
    select * from items
    where side = 'bank' and amount > 0
),

others as (
    select * from items
    where side <> 'bank' and amount > 0
),

pairs as (
    {{ pairs_in_window('bank_lines', 'others', ['entity', 'currency']) }}
),

unioned as (
    select
        bank_item_key as centre_key,
        target_item_key as candidate_key,
        currency,
        bank_amount as centre_amount,
        target_amount as candidate_amount
    from pairs
    where target_amount <= bank_amount

    union all

    select
        target_item_key,
        bank_item_key,
        currency,
        target_amount,
        bank_amount
    from pairs
    where bank_amount <= target_amount
),

numbered as (
    select
        unioned.*,
        row_number() over (partition by centre_key order by candidate_amount desc, candidate_key asc) - 1 as position,
        count(*) over (partition by centre_key) as candidate_count,
        max(candidate_amount) over (partition by centre_key) as largest_amount,
        sum(candidate_amount) over (partition by centre_key) as candidates_amount
    from unioned
),

halved as (
    select
        numbered.*,
        mod(position, 2) as half
    from numbered
    where candidate_count >= 2 and largest_amount < centre_amount and candidates_amount >= centre_amount
)

select
    centre_key,
    candidate_key,
    currency,
    centre_amount,
    candidate_amount,
    candidate_count,
    half,
    cast((position - half) / 2 as integer) as place,
    count(*) over (partition by centre_key, half) as half_size
from halved
