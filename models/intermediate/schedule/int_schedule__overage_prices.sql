-- The rate card's overage price for a contract line and month: the most specific row in force on the first day of the month, else
-- among those that come into force within it.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

monthly_usage as (
    select * from {{ ref('int_schedule__monthly_usage') }}
),

rate_card as (
    select * from {{ ref('int_canonical__rate_card') }}
    where charge_type = 'overage'
),

crm_account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

accounts as (
    select * from {{ ref('int_entities__account_profiles') }}
),

candidates as (
    select
        monthly_usage.contract_line_key,
        monthly_usage.usage_month,
        rate_card.unit_price,
        row_number() over (
            partition by monthly_usage.contract_line_key, monthly_usage.usage_month
            order by
                case when rate_card.valid_from <= monthly_usage.usage_month then 1 else 2 end,
                case when rate_card.account_id is not null then 1 when rate_card.segment is not null then 2 else 3 end,
                case when rate_card.min_quantity is not null or rate_card.max_quantity is not null then 1 else 2 end,
                rate_card.valid_from desc,
                rate_card.rate_card_id asc
        ) as preference
    from monthly_usage
    inner join contract_lines on monthly_usage.contract_line_key = contract_lines.contract_line_key
    inner join product_code_keys on contract_lines.product_key = product_code_keys.product_key
    inner join rate_card
        on
        product_code_keys.product_code = rate_card.product_code
        and contract_lines.currency = rate_card.currency
        and monthly_usage.usage_month >= {{ month_start('rate_card.valid_from') }}
        and (rate_card.valid_to is null or monthly_usage.usage_month <= rate_card.valid_to)
        and (rate_card.min_quantity is null or monthly_usage.billable_quantity >= rate_card.min_quantity)
        and (rate_card.max_quantity is null or monthly_usage.billable_quantity <= rate_card.max_quantity)
    left join accounts on contract_lines.account_key = accounts.account_key
    left join crm_account_keys on rate_card.account_id = crm_account_keys.account_id
    where
        (rate_card.account_id is null or crm_account_keys.account_key = contract_lines.account_key)
        and (rate_card.segment is null or lower(rate_card.segment) = lower(accounts.segment))
)

select
    contract_line_key,
    usage_month,
    unit_price
from candidates
where preference = 1
