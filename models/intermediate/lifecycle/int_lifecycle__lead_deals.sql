-- The deal that a lead became. Where several leads became one deal, the first one carries it; its money counts once.
with leads as (
    select * from {{ ref('int_canonical__leads') }}
),

deals as (
    select * from {{ ref('int_canonical__deals') }}
),

final as (
    select
        leads.lead_key,
        deals.deal_key,
        row_number() over (
            partition by deals.deal_key
            order by coalesce(leads.converted_on, leads.created_on), leads.created_at, leads.lead_id
        ) = 1 as is_first
    from leads
    inner join deals
        on leads.source_relation = deals.source_relation
        and leads.deal_id = deals.deal_id
)

select * from final
