-- The schedule assumes that each won opportunity is there with the value of its lines, or with its own amount
-- where it has none: joins with contracts and price books neither lose nor double a line.
with won as (
    select *
    from {{ ref('stg_salesforce__opportunities') }}
    where
        is_won
        and closed_on <= {{ as_of_date() }}
        and {{ local_date('created_at') }} <= {{ as_of_date() }}
),

lines as (
    select
        source_relation,
        opportunity_id,
        count(*) as row_count,
        sum(total_price) as amount
    from {{ ref('stg_salesforce__opportunity_line_items') }}
    group by source_relation, opportunity_id
),

staged as (
    select
        won.source_relation,
        won.opportunity_id as deal_id,
        coalesce(lines.row_count, 1) as row_count,
        coalesce(lines.amount, won.amount) as amount
    from won
    left join lines
        on won.source_relation = lines.source_relation
        and won.opportunity_id = lines.opportunity_id
    where coalesce(lines.amount, won.amount) is not null
),

canonical as (
    select
        source_relation,
        deal_id,
        count(*) as row_count,
        sum(total_price) as amount
    from {{ ref('int_canonical__contract_lines') }}
    where system = 'salesforce'
    group by source_relation, deal_id
)

select
    coalesce(staged.source_relation, canonical.source_relation) as source_relation,
    coalesce(staged.deal_id, canonical.deal_id) as deal_id,
    staged.row_count as staged_rows,
    canonical.row_count as canonical_rows,
    staged.amount as staged_amount,
    canonical.amount as canonical_amount
from staged
full outer join canonical
    on staged.source_relation = canonical.source_relation
    and staged.deal_id = canonical.deal_id
where
    staged.deal_id is null
    or canonical.deal_id is null
    or staged.row_count <> canonical.row_count
    or staged.amount <> canonical.amount
