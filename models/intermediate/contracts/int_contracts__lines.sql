-- Contract lines with what every rule behind needs: our keys, the currency's minor unit, the one rate to the reporting currency.
-- A line whose currency has no rate on its close date is left out here and listed in int_fx__rejects.
with contract_lines as (
    select * from {{ ref('int_canonical__contract_lines') }}
),

account_keys as (
    select * from {{ ref('int_entities__account_keys') }}
),

product_keys as (
    select * from {{ ref('int_entities__product_keys') }}
),

anchors as (
    select * from {{ ref('int_contracts__anchors') }}
),

frequencies as (
    select * from {{ ref('frequency_months') }}
),

partner_keys as (
    select * from {{ ref('int_partners__keys') }}
),

account_partners as (
    select * from {{ ref('int_partners__account_partners') }}
),

currencies as (
    select * from {{ ref('currencies') }}
),

rates as (
    select * from {{ ref('int_fx__rates_to_reporting') }}
),

final as (
    select
        contract_lines.contract_line_key,
        {{ surrogate_key(["'contract_line'", 'contract_lines.contract_line_key']) }} as revenue_line_key,
        contract_lines.system,
        contract_lines.source_relation,
        contract_lines.contract_line_id,
        count(*) over (partition by contract_lines.contract_line_id) > 1 as is_id_shared,
        contract_lines.deal_id,
        contract_lines.contract_id,
        contract_lines.account_id,
        account_keys.account_key,
        product_keys.product_key,
        contract_lines.amends_contract_line_id,
        contract_lines.renewed_contract_id,
        contract_lines.renewed_contract_line_id,
        coalesce(partner_keys.partner_key, account_partners.partner_key) as partner_key,
        contract_lines.owner_id,
        contract_lines.deal_type,
        contract_lines.billing_frequency,
        contract_lines.billing_timing,
        contract_lines.uplift_applies,
        contract_lines.currency,
        currencies.minor_units,
        rates.rate as reporting_rate,
        coalesce(contract_lines.quantity, cast(1 as decimal(18, 8))) as quantity,
        contract_lines.list_price,
        contract_lines.discount_pct,
        contract_lines.total_price,
        contract_lines.uplift_pct,
        contract_lines.included_quantity,
        contract_lines.overage_unit_price,
        contract_lines.payment_terms_days,
        frequencies.months as frequency_months,
        contract_lines.billing_frequency = 'one_time' as is_one_time,
        coalesce(contract_lines.is_auto_renew, false) and contract_lines.billing_frequency <> 'one_time' as is_auto_renew,
        coalesce(contract_lines.is_terminated, false) as is_terminated,
        contract_lines.closed_on,
        contract_lines.start_on,
        greatest(coalesce(contract_lines.end_on, contract_lines.start_on), contract_lines.start_on) as end_on,
        contract_lines.cancelled_on,
        case
            when contract_lines.billing_frequency = 'one_time' then contract_lines.start_on
            else coalesce(anchors.anchor_on, contract_lines.start_on)
        end as anchor_on
    from contract_lines
    inner join frequencies on contract_lines.billing_frequency = frequencies.billing_frequency
    inner join currencies on contract_lines.currency = currencies.currency
    inner join rates
        on
        contract_lines.currency = rates.currency
        and contract_lines.closed_on between rates.valid_from and rates.valid_to
    left join anchors on contract_lines.contract_line_key = anchors.contract_line_key
    left join account_keys
        on
        contract_lines.source_relation = account_keys.source_relation
        and contract_lines.account_id = account_keys.account_id
    left join product_keys
        on
        contract_lines.source_relation = product_keys.source_relation
        and contract_lines.product_id = product_keys.product_id
    left join partner_keys
        on
        contract_lines.source_relation = partner_keys.source_relation
        and contract_lines.partner_id = partner_keys.partner_id
    left join account_partners on account_keys.account_key = account_partners.account_key
)

select * from final
