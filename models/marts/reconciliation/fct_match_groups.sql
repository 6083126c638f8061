with matches as (
    select * from {{ ref('int_matching__matches') }}
),

open_rows as (
    select * from {{ ref('int_matching__open_reasons') }}
),

-- the money of a group is what its bank lines and its other rows have in common; the rows of a side take it in order of their ids
totals as (
    select
        matches.*,
        abs(sum(case when side = 'bank' then amount else 0 end) over (partition by match_group_key)) as bank_amount,
        abs(sum(case when side = 'bank' then 0 else amount end) over (partition by match_group_key)) as other_amount,
        sum(abs(amount)) over (
            partition by match_group_key, case when side = 'bank' then 'bank' else 'other' end
            order by source_id, item_key
            rows between unbounded preceding and current row
        ) as running_amount
    from matches
),

shared as (
    select
        totals.*,
        case
            when rung = 'reversal' then abs(amount)
            else greatest(0, least(abs(amount), least(bank_amount, other_amount) - running_amount + abs(amount)))
        end as taken_amount
    from totals
),

matched as (
    select
        match_group_key,
        side,
        system,
        source_id,
        account_key,
        currency,
        amount,
        case when amount < 0 then -taken_amount else taken_amount end as matched_amount,
        event_on,
        rung,
        case
            when rung in ('reference', 'reversal') and is_confirmed then 1
            when rung in ('exact_amount', 'subset_sum', 'net_of_fee') and is_confirmed then 0.99
            when rung in ('reference', 'nearest_date', 'subset_sum') then 0.9
            else 0.7
        end as confidence,
        is_confirmed,
        cast(null as {{ dbt.type_string() }}) as open_reason
    from shared
),

unioned as (
    select * from matched

    union all

    select
        item_key,
        side,
        system,
        source_id,
        account_key,
        currency,
        amount,
        0,
        event_on,
        null,
        0,
        false,
        open_reason
    from open_rows
)

select
    match_group_key,
    side,
    system,
    source_id,
    account_key,
    currency,
    amount,
    cast(matched_amount as decimal(18, 4)) as matched_amount,
    cast(amount - matched_amount as decimal(18, 4)) as difference_amount,
    event_on,
    cast(rung as {{ dbt.type_string() }}) as rung,
    cast(confidence as decimal(18, 8)) as confidence,
    is_confirmed,
    cast(open_reason as {{ dbt.type_string() }}) as open_reason
from unioned
