-- A lead that names its deal became that deal when the deal was created. A lead is dated, not timed: the clock of its answer starts
-- with the day.
with leads as (
    select * from {{ ref('stg_generic__leads') }}
),

deals as (
    select * from {{ ref('stg_generic__deals') }}
),

response_times as (
    select
        *,
        {{ raw_has_column('generic', 'lead', 'responded_at') }} as has_response_times
    from leads
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        leads.source_relation,
        leads.lead_id,
        leads.deal_id,
        deals.account_id,
        cast(null as {{ dbt.type_string() }}) as owner_id,
        cast(null as {{ dbt.type_string() }}) as lead_name,
        leads.lead_source,
        leads.lead_status,
        leads.segment,
        leads.disqualified_reason,
        leads.currency,
        leads.estimated_value as estimated_amount,
        leads.deal_id is not null as is_converted,
        leads.has_response_times,
        cast(leads.created_on as timestamp) as created_at,
        leads.responded_at,
        leads.created_on,
        leads.qualified_on,
        case when leads.deal_id is not null then coalesce(deals.created_on, leads.qualified_on) end as converted_on,
        leads.disqualified_on
    from response_times as leads
    left join deals
        on leads.source_relation = deals.source_relation
        and leads.deal_id = deals.deal_id
)

select * from final
