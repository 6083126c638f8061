-- The billing anchor of a contract line: that of the earliest subscription that names it (by line id, else by deal or contract and product).
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

subscriptions as (
    select * from {{ ref('int_canonical__subscriptions') }}
),

subscription_items as (
    select * from {{ ref('int_canonical__subscription_items') }}
),

product_keys as (
    select * from {{ ref('int_entities__product_keys') }}
),

named_line as (
    select contract_line_id, coalesce(anchor_on, started_on) as anchor_on
    from subscriptions
    where contract_line_id is not null

    union all

    select subscription_items.contract_line_id, coalesce(subscriptions.anchor_on, subscriptions.started_on)
    from subscription_items
    inner join subscriptions
        on
            subscription_items.source_relation = subscriptions.source_relation
            and subscription_items.subscription_id = subscriptions.subscription_id
    where subscription_items.contract_line_id is not null
),

named_contract as (
    select
        subscriptions.contract_id,
        product_keys.product_key,
        coalesce(subscriptions.anchor_on, subscriptions.started_on) as anchor_on
    from subscriptions
    inner join subscription_items
        on
            subscriptions.source_relation = subscription_items.source_relation
            and subscriptions.subscription_id = subscription_items.subscription_id
    inner join product_keys
        on
            subscription_items.source_relation = product_keys.source_relation
            and subscription_items.product_id = product_keys.product_id
    where subscriptions.contract_id is not null
),

candidates as (
    select contract_lines.contract_line_key, 1 as rung, named_line.anchor_on
    from contract_lines
    inner join named_line on contract_lines.contract_line_id = named_line.contract_line_id

    union all

    select contract_lines.contract_line_key, 2, named_contract.anchor_on
    from contract_lines
    inner join product_keys
        on
            contract_lines.source_relation = product_keys.source_relation
            and contract_lines.product_id = product_keys.product_id
    inner join named_contract
        on
            product_keys.product_key = named_contract.product_key
            and named_contract.contract_id in (contract_lines.deal_id, contract_lines.contract_id)
),

best_rung as (
    select contract_line_key, min(rung) as rung
    from candidates
    where anchor_on is not null
    group by contract_line_key
),

final as (
    select candidates.contract_line_key, min(candidates.anchor_on) as anchor_on
    from candidates
    inner join best_rung
        on candidates.contract_line_key = best_rung.contract_line_key and candidates.rung = best_rung.rung
    group by candidates.contract_line_key
)

select * from final
