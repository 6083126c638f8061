-- What rung 2 believes of the references: lines and items of one sign, one party and near days. A line whose amount is not that of the
-- one item it names, but exactly that of another open item of its party, names the wrong one. Of several lines that name one item the
-- first that pays it exactly is meant; the others pay it again.
with items as (
    {{ still_open([ref('int_matching__reversals')]) }}
),

near as (
    select
        mentions.bank_item_key,
        mentions.target_item_key,
        mentions.target_side,
        lines.entity,
        lines.currency,
        lines.event_on,
        lines.amount as bank_amount,
        targets.amount as target_amount,
        coalesce(lines.entity = targets.entity, false) as is_known_party,
        count(*) over (partition by mentions.bank_item_key) as targets_of_line
    from {{ ref('int_matching__mentions') }} as mentions
    inner join items as lines on mentions.bank_item_key = lines.item_key
    inner join items as targets on mentions.target_item_key = targets.item_key
    where
        ((lines.amount > 0 and targets.amount > 0) or (lines.amount < 0 and targets.amount < 0))
        and (lines.entity is null or targets.entity is null or lines.entity = targets.entity)
        and (
            mentions.target_side = 'invoice'
            or lines.event_on between {{ add_days('targets.event_on', -10) }} and {{ add_days('targets.event_on', 30) }}
        )
),

wrong as (
    select distinct near.bank_item_key
    from near
    inner join items as others
        on
        near.entity = others.entity
        and near.currency = others.currency
        and near.bank_amount = others.amount
        and near.event_on between others.window_from and others.window_to
    where near.targets_of_line = 1 and near.bank_amount <> near.target_amount and others.side <> 'bank'
),

believed as (
    select
        near.*,
        near.targets_of_line = 1 and near.bank_amount = near.target_amount as is_exact
    from near
    left join wrong on near.bank_item_key = wrong.bank_item_key
    where wrong.bank_item_key is null
),

ranked as (
    select
        *,
        max(case when is_exact then 1 else 0 end) over (partition by target_item_key) as has_exact,
        rank() over (partition by target_item_key order by case when is_exact then 0 else 1 end, event_on) as preference
    from believed
),

first_ones as (
    select
        *,
        count(*) over (partition by target_item_key) as first_count
    from ranked
    where has_exact = 0 or preference = 1
)

select
    bank_item_key,
    target_item_key,
    target_side,
    is_known_party,
    bank_amount,
    target_amount,
    count(*) over (partition by bank_item_key) as targets_of_line,
    count(*) over (partition by target_item_key) as lines_of_target
from first_ones
where has_exact = 0 or first_count = 1
