-- The rate card's answer to each question: an account's own agreement before a price of its segment before a general
-- one; then the narrowest quantity tier; then the latest valid_from. Rows that are still equal and name different
-- prices are a tie: no price.
with questions as (
    select * from {{ ref('int_pricing__questions') }}
),

segments as (
    select * from {{ ref('int_pricing__account_segments') }}
),

candidates as (
    select * from {{ ref('int_pricing__rate_card_candidates') }}
),

ranked as (
    select
        questions.question_key,
        candidates.rate_card_key,
        candidates.scope_rank,
        candidates.unit_price,
        candidates.valid_from,
        rank() over (
            partition by questions.question_key
            order by
                candidates.scope_rank asc,
                coalesce(candidates.min_quantity, -1) desc,
                case when candidates.max_quantity is null then 1 else 0 end asc,
                candidates.max_quantity asc,
                candidates.valid_from desc
        ) as preference
    from questions
    inner join candidates
        on
        questions.product_key = candidates.product_key
        and questions.currency = candidates.currency
        and questions.charge_type = candidates.charge_type
        and questions.asked_on >= candidates.valid_from
    left join segments on questions.account_key = segments.account_key
    where
        (candidates.valid_to is null or questions.asked_on <= candidates.valid_to)
        and (candidates.min_quantity is null or questions.tier_quantity >= candidates.min_quantity)
        and (candidates.max_quantity is null or questions.tier_quantity <= candidates.max_quantity)
        and (candidates.scope_rank <> 1 or candidates.account_key = questions.account_key)
        and (candidates.scope_rank <> 2 or candidates.segment = segments.segment)
)

select
    question_key,
    min(rate_card_key) as rate_card_key,
    max(scope_rank) as scope_rank,
    min(unit_price) <> max(unit_price) as is_tie,
    case when min(unit_price) = max(unit_price) then max(unit_price) end as unit_price,
    max(valid_from) as valid_from
from ranked
where preference = 1
group by question_key
