-- A posting that belongs to several revenue lines is split: its parts must sum to it. Parts in another currency than the posting's
-- are converted, so such postings are only looked for, not summed.
with parts as (
    select
        parts.posting_key,
        sum(parts.recognized_amount) as recognized_amount,
        max(case when revenue_lines.currency = postings.currency then 0 else 1 end) as has_other_currency
    from {{ ref('int_recognition__parts') }} as parts
    left join {{ ref('int_recognition__postings') }} as postings on parts.posting_key = postings.posting_key
    left join {{ ref('int_states__revenue_lines') }} as revenue_lines on parts.revenue_line_key = revenue_lines.revenue_line_key
    group by parts.posting_key
),

postings as (
    select * from {{ ref('int_recognition__postings') }}
)

select
    coalesce(postings.posting_key, parts.posting_key) as posting_key,
    postings.posted_amount,
    parts.recognized_amount
from postings
full outer join parts on postings.posting_key = parts.posting_key
where
    postings.posting_key is null
    or parts.posting_key is null
    or (parts.has_other_currency = 0 and postings.posted_amount <> parts.recognized_amount)
