-- Contracted, due, collectible, billed and collected of each group by service month, all spread by the one rule over its period; what was billed and
-- paid for days that a cut took off it, over those days.
with groups as (
    select
        groups.*,
        case when is_due then expected_amount else 0 end as due_amount,
        case when is_collectible then expected_amount else 0 end as collectible_amount,
        billed_amount - credit_amount as net_billed_amount,
        case when is_collectible then billed_amount - credit_amount else 0 end as collectible_billed_amount,
        -- cash per obligation, capped by it
        case when is_collectible then least(collected_amount, expected_amount) else 0 end as aligned_collected_amount,
        reporting.minor_units as reporting_minor_units
    from {{ ref('int_bridge__groups') }} as groups
    cross join (
        select minor_units from {{ ref('currencies') }}
        where currency = '{{ var("reporting_currency") }}'
    ) as reporting
),

{%- set amounts = [
    'expected_amount', 'due_amount', 'collectible_amount', 'net_billed_amount', 'collectible_billed_amount', 'collected_amount',
    'aligned_collected_amount',
] %}

stretches as (
    {{ part_at_cut('groups', ['group_key'], amounts) }}
),

stretched as (
    {{ spread_to_months('stretches', ['group_key'], amounts) }}
),

amounts as (
    select
        group_key,
        {% for amount in amounts -%}
            sum({{ amount }}) as {{ amount }},
        {% endfor -%}
        service_month
    from stretched
    group by group_key, service_month
),

-- cash at the rates of its payments, on the days of the cash
cash_stretches as (
    select
        stretches.group_key,
        groups.reporting_minor_units as minor_units,
        stretches.period_start_on,
        stretches.period_end_on,
        case
            when stretches.period_start_on = groups.period_start_on and stretches.collected_amount = groups.collected_amount
                then groups.collected_at_payment_rate_rc
            when stretches.period_start_on = groups.period_start_on
                then {{ scale_amount(
                    'groups.collected_at_payment_rate_rc', 'stretches.collected_amount', 'groups.collected_amount', 'groups.reporting_minor_units'
                ) }}
            when stretches.collected_amount = 0 then 0
            else
                groups.collected_at_payment_rate_rc
                - {{ scale_amount(
                    'groups.collected_at_payment_rate_rc', '(groups.collected_amount - stretches.collected_amount)',
                    'groups.collected_amount', 'groups.reporting_minor_units'
                ) }}
        end as collected_at_payment_rate_rc
    from stretches
    inner join groups on stretches.group_key = groups.group_key
),

stretched_cash as (
    {{ spread_to_months('cash_stretches', ['group_key'], ['collected_at_payment_rate_rc']) }}
),

cash_at_payment_rate as (
    select
        group_key,
        service_month,
        sum(collected_at_payment_rate_rc) as collected_at_payment_rate_rc
    from stretched_cash
    group by group_key, service_month
),

final as (
    select
        amounts.group_key,
        groups.revenue_line_key,
        amounts.service_month,
        amounts.expected_amount as contracted_amount,
        amounts.due_amount,
        amounts.collectible_amount,
        amounts.net_billed_amount as billed_amount,
        amounts.collectible_billed_amount,
        amounts.collected_amount,
        amounts.aligned_collected_amount,
        cash_at_payment_rate.collected_at_payment_rate_rc,
        groups.is_renewal_term
    from amounts
    inner join groups on amounts.group_key = groups.group_key
    inner join cash_at_payment_rate
        on amounts.group_key = cash_at_payment_rate.group_key and amounts.service_month = cash_at_payment_rate.service_month
)

select * from final
