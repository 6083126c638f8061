-- A lead whose conversion is undated became a deal when the deal was created.
with leads as (
    select * from {{ ref('stg_salesforce__leads') }}
),

opportunities as (
    select * from {{ ref('stg_salesforce__opportunities') }}
),

response_times as (
    select
        *,
        {{ raw_has_column('salesforce', 'lead', 'first_response_at_c') }} as has_response_times
    from leads
),

final as (
    select
        cast('salesforce' as {{ dbt.type_string() }}) as system,
        leads.source_relation,
        leads.lead_id,
        leads.converted_opportunity_id as deal_id,
        leads.converted_account_id as account_id,
        leads.owner_id,
        leads.company_name as lead_name,
        leads.lead_source,
        leads.status as lead_status,
        leads.rating as segment,
        leads.disqualified_reason,
        cast(null as {{ dbt.type_string() }}) as currency,
        leads.estimated_amount,
        coalesce(leads.is_converted, false) as is_converted,
        leads.has_response_times,
        leads.created_at,
        leads.first_responded_at as responded_at,
        {{ local_date('leads.created_at') }} as created_on,
        cast(null as date) as qualified_on,
        case
            when leads.is_converted
                then coalesce(leads.converted_on, {{ local_date('opportunities.created_at') }})
        end as converted_on,
        cast(null as date) as disqualified_on
    from response_times as leads
    left join opportunities
        on leads.source_relation = opportunities.source_relation
        and leads.converted_opportunity_id = opportunities.opportunity_id
)

select * from final
