-- Rung 5: the bank line is what is left after a known fee of the processor, or of the bank for transfers; only where both sides have
-- only each other.
with items as (
    {{ still_open([
        ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact'), ref('int_matching__subsets')
    ]) }}
),

fees as (
    select * from {{ ref('int_canonical__fee_schedule') }}
),

net_targets as (
    select distinct
        targets.item_key,
        targets.entity,
        targets.currency,
        targets.window_from,
        targets.window_to,
        targets.amount
        - {{ scale_amount('targets.amount', 'fees.fee_pct', '100', 'currencies.minor_units') }}
        - fees.fixed_amount as net_amount
    from items as targets
    inner join {{ ref('currencies') }} as currencies on targets.currency = currencies.currency
    inner join fees
        on
        targets.currency = fees.currency
        and fees.fee_system = case when targets.side = 'payout' then targets.system else 'bank' end
        and targets.event_on >= fees.valid_from
        and (fees.valid_to is null or targets.event_on <= fees.valid_to)
    where targets.side <> 'bank' and targets.amount > 0
),

pairs as (
    select
        lines.item_key as bank_item_key,
        net_targets.item_key as target_item_key,
        count(*) over (partition by lines.item_key) as targets_of_line,
        count(*) over (partition by net_targets.item_key) as lines_of_target
    from items as lines
    inner join net_targets
        on
        lines.entity = net_targets.entity
        and lines.currency = net_targets.currency
        and lines.amount = net_targets.net_amount
        and lines.event_on between net_targets.window_from and net_targets.window_to
    where lines.side = 'bank'
),

final as (
    select
        bank_item_key,
        target_item_key,
        {{ surrogate_key(["'net_of_fee'", 'bank_item_key']) }} as match_group_key
    from pairs
    where targets_of_line = 1 and lines_of_target = 1
)

select
    bank_item_key as item_key,
    match_group_key,
    'net_of_fee' as rung,
    true as is_confirmed
from final
union all
select
    target_item_key,
    match_group_key,
    'net_of_fee',
    true
from final
