-- Won deals whose lines do not make up their amount, that commit nobody to anything, or that nobody has made; lines that amend a line
-- nobody knows.
with deals as (
    select * from {{ ref('int_canonical__deals') }}
    where is_won
),

contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

totals as (
    select
        source_relation,
        deal_id,
        sum(total_price) as total_price,
        count(*) as line_count
    from contract_lines
    where deal_id is not null
    group by source_relation, deal_id
)

select
    {{ data_finding(
        'deal_amount_differs_from_lines', 'deals.source_relation', 'deal', 'deals.deal_id', 'deals.currency',
        'deals.amount - totals.total_price', 'deals.closed_on',
        "'amount less the total of ' || cast(totals.line_count as " ~ dbt.type_string() ~ ") || ' lines'"
    ) }}
from deals
inner join totals on deals.source_relation = totals.source_relation and deals.deal_id = totals.deal_id
where deals.amount <> totals.total_price

union all

select
    {{ data_finding(
        'won_deal_without_value', 'deals.source_relation', 'deal', 'deals.deal_id', 'deals.currency', event_on='deals.closed_on',
        detail="'it has neither lines nor an amount'"
    ) }}
from deals
left join totals on deals.source_relation = totals.source_relation and deals.deal_id = totals.deal_id
where totals.deal_id is null and deals.amount is null

union all

select
    {{ data_finding(
        'won_deal_without_account', 'deals.source_relation', 'deal', 'deals.deal_id', 'deals.currency',
        'coalesce(totals.total_price, deals.amount)', 'deals.closed_on', "'no invoice can be found for it by its customer'"
    ) }}
from deals
left join totals on deals.source_relation = totals.source_relation and deals.deal_id = totals.deal_id
where deals.account_id is null

union all

select
    {{ data_finding(
        'amendment_of_unknown_line', 'amending.source_relation', 'contract_line', 'amending.contract_line_id', 'amending.currency',
        'amending.total_price', 'amending.start_on', "'it names contract line ' || amending.amends_contract_line_id"
    ) }}
from contract_lines as amending
left join contract_lines as amended
    on
    amending.source_relation = amended.source_relation
    and amending.amends_contract_line_id = amended.contract_line_id
where amending.amends_contract_line_id is not null and amended.contract_line_key is null
