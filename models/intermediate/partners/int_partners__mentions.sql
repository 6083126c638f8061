-- Every partner id that any source names: the portal's own ids, and those of deals, contract lines, accounts and forecasts, which are
-- CRM account ids or portal ids.
with mentions as (
    {% for entity in ['deals', 'contract_lines', 'accounts'] -%}
        select
            source_relation,
            partner_id,
            0 as is_portal
        from {{ ref('int_canonical__' ~ entity) }}
        union all
    {% endfor %}
    select
        source_relation,
        scope_id as partner_id,
        0 as is_portal
    from {{ ref('int_canonical__forecast_snapshots') }}
    where scope = 'partner'
    union all
    {% for entity in [
        'partners', 'deal_registrations', 'sell_throughs', 'activations', 'commission_plans', 'commission_payments'
    ] -%}
        select
            source_relation,
            partner_id,
            1 as is_portal
        from {{ ref('int_canonical__' ~ entity) }}
        union all
    {% endfor %}
    select
        source_relation,
        parent_partner_id as partner_id,
        1 as is_portal
    from {{ ref('int_canonical__partners') }}
)

select
    source_relation,
    partner_id,
    max(is_portal) = 1 as is_portal
from mentions
where partner_id is not null
group by source_relation, partner_id
