-- What each expectation of a contract line came to (billed, not yet due, leaked) and the subject of the funnel that it belongs to: its deal,
-- the contract line itself where there is no deal, its renewal term.
with groups as (
    select * from {{ ref('int_bridge__groups') }}
    where contract_line_key is not null
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

deals as (
    select * from {{ ref('int_lifecycle__deals') }}
    where is_won
),

terms as (
    select * from {{ ref('int_schedule__terms') }}
    where term_no > 0
),

kinds as (
    select
        group_key,
        sum(case when kind = 'open' then gap_amount else 0 end) as open_amount,
        sum(case when kind = 'lost' then gap_amount else 0 end) as lost_amount,
        sum(case when kind = 'over' then -gap_amount else 0 end) as over_amount,
        sum(excused_amount) as excused_amount
    from {{ ref('int_lifecycle__bridge_kinds') }}
    where step_order = 1
    group by group_key
),

joined as (
    select
        groups.group_key,
        groups.contract_line_key,
        groups.account_key,
        groups.currency,
        groups.minor_units,
        groups.reporting_rate,
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        deals.deal_key,
        deals.deal_id,
        terms.term_no,
        case when terms.term_no is null then contract_lines.closed_on else terms.start_on end as entered_on,
        groups.expected_amount,
        groups.billed_amount - groups.credit_amount - coalesce(kinds.over_amount, 0) as advanced_amount,
        coalesce(kinds.lost_amount, 0) as dropped_amount,
        case when groups.is_due then 0 else groups.expected_amount end + coalesce(kinds.open_amount, 0) as in_flight_amount,
        coalesce(kinds.excused_amount, 0) as excused_amount
    from groups
    inner join contract_lines on groups.contract_line_key = contract_lines.contract_line_key
    left join deals
        on contract_lines.source_relation = deals.source_relation
        and contract_lines.deal_id = deals.deal_id
    left join terms
        on groups.is_renewal_term
        and groups.contract_line_key = terms.contract_line_key
        and groups.period_start_on between terms.start_on and terms.end_on
    left join kinds on groups.group_key = kinds.group_key
),

final as (
    select
        group_key,
        case
            when term_no is not null then 'renewal_term'
            when deal_key is not null then 'deal'
            else 'contract_line'
        end as subject_type,
        case
            when term_no is not null then {{ surrogate_key(['contract_line_key', 'term_no']) }}
            when deal_key is not null then deal_key
            else contract_line_key
        end as subject_key,
        case
            when term_no is not null then contract_line_id || '|' || cast(term_no as {{ dbt.type_string() }})
            when deal_key is not null then deal_id
            else contract_line_id
        end as subject_id,
        case when term_no is null then deal_key end as deal_key,
        source_relation,
        account_key,
        currency,
        minor_units,
        reporting_rate,
        cast(expected_amount as decimal(18, 4)) as entered_amount,
        cast(advanced_amount as decimal(18, 4)) as advanced_amount,
        cast(dropped_amount as decimal(18, 4)) as dropped_amount,
        cast(in_flight_amount as decimal(18, 4)) as in_flight_amount,
        cast(excused_amount as decimal(18, 4)) as excused_amount,
        entered_on
    from joined
)

select * from final
