-- Every reported and activated unit of a product stands in the audit once, in its month: findings add rows, never units.
with audited as (
    select
        partner_key,
        product_key,
        month,
        min(reported_quantity + duplicate_quantity) as reported_quantity,
        min(activated_quantity) as activated_quantity,
        count(distinct reported_quantity) + count(distinct activated_quantity) as value_count
    from {{ ref('fct_sell_through_audit') }}
    group by partner_key, product_key, month
),

keyed as (
    select
        partner_keys.partner_key,
        product_keys.product_key,
        {{ month_start('sold.sold_on') }} as month,
        sum(sold.reported_quantity) as reported_quantity,
        sum(sold.activated_quantity) as activated_quantity
    from (
        select
            source_relation,
            partner_id,
            product_code,
            period_month as sold_on,
            quantity as reported_quantity,
            0 as activated_quantity
        from {{ ref('int_canonical__sell_throughs') }}
        union all
        select
            source_relation,
            partner_id,
            product_code,
            activated_on,
            0,
            quantity
        from {{ ref('int_canonical__activations') }}
    ) as sold
    left join {{ ref('int_partners__keys') }} as partner_keys
        on sold.source_relation = partner_keys.source_relation and sold.partner_id = partner_keys.partner_id
    left join {{ ref('int_entities__product_keys') }} as product_keys
        on sold.source_relation = product_keys.source_relation and sold.product_code = product_keys.product_id
    group by partner_keys.partner_key, product_keys.product_key, {{ month_start('sold.sold_on') }}
)

select
    coalesce(keyed.partner_key, audited.partner_key) as partner_key,
    coalesce(keyed.product_key, audited.product_key) as product_key,
    coalesce(keyed.month, audited.month) as month,
    keyed.reported_quantity,
    audited.reported_quantity as audited_quantity
from keyed
full outer join audited
    on keyed.partner_key = audited.partner_key and keyed.product_key = audited.product_key and keyed.month = audited.month
where
    coalesce(keyed.reported_quantity, 0) <> coalesce(audited.reported_quantity, 0)
    or coalesce(keyed.activated_quantity, 0) <> coalesce(audited.activated_quantity, 0)
    or audited.value_count > 2
