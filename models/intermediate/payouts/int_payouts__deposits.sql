-- The bank deposits of each payout: confirmed groups of one payout. Deposits of several payouts together are in fct_match_groups.
with matches as (
    select * from {{ ref('int_matching__matches') }}
    where is_confirmed
),

single_payouts as (
    select
        match_group_key,
        min(subject_key) as payout_key
    from matches
    where side = 'payout'
    group by match_group_key
    having count(*) = 1
),

final as (
    select
        single_payouts.payout_key,
        matches.subject_key as bank_line_key,
        matches.rung
    from matches
    inner join single_payouts on matches.match_group_key = single_payouts.match_group_key
    where matches.side = 'bank' and matches.amount > 0
)

select * from final
