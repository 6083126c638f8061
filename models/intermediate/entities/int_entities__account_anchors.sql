{#- Merged CRM records lead to their survivor over at most this many hops; a longer chain, or a circle, is left as it is
    and listed. -#}
{%- set hops = 6 -%}

with crm as (
    select * from {{ ref('int_entities__account_records') }}
    where is_crm
),

explicit as (
    select * from {{ ref('int_entities__explicit_rows') }}
    where entity_type = 'account'
),

-- a person may join two CRM records by hand; the crm_id must be that of exactly one other record
explicit_pointers as (
    select
        crm.record_key,
        min(other.record_key) as target_key
    from crm
    inner join explicit
        on crm.source_relation = explicit.source_relation
        and crm.account_id = explicit.system_id
    inner join crm as other
        on explicit.crm_id = other.account_id
        and crm.record_key <> other.record_key
    group by crm.record_key
    having count(*) = 1
),

pointers as (
    select
        crm.record_key,
        coalesce(explicit_pointers.target_key, survivor.record_key) as target_key,
        case when explicit_pointers.target_key is not null then 'explicit' else 'merged_record' end as rung
    from crm
    left join explicit_pointers on crm.record_key = explicit_pointers.record_key
    left join crm as survivor
        on crm.source_relation = survivor.source_relation
        and crm.merged_into_account_id = survivor.account_id
        and crm.record_key <> survivor.record_key
    where coalesce(explicit_pointers.target_key, survivor.record_key) is not null
),

hop_0 as (
    select
        record_key,
        record_key as at_key
    from crm
),

{% for hop in range(1, hops + 1) -%}
    hop_{{ hop }} as (
        select
            hop_{{ hop - 1 }}.record_key,
            coalesce(pointers.target_key, hop_{{ hop - 1 }}.at_key) as at_key
        from hop_{{ hop - 1 }}
        left join pointers on hop_{{ hop - 1 }}.at_key = pointers.record_key
    ),

{% endfor -%}
final as (
    select
        reached.record_key,
        case when onward.record_key is null then reached.at_key else reached.record_key end as anchor_key,
        case
            when first_step.record_key is null or onward.record_key is not null then 'crm'
            else first_step.rung
        end as rung,
        case when onward.record_key is not null then first_step.target_key end as unresolved_key
    from hop_{{ hops }} as reached
    left join pointers as first_step on reached.record_key = first_step.record_key
    left join pointers as onward on reached.at_key = onward.record_key
)

select * from final
