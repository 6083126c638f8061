-- Whose hours these are: of a contract line, of a deal that is still open (weighted by the probability of its stage), of a lost
-- one, or of nothing that is there on the as-of date: unknown, deleted or created later. A firm without any sales data has
-- committed what it says.
with commitments as (
    select * from {{ ref('int_canonical__commitments') }}
),

contracted as (
    select distinct contract_line_id from {{ ref('int_canonical__contract_lines') }}
),

-- every id of a deal that hours may name
known as (
    select
        deal_lines.contract_line_id,
        deals.stage,
        deals.is_closed
    from {{ ref('int_canonical__deal_lines') }} as deal_lines
    inner join {{ ref('int_canonical__deals') }} as deals
        on deal_lines.source_relation = deals.source_relation
        and deal_lines.deal_id = deals.deal_id

    union all

    select
        deal_id,
        stage,
        is_closed
    from {{ ref('int_canonical__deals') }}
),

sales as (
    select (select count(*) from contracted) + (select count(*) from known) as id_count
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
            when contracted.contract_line_id is not null or sales.id_count = 0 then 'committed'
            when weighed.contract_line_id is null then 'unlinked'
            when weighed.probability_pct is not null then 'pipeline'
            else 'lost'
        end as standing,
        case when contracted.contract_line_id is null then weighed.probability_pct end as probability_pct
    from commitments
    cross join sales
    left join contracted on commitments.contract_line_id = contracted.contract_line_id
    left join weighed on commitments.contract_line_id = weighed.contract_line_id
)

select * from final
