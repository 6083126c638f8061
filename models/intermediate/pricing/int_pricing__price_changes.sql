-- Changes of list prices: those that were recorded, and those that show as a new general rate card price after an older
-- one of the same product, currency and charge type, where none was recorded for that day.
with recorded as (
    select * from {{ ref('int_canonical__price_changes') }}
),

candidates as (
    select * from {{ ref('int_pricing__rate_card_candidates') }}
    where scope_rank = 3 and min_quantity is null and max_quantity is null and charge_type = 'recurring'
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

keyed as (
    select
        recorded.price_change_key,
        recorded.price_id,
        product_code_keys.product_key,
        recorded.currency,
        recorded.old_unit_price,
        recorded.new_unit_price,
        recorded.changed_by,
        recorded.effective_on
    from recorded
    left join product_code_keys on recorded.product_code = product_code_keys.product_code
),

-- days on which the rows of the rate card tie change nothing: nobody can say to which price
prices as (
    select
        min(rate_card_key) as rate_card_key,
        product_key,
        currency,
        max(unit_price) as unit_price,
        valid_from
    from candidates
    group by product_key, currency, valid_from
    having min(unit_price) = max(unit_price)
),

successions as (
    select
        rate_card_key,
        product_key,
        currency,
        lag(unit_price) over (partition by product_key, currency order by valid_from) as old_unit_price,
        unit_price as new_unit_price,
        valid_from as effective_on
    from prices
),

unioned as (
    select * from keyed

    union all

    select
        successions.rate_card_key,
        cast(null as {{ dbt.type_string() }}),
        successions.product_key,
        successions.currency,
        successions.old_unit_price,
        successions.new_unit_price,
        cast(null as {{ dbt.type_string() }}),
        successions.effective_on
    from successions
    left join keyed
        on
        successions.product_key = keyed.product_key
        and successions.currency = keyed.currency
        and successions.effective_on = keyed.effective_on
    where
        keyed.price_change_key is null
        and successions.old_unit_price <> successions.new_unit_price
        and successions.effective_on <= {{ as_of_date() }}
),

final as (
    select
        unioned.*,
        lead(effective_on) over (
            partition by coalesce(price_id, product_key), product_key, currency order by effective_on, price_change_key
        ) is not null as is_superseded
    from unioned
)

select * from final
