-- Contract lines that were sold together: those of one deal, and those of one account and currency whose deals closed one after another
-- within the window. With what nobody has judged yet: lines within policy, and lines without a list price, which count at their own price,
-- so that a negative line is nothing but discount. Lines that were approved, or that exceed their approval alone, are judged already, and
-- a line that amends another is its correction.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

discounts as (
    select * from {{ ref('int_pricing__contract_discounts') }}
),

terms as (
    select * from {{ ref('int_pricing__signed_terms') }}
),

open_lines as (
    select
        contract_lines.contract_line_key,
        contract_lines.source_relation,
        contract_lines.deal_id,
        contract_lines.account_key,
        contract_lines.currency,
        contract_lines.minor_units,
        contract_lines.closed_on,
        terms.threshold_pct,
        coalesce(discounts.list_amount, greatest(contract_lines.total_price, 0)) as list_amount,
        contract_lines.total_price as net_amount
    from contract_lines
    inner join terms on contract_lines.contract_line_key = terms.contract_line_key
    left join discounts on contract_lines.contract_line_key = discounts.contract_line_key
    where
        contract_lines.amends_contract_line_id is null
        and coalesce(discounts.status, 'within_policy') = 'within_policy'
),

closes as (
    select
        open_lines.*,
        lag(closed_on) over (
            partition by account_key, currency order by closed_on, contract_line_key
        ) as closed_before_on
    from open_lines
),

numbered as (
    select
        closes.*,
        sum(
            case
                when closed_before_on is null then 1
                when {{ days_between('closed_before_on', 'closed_on') }} > {{ var('discount_split_window_days') }} then 1
                else 0
            end
        ) over (partition by account_key, currency order by closed_on, contract_line_key rows between unbounded preceding and current row)
            as stretch_no
    from closes
),

grouped as (
    select
        numbered.*,
        'deal' as split_over,
        {{ surrogate_key(["'deal'", 'source_relation', 'deal_id', 'currency']) }} as group_key
    from numbered
    where deal_id is not null

    union all

    select
        numbered.*,
        'window',
        {{ surrogate_key(["'window'", 'account_key', 'currency', 'stretch_no']) }}
    from numbered
    where account_key is not null
)

select
    contract_line_key,
    split_over,
    group_key,
    currency,
    minor_units,
    threshold_pct,
    cast(list_amount as decimal(18, 4)) as list_amount,
    cast(net_amount as decimal(18, 4)) as net_amount,
    closed_on
from grouped
