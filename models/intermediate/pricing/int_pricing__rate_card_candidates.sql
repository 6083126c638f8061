-- Every recurring or one-time price of the rate card with the keys of its product and of the account whose own
-- agreement it is.
with rate_card as (
    select * from {{ ref('int_canonical__rate_card') }}
    where charge_type in ('recurring', 'one_time')
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

crm_account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
)

select
    rate_card.rate_card_key,
    rate_card.rate_card_id,
    product_code_keys.product_key,
    crm_account_keys.account_key,
    rate_card.charge_type,
    lower(rate_card.segment) as segment,
    case
        when rate_card.account_id is not null then 1
        when rate_card.segment is not null then 2
        else 3
    end as scope_rank,
    rate_card.currency,
    rate_card.unit_price,
    rate_card.min_quantity,
    rate_card.max_quantity,
    rate_card.valid_from,
    rate_card.valid_to
from rate_card
inner join product_code_keys on rate_card.product_code = product_code_keys.product_code
left join crm_account_keys on rate_card.account_id = crm_account_keys.account_id
where rate_card.account_id is null or crm_account_keys.account_key is not null
