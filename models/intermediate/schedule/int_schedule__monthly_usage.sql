-- Usage above the included units, per contract line and calendar month up to the as-of date.
with usage_lines as (
    select * from {{ ref('int_schedule__usage_lines') }}
    where contract_line_key is not null
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

summed as (
    select
        contract_line_key,
        {{ month_start('used_on') }} as usage_month,
        sum(quantity) as used_quantity
    from usage_lines
    group by contract_line_key, {{ month_start('used_on') }}
),

final as (
    select
        summed.contract_line_key,
        summed.usage_month,
        cast(summed.used_quantity as decimal(18, 8)) as used_quantity,
        cast(greatest(summed.used_quantity - coalesce(contract_lines.included_quantity, 0), 0) as decimal(18, 8)) as billable_quantity
    from summed
    inner join contract_lines on summed.contract_line_key = contract_lines.contract_line_key
)

select * from final
where billable_quantity > 0
