-- What a layer that cannot be assessed still shows: one row per side that has data and currency, in the month of the as-of date;
-- a layer without data on either side one row of zeros, so that its reason is on record, as long as there is any data at all.
with subjects as (
    select
        subject_layers.*,
        layers.reason
    from {{ ref('int_reconciliation__subject_layers') }} as subject_layers
    inner join {{ ref('int_completeness__layers') }} as layers on subject_layers.layer = layers.layer
    where not layers.is_assessable
),

layers as (
    select
        layer,
        reason
    from {{ ref('int_completeness__layers') }}
    where not is_assessable
),

any_data as (
    select count(*) as row_count from {{ ref('int_reconciliation__subject_layers') }}
),

sides as (
    select
        layer,
        'left' as side,
        currency,
        sum(left_amount) as left_amount,
        cast(0 as decimal(18, 4)) as right_amount,
        sum(left_amount_rc) as left_amount_rc,
        cast(0 as decimal(18, 4)) as right_amount_rc
    from subjects
    where left_amount <> 0
    group by layer, currency

    union all

    select
        layer,
        'right',
        currency,
        cast(0 as decimal(18, 4)),
        sum(right_amount),
        cast(0 as decimal(18, 4)),
        sum(right_amount_rc)
    from subjects
    where right_amount <> 0
    group by layer, currency
),

silent as (
    select layers.layer
    from layers
    cross join any_data
    left join sides on layers.layer = sides.layer
    where sides.layer is null and any_data.row_count > 0
),

final as (
    select * from sides
    union all
    select
        layer,
        'none',
        '{{ var("reporting_currency") }}',
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4)),
        cast(0 as decimal(18, 4))
    from silent
)

select
    final.layer,
    {{ surrogate_key(["'side'", 'final.side']) }} as subject_key,
    final.side,
    final.currency,
    {{ month_start(as_of_date()) }} as service_month,
    cast(final.left_amount as decimal(18, 4)) as left_amount,
    cast(final.right_amount as decimal(18, 4)) as right_amount,
    cast(final.left_amount_rc as decimal(18, 4)) as left_amount_rc,
    cast(final.right_amount_rc as decimal(18, 4)) as right_amount_rc,
    layers.reason
from final
inner join layers on final.layer = layers.layer
