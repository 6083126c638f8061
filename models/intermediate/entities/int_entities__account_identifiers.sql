with records as (
    select * from {{ ref('int_entities__account_records') }}
),

anchors as (
    select * from {{ ref('int_entities__account_anchors') }}
),

explicit as (
    select * from {{ ref('int_entities__explicit_rows') }}
    where entity_type = 'account'
),

public_domains as (
    select lower(trim(email_domain)) as email_domain from {{ ref('public_mail_domains') }}
),

unioned as (
    -- a CRM record answers to its own id, the others name the id of a CRM record
    select
        record_key,
        'explicit' as rung,
        account_id as identifier
    from records
    where is_crm
    union all
    select
        records.record_key,
        'explicit' as rung,
        explicit.crm_id as identifier
    from records
    inner join explicit
        on records.source_relation = explicit.source_relation
        and records.account_id = explicit.system_id
    where not records.is_crm
    union all
    select
        record_key,
        'metadata_id' as rung,
        case when is_crm then account_id else linked_account_id end as identifier
    from records
    union all
    select
        record_key,
        'tax_id' as rung,
        nullif(tax_id, '') as identifier
    from records
    union all
    select
        records.record_key,
        'email_domain' as rung,
        records.email_domain as identifier
    from records
    left join public_domains on records.email_domain = public_domains.email_domain
    where public_domains.email_domain is null
    union all
    select
        record_key,
        'name' as rung,
        {{ normalized_name('account_name') }} as identifier
    from records
)

select
    'account' as entity_type,
    unioned.record_key,
    unioned.identifier,
    unioned.rung,
    case unioned.rung
        when 'explicit' then 1
        when 'metadata_id' then 2
        when 'tax_id' then 3
        when 'email_domain' then 4
        else 5
    end as rung_order,
    coalesce(unioned.rung = 'metadata_id' and anchors.rung = 'merged_record', false) as is_merged_id
from unioned
left join anchors on unioned.record_key = anchors.record_key
where unioned.identifier is not null
