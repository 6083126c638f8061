with deal_states as (
    select * from {{ ref('int_lifecycle__deal_states') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
)

select
    deal_id,
    deal_key,
    account_key,
    owner_id,
    currency,
    current_stage as stage,
    lead_source,
    lead_source_status,
    loss_reason,
    amount,
    cast({{ round_money(multiply('amount', 'reporting_rate'), 'reporting.minor_units') }} as decimal(18, 4)) as amount_rc,
    cast(case when has_left_its_quarter then coalesce(amount, 0) else 0 end as decimal(18, 4)) as moved_out_of_quarter_amount,
    push_count,
    quarter_push_count,
    days_in_stage,
    cast({{ round_div('twice_usual_days', '2') }} as integer) as usual_days_in_stage,
    {{ days_between('created_on', 'case when is_closed then greatest(closed_on, created_on) else ' ~ as_of_date() ~ ' end') }} as days_open,
    case when is_won then {{ days_between('closed_on', 'contract_start_on') }} end as days_to_contract_start,
    case when is_won then {{ days_between('closed_on', 'first_invoiced_on') }} end as days_to_first_invoice,
    is_won,
    is_closed,
    not is_closed
    and coalesce(days_in_stage > twice_usual_days and days_in_stage > {{ var('stalled_deal_days') }}, false) as is_stalled,
    lead_source_status = 'valid' as has_valid_lead_source,
    has_account,
    amount is not null as has_amount,
    closed_on is not null as has_close_date,
    not is_closed and coalesce(closed_on < {{ as_of_date() }}, false) as is_past_its_close_date,
    created_on,
    entered_stage_on,
    first_close_on,
    closed_on as close_on,
    contract_start_on,
    first_invoiced_on
from deal_states
cross join reporting
