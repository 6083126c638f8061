-- The billing anchor of a contract line: that of the earliest subscription that names it (by line id, else by deal or contract and
-- product; on each rung the exact id before one that differs in case or separators).
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

subscription_anchors as (
    select
        source_relation,
        subscription_id,
        contract_line_id,
        contract_id,
        coalesce(started_on, anchor_on) as started_on,
        coalesce(anchor_on, started_on) as anchor_on
    from subscriptions
    where coalesce(anchor_on, started_on) is not null
),

named_line as (
    select
        contract_line_id,
        started_on,
        anchor_on
    from subscription_anchors
    where contract_line_id is not null

    union all

    select
        subscription_items.contract_line_id,
        subscription_anchors.started_on,
        subscription_anchors.anchor_on
    from subscription_items
    inner join subscription_anchors
        on
        subscription_items.source_relation = subscription_anchors.source_relation
        and subscription_items.subscription_id = subscription_anchors.subscription_id
    where subscription_items.contract_line_id is not null
),

named_contract as (
    select
        subscription_anchors.contract_id,
        product_keys.product_key,
        subscription_anchors.started_on,
        subscription_anchors.anchor_on
    from subscription_anchors
    inner join subscription_items
        on
        subscription_anchors.source_relation = subscription_items.source_relation
        and subscription_anchors.subscription_id = subscription_items.subscription_id
    inner join product_keys
        on
        subscription_items.source_relation = product_keys.source_relation
        and subscription_items.product_id = product_keys.product_id
    where subscription_anchors.contract_id is not null
),

candidates as (
    select
        contract_lines.contract_line_key,
        case when contract_lines.contract_line_id = named_line.contract_line_id then 1 else 2 end as rung,
        named_line.started_on,
        named_line.anchor_on
    from contract_lines
    inner join named_line
        on {{ normalized_id('contract_lines.contract_line_id') }} = {{ normalized_id('named_line.contract_line_id') }}

    union all

    select
        contract_lines.contract_line_key,
        case when named_contract.contract_id in (contract_lines.deal_id, contract_lines.contract_id) then 3 else 4 end,
        named_contract.started_on,
        named_contract.anchor_on
    from contract_lines
    left join product_keys
        on
        contract_lines.source_relation = product_keys.source_relation
        and contract_lines.product_id = product_keys.product_id
    inner join named_contract
        on
        -- a deal without product agrees with any product
        named_contract.product_key = coalesce(product_keys.product_key, named_contract.product_key)
        and {{ normalized_id('named_contract.contract_id') }} in (
            {{ normalized_id('contract_lines.deal_id') }}, {{ normalized_id('contract_lines.contract_id') }}
        )
),

ranked as (
    select
        candidates.*,
        row_number() over (partition by contract_line_key order by rung, started_on, anchor_on) as preference
    from candidates
),

final as (
    select
        contract_line_key,
        anchor_on
    from ranked
    where preference = 1
)

select * from final
