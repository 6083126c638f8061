with deals as (
    select * from {{ ref('int_lifecycle__deals') }}
),

stays as (
    select * from {{ ref('int_lifecycle__deal_stays') }}
    where is_last
),

usual_stays as (
    select * from {{ ref('int_lifecycle__usual_stays') }}
),

moves as (
    select * from {{ ref('int_lifecycle__close_date_moves') }}
),

handoffs as (
    select * from {{ ref('int_lifecycle__handoffs') }}
),

lead_sources as (
    select * from {{ ref('int_lifecycle__lead_sources') }}
),

known_sources as (
    select
        source_relation,
        count(*) as source_count
    from lead_sources
    group by source_relation
),

joined as (
    select
        deals.*,
        coalesce(stays.stage, deals.stage) as current_stage,
        stays.entered_on as entered_stage_on,
        stays.days as days_in_stage,
        usual_stays.twice_usual_days,
        coalesce(moves.push_count, 0) as push_count,
        coalesce(moves.quarter_push_count, 0) as quarter_push_count,
        coalesce(moves.first_close_on, deals.closed_on) as first_close_on,
        moves.last_close_on,
        handoffs.contract_start_on,
        handoffs.first_invoiced_on,
        known_sources.source_count,
        lead_sources.lead_source as known_source
    from deals
    left join stays on deals.deal_key = stays.deal_key
    left join usual_stays
        on stays.source_relation = usual_stays.source_relation
        and stays.stage = usual_stays.stage
    left join moves
        on deals.source_relation = moves.source_relation
        and deals.deal_id = moves.deal_id
    left join handoffs
        on deals.source_relation = handoffs.source_relation
        and deals.deal_id = handoffs.deal_id
        and deals.is_won
    left join known_sources on deals.source_relation = known_sources.source_relation
    left join lead_sources
        on deals.source_relation = lead_sources.source_relation
        and {{ snake_word('deals.lead_source') }} = lead_sources.lead_source
),

final as (
    select
        deal_key,
        source_relation,
        deal_id,
        account_key,
        owner_id,
        current_stage,
        lead_source,
        case
            when lead_source is null then 'missing'
            when source_count > 0 and known_source is null then 'dangling'
            else 'valid'
        end as lead_source_status,
        loss_reason,
        currency,
        reporting_rate,
        amount,
        push_count,
        quarter_push_count,
        days_in_stage,
        twice_usual_days,
        is_won,
        is_closed,
        has_account,
        coalesce({{ dbt.date_trunc('quarter', 'coalesce(last_close_on, closed_on)') }} > {{ dbt.date_trunc('quarter', 'first_close_on') }}, false)
            as has_left_its_quarter,
        created_on,
        entered_stage_on,
        first_close_on,
        closed_on,
        contract_start_on,
        first_invoiced_on
    from joined
)

select * from final
