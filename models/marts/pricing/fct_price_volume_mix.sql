with pairs as (
    select * from {{ ref('int_volume__pairs') }}
),

effects as (
    {{ price_volume_mix('pairs', ['period_type', 'period_start_on']) }}
)

select
    period_type,
    account_key,
    product_key,
    charge_type,
    currency,
    old_units,
    new_units,
    {% for suffix in ['', '_rc'] -%}
        old_amount{{ suffix }},
        new_amount{{ suffix }},
        change_amount{{ suffix }},
        price_amount{{ suffix }},
        quantity_amount{{ suffix }},
        started_amount{{ suffix }},
        stopped_amount{{ suffix }},
        account_volume_amount{{ suffix }},
        account_mix_amount{{ suffix }},
        product_volume_amount{{ suffix }},
        product_mix_amount{{ suffix }},
    {% endfor -%}
    exchange_amount_rc,
    period_end_on <= {{ as_of_date() }} as is_complete,
    old_start_on,
    period_start_on,
    period_end_on
from effects
where old_amount <> 0 or new_amount <> 0 or old_amount_rc <> 0 or new_amount_rc <> 0
