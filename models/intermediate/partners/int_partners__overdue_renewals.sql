-- Contracts of partners that are past their end and simply go on or stop: neither renewing by themselves, nor cancelled, renewed by a
-- later deal or amended.
with contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

renewed_contracts as (
    select distinct
        source_relation,
        renewed_contract_id as contract_id
    from contract_lines
    where renewed_contract_id is not null
),

followed_lines as (
    select
        source_relation,
        renewed_contract_line_id as contract_line_id
    from contract_lines
    where renewed_contract_line_id is not null
    union
    select
        source_relation,
        amends_contract_line_id
    from contract_lines
    where amends_contract_line_id is not null
)

select
    contract_lines.contract_line_key,
    contract_lines.contract_line_id,
    contract_lines.partner_key,
    contract_lines.account_key,
    contract_lines.currency,
    contract_lines.total_price,
    contract_lines.end_on,
    {{ days_between('contract_lines.end_on', as_of_date()) }} as days_overdue
from contract_lines
left join renewed_contracts
    on
    contract_lines.source_relation = renewed_contracts.source_relation
    and contract_lines.contract_id = renewed_contracts.contract_id
left join followed_lines
    on
    contract_lines.source_relation = followed_lines.source_relation
    and contract_lines.contract_line_id = followed_lines.contract_line_id
where
    contract_lines.partner_key is not null
    and not contract_lines.is_one_time
    and not contract_lines.is_auto_renew
    and not contract_lines.is_terminated
    and contract_lines.cancelled_on is null
    and contract_lines.end_on < {{ as_of_date() }}
    and renewed_contracts.contract_id is null
    and followed_lines.contract_line_id is null
