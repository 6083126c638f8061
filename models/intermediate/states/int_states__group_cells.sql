-- Contracted, due, collectible, billed and collected of each group by service month, all spread by the one rule over its period.
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

in_reporting_units as (
    select
        group_key,
        period_start_on,
        period_end_on,
        reporting_minor_units as minor_units,
        collected_at_payment_rate_rc
    from groups
),

amounts as (
    {{ spread_to_months(
        'groups',
        ['group_key'],
        [
            'expected_amount', 'due_amount', 'collectible_amount', 'net_billed_amount', 'collectible_billed_amount',
            'collected_amount', 'aligned_collected_amount',
        ]
    ) }}
),

cash_at_payment_rate as (
    {{ spread_to_months('in_reporting_units', ['group_key'], ['collected_at_payment_rate_rc']) }}
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
