-- Every name that an account or product goes by in any system, and whether the CRM knows it. Without any CRM record of its kind an entity
-- looks for its like among all others.
with links as (
    select * from {{ ref('int_entities__links') }}
),

named as (
    select
        links.entity_type,
        links.entity_key,
        coalesce(accounts.account_name, products.product_name) as entity_name,
        max(case when links.is_crm then 1 else 0 end) over (partition by links.entity_type, links.entity_key) as is_in_crm,
        max(case when links.is_crm then 1 else 0 end) over (partition by links.entity_type) as has_crm
    from links
    left join {{ ref('int_entities__account_records') }} as accounts
        on links.entity_type = 'account' and links.record_key = accounts.record_key
    left join {{ ref('int_entities__product_records') }} as products
        on links.entity_type = 'product' and links.record_key = products.record_key
),

final as (
    select distinct
        {{ surrogate_key(['entity_type', 'entity_key', 'entity_name']) }} as name_key,
        entity_type,
        entity_key,
        entity_name,
        is_in_crm = 1 as is_in_crm,
        has_crm = 1 as has_crm
    from named
    where entity_name is not null
)

select * from final
