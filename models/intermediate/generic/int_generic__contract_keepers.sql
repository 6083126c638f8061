-- Connections whose files hold deals or contract lines: there the generic files are the CRM, and its accounts and
-- products are the anchors of the entity map.
with deals as (
    select * from {{ ref('stg_generic__deals') }}
),

contract_lines as (
    select * from {{ ref('stg_generic__contract_lines') }}
),

final as (
    select source_relation from deals
    union
    select source_relation from contract_lines
)

select * from final
