-- The history names changes. Before its first change a deal was in the old stage since it was created; an open deal without any
-- change is in its stage since then, where its connection keeps a history at all.
with stage_changes as (
    select
        *,
        row_number() over (partition by source_relation, opportunity_id order by changed_at, opportunity_field_history_id) as change_no
    from {{ ref('stg_salesforce__opportunity_field_history') }}
    where lower(replace(field_name, '_', '')) = 'stagename'
),

histories as (
    select distinct source_relation
    from {{ ref('stg_salesforce__opportunity_field_history') }}
),

opportunities as (
    select * from {{ ref('stg_salesforce__opportunities') }}
),

entries as (
    select
        source_relation,
        opportunity_field_history_id as stage_entry_id,
        opportunity_id as deal_id,
        new_value as stage,
        changed_at as entered_at
    from stage_changes

    union all

    select
        opportunities.source_relation,
        'created|' || opportunities.opportunity_id,
        opportunities.opportunity_id,
        coalesce(stage_changes.old_value, opportunities.stage_name),
        opportunities.created_at
    from opportunities
    inner join histories on opportunities.source_relation = histories.source_relation
    left join stage_changes
        on opportunities.source_relation = stage_changes.source_relation
        and opportunities.opportunity_id = stage_changes.opportunity_id
        and stage_changes.change_no = 1
    where stage_changes.old_value is not null or (stage_changes.change_no is null and not coalesce(opportunities.is_closed, false))
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        source_relation,
        stage_entry_id,
        deal_id,
        stage,
        entered_at,
        {{ local_date('entered_at') }} as entered_on,
        cast(null as date) as exited_on
    from entries
)

select * from final
