-- A line is a contract by being listed; only a deal that is listed too, and not won, says otherwise.
with contract_lines as (
    select * from {{ ref('stg_generic__contract_lines') }}
),

deals as (
    select * from {{ ref('int_generic__deals') }}
),

final as (
    select
        cast('generic' as {{ dbt.type_string() }}) as system,
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        contract_lines.deal_id,
        contract_lines.contract_id,
        contract_lines.account_id,
        contract_lines.product_code as product_id,
        contract_lines.amends_contract_line_id,
        deals.renewed_contract_id,
        deals.renewed_contract_line_id,
        deals.partner_id,
        deals.owner_id,
        deals.deal_type,
        contract_lines.billing_frequency,
        contract_lines.billing_timing,
        coalesce(contract_lines.uplift_applies, 'renewal') as uplift_applies,
        contract_lines.currency,
        cast(coalesce(contract_lines.quantity, 1) as decimal(18, 8)) as quantity,
        contract_lines.list_price,
        cast(null as decimal(18, 8)) as discount_pct,
        contract_lines.total_price,
        contract_lines.uplift_pct,
        contract_lines.included_quantity,
        contract_lines.overage_unit_price,
        cast(contract_lines.payment_terms_days as integer) as payment_terms_days,
        coalesce(contract_lines.is_auto_renew, false) as is_auto_renew,
        false as is_terminated,
        false as is_deal_without_lines,
        deals.created_on as deal_created_on,
        contract_lines.closed_on,
        contract_lines.start_on,
        contract_lines.end_on,
        contract_lines.cancelled_on
    from contract_lines
    left join deals
        on contract_lines.source_relation = deals.source_relation
        and contract_lines.deal_id = deals.deal_id
    where coalesce(deals.is_won, true)
)

select * from final
