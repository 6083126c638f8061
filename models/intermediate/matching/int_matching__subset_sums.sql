-- Subsets of the candidates that sum exactly to the row in the middle: sums of the two halves are joined, so that 24 candidates take
-- 4,096 sums a half and not 16 million.
with candidates as (
    select * from {{ ref('int_matching__subset_candidates') }}
    where candidate_count <= 24
),

sums as (
    select
        candidates.centre_key,
        candidates.half,
        masks.mask,
        candidates.centre_amount,
        candidates.candidate_count,
        sum(candidates.candidate_amount) as amount
    from candidates
    inner join {{ ref('int_matching__masks') }} as masks on candidates.place = masks.place and candidates.half_size >= masks.width
    group by candidates.centre_key, candidates.half, masks.mask, candidates.centre_amount, candidates.candidate_count
    having sum(candidates.candidate_amount) <= candidates.centre_amount

    union all

    select distinct
        centre_key,
        half,
        0,
        centre_amount,
        candidate_count,
        0
    from candidates
),

solutions as (
    select
        even_half.centre_key,
        even_half.mask as even_mask,
        odd_half.mask as odd_mask,
        even_half.candidate_count,
        count(*) over (partition by even_half.centre_key) as solution_count
    from sums as even_half
    inner join sums as odd_half
        on
        even_half.centre_key = odd_half.centre_key
        and even_half.centre_amount = even_half.amount + odd_half.amount
    where even_half.half = 0 and odd_half.half = 1
)

select * from solutions
