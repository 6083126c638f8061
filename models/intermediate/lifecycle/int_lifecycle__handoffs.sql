-- What a won deal waits for after it is closed: the start of its service and its first invoice.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

groups as (
    select
        contract_line_key,
        min(first_issued_on) as first_invoiced_on
    from {{ ref('int_bridge__groups') }}
    where contract_line_key is not null
    group by contract_line_key
),

final as (
    select
        contract_lines.source_relation,
        contract_lines.deal_id,
        min(contract_lines.start_on) as contract_start_on,
        min(groups.first_invoiced_on) as first_invoiced_on
    from contract_lines
    left join groups on contract_lines.contract_line_key = groups.contract_line_key
    where contract_lines.deal_id is not null
    group by contract_lines.source_relation, contract_lines.deal_id
)

select * from final
