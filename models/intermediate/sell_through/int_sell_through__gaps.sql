-- What is activated and not reported, and reported and not invoiced, month by month. What another month has too much covers what a month
-- lacks, the oldest first: a sale that is reported late, or invoiced late, is neither unreported nor unbilled; nor is one that was invoiced
-- beyond what was reported, since nothing is lost with it.
with cells as (
    select * from {{ ref('int_sell_through__cells') }}
),

compared as (
    select
        partner_key,
        product_key,
        month,
        'unreported_sale' as finding,
        can_judge_reports as can_judge,
        activated_quantity - reported_quantity as lacking_quantity,
        invoiced_quantity - reported_quantity as beyond_quantity
    from cells

    union all

    select
        partner_key,
        product_key,
        month,
        'unbilled_sell_through',
        can_judge_invoices,
        reported_quantity - invoiced_quantity,
        0
    from cells
),

cumulated as (
    select
        compared.*,
        sum(greatest(-lacking_quantity, 0)) over (partition by partner_key, product_key, finding)
        + greatest(sum(beyond_quantity) over (partition by partner_key, product_key, finding), 0) as spare_quantity,
        sum(case when can_judge then greatest(lacking_quantity, 0) else 0 end) over (
            partition by partner_key, product_key, finding order by month rows between unbounded preceding and current row
        ) as lacking_through
    from compared
)

select
    partner_key,
    product_key,
    month,
    finding,
    cast(least(lacking_quantity, lacking_through - spare_quantity) as decimal(18, 8)) as quantity
from cumulated
where can_judge and lacking_quantity > 0 and lacking_through > spare_quantity
