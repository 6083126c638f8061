-- Price books may disagree: a list price is taken from them only where all active entries in a currency say the same.
with pricebook_entries as (
    select * from {{ ref('stg_salesforce__pricebook_entries') }}
),

final as (
    select
        source_relation,
        product_id,
        coalesce(currency, '{{ var("reporting_currency") }}') as currency,
        min(unit_price) as list_price
    from pricebook_entries
    where coalesce(is_active, true)
    group by
        source_relation,
        product_id,
        coalesce(currency, '{{ var("reporting_currency") }}')
    having min(unit_price) = max(unit_price)
)

select * from final
