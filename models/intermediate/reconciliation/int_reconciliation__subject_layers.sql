-- All layers at the grain of fct_reconciliation, before judgement: left, timing and right per subject, month and currency, with gross
-- under and over from the revenue lines inside.
with line_layers as (
    select * from {{ ref('int_reconciliation__line_layers') }}
),

payout_layer as (
    select * from {{ ref('int_payouts__layer') }}
),

pricing_layer as (
    select * from {{ ref('int_pricing__layer') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

reporting as (
    select minor_units from {{ ref('currencies') }}
    where currency = '{{ var("reporting_currency") }}'
),

unioned as (
    select
        layer,
        {{ surrogate_key(["'account'", 'account_key']) }} as subject_key,
        cast(null as {{ dbt.type_string() }}) as subject_id,
        account_key,
        currency,
        reporting_rate,
        service_month,
        left_amount,
        timing_amount,
        right_amount,
        approved_amount,
        unassessed_amount
    from line_layers

    union all

    select
        'processor_vs_bank',
        payout_layer.subject_key,
        payout_layer.subject_id,
        cast(null as {{ dbt.type_string() }}),
        payout_layer.currency,
        rates.rate,
        {{ month_start('payout_layer.event_on') }},
        payout_layer.left_amount,
        payout_layer.timing_amount,
        payout_layer.right_amount,
        0,
        0
    from payout_layer
    left join rates
        on
        payout_layer.currency = rates.currency
        and payout_layer.event_on between rates.valid_from and rates.valid_to

    union all

    select
        'pricing_vs_rate_card',
        invoice_line_key,
        invoice_line_id,
        account_key,
        currency,
        reporting_rate,
        service_month,
        rate_card_amount,
        cast(0 as decimal(18, 4)),
        billed_amount,
        sanctioned_amount,
        0
    from pricing_layer
),

converted as (
    select
        unioned.*,
        left_amount - timing_amount - right_amount as variance_amount,
        {{ round_money(multiply('left_amount', 'coalesce(reporting_rate, 0)'), 'reporting.minor_units') }} as left_amount_rc,
        {{ round_money(multiply('right_amount', 'coalesce(reporting_rate, 0)'), 'reporting.minor_units') }} as right_amount_rc,
        {{ round_money(multiply('(left_amount - timing_amount)', 'coalesce(reporting_rate, 0)'), 'reporting.minor_units') }} as untimed_amount_rc
    from unioned
    cross join reporting
)

select
    layer,
    subject_key,
    service_month,
    currency,
    max(subject_id) as subject_id,
    max(account_key) as account_key,
    cast(sum(left_amount) as decimal(18, 4)) as left_amount,
    cast(sum(timing_amount) as decimal(18, 4)) as timing_amount,
    cast(sum(right_amount) as decimal(18, 4)) as right_amount,
    cast(sum(approved_amount) as decimal(18, 4)) as approved_amount,
    cast(sum(unassessed_amount) as decimal(18, 4)) as unassessed_amount,
    cast(sum(greatest(variance_amount, 0)) as decimal(18, 4)) as gross_under_amount,
    cast(sum(greatest(-variance_amount, 0)) as decimal(18, 4)) as gross_over_amount,
    cast(sum(left_amount_rc) as decimal(18, 4)) as left_amount_rc,
    cast(sum(left_amount_rc - untimed_amount_rc) as decimal(18, 4)) as timing_amount_rc,
    cast(sum(right_amount_rc) as decimal(18, 4)) as right_amount_rc,
    cast(sum(greatest(untimed_amount_rc - right_amount_rc, 0)) as decimal(18, 4)) as gross_under_amount_rc,
    cast(sum(greatest(right_amount_rc - untimed_amount_rc, 0)) as decimal(18, 4)) as gross_over_amount_rc
from converted
group by layer, subject_key, service_month, currency
