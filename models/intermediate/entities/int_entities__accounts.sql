with records as (
    select * from {{ ref('int_entities__account_records') }}
),

links as (
    select * from {{ ref('int_entities__links') }}
    where entity_type = 'account'
),

final as (
    select
        records.record_key,
        links.entity_key as account_key,
        records.source_relation,
        records.account_id,
        links.rung,
        records.account_name,
        records.segment,
        records.email_domain,
        records.tax_id,
        records.partner_id,
        records.owner_id,
        records.is_crm,
        records.is_defined,
        records.is_bare_crm_id,
        records.record_key = links.entity_key as is_representative
    from records
    inner join links on records.record_key = links.record_key
)

select * from final
