with candidates as (
    select
        entity_type,
        record_key,
        candidate_key,
        rung_order,
        rung,
        rung || ' ''' || identifier || ''' is that of ' || case
            when entity_count = 1 then 'another ' || entity_type
            else cast(entity_count as {{ dbt.type_string() }}) || ' ' || entity_type || 's'
        end as reason
    from {{ ref('int_entities__candidates') }}
),

peer_conflicts as (
    select * from {{ ref('int_entities__peer_links') }}
    where conflict_rung is not null
),

peers as (
    select
        entity_type,
        record_key,
        conflict_key_1 as candidate_key,
        10 as rung_order,
        conflict_rung as rung,
        'the same ' || conflict_rung || ' is that of two groups of records without CRM record' as reason
    from peer_conflicts
    union all
    select
        entity_type,
        record_key,
        conflict_key_2 as candidate_key,
        10 as rung_order,
        conflict_rung as rung,
        'the same ' || conflict_rung || ' is that of two groups of records without CRM record' as reason
    from peer_conflicts
),

merge_chains as (
    select
        'account' as entity_type,
        record_key,
        unresolved_key as candidate_key,
        11 as rung_order,
        'merged_record' as rung,
        'the chain of merged records is a circle or too long: the record stays as it is' as reason
    from {{ ref('int_entities__account_anchors') }}
    where unresolved_key is not null
),

crm_accounts as (
    select * from {{ ref('int_entities__accounts') }}
    where is_crm
),

shared_ids as (
    select account_id
    from crm_accounts
    group by account_id
    having count(distinct account_key) > 1
),

ambiguous_ids as (
    select
        'account' as entity_type,
        crm_accounts.record_key,
        crm_accounts.account_key as candidate_key,
        12 as rung_order,
        'crm_id' as rung,
        'the id is that of two CRM accounts: usage, rate card and exceptions that name it are not linked' as reason
    from crm_accounts
    inner join shared_ids on crm_accounts.account_id = shared_ids.account_id
),

unioned as (
    select * from candidates
    union all
    select * from peers
    union all
    select * from merge_chains
    union all
    select * from ambiguous_ids
),

ranked as (
    select
        unioned.*,
        row_number()
            over (
                partition by unioned.entity_type, unioned.record_key, unioned.candidate_key order by unioned.rung_order
            )
            as place
    from unioned
),

final as (
    select
        ranked.entity_type,
        ranked.record_key,
        ranked.candidate_key,
        records.source_relation,
        records.system_id,
        ranked.rung,
        ranked.reason
    from ranked
    inner join {{ ref('int_entities__records') }} as records
        on ranked.entity_type = records.entity_type
        and ranked.record_key = records.record_key
    where ranked.place = 1
)

select * from final
