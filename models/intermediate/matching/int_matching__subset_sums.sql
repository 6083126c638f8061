-- Subsets of the candidates that sum exactly to the row in the middle: sums of the two halves are joined, so that 24 candidates take
-- 4,096 sums a half and not 16 million.
with halves as (
    select
        centre_key,
        half,
        half_size,
        {%- for place in range(12) %}
            sum(case when place = {{ place }} then candidate_amount else 0 end) as amount_{{ place }},
        {%- endfor %}
        centre_amount,
        candidate_count
    from {{ ref('int_matching__subset_candidates') }}
    where candidate_count <= 24
    group by centre_key, half, half_size, centre_amount, candidate_count
),

summed as (
    select
        halves.centre_key,
        halves.half,
        masks.mask,
        halves.centre_amount,
        halves.candidate_count,
        {%- for place in range(12) %}
            case when masks.bit_{{ place }} = 1 then halves.amount_{{ place }} else 0 end{{ ' +' if not loop.last }}
        {%- endfor %}
            as amount
    from halves
    inner join {{ ref('int_matching__masks') }} as masks on halves.half_size >= masks.width
),

sums as (
    select * from summed
    where amount <= centre_amount
)

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
