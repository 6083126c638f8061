-- What the record of a deal lacks for the funnel; won deals without value or customer are findings of their own (int_findings__deals).
-- A lead source is missed only where other deals of the connection have one.
with deals as (
    select * from {{ ref('int_lifecycle__deal_states') }}
),

with_sources as (
    select distinct source_relation
    from deals
    where lead_source is not null
)

select
    {{ data_finding(
        'deal_without_account', 'source_relation', 'deal', 'deal_id', 'currency', 'amount', 'created_on', "'it names no customer that is there'"
    ) }}
from deals
where not has_account and not is_won

union all

select
    {{ data_finding(
        'deal_without_amount', 'source_relation', 'deal', 'deal_id', 'currency', event_on='created_on', detail="'it counts in the funnel with no money'"
    ) }}
from deals
where amount is null and not is_won

union all

select
    {{ data_finding(
        'deal_without_close_date', 'source_relation', 'deal', 'deal_id', 'currency', 'amount', 'created_on',
        "'nobody says when it is expected'"
    ) }}
from deals
where closed_on is null

union all

select
    {{ data_finding(
        'deal_past_its_close_date', 'source_relation', 'deal', 'deal_id', 'currency', 'amount', 'closed_on',
        "'it is open'"
    ) }}
from deals
where not is_closed and closed_on < {{ as_of_date() }}

union all

select
    {{ data_finding(
        'deal_without_lead_source', 'deals.source_relation', 'deal', 'deals.deal_id', 'deals.currency', 'deals.amount', 'deals.created_on',
        "'other deals have one'"
    ) }}
from deals
inner join with_sources on deals.source_relation = with_sources.source_relation
where deals.lead_source_status = 'missing'

union all

select
    {{ data_finding(
        'lead_source_dangles', 'source_relation', 'deal', 'deal_id', 'currency', 'amount', 'created_on',
        "'no lead names source ' || lead_source"
    ) }}
from deals
where lead_source_status = 'dangling'
