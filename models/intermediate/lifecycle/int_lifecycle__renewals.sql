-- What became of each ended term: renewed by itself or by a deal, waiting for an open renewal deal, or churned.
with ended_terms as (
    select * from {{ ref('int_lifecycle__ended_terms') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

profiles as (
    select * from {{ ref('int_entities__account_profiles') }}
),

shares as (
    select
        contract_line_key,
        term_no,
        sum(renewed_amount) as renewed_amount
    from {{ ref('int_lifecycle__renewal_shares') }}
    group by contract_line_key, term_no
),

-- renewal deals that are not won, by what they say they renew
attempts as (
    select
        contract_lines.contract_line_key,
        max(case when deals.is_closed then 0 else 1 end) as is_open,
        min(case when deals.is_closed then coalesce(deals.loss_reason, 'renewal_deal_lost') end) as loss_reason
    from contract_lines
    inner join {{ ref('int_lifecycle__deals') }} as deals
        on contract_lines.source_relation = deals.source_relation
        and not deals.is_won
        and (
            contract_lines.contract_line_id = deals.renewed_contract_line_id
            or contract_lines.contract_id = deals.renewed_contract_id
        )
    group by contract_lines.contract_line_key
),

last_terms as (
    select
        contract_line_key,
        max(term_no) as term_no
    from ended_terms
    group by contract_line_key
),

judged as (
    select
        ended_terms.*,
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        contract_lines.account_key,
        coalesce(profiles.segment, 'unknown') as segment,
        contract_lines.currency,
        contract_lines.reporting_rate,
        case
            when ended_terms.automatic_amount > 0 then ended_terms.automatic_amount
            else coalesce(shares.renewed_amount, 0)
        end as renewed_amount,
        coalesce(attempts.is_open, 0) = 1 and last_terms.term_no is not null as is_pending,
        case
            when last_terms.term_no is not null and attempts.loss_reason is not null then attempts.loss_reason
            when contract_lines.cancelled_on is not null then 'cancelled'
            else 'not_renewed'
        end as churn_reason
    from ended_terms
    inner join contract_lines on ended_terms.contract_line_key = contract_lines.contract_line_key
    left join profiles on contract_lines.account_key = profiles.account_key
    left join shares
        on ended_terms.contract_line_key = shares.contract_line_key
        and ended_terms.term_no = shares.term_no
    left join attempts on ended_terms.contract_line_key = attempts.contract_line_key
    left join last_terms
        on ended_terms.contract_line_key = last_terms.contract_line_key
        and ended_terms.term_no = last_terms.term_no
),

final as (
    select
        contract_line_key,
        term_no,
        source_relation,
        contract_line_id,
        account_key,
        segment,
        currency,
        reporting_rate,
        case when renewed_amount > 0 then 'advanced' when is_pending then 'in_flight' else 'dropped' end as outcome,
        case
            when renewed_amount >= term_amount or (renewed_amount <= 0 and is_pending) then cast(null as {{ dbt.type_string() }})
            when renewed_amount > 0 then 'contracted_down'
            else churn_reason
        end as drop_reason,
        term_amount,
        cast(renewed_amount as decimal(18, 4)) as renewed_amount,
        ended_on
    from judged
)

select * from final
