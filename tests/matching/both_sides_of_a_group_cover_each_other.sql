-- What bank lines give in a group, its payouts and invoices take; the two lines of a reversal sum to nothing.
select
    match_group_key,
    sum(case when side = 'bank' then matched_amount else -matched_amount end) as uncovered_amount
from {{ ref('fct_match_groups') }}
where rung is not null
group by match_group_key
having sum(case when side = 'bank' then matched_amount else -matched_amount end) <> 0
