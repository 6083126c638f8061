-- What we invoiced to the partners' own accounts: finalized lines of a product with a quantity, in the month that their service begins.
-- A line that was credited in full was not invoiced; a negative line takes its quantity back.
with lines as (
    select * from {{ ref('int_billing__lines') }}
    where product_key is not null and quantity is not null and not is_proration
),

partners as (
    select * from {{ ref('int_partners__account_partners') }}
    where own_partner_key is not null
),

credited as (
    select
        invoice_line_key,
        sum(billed_amount) as billed_amount,
        sum(credit_amount) as credit_amount
    from {{ ref('int_cash__pieces') }}
    group by invoice_line_key
)

select
    partners.own_partner_key as partner_key,
    lines.product_key,
    {{ month_start('lines.service_start_on') }} as month,
    min(lines.currency) as currency,
    cast(sum(case when lines.net_amount < 0 then -abs(lines.quantity) else lines.quantity end) as decimal(18, 8)) as quantity
from lines
inner join partners on lines.account_key = partners.account_key
inner join credited on lines.invoice_line_key = credited.invoice_line_key
where credited.credit_amount < credited.billed_amount or credited.billed_amount < 0
group by partners.own_partner_key, lines.product_key, {{ month_start('lines.service_start_on') }}
