-- Every won contract line carries its value into the schedule exactly once, or is listed as a reject. A join that
-- loses or doubles one fails here.
with contracted as (
    select
        source_relation,
        contract_line_id,
        sum(total_price) as amount
    from {{ ref('int_canonical__contract_lines') }}
    group by source_relation, contract_line_id
),

kept as (
    select
        source_relation,
        contract_line_id,
        sum(total_price) as amount
    from {{ ref('int_contracts__lines') }}
    group by source_relation, contract_line_id
),

rejected as (
    select
        system as source_relation,
        row_key as contract_line_id
    from {{ ref('int_fx__rejects') }}
    where table_name = 'contract_line'
)

select
    coalesce(contracted.contract_line_id, kept.contract_line_id) as contract_line_id,
    contracted.amount as contracted_amount,
    kept.amount as kept_amount
from contracted
full outer join kept
    on contracted.source_relation = kept.source_relation and contracted.contract_line_id = kept.contract_line_id
left join rejected
    on contracted.source_relation = rejected.source_relation and contracted.contract_line_id = rejected.contract_line_id
where
    contracted.contract_line_id is null
    or (kept.contract_line_id is null and rejected.contract_line_id is null)
    or (kept.contract_line_id is not null and rejected.contract_line_id is not null)
    or contracted.amount <> kept.amount
