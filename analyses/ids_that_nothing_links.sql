-- Which ids of any system stand alone, linked to no customer of the CRM, and how much money runs through them?
-- Money behind an unlinked id is money whose contract nobody can find. Start at the top: one explicit link in seed
-- entity_map_explicit moves the whole amount. Conflicts are ids that could be two customers and were left apart on purpose.
with unlinked as (
    select
        system,
        entity_type,
        system_id,
        system_name,
        rung,
        invoiced_amount_rc,
        invoice_count,
        latest_invoice_on
    from {{ ref('entity_map') }}
    where rung = 'unlinked'
),

conflicts as (
    select
        system,
        entity_type,
        system_id,
        count(*) as candidate_count,
        min(reason) as reason
    from {{ ref('entity_map_conflicts') }}
    group by system, entity_type, system_id
)

select
    unlinked.system,
    unlinked.entity_type,
    unlinked.system_id,
    unlinked.system_name,
    unlinked.invoiced_amount_rc,
    unlinked.invoice_count,
    unlinked.latest_invoice_on,
    coalesce(conflicts.candidate_count, 0) as candidate_count,
    conflicts.reason
from unlinked
left join conflicts
    on unlinked.system = conflicts.system
    and unlinked.entity_type = conflicts.entity_type
    and unlinked.system_id = conflicts.system_id
order by coalesce(unlinked.invoiced_amount_rc, 0) desc, unlinked.system, unlinked.system_id
