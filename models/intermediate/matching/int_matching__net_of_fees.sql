-- Rung 5: the bank line is what is left after a known fee of the processor, or of the bank for transfers; only where both sides have
-- only each other. Suggested where the text of the line names something else.
with items as (
    {{ still_open([
        ref('int_matching__reversals'), ref('int_matching__named'), ref('int_matching__exact'), ref('int_matching__subsets')
    ]) }}
),

naming_lines as (
    select distinct bank_item_key from {{ ref('int_matching__mentions') }}
),

fees as (
    select * from {{ ref('int_canonical__fee_schedule') }}
),

bank_lines as (
    select * from items
    where side = 'bank'
),

net_targets as (
    select distinct
        targets.item_key,
        targets.entity,
        targets.currency,
        targets.event_on,
        targets.window_from,
        targets.window_to,
        cast(
            targets.amount
            - {{ scale_amount('targets.amount', 'fees.fee_pct', '100', 'currencies.minor_units') }}
            - fees.fixed_amount as decimal(18, 4)
        ) as amount
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

candidates as (
    {{ pairs_in_window('bank_lines', 'net_targets', ['entity', 'currency', 'amount']) }}
),

pairs as (
    select
        bank_item_key,
        target_item_key,
        count(*) over (partition by bank_item_key) as targets_of_line,
        count(*) over (partition by target_item_key) as lines_of_target
    from candidates
),

final as (
    select
        pairs.bank_item_key,
        pairs.target_item_key,
        {{ surrogate_key(["'net_of_fee'", 'pairs.bank_item_key']) }} as match_group_key,
        naming_lines.bank_item_key is null as is_confirmed
    from pairs
    left join naming_lines on pairs.bank_item_key = naming_lines.bank_item_key
    where pairs.targets_of_line = 1 and pairs.lines_of_target = 1
)

select
    bank_item_key as item_key,
    match_group_key,
    'net_of_fee' as rung,
    is_confirmed
from final
union all
select
    target_item_key,
    match_group_key,
    'net_of_fee',
    is_confirmed
from final
