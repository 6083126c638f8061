-- Only a reference or a known fee may leave a difference in a confirmed group; every other confirmed rung sums exactly.
select match_group_key, rung, sum(difference_amount) as difference_amount
from {{ ref('fct_match_groups') }}
where is_confirmed and rung in ('exact_amount', 'subset_sum')
group by match_group_key, rung
having max(abs(difference_amount)) <> 0
