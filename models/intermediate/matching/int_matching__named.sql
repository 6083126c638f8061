-- Rung 2: the text names the payout or the invoices. A line may name several items, or several lines one item; where both happens
-- nothing is guessed. What a payout lacks, or an invoice still lacks, is a difference; a line that exceeds what it names is suggested.
with items as (
    {{ still_open([ref('int_matching__reversals')]) }}
),

links as (
    select
        mentions.bank_item_key,
        mentions.target_item_key,
        mentions.target_side,
        lines.amount as bank_amount,
        targets.amount as target_amount,
        count(*) over (partition by mentions.bank_item_key) as targets_of_line,
        count(*) over (partition by mentions.target_item_key) as lines_of_target
    from {{ ref('int_matching__mentions') }} as mentions
    inner join items as lines on mentions.bank_item_key = lines.item_key
    inner join items as targets on mentions.target_item_key = targets.item_key
    where
        sign(lines.amount) = sign(targets.amount)
        and (
            mentions.target_side = 'invoice'
            or lines.event_on between {{ add_days('targets.event_on', -10) }} and {{ add_days('targets.event_on', 30) }}
        )
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
        or (targets_of_line = 1 and (target_side = 'payout' or paid_amount < named_amount)) as is_confirmed
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
