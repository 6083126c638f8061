-- What each part of the bridge means for the funnel. open: nobody can say yet. lost: positive money that is missing, of it excused what is
-- approved or mere rounding; negative where a promised rebate was not invoiced. over: money nobody was owed, billed (step 1) or not paid
-- (step 2).
with parts as (
    select * from {{ ref('int_bridge__parts') }}
),

approved as (
    select * from {{ ref('int_bridge__approved_parts') }}
),

kinds as (
    select
        parts.*,
        case
            when parts.cause in ('timing', 'ambiguous_match', 'not_assessable') then 'open'
            when
                parts.step_order = 1
                and parts.gap_amount < 0
                and parts.cause not in ('unbilled_work', 'renewal_miss', 'scope_creep')
                then 'over'
            when
                parts.step_order = 2
                and parts.cause in (
                    '{{ over_billing_causes() | join("', '") }}'
                )
                then 'over'
            else 'lost'
        end as kind
    from parts
    where parts.charge_type <> 'unapplied_cash'
),

final as (
    select
        kinds.part_key,
        kinds.group_key,
        kinds.piece_key,
        kinds.invoice_key,
        kinds.step_order,
        kinds.cause,
        kinds.kind,
        kinds.gap_amount,
        cast(
            case
                when kinds.kind <> 'lost' then 0
                when kinds.cause = 'rounding' then kinds.gap_amount
                else coalesce(approved.approved_amount, 0)
            end as decimal(18, 4)
        ) as excused_amount
    from kinds
    left join approved on kinds.part_key = approved.part_key
)

select * from final
