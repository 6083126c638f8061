-- The contract lines that an ambiguous invoice line may belong to, and its pool: all such lines of one charge type and currency that have
-- the same candidates.
with matches as (
    select * from {{ ref('int_billing__line_matches') }}
    where match_method = 'ambiguous'
),

charges as (
    select * from {{ ref('int_billing__charges') }}
),

candidates as (
    select distinct
        matches.invoice_line_key,
        match_candidates.contract_line_key
    from matches
    inner join {{ ref('int_billing__match_candidates') }} as match_candidates
        on
        matches.invoice_line_key = match_candidates.invoice_line_key
        and matches.ambiguous_rung = match_candidates.rung
),

numbered as (
    select
        candidates.*,
        dense_rank() over (order by contract_line_key) as candidate_no
    from candidates
),

-- a set of lines is told by its ends, its size and the sum of its numbers: lists in order are not for every engine
candidate_sets as (
    select
        invoice_line_key,
        count(*) as candidate_count,
        min(contract_line_key) as first_candidate,
        max(contract_line_key) as last_candidate,
        sum(candidate_no) as candidate_sum
    from numbered
    group by invoice_line_key
)

select
    candidates.invoice_line_key,
    candidates.contract_line_key,
    {{ surrogate_key([
        'candidate_sets.first_candidate', 'candidate_sets.last_candidate', 'candidate_sets.candidate_count', 'candidate_sets.candidate_sum',
        'charges.charge_type', 'charges.currency',
    ]) }} as pool_key,
    candidate_sets.candidate_count
from candidates
inner join candidate_sets on candidates.invoice_line_key = candidate_sets.invoice_line_key
inner join charges on candidates.invoice_line_key = charges.invoice_line_key
