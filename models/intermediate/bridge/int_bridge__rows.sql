-- Bridge rows at the grain of the public bridge: cells of one cause summed, the approved part apart.
with cells as (
    select * from {{ ref('int_bridge__cells') }}
),

approved as (
    select * from {{ ref('int_bridge__approved_cells') }}
),

divided as (
    select
        cells.*,
        coalesce(approved.approved_amount, 0) as approved_amount
    from cells
    left join approved on cells.cell_key = approved.cell_key
),

summed as (
    select
        revenue_line_key,
        service_month,
        step_order,
        step,
        cause_order,
        cause,
        false as is_approved,
        max(case when is_missing_money then 1 else 0 end) as is_missing_money,
        sum(gap_amount - approved_amount) as gap_amount
    from divided
    group by revenue_line_key, service_month, step_order, step, cause_order, cause

    union all

    select
        revenue_line_key,
        service_month,
        step_order,
        step,
        cause_order,
        cause,
        true,
        0,
        sum(approved_amount)
    from divided
    group by revenue_line_key, service_month, step_order, step, cause_order, cause
),

final as (
    select
        revenue_line_key,
        service_month,
        step_order,
        step,
        min(cause_order) as cause_order,
        cause,
        is_approved,
        max(is_missing_money) = 1 as is_missing_money,
        cast(sum(gap_amount) as decimal(18, 4)) as gap_amount
    from summed
    group by revenue_line_key, service_month, step_order, step, cause, is_approved
)

select * from final
where gap_amount <> 0
