with subject_layers as (
    select * from {{ ref('int_reconciliation__subject_layers') }}
),

unassessed_sides as (
    select * from {{ ref('int_reconciliation__unassessed_sides') }}
),

assessability as (
    select * from {{ ref('int_completeness__layers') }}
),

layers as (
    select * from {{ ref('reconciliation_layers') }}
),

accounts as (
    select * from {{ ref('dim_accounts') }}
),

waivers as (
    select distinct
        layer,
        cast(account_id as {{ dbt.type_string() }}) as account_id
    from {{ ref('tolerance_waivers') }}
    where owner is not null and cast(expires_on as date) >= {{ as_of_date() }}
),

measured as (
    select
        subject_layers.*,
        left_amount - timing_amount - right_amount as variance_amount,
        left_amount_rc - timing_amount_rc - right_amount_rc as variance_amount_rc,
        {{ ratio('abs(left_amount - timing_amount - right_amount)', 'abs(left_amount - timing_amount)') }} as variance_pct,
        cast(layers.tolerance_pct * 0.01 as decimal(18, 8)) as tolerance_pct
    from subject_layers
    inner join assessability on subject_layers.layer = assessability.layer
    inner join layers on subject_layers.layer = layers.layer
    where assessability.is_assessable
),

judged as (
    select
        measured.*,
        case
            -- what is off is held against data that is not there
            when unassessed_amount <> 0 and abs(variance_amount - unassessed_amount) <= abs(left_amount - timing_amount) * tolerance_pct
                then 'not_assessable'
            when variance_amount = 0 and timing_amount = 0 then 'matched'
            when variance_amount = 0 then 'timing'
            when left_amount = 0 then 'orphan_right'
            when right_amount = 0 then 'orphan_left'
            when variance_pct <= tolerance_pct then 'within_tolerance'
            else 'breach'
        end as status,
        -- what is left after approval lies within tolerance
        approved_amount <> 0
        and abs(variance_amount - approved_amount) <= abs(left_amount - timing_amount) * tolerance_pct as is_approved
    from measured
),

unioned as (
    select
        layer,
        subject_key,
        subject_id,
        account_key,
        service_month,
        currency,
        left_amount,
        timing_amount,
        right_amount,
        variance_amount,
        approved_amount,
        gross_under_amount,
        gross_over_amount,
        left_amount_rc,
        timing_amount_rc,
        right_amount_rc,
        variance_amount_rc,
        gross_under_amount_rc,
        gross_over_amount_rc,
        variance_pct,
        status,
        is_approved,
        case when status = 'not_assessable' then 'the usage, change orders or bank lines that it is held against are not there' end as reason
    from judged

    union all

    select
        layer,
        subject_key,
        side,
        cast(null as {{ dbt.type_string() }}),
        service_month,
        currency,
        left_amount,
        0,
        right_amount,
        left_amount - right_amount,
        0,
        0,
        0,
        left_amount_rc,
        0,
        right_amount_rc,
        left_amount_rc - right_amount_rc,
        0,
        0,
        cast(null as decimal(18, 8)),
        'not_assessable',
        false,
        reason
    from unassessed_sides
)

select
    unioned.layer,
    unioned.subject_key,
    unioned.subject_id,
    unioned.account_key,
    unioned.currency,
    unioned.status,
    unioned.reason,
    layers.owner,
    layers.cadence,
    {% for amount in ['left', 'timing', 'right', 'variance', 'gross_under', 'gross_over'] -%}
        cast(unioned.{{ amount }}_amount as decimal(18, 4)) as {{ amount }}_amount,
        cast(unioned.{{ amount }}_amount_rc as decimal(18, 4)) as {{ amount }}_amount_rc,
    {% endfor -%}
    cast(unioned.approved_amount as decimal(18, 4)) as approved_amount,
    unioned.variance_pct,
    cast(layers.tolerance_pct * 0.01 as decimal(18, 8)) as tolerance_pct,
    unioned.is_approved,
    waivers.layer is not null as is_waived,
    unioned.service_month,
    {{ next_review_on('layers.cadence', as_of_date()) }} as next_review_on
from unioned
inner join layers on unioned.layer = layers.layer
left join accounts on unioned.account_key = accounts.account_key
left join waivers on unioned.layer = waivers.layer and accounts.crm_account_id = waivers.account_id
