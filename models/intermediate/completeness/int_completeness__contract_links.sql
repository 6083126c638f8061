-- Without a single billed line that names a contract, or a product to a contracted account, billing and contracts
-- are of two worlds: everything would look unbilled. Invoices without lines name no product.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

invoice_lines as (
    select * from {{ ref('int_canonical__invoice_lines') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

contract_ids as (
    select contract_line_id as contract_ref from contract_lines
    union
    select deal_id as contract_ref from contract_lines
    union
    select contract_id as contract_ref from contract_lines
),

contracted_accounts as (
    select
        account_keys.account_key,
        -- a contract line without product agrees with any, and with none
        count(*) > count(contract_lines.product_id) as has_line_without_product
    from contract_lines
    inner join account_keys
        on contract_lines.source_relation = account_keys.source_relation
        and contract_lines.account_id = account_keys.account_id
    group by account_keys.account_key
),

final as (
    select
        cast(count(distinct invoice_lines.invoice_line_key) as bigint) as line_count,
        cast(count(distinct case
            when
                by_line.contract_ref is not null or by_contract.contract_ref is not null
                or (contracted_accounts.account_key is not null and (invoice_lines.product_id is not null or contracted_accounts.has_line_without_product))
                then invoice_lines.invoice_line_key
        end) as bigint) as linked_line_count
    from invoice_lines
    left join contract_ids as by_line on invoice_lines.contract_line_id = by_line.contract_ref
    left join contract_ids as by_contract on invoice_lines.contract_id = by_contract.contract_ref
    left join account_keys
        on invoice_lines.source_relation = account_keys.source_relation
        and invoice_lines.account_id = account_keys.account_id
    left join contracted_accounts on account_keys.account_key = contracted_accounts.account_key
)

select
    line_count,
    linked_line_count,
    line_count = 0 or linked_line_count > 0 as is_linked
from final
