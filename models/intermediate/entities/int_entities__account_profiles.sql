-- What is known of each account: the attributes of its records brought together. The account dimension, for the models before the marts.
with records as (
    select * from {{ ref('int_entities__accounts') }}
),

-- the representative speaks first, then CRM records, then any other; the key decides between equals, no row order
ranked as (
    select
        account_key,
        account_id,
        is_crm,
        is_representative,
        record_key,
        {% for column in ['account_name', 'segment', 'owner_id', 'partner_id', 'tax_id', 'email_domain'] -%}
            first_value({{ column }}) over (
                partition by account_key
                order by
                    case when {{ column }} is null then 1 else 0 end,
                    case when is_representative then 0 else 1 end,
                    case when is_crm then 0 else 1 end,
                    record_key
            ) as {{ column }},
        {% endfor -%}
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
