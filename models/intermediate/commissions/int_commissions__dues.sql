-- What is due for each unit: the sum over its contract lines, each rounded once, with whether the data it rests on can be judged.
with line_dues as (
    select * from {{ ref('int_commissions__line_dues') }}
),

entitlements as (
    select * from {{ ref('int_commissions__entitlements') }}
),

contract_lines as (
    select * from {{ ref('int_contracts__lines') }}
),

layers as (
    select * from {{ ref('int_completeness__layers') }}
),

final as (
    select
        line_dues.unit_key,
        line_dues.unit_type,
        line_dues.payee_key,
        line_dues.currency,
        max(line_dues.minor_units) as minor_units,
        min(entitlements.payee_type) as payee_type,
        min(entitlements.partner_key) as partner_key,
        min(entitlements.rep_id) as rep_id,
        min(entitlements.role) as role,
        min(entitlements.plan_id) as plan_id,
        case when min(entitlements.basis) = max(entitlements.basis) then min(entitlements.basis) else 'mixed' end as basis,
        case when min(line_dues.rate) = max(line_dues.rate) then min(line_dues.rate) end as rate,
        min(contract_lines.contract_line_id) as contract_line_id,
        min(contract_lines.source_relation) as contract_system,
        min(line_dues.payable_on) as payable_on,
        {%- for amount in ['basis', 'payable', 'invoiced', 'contracted'] %}
            cast(sum(line_dues.{{ amount }}_amount) as decimal(18, 4)) as {{ amount }}_amount,
            cast(sum(line_dues.{{ amount }}_commission) as decimal(18, 4)) as {{ amount }}_commission,
        {%- endfor %}
        min(
            case
                when entitlements.is_tie or line_dues.basis_amount is null then 0
                when entitlements.basis = 'booked' or layers.is_assessable then 1
                else 0
            end
        ) = 1 as is_assessable
    from line_dues
    inner join entitlements
        on
        line_dues.payee_key = entitlements.payee_key
        and line_dues.contract_line_key = entitlements.contract_line_key
    inner join contract_lines on line_dues.contract_line_key = contract_lines.contract_line_key
    left join layers
        on
        layers.layer = case entitlements.basis
            when 'billed' then 'booked_vs_billed'
            when 'recognized' then 'billed_vs_recognized'
            when 'collected' then 'billed_vs_collected'
        end
    group by line_dues.unit_key, line_dues.unit_type, line_dues.payee_key, line_dues.currency
)

select * from final
