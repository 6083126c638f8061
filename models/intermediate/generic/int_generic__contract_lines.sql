-- A line is a contract by being listed; only a deal that is listed too, and not won, says otherwise. A deal names one line that it renews:
-- that is its line of the same product, and any of its lines where it has none of it; its other lines renew the rest of the contract.
with contract_lines as (
    select * from {{ ref('stg_generic__contract_lines') }}
),

deals as (
    select * from {{ ref('int_generic__deals') }}
),

renewals as (
    select
        deals.source_relation,
        deals.deal_id,
        min(named.contract_id) as renewed_contract_id,
        min(named.product_code) as renewed_product_code,
        max(case when sold.product_code = named.product_code then 1 else 0 end) as sells_renewed_product
    from deals
    inner join contract_lines as named
        on deals.source_relation = named.source_relation
        and deals.renewed_contract_line_id = named.contract_line_id
    inner join contract_lines as sold
        on deals.source_relation = sold.source_relation
        and deals.deal_id = sold.deal_id
    group by deals.source_relation, deals.deal_id
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
        renewals.renewed_contract_id,
        case
            when coalesce(renewals.sells_renewed_product, 0) = 0 or contract_lines.product_code = renewals.renewed_product_code
                then deals.renewed_contract_line_id
        end as renewed_contract_line_id,
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
    left join renewals
        on contract_lines.source_relation = renewals.source_relation
        and contract_lines.deal_id = renewals.deal_id
    where coalesce(deals.is_won, true)
)

select * from final
