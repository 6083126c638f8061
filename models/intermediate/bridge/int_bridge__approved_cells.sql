-- How much of each bridge cell is approved: pass by pass in the order of int_bridge__exception_targets, the oldest cell first (of one
-- month in the order of the causes), never more than what the passes before left of it. Percents are of what is left, amounts are
-- totals: where an account has cells in several currencies, in that of its oldest one.
{% set passes = [
    (0, 'group_key', true), (1, 'revenue_line_key', true), (2, 'revenue_line_key', false), (3, 'invoice_key', true),
    (4, 'invoice_key', false), (5, 'account_key', true), (6, 'account_key', false),
] %}

with targets as (
    select * from {{ ref('int_bridge__exception_targets') }}
),

cells_open_0 as (
    select
        cells.*,
        cells.gap_amount as open_amount
    from {{ ref('int_bridge__cells') }} as cells
    where
        cells.is_missing_money
        and (
            cells.group_key in (select targets.target_key from targets)
            or cells.revenue_line_key in (select targets.target_key from targets)
            or cells.invoice_key in (select targets.target_key from targets)
            or cells.account_key in (select targets.target_key from targets)
        )
),

{% for pass_no, target, names_cause in passes -%}
    pass_{{ pass_no }}_running as (
        select
            cells.cell_key,
            cells.open_amount,
            cells.minor_units,
            case
                when
                    cells.currency = first_value(cells.currency) over (
                        partition by targets.target_key, targets.cause
                        order by
                            case when cells.open_amount > 0 then 0 else 1 end,
                            cells.service_month, cells.step_order, cells.cause_order, cells.cell_key
                        rows between unbounded preceding and current row
                    )
                    then targets.amount
                else 0
            end as amount,
            targets.percent,
            targets.is_unlimited,
            sum(cells.open_amount) over (
                partition by targets.target_key, targets.cause, cells.currency
                order by cells.service_month, cells.step_order, cells.cause_order, cells.cell_key rows between unbounded preceding and current row
            ) as open_through
        from cells_open_{{ pass_no }} as cells
        inner join targets
            on
            targets.pass_no = {{ pass_no }}
            and cells.{{ target }} = targets.target_key
            {%- if names_cause %}
                and cells.cause = targets.cause
            {%- endif %}
    ),

    pass_{{ pass_no }}_percent as (
        select
            running.*,
            {{ scale_amount('open_through', 'percent', '100', 'minor_units') }}
            - {{ scale_amount('(open_through - open_amount)', 'percent', '100', 'minor_units') }} as percent_amount
        from pass_{{ pass_no }}_running as running
    ),

    pass_{{ pass_no }} as (
        select
            cell_key,
            case
                when is_unlimited then open_amount
                else least(
                    open_amount,
                    percent_amount + greatest(least(open_amount, amount - (open_through - open_amount)), 0)
                )
            end as approved_amount
        from pass_{{ pass_no }}_percent
    ),

    cells_open_{{ pass_no + 1 }} as (
        select
            cells.cell_key,
            cells.group_key,
            cells.revenue_line_key,
            cells.invoice_key,
            cells.account_key,
            cells.currency,
            cells.minor_units,
            cells.step_order,
            cells.cause_order,
            cells.cause,
            cells.service_month,
            cells.gap_amount,
            cells.open_amount - coalesce(pass_{{ pass_no }}.approved_amount, 0) as open_amount
        from cells_open_{{ pass_no }} as cells
        left join pass_{{ pass_no }} on cells.cell_key = pass_{{ pass_no }}.cell_key
    ),

{% endfor -%}
final as (
    select
        cell_key,
        cast(gap_amount - open_amount as decimal(18, 4)) as approved_amount
    from cells_open_{{ passes | length }}
)

select * from final
where approved_amount <> 0
