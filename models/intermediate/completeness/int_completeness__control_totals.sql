-- percent of a control total, by currency: amounts of two currencies are never added
with differences as (
    select
        data_set,
        control_name,
        source_relation,
        currency,
        cast(total_amount as decimal(18, 4)) as total_amount,
        cast(difference_amount as decimal(18, 4)) as difference_amount
    from {{ ref('int_completeness__control_differences') }}
),

final as (
    select
        data_set,
        control_name,
        source_relation,
        currency,
        total_amount,
        difference_amount,
        cast(
            case
                when difference_amount = 0 then 0
                when total_amount <= difference_amount then 100
                else
                    {{ round_div(
                        '(' ~ to_minor('difference_amount', 4) ~ ' * 10000)',
                        to_minor('total_amount', 4)
                    ) }} * cast(0.01 as decimal(5, 2))
            end as decimal(18, 8)
        ) as difference_pct
    from differences
)

select * from final
