-- Rung 2: the text names the payout, the payment or the invoices, of the line's own party where that is known. A line may name several
-- items, or several lines one item; where both happens nothing is guessed. What a payout or invoice still lacks, and what a known party
-- pays beyond its invoices, is a difference; an unknown party is taken at its word only where the amounts agree.
with links as (
    select * from {{ ref('int_matching__named_links') }}
),

-- a star has one centre: the line, or the item it pays
stars as (
    select
        *,
        case when targets_of_line > 1 then bank_item_key else target_item_key end as centre_key,
        max(case when targets_of_line > 1 then lines_of_target else 1 end) over (partition by bank_item_key) as worst_of_line,
        max(case when lines_of_target > 1 then targets_of_line else 1 end) over (partition by target_item_key) as worst_of_target
    from links
),

clean as (
    select
        stars.*,
        min(target_side) over (partition by centre_key) = max(target_side) over (partition by centre_key) as is_one_side,
        min(case when is_known_party then 1 else 0 end) over (partition by centre_key) = 1 as is_known_star,
        case when targets_of_line > 1 then bank_amount else sum(bank_amount) over (partition by centre_key) end as paid_amount,
        case when targets_of_line > 1 then sum(target_amount) over (partition by centre_key) else target_amount end as named_amount
    from stars
    where worst_of_line = 1 and worst_of_target = 1
),

judged as (
    select
        *,
        {{ surrogate_key(["'reference'", 'centre_key']) }} as match_group_key,
        paid_amount = named_amount
        or (is_known_star and target_side = 'payout' and targets_of_line = 1)
        or (is_known_star and target_side = 'invoice' and targets_of_line = 1 and paid_amount < named_amount)
        or (is_known_star and target_side = 'invoice' and lines_of_target = 1 and paid_amount > named_amount) as is_confirmed
    from clean
    where is_one_side
)

select
    bank_item_key as item_key,
    match_group_key,
    'reference' as rung,
    is_confirmed
from judged
union
select
    target_item_key,
    match_group_key,
    'reference',
    is_confirmed
from judged
