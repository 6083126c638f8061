"""Raw tables of the demo company: columns and types, as the loaders land them."""

from __future__ import annotations

# Types: s text, i integer, b boolean, d date, t timestamp (UTC), n decimal.
# SaaS tables get the loader's `_fivetran_synced` on top.
_SAAS = {
    "salesforce.account": "id:s name:s website:s parent_id:s master_record_id:s industry:s billing_country:s owner_id:s"
    " type:s tax_id_c:s created_date:t is_deleted:b",
    "salesforce.opportunity": "id:s account_id:s name:s stage_name:s amount:n currency_iso_code:s close_date:d"
    " created_date:t is_closed:b is_won:b type:s lead_source:s owner_id:s contract_id:s partner_account_id_c:s"
    " loss_reason_c:s renewed_contract_id_c:s is_deleted:b",
    "salesforce.opportunity_line_item": "id:s opportunity_id:s product_2_id:s quantity:n unit_price:n list_price:n"
    " discount:n total_price:n service_date:d end_date_c:d billing_frequency_c:s billing_timing_c:s"
    " included_quantity_c:n overage_unit_price_c:n amends_line_item_id_c:s is_deleted:b",
    "salesforce.contract": "id:s account_id:s start_date:d end_date:d contract_term:i status:s auto_renew_c:b"
    " uplift_pct_c:n uplift_applies_c:s payment_terms_days_c:i cancellation_date_c:d is_deleted:b",
    "salesforce.product_2": "id:s name:s product_code:s family:s is_active:b is_deleted:b",
    "salesforce.pricebook_entry": "id:s pricebook_2_id:s product_2_id:s unit_price:n currency_iso_code:s is_active:b"
    " is_deleted:b",
    "salesforce.discount_approval_c": "id:s opportunity_line_item_id_c:s approved_discount_pct_c:n approver_id_c:s"
    " approved_at_c:t status_c:s is_deleted:b",
    "salesforce.lead": "id:s company:s email:s status:s rating:s lead_source:s created_date:t first_response_at_c:t"
    " is_converted:b converted_date:d converted_account_id:s converted_opportunity_id:s estimated_value_c:n"
    " disqualified_reason_c:s owner_id:s is_deleted:b",
    "salesforce.opportunity_field_history": "id:s opportunity_id:s field:s old_value:s new_value:s created_date:t",
    "salesforce.user": "id:s name:s email:s is_active:b manager_id:s",
    "stripe.customer": "id:s name:s email:s currency:s created:t tax_info_tax_id:s metadata:s livemode:b is_deleted:b",
    "stripe.product": "id:s name:s metadata:s active:b livemode:b is_deleted:b",
    "stripe.price": "id:s product_id:s unit_amount:i unit_amount_decimal:n currency:s recurring_interval:s"
    " recurring_interval_count:i recurring_usage_type:s active:b created:t livemode:b is_deleted:b",
    "stripe.coupon": "id:s percent_off:n amount_off:i currency:s duration:s duration_in_months:i redeem_by:t valid:b"
    " livemode:b is_deleted:b",
    "stripe.subscription": "id:s customer_id:s status:s start_date:t billing_cycle_anchor:t current_period_start:t"
    " current_period_end:t cancel_at:t canceled_at:t ended_at:t created:t metadata:s livemode:b",
    "stripe.subscription_item": "id:s subscription_id:s plan_id:s quantity:i created:t metadata:s",
    "stripe.subscription_discount": "id:s coupon_id:s subscription_id:s start:t end:t",
    "stripe.invoice": "id:s customer_id:s subscription_id:s number:s status:s billing_reason:s created:t due_date:t"
    " currency:s subtotal:i tax:i total:i amount_due:i amount_paid:i amount_remaining:i attempt_count:i metadata:s"
    " status_transitions_finalized_at:t status_transitions_paid_at:t status_transitions_marked_uncollectible_at:t"
    " status_transitions_voided_at:t livemode:b is_deleted:b",
    "stripe.invoice_line_item": "id:s invoice_id:s subscription_id:s subscription_item_id:s plan_id:s type:s amount:i"
    " currency:s quantity:i period_start:t period_end:t proration:b description:s metadata:s livemode:b",
    "stripe.invoice_payment": "id:s invoice_id:s payment_intent_id:s charge_id:s amount_paid:i currency:s status:s"
    " created:t livemode:b",
    "stripe.discount": "id:s type:s type_id:s amount:i coupon_id:s start:t end:t invoice_id:s",
    "stripe.credit_note": "id:s invoice_id:s status:s reason:s created:t currency:s total:i subtotal:i refund_id:s"
    " voided_at:t livemode:b",
    "stripe.credit_note_line_item": "id:s credit_note_id:s amount:i invoice_line_item_id:s livemode:b",
    "stripe.charge": "id:s customer_id:s invoice_id:s payment_intent_id:s amount:i amount_refunded:i currency:s"
    " status:s paid:b captured:b created:t failure_code:s failure_message:s balance_transaction_id:s livemode:b",
    "stripe.refund": "id:s charge_id:s amount:i currency:s status:s reason:s created:t",
    "stripe.dispute": "id:s charge_id:s amount:i currency:s status:s reason:s created:t livemode:b",
    "stripe.balance_transaction": "id:s source:s type:s amount:i fee:i net:i currency:s created:t available_on:t"
    " payout_id:s status:s",
    "stripe.payout": "id:s amount:i currency:s arrival_date:t created:t status:s statement_descriptor:s livemode:b",
    "netsuite.account": "id:i acctnumber:s fullname:s accttype:s",
    "netsuite.accounting_period": "id:i periodname:s startdate:d enddate:d isposting:s isquarter:s isyear:s closed:s",
    "netsuite.currency": "id:i symbol:s name:s isbasecurrency:s",
    "netsuite.customer": "id:i companyname:s email:s externalid:s",
    "netsuite.item": "id:i fullname:s externalid:s",
    "netsuite.transaction": "id:i type:s trandate:d postingperiod:i status:s entity:i currency:i exchangerate:n"
    " externalid:s memo:s posting:s",
    "netsuite.transaction_line": "id:i transaction:i item:i entity:i memo:s quantity:n foreignamount:n mainline:s"
    " taxline:s custcol_source_line_id:s",
    "netsuite.transaction_accounting_line": "transaction:i transactionline:i accountingbook:i account:i debit:n"
    " credit:n amount:n posting:s",
}
_PLAIN = {
    "bank.statement_line": "line_id:s account_id:s booking_date:d value_date:d amount:n currency:s counterparty_name:s"
    " counterparty_account:s remittance_information:s bank_reference:s entry_type:s",
    "reference.rate_card": "rate_card_id:s product_code:s currency:s charge_type:s unit_price:n min_quantity:n"
    " max_quantity:n segment:s account_id:s valid_from:d valid_to:d",
    "reference.promotion": "promotion_id:s coupon_id:s product_code:s percent_off:n amount_off:n min_quantity:n"
    " valid_from:d valid_to:d max_months:i max_stack:i",
    "reference.fee_schedule": "system:s currency:s percent:n fixed_amount:n valid_from:d valid_to:d",
    "reference.fx_rate": "rate_date:d from_currency:s to_currency:s rate:n",
    "telephony.call": "call_id:s started_at:t direction:s from_number:s answered:b lead_id:s callback_at:t",
    "metering.usage": "usage_id:s contract_line_id:s account_id:s product_code:s usage_date:d quantity:n",
    "metering.change_order": "change_order_id:s contract_line_id:s description:s delivered_on:d amount:n currency:s"
    " status:s",
    "planning.quota": "rep_id:s period_start:d period_end:d amount:n currency:s",
    "planning.forecast_snapshot": "snapshot_date:d period_start:d period_end:d scope:s scope_id:s amount:n currency:s",
    "planning.capacity": "month:d skill:s available_hours:n",
    "planning.commitment": "contract_line_id:s month:d skill:s hours:n",
    "governance.approved_exception": "exception_id:s scope:s reference_id:s cause:s amount:n percent:n valid_from:d"
    " valid_to:d approved_by:s approved_on:d reason:s",
}
_PORTAL = {
    "partner_portal.partner": "partner_id:s name:s parent_partner_id:s tier:s crm_account_id:s joined_on:d"
    " contract_end:d",
    "partner_portal.deal_registration": "registration_id:s partner_id:s opportunity_id:s customer_name:s product_code:s"
    " amount:n currency:s registered_on:d status:s",
    "partner_portal.sell_through": "report_id:s partner_id:s period_month:d product_code:s quantity:n unit_price:n"
    " currency:s end_customer:s",
    "partner_portal.activation": "activation_id:s partner_id:s product_code:s activated_on:d quantity:n",
    "partner_portal.commission_plan": "plan_id:s partner_id:s rep_id:s tier:s product_code:s basis:s rate:n"
    " override_rate:n override_levels:i holding_days:i valid_from:d valid_to:d",
    "partner_portal.commission_payment": "payment_id:s partner_id:s rep_id:s contract_line_id:s invoice_id:s"
    " opportunity_id:s amount:n rate:n currency:s paid_on:d",
}
_TRUTH = {
    "commissions": "commission_payment_id:s payee:s subject_id:s currency:s finding:s due_amount:n paid_amount:n"
    " finding_amount:n",
    "sell_through": "partner_id:s product_code:s month:d currency:s finding:s reported_quantity:n activated_quantity:n"
    " invoiced_quantity:n finding_quantity:n finding_amount:n",
    "rebates": "partner_id:s month:d currency:s rebate_amount:n is_approved:b",
    "deal_registrations": "registration_id:s partner_id:s finding:s",
    "leaks": "leak_id:s cause:s layer:s subject_type:s subject_id:s crm_account_id:s currency:s leakage_amount:n"
    " is_item:b note:s",
    "bridge": "contract_line_id:s orphan_id:s crm_account_id:s currency:s step:s cause:s is_approved:b service_month:d"
    " gap_amount:n",
    "states": "contract_line_id:s orphan_id:s crm_account_id:s currency:s contracted_amount:n due_amount:n"
    " billed_amount:n recognized_amount:n collected_amount:n",
    "decoys": "decoy_id:s kind:s subject_type:s subject_id:s crm_account_id:s",
    "pairs": "leak_id:s first:s second:s is_one_period:b contract_line_id:s crm_account_id:s",
    "plans": "metric:s scope:s scope_id:s period_start:d period_end:d currency:s planned:n actual:n is_breach:b"
    " first_planned:n last_planned:n change_count:i bias:n weighted_absolute_error:n pipeline:n weighted_pipeline:n"
    " is_projected_breach:b unlinked:n kind:s",
    "stages": "cohort_month:d stage:s segment:s currency:s advanced_count:i dropped_count:i in_flight_count:i"
    " late_count:i advanced_amount:n dropped_amount:n in_flight_amount:n top_drop_reason:s",
    "deals": "deal_id:s stage:s entered_stage_on:d days_in_stage:i is_stalled:b push_count:i quarter_push_count:i"
    " moved_out_of_quarter_amount:n amount:n currency:s lead_source_status:s is_won:b is_closed:b has_account:b"
    " has_amount:b has_close_date:b",
    "retention": "cohort_month:d segment:s currency:s starting_amount:n churned_amount:n contracted_down_amount:n"
    " expanded_amount:n pending_amount:n",
    "known_sums": "name:s currency:s amount:n",
    "pricing": "invoice_line_id:s contract_line_id:s currency:s drift_cause:s is_sanctioned:b drift_amount:n"
    " monthly_drift_amount:n annualized_drift_amount:n is_current:b explanation:s",
    "discounts": "contract_line_id:s currency:s list_amount:n net_amount:n approved_pct:n status:s split_finding:s",
}


def _columns(text: str) -> dict[str, str]:
    return dict(part.split(":") for part in text.split())


RAW: dict[str, dict[str, str]] = {
    **{name: {**_columns(text), "_fivetran_synced": "t"} for name, text in _SAAS.items()},
    **{name: _columns(text) for name, text in (_PLAIN | _PORTAL).items()},
}
TRUTH: dict[str, dict[str, str]] = {name: _columns(text) for name, text in _TRUTH.items()}
