-- Invoice lines that are not held against the rate card, with the reason; rows of the rate card, promotions and approvals that no line can
-- ever meet, because what they name is not known or nobody signed them.
with unassessed_lines as (
    select * from {{ ref('int_pricing__unassessed_lines') }}
    where reason <> 'money shifted between periods'
),

lines as (
    select
        invoice_line_key,
        source_relation
    from {{ ref('int_canonical__invoice_lines') }}
),

rate_card as (
    select * from {{ ref('int_canonical__rate_card') }}
),

priced_products as (
    select distinct product_key from {{ ref('int_pricing__rate_card_candidates') }}
),

promotions as (
    select * from {{ ref('int_canonical__promotions') }}
),

approvals as (
    select * from {{ ref('int_canonical__discount_approvals') }}
),

product_code_keys as (
    select distinct product_code from {{ ref('int_entities__product_code_keys') }}
),

crm_account_keys as (
    select distinct account_id from {{ ref('int_entities__crm_account_keys') }}
),

known_lines as (
    select distinct contract_line_id from {{ ref('int_canonical__won_lines') }}
)

select
    {{ data_finding(
        'rate_card_tie', 'lines.source_relation', 'invoice_line',
        "unassessed_lines.invoice_id || '|' || unassessed_lines.invoice_line_id", 'unassessed_lines.currency',
        'unassessed_lines.billed_amount', 'unassessed_lines.service_start_on', "'two rows of the rate card apply alike and name different prices'"
    ) }}
from unassessed_lines
inner join lines on unassessed_lines.invoice_line_key = lines.invoice_line_key
where unassessed_lines.reason = 'rate card rows tie'

union all

-- a firm that keeps no rate card for a product is not asked for one
select
    {{ data_finding(
        'price_not_on_rate_card', 'lines.source_relation', 'invoice_line',
        "unassessed_lines.invoice_id || '|' || unassessed_lines.invoice_line_id", 'unassessed_lines.currency',
        'unassessed_lines.billed_amount', 'unassessed_lines.service_start_on',
        "'the rate card has prices of the product, none for its currency, quantity, kind of charge and day'"
    ) }}
from unassessed_lines
inner join lines on unassessed_lines.invoice_line_key = lines.invoice_line_key
inner join priced_products on unassessed_lines.product_key = priced_products.product_key
where unassessed_lines.reason = 'no price on the rate card'

union all

select
    {{ data_finding(
        'rate_card_row_names_nothing', 'rate_card.source_relation', 'rate_card', 'rate_card.rate_card_id', 'rate_card.currency',
        event_on='rate_card.valid_from',
        detail="case when product_code_keys.product_code is null then 'product ' || coalesce(rate_card.product_code, 'none') || ' is not known'
            else 'account ' || rate_card.account_id || ' is not known' end"
    ) }}
from rate_card
left join product_code_keys on rate_card.product_code = product_code_keys.product_code
left join crm_account_keys on rate_card.account_id = crm_account_keys.account_id
where product_code_keys.product_code is null or (rate_card.account_id is not null and crm_account_keys.account_id is null)

union all

select
    {{ data_finding(
        'promotion_names_nothing', 'promotions.source_relation', 'promotion', 'promotions.promotion_id',
        event_on='promotions.valid_from', detail="'product ' || promotions.product_code || ' is not known'"
    ) }}
from promotions
left join product_code_keys on promotions.product_code = product_code_keys.product_code
where promotions.product_code is not null and product_code_keys.product_code is null

union all

select
    {{ data_finding(
        'discount_approval_covers_nothing', 'approvals.source_relation', 'discount_approval', 'approvals.approval_id',
        event_on='approvals.approved_on',
        detail="case when known_lines.contract_line_id is null then 'contract line ' || coalesce(approvals.contract_line_id, 'none') || ' is not known'
            when approvals.approver is null then 'it names no approver' else 'it names no percent' end"
    ) }}
from approvals
left join known_lines on approvals.contract_line_id = known_lines.contract_line_id
where
    approvals.status = 'approved'
    and (known_lines.contract_line_id is null or approvals.approver is null or approvals.approved_discount_pct is null)
