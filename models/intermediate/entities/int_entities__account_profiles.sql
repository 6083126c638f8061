-- What is known of each account: the attributes of its records brought together. The account dimension, for the models before the marts.
with records as (
    select * from {{ ref('int_entities__accounts') }}
),

ranked as (
    select
        account_key,
        account_id,
        is_crm,
        is_representative,
        record_key,
        {{ known_first(['account_name', 'segment', 'owner_id', 'partner_id', 'tax_id', 'email_domain'], 'account_key') }},
        count(*) over (partition by account_key) as record_count
    from records
),

final as (
    select
        account_key,
        coalesce(account_name, account_id) as account_name,
        segment,
        case when is_crm then account_id end as crm_account_id,
        owner_id as owner,
        partner_id,
        tax_id,
        email_domain,
        cast(record_count as integer) as record_count
    from ranked
    where is_representative
)

select * from final
