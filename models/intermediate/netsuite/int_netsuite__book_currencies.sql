-- One row per connection: the base currency of the firm, known where exactly one currency is marked as such.
with currencies as (
    select * from {{ ref('stg_netsuite__currencies') }}
),

final as (
    select
        source_relation,
        case when min(currency) = max(currency) then min(currency) end as base_currency
    from currencies
    where is_base_currency
    group by source_relation
)

select * from final
