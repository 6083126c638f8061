with entity_map as (
    select * from {{ ref('int_entities__links') }}
),

known as (
    select distinct
        entity_type,
        entity_key
    from entity_map
    where is_crm
),

kinds as (
    select
        entity_type,
        max(case when is_crm then 1 else 0 end) = 1 as has_crm
    from entity_map
    group by entity_type
),

-- ids that no rung brought to a record of the CRM; without a CRM those that stand alone
loose as (
    select entity_map.*
    from entity_map
    inner join kinds on entity_map.entity_type = kinds.entity_type
    left join known on entity_map.entity_type = known.entity_type and entity_map.entity_key = known.entity_key
    where known.entity_key is null and (kinds.has_crm or entity_map.rung = 'unlinked')
),

suggestions as (
    select * from {{ ref('int_entities__suggestions') }}
),

accounts as (
    select * from {{ ref('int_entities__account_records') }}
),

products as (
    select * from {{ ref('int_entities__product_records') }}
),

invoiced as (
    select * from {{ ref('int_entities__invoiced') }}
),

names as (
    select
        names.entity_type,
        names.entity_key,
        max(case when tokens.is_rare then 1 else 0 end) as has_rare_word
    from {{ ref('int_entities__names') }} as names
    left join {{ ref('int_entities__name_tokens') }} as tokens on names.name_key = tokens.name_key
    group by names.entity_type, names.entity_key
),

listed as (
    select
        loose.source_relation as system,
        loose.entity_type,
        loose.system_id,
        loose.rung,
        coalesce(accounts.account_name, products.product_name) as system_name,
        suggestions.candidate_key,
        suggestions.candidate_name,
        crm_records.system_id as candidate_crm_id,
        suggestions.score,
        suggestions.shared_tokens,
        case
            when suggestions.candidate_count > 5
                then 'the best 5 of ' || cast(suggestions.candidate_count as {{ dbt.type_string() }}) || ' names that are alike'
            when suggestions.candidate_key is not null then 'the names are alike'
            when names.entity_key is null then 'it has no name'
            when names.has_rare_word = 0 then 'every word of its name is in too many others to compare them'
            else 'no other name is alike'
        end as reason,
        case when not coalesce(invoiced.lacks_a_rate, false) then coalesce(invoiced.invoiced_amount_rc, cast(0 as decimal(18, 4))) end
            as invoiced_amount_rc,
        coalesce(invoiced.invoice_count, 0) as invoice_count
    from loose
    left join suggestions on loose.entity_type = suggestions.entity_type and loose.entity_key = suggestions.entity_key
    left join entity_map as crm_records
        on suggestions.entity_type = crm_records.entity_type and suggestions.candidate_key = crm_records.record_key and crm_records.is_crm
    left join names on loose.entity_type = names.entity_type and loose.entity_key = names.entity_key
    left join accounts on loose.entity_type = 'account' and loose.record_key = accounts.record_key
    left join products on loose.entity_type = 'product' and loose.record_key = products.record_key
    left join invoiced
        on
        loose.entity_type = invoiced.entity_type
        and loose.source_relation = invoiced.source_relation
        and loose.system_id = invoiced.system_id
)

select
    listed.*,
    cast(
        dense_rank() over (
            order by
                case when invoiced_amount_rc is null then 0 else 1 end asc,
                abs(invoiced_amount_rc) desc,
                system asc,
                entity_type asc,
                system_id asc
        ) as integer
    ) as priority
from listed
