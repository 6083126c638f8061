-- Whose hours these are: of a contract line, of a deal that is still open (weighted by the probability of its stage), or of
-- nothing any more. Hours on a line that no system knows are committed all the same, and marked.
with commitments as (
    select * from {{ ref('int_canonical__commitments') }}
),

contracted as (
    select distinct contract_line_id from {{ ref('int_canonical__contract_lines') }}
),

-- every id that hours may name, with its deal where that is known
known as (
    select
        deal_lines.contract_line_id,
        deals.stage,
        deals.is_closed
    from {{ ref('int_canonical__deal_lines') }} as deal_lines
    left join {{ ref('int_canonical__deals') }} as deals
        on deal_lines.source_relation = deals.source_relation
        and deal_lines.deal_id = deals.deal_id

    union all

    select
        deal_id,
        stage,
        is_closed
    from {{ ref('int_canonical__deals') }}
),

stage_probabilities as (
    select * from {{ ref('stage_probabilities') }}
),

weighed as (
    select
        known.contract_line_id,
        max(
            case
                when not known.is_closed
                    then coalesce(stage_probabilities.probability_pct, cast({{ var('default_win_probability_pct') }} as decimal(9, 4)))
            end
        ) as probability_pct
    from known
    left join stage_probabilities on {{ snake_word('known.stage') }} = stage_probabilities.stage
    group by known.contract_line_id
),

final as (
    select
        commitments.commitment_key,
        commitments.contract_line_id,
        commitments.in_month,
        commitments.skill,
        commitments.hours,
        case
            when contracted.contract_line_id is not null or weighed.contract_line_id is null then 'committed'
            when weighed.probability_pct is not null then 'pipeline'
            else 'lost'
        end as standing,
        contracted.contract_line_id is null and weighed.contract_line_id is null as is_unlinked,
        case when contracted.contract_line_id is null then weighed.probability_pct end as probability_pct
    from commitments
    left join contracted on commitments.contract_line_id = contracted.contract_line_id
    left join weighed on commitments.contract_line_id = weighed.contract_line_id
)

select * from final
