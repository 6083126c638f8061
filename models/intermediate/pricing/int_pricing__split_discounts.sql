-- Discounts that stay within the threshold one by one and go beyond it together. Combined: the lines of a deal, else of an account within
-- the window, cost less than the threshold allows of their list together (a rebate as a line of its own). Stepwise: a later line of the same
-- product is within the threshold of the price before, which was discounted already, and beyond it of the list price.
with sums as (
    select
        group_key,
        split_over,
        count(*) as line_count,
        max(threshold_pct) as threshold_pct,
        max(minor_units) as minor_units,
        sum(list_amount) as list_amount,
        sum(net_amount) as net_amount,
        min(closed_on) as first_closed_on,
        max(closed_on) as last_closed_on
    from {{ ref('int_pricing__discount_groups') }}
    group by group_key, split_over
),

beyond as (
    select * from sums
    where
        line_count > 1
        and list_amount - net_amount > {{ scale_amount('list_amount', 'threshold_pct', '100', 'minor_units') }} + {{ minor_unit('minor_units') }}
),

combined as (
    select
        members.contract_line_key,
        'combined' as split_finding,
        beyond.split_over,
        beyond.line_count,
        beyond.list_amount,
        beyond.net_amount,
        beyond.first_closed_on,
        beyond.last_closed_on,
        case beyond.split_over when 'deal' then 1 else 2 end as preference
    from {{ ref('int_pricing__discount_groups') }} as members
    inner join beyond on members.group_key = beyond.group_key
),

lines as (
    select
        discounts.*,
        contract_lines.closed_on
    from {{ ref('int_pricing__contract_discounts') }} as discounts
    inner join {{ ref('int_contracts__lines') }} as contract_lines on discounts.contract_line_key = contract_lines.contract_line_key
),

steps as (
    select
        later.contract_line_key,
        'stepwise' as split_finding,
        'window' as split_over,
        count(*) + 1 as line_count,
        max(later.list_amount) as list_amount,
        max(later.net_amount) as net_amount,
        min(earlier.closed_on) as first_closed_on,
        max(later.closed_on) as last_closed_on,
        3 as preference
    from lines as later
    inner join lines as earlier
        on
        later.account_key = earlier.account_key
        and later.product_key = earlier.product_key
        and later.currency = earlier.currency
        and earlier.closed_on < later.closed_on
        and {{ days_between('earlier.closed_on', 'later.closed_on') }} <= {{ var('discount_split_window_days') }}
    where
        later.status in ('missing_approval', 'exceeds_approval')
        and earlier.status = 'within_policy'
        and earlier.discount_pct > 0
        -- of the price before, which is (100 - its discount) percent of the list, the later one keeps at least what the threshold allows
        and {{ multiply('(100 - later.discount_pct)', '100') }}
        >= {{ multiply('(100 - earlier.discount_pct)', '(100 - later.threshold_pct)') }}
    group by later.contract_line_key
),

found as (
    select * from combined
    union all
    select * from steps
),

ranked as (
    select
        found.*,
        row_number() over (partition by contract_line_key order by preference) as place
    from found
)

select
    contract_line_key,
    split_finding,
    split_over,
    cast(line_count as integer) as line_count,
    cast(list_amount as decimal(18, 4)) as list_amount,
    cast(net_amount as decimal(18, 4)) as net_amount,
    {{ ratio('(list_amount - net_amount) * 100', 'list_amount') }} as discount_pct,
    first_closed_on,
    last_closed_on
from ranked
where place = 1
