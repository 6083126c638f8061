-- How much of a charge is meant for each of its invoices, in the currency of the charge.
with linked_charges as (
    select * from {{ ref('int_stripe__linked_charges') }}
),

charges as (
    select * from {{ ref('stg_stripe__charges') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

weighted as (
    select
        linked_charges.*,
        -- A charge that reached no invoice yet, such as a failed one, is meant for all of its invoices alike.
        case
            when
                max(coalesce(linked_charges.paid_minor, 0))
                    over (partition by linked_charges.source_relation, linked_charges.charge_id)
                <= 0
                then 1
            else coalesce(linked_charges.paid_minor, 0)
        end as weight
    from linked_charges
),

linked as (
    select
        weighted.*,
        charge_currencies.minor_units,
        {{ from_minor('charges.amount_minor', 'charge_currencies.stripe_minor_units') }} as charge_amount,
        coalesce(charges.currency = weighted.invoice_currency and weighted.paid_minor is not null, false)
            as is_same_currency,
        {{ from_minor('weighted.paid_minor', 'invoice_currencies.stripe_minor_units') }} as paid_amount,
        sum(weighted.weight) over (
            partition by weighted.source_relation, weighted.charge_id
            order by weighted.invoice_id
            rows between unbounded preceding and current row
        ) as cumulative_weight,
        sum(weighted.weight) over (partition by weighted.source_relation, weighted.charge_id) as total_weight
    from weighted
    inner join charges
        on weighted.source_relation = charges.source_relation
        and weighted.charge_id = charges.charge_id
    left join currencies as charge_currencies
        on charges.currency = charge_currencies.currency
    left join currencies as invoice_currencies
        on weighted.invoice_currency = invoice_currencies.currency
),

-- Otherwise, a charge in another currency than its invoices for one, the charge is split over its invoices.
final as (
    select
        cast('stripe' as {{ dbt.type_string() }}) as system,
        source_relation,
        charge_id as payment_id,
        invoice_id,
        cast(
            case
                when is_same_currency and paid_amount > charge_amount then charge_amount
                when is_same_currency then paid_amount
                else
                    {{ prorate('charge_amount', 'cumulative_weight', 'total_weight', 'minor_units') }}
                    - {{ prorate('charge_amount', '(cumulative_weight - weight)', 'total_weight', 'minor_units') }}
            end as decimal(18, 4)
        ) as amount
    from linked
)

select * from final
