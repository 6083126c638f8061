with links as (
    select * from {{ ref('int_entities__links') }}
),

accounts as (
    select * from {{ ref('int_entities__account_records') }}
),

products as (
    select * from {{ ref('int_entities__product_records') }}
),

invoiced as (
    select * from {{ ref('int_entities__invoiced') }}
)

select
    links.source_relation as system,
    links.entity_type,
    links.system_id,
    links.entity_key,
    links.rung,
    coalesce(accounts.account_name, products.product_name) as system_name,
    case
        when invoiced.system_id is null then cast(0 as decimal(18, 4))
        when not invoiced.lacks_a_rate then invoiced.invoiced_amount_rc
    end as invoiced_amount_rc,
    coalesce(invoiced.invoice_count, 0) as invoice_count,
    links.is_defined,
    invoiced.latest_invoice_on
from links
left join accounts on links.entity_type = 'account' and links.record_key = accounts.record_key
left join products on links.entity_type = 'product' and links.record_key = products.record_key
left join invoiced
    on links.entity_type = invoiced.entity_type
    and links.source_relation = invoiced.source_relation
    and links.system_id = invoiced.system_id
