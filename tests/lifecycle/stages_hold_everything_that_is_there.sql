-- By another path: every lead and deal of the sources, every contracted and every collected cent of the revenue states is in its stage.
with dropoff as (
    select * from {{ ref('fct_stage_dropoff') }}
),

states as (
    select * from {{ ref('fct_revenue_states') }}
),

deals as (
    select * from {{ ref('int_canonical__deals') }}
),

lines as (
    select distinct
        source_relation,
        deal_id
    from {{ ref('int_contracts__lines') }}
    where deal_id is not null
),

-- won, but no line of it has a schedule: it waits with its amount
waiting as (
    select
        deals.currency,
        coalesce(deals.amount, 0) as amount
    from deals
    left join lines
        on deals.source_relation = lines.source_relation
        and deals.deal_id = lines.deal_id
    where deals.is_won and lines.deal_id is null
),

missed_calls as (
    select * from {{ ref('int_lifecycle__missed_calls') }}
),

leads as (
    select * from {{ ref('int_canonical__leads') }}
),

compared as (
    select
        'leads' as what,
        '' as currency,
        cast(entered_count as decimal(28, 4)) as amount
    from dropoff
    where stage = 'lead_intake'

    union all

    select
        'leads',
        '',
        -1
    from leads

    union all

    select
        'leads',
        '',
        -1
    from missed_calls

    union all

    select
        'deals',
        currency,
        entered_count
    from dropoff
    where stage = 'deal_execution'

    union all

    select
        'deals',
        currency,
        -1
    from deals

    union all

    select
        'deal amounts',
        currency,
        entered_amount
    from dropoff
    where stage = 'deal_execution'

    union all

    select
        'deal amounts',
        currency,
        -coalesce(amount, 0)
    from deals

    union all

    select
        'contracted',
        currency,
        entered_amount
    from dropoff
    where stage = 'post_close_billing'

    union all

    select
        'contracted',
        currency,
        -contracted_amount
    from states
    where not is_orphan

    union all

    select
        'contracted',
        currency,
        -amount
    from waiting

    union all

    select
        'collected',
        currency,
        advanced_amount
    from dropoff
    where stage = 'collection'

    union all

    select
        'collected',
        currency,
        -collected_amount
    from states
    where match_method is null or match_method <> 'unapplied_cash'
)

select
    what,
    currency,
    sum(amount) as difference
from compared
group by what, currency
having sum(amount) <> 0
