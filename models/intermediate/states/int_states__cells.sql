-- All states by revenue line and service month, in the currency of the line.
with group_cells as (
    select
        revenue_line_key,
        service_month,
        max(case when is_renewal_term then 1 else 0 end) as has_renewal_term,
        sum(contracted_amount) as contracted_amount,
        sum(due_amount) as due_amount,
        sum(collectible_amount) as collectible_amount,
        sum(billed_amount) as billed_amount,
        sum(collectible_billed_amount) as collectible_billed_amount,
        sum(collected_amount) as collected_amount,
        sum(aligned_collected_amount) as aligned_collected_amount,
        sum(collected_at_payment_rate_rc) as collected_at_payment_rate_rc
    from {{ ref('int_states__group_cells') }}
    group by revenue_line_key, service_month
),

recognized as (
    select * from {{ ref('int_recognition__cells') }}
),

final as (
    select
        coalesce(group_cells.revenue_line_key, recognized.revenue_line_key) as revenue_line_key,
        coalesce(group_cells.service_month, recognized.service_month) as service_month,
        coalesce(group_cells.has_renewal_term, 0) = 1 as is_renewal_term,
        {% for amount in [
            'contracted_amount', 'due_amount', 'collectible_amount', 'billed_amount', 'collectible_billed_amount', 'collected_amount',
            'aligned_collected_amount', 'collected_at_payment_rate_rc',
        ] -%}
            cast(coalesce(group_cells.{{ amount }}, 0) as decimal(18, 4)) as {{ amount }},
        {% endfor -%}
        cast(coalesce(recognized.recognized_amount, 0) as decimal(18, 4)) as recognized_amount
    from group_cells
    full outer join recognized
        on
        group_cells.revenue_line_key = recognized.revenue_line_key
        and group_cells.service_month = recognized.service_month
)

select * from final
