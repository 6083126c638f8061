-- Usage with the contract line it falls under: the line it names, else the only line of the account and product on that day.
with usage as (
    select * from {{ ref('int_canonical__usage') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

extents as (
    select * from {{ ref('int_schedule__line_extents') }}
),

crm_account_keys as (
    select * from {{ ref('int_entities__crm_account_keys') }}
),

product_code_keys as (
    select * from {{ ref('int_entities__product_code_keys') }}
),

named as (
    select
        usage.usage_key,
        min(contract_lines.contract_line_key) as contract_line_key
    from usage
    inner join contract_lines on usage.contract_line_id = contract_lines.contract_line_id
    group by usage.usage_key
    having count(*) = 1
),

found as (
    select
        usage.usage_key,
        min(contract_lines.contract_line_key) as contract_line_key
    from usage
    inner join crm_account_keys on usage.account_id = crm_account_keys.account_id
    inner join product_code_keys on usage.product_code = product_code_keys.product_code
    inner join contract_lines
        on
        crm_account_keys.account_key = contract_lines.account_key
        and product_code_keys.product_key = contract_lines.product_key
        and not contract_lines.is_one_time
    inner join extents
        on
        contract_lines.contract_line_key = extents.contract_line_key
        and usage.used_on between extents.first_on and extents.last_on
    where usage.contract_line_id is null
    group by usage.usage_key
    having count(*) = 1
),

final as (
    select
        usage.usage_key,
        usage.usage_id,
        coalesce(named.contract_line_key, found.contract_line_key) as contract_line_key,
        usage.account_id,
        usage.product_code,
        usage.quantity,
        usage.used_on
    from usage
    left join named on usage.usage_key = named.usage_key
    left join found on usage.usage_key = found.usage_key
)

select * from final
