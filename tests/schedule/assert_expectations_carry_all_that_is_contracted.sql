-- What a contract line obliges to is its own price, its priced overage and its change orders: the join that dates
-- them changes no total.
with parts as (
    select
        contract_line_key,
        expected_amount
    from {{ ref('int_schedule__periods') }}
    union all
    select
        contract_line_key,
        expected_amount
    from {{ ref('int_schedule__overages') }}
    union all
    select
        contract_line_key,
        expected_amount
    from {{ ref('int_schedule__change_orders') }}
),

before as (
    select
        contract_line_key,
        sum(expected_amount) as amount,
        count(*) as row_count
    from parts
    group by contract_line_key
),

after as (
    select
        contract_line_key,
        sum(expected_amount) as amount,
        count(*) as row_count
    from {{ ref('int_schedule__expectations') }}
    group by contract_line_key
)

select
    coalesce(before.contract_line_key, after.contract_line_key) as contract_line_key,
    before.amount as amount_before,
    after.amount as amount_after
from before
full outer join after on before.contract_line_key = after.contract_line_key
where
    before.contract_line_key is null
    or after.contract_line_key is null
    or before.amount <> after.amount
    or before.row_count <> after.row_count
