-- One row per connection: the currency of the books as the organisation says it, else the one currency whose documents
-- are all at rate 1. Null where neither tells.
with invoices as (
    select * from {{ ref('stg_xero__invoices') }}
),

organizations as (
    select * from {{ ref('stg_xero__organizations') }}
),

currencies_at_par as (
    select
        source_relation,
        currency
    from invoices
    group by source_relation, currency
    having min(currency_rate) = 1 and max(currency_rate) = 1
),

found as (
    select
        source_relation,
        case when count(*) = 1 then min(currency) end as par_currency
    from currencies_at_par
    group by source_relation
),

stated as (
    select
        source_relation,
        case when min(base_currency) = max(base_currency) then min(base_currency) end as stated_currency
    from organizations
    group by source_relation
),

connections as (
    select source_relation from invoices
    union
    select source_relation from organizations
),

final as (
    select
        connections.source_relation,
        coalesce(stated.stated_currency, found.par_currency) as book_currency
    from connections
    left join stated
        on connections.source_relation = stated.source_relation
    left join found
        on connections.source_relation = found.source_relation
)

select * from final
