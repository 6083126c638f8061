-- Every effect is read as a part of the change: row by row they must be all of it, to the minor unit, whichever way the quantity is cut.
select
    period_type,
    period_start_on,
    account_key,
    product_key,
    charge_type,
    currency
from {{ ref('fct_price_volume_mix') }}
where
    change_amount <> new_amount - old_amount
    or change_amount <> price_amount + quantity_amount + started_amount + stopped_amount
    or change_amount <> price_amount + account_volume_amount + account_mix_amount + started_amount + stopped_amount
    or change_amount <> price_amount + product_volume_amount + product_mix_amount + started_amount + stopped_amount
    or change_amount_rc <> new_amount_rc - old_amount_rc
    or change_amount_rc <> price_amount_rc + quantity_amount_rc + started_amount_rc + stopped_amount_rc + exchange_amount_rc
    or quantity_amount_rc <> account_volume_amount_rc + account_mix_amount_rc
    or quantity_amount_rc <> product_volume_amount_rc + product_mix_amount_rc
