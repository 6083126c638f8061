"""The decoys: what looks like a leak to a careless reader and is none. Nothing may be found on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from leakage.demo.billing import DAY, Charge, CreditNote, Dispute, Refund
from leakage.demo.company import at
from leakage.demo.ledger import INCOME, RECEIVABLE, Entry
from leakage.demo.money import add_months, major, month_end, percent_of
from leakage.demo.plans import BILLING, Plan
from leakage.demo.registry import decoy, plain_decoy

WEEK = timedelta(days=7)


# Deals whose kind is the point

plain_decoy("arrears_monthly", "Invoiced the day after each month.", timing="arrears")
plain_decoy("arrears_quarterly", "Invoiced the day after each quarter.", timing="arrears", frequency=3)
plain_decoy("quarterly", "Quarterly in advance, recognised monthly.", frequency=3, currency="GBP")
plain_decoy("semiannual", "Half-yearly in advance.", frequency=6, start_month=6)
plain_decoy("prepaid_year", "A year paid at once.", frequency=12, term=12, currency="EUR")
plain_decoy("prepaid_three_years", "Three years paid at once.", frequency=36, term=36)
plain_decoy("clipped_last_period", "Fourteen months billed by the quarter.", frequency=3, term=14, start_month=6)
plain_decoy("yen", "A currency without decimals.", currency="JPY")
plain_decoy("dinars", "A currency with three decimals, a mid-month period.", currency="KWD", start_day=11)
plain_decoy("yen_prepaid", "A prepaid year in yen spread by days.", currency="JPY", frequency=12, start_day=17)
plain_decoy("month_end_anchor", "Anchored on the 31st.", start_month=6, start_day=31)
plain_decoy("leap_day", "Anchored on 29 February, billed by the year.", on_leap_day=True, frequency=12, term=36)
plain_decoy(
    "deal_without_lines",
    "A deal without lines is one line of its amount.",
    has_no_lines=True,
    quantity=1,
    link="deal",
    product="CORE",
)
plain_decoy("signed_after_start", "Signed three weeks into its term.", closed_days_before=-20)
plain_decoy(
    "prorated_first_period",
    "Billed on the first, the first period by days.",
    start_day=15,
    link="item",
    anchor_next_month=True,
)
plain_decoy(
    "renewal_uplift", "Renewed by itself, with its uplift.", start_month=2, term=12, auto_renew=True, uplift_pct=5
)
plain_decoy(
    "anniversary_uplift",
    "Raised at the contract anniversary.",
    start_month=0,
    uplift_pct=5,
    uplift_applies="anniversary",
)
plain_decoy("ended_without_renewal", "Ended in the window and was not renewed.", start_month=2, term=12)
plain_decoy(
    "renewal_cancelled",
    "Would have renewed, cancelled in time, billed to its end.",
    start_month=2,
    term=12,
    auto_renew=True,
    cancelled_month=9,
)
plain_decoy(
    "terminated",
    "Terminated early: the schedule ends on the cancellation date.",
    is_terminated=True,
    cancelled_month=13,
)
plain_decoy("price_lock", "Signed before the list price was raised.", product="LEGACY", start_month=4)
plain_decoy("discount_inside_policy", "Ten percent discount in the contract.", discount_pct=10)
plain_decoy("tax", "Invoices with sales tax.", tax_pct=20)
plain_decoy("one_time", "A one-time service.", frequency=0, product="ONBOARDING", start_month=11)
plain_decoy("usage", "Usage above the included units, billed.", product="API", usage="line")
plain_decoy("usage_by_account", "Usage rows name account and product only.", product="API", usage="account")
plain_decoy("change_order", "A delivered change order, billed.", change_order=True)
plain_decoy("bundle", "Three products on one invoice.", products=3)
plain_decoy("ids_with_spaces", "Metadata ids with stray spaces.", link="spaces", customer="spaces")
plain_decoy("ids_in_lower_case", "Metadata ids whose letters lost their case.", link="lower")
plain_decoy("linked_by_deal", "The subscription names the deal only.", link="deal")
plain_decoy("linked_by_item", "The subscription item names the line.", link="item")
plain_decoy("linked_by_nothing", "Invoice lines are found by account, product and period.", link="none")
plain_decoy("customer_by_email", "The customer is linked by its e-mail domain.", customer="email")
plain_decoy("customer_by_name", "The customer is linked by its name.", customer="name")
plain_decoy("customer_by_tax_id", "The customer is linked by its tax id.", customer="tax")
plain_decoy("merged_account", "The customer names a CRM account that was merged away.", customer="merged")
plain_decoy("invoice_payment_by_charge", "Payments name invoices through invoice_payment.", api="charge_link")
plain_decoy("invoice_payment_by_intent", "Payments name invoices through payment intents.", api="intent_link")
plain_decoy("ledger_by_invoice", "The ledger names the invoice and the product.", posting="invoice")
plain_decoy("ledger_by_account", "The ledger names account and product only.", posting="account")


# Timing


@decoy("march_deal_invoiced_in_april", start_month=14, start_day=30, closed_days_before=0)
def late_within_grace(plan: Plan) -> None:
    """A deal of the end of March whose first invoice is of April, within grace."""
    first = plan.invoices[0]
    first.issue_on += timedelta(days=3)
    first.due_on += timedelta(days=3)
    first.charges[0].on = first.due_on


@decoy("invoiced_late")
def invoiced_late(plan: Plan) -> None:
    """An invoice that went out three weeks late, and was paid."""
    late = plan.invoices[3]
    late.issue_on += timedelta(days=21)
    late.due_on += timedelta(days=21)
    late.charges[0].on = late.due_on


@decoy("in_grace", start_day=27)
def not_yet_invoiced(plan: Plan) -> None:
    """The last invoice is due to be written and still within grace."""
    plan.gap("timing", plan.invoices.pop().net, step=BILLING)


@decoy("in_grace_last_day", start_day=25)
def not_yet_invoiced_last_day(plan: Plan) -> None:
    """The as-of date is the last day of the billing grace."""
    plan.gap("timing", plan.invoices.pop().net, step=BILLING)


@decoy("not_yet_due")
def open_invoice(plan: Plan) -> None:
    """The last invoice is open and not due."""
    plan.invoices[-1].unpaid()


@decoy("due_in_grace", start_day=26, pays_after=25, alone=True)
def due_last_day_of_grace(plan: Plan) -> None:
    """Due five days before the as-of date: the last day of the payment grace."""
    if plan.company.config.leaks:  # `recognized_vs_collected` knows no grace: without leaks everybody pays in time
        plan.invoices[-2].unpaid()


@decoy("authorised_not_captured")
def authorised_only(plan: Plan) -> None:
    """An authorised charge that was never captured stands beside the real payment."""
    invoice = plan.invoices[3]
    invoice.charges.insert(0, Charge(invoice.issue_on + DAY, captured=False))


@decoy("pending_payment")
def pending_charge(plan: Plan) -> None:
    """A bank debit is on its way for an invoice that is not due."""
    invoice = plan.invoices[-1]
    invoice.charges = [Charge(plan.company.as_of - DAY, status="pending")]


@decoy("billed_early")
def next_month_already_billed(plan: Plan) -> None:
    """The invoice of July was written on the last days of June."""
    upcoming = next(e for e in plan.expected if e.expected_on > plan.company.as_of)
    bill = replace(plan.invoices[-1].bill, first=upcoming.first, last=upcoming.last)
    early = plan.new_invoice(bill, upcoming.first - timedelta(days=3))
    plan.extra.append(early)
    plan.gap("timing", -early.net, step=BILLING)


@decoy("shifted")
def one_short_next_long(plan: Plan) -> None:
    """One month short by what the next one is long."""
    short, long = plan.invoices[3].bill, plan.invoices[4].bill
    step = short.unit // 5
    short.reprice(unit=short.unit - step)
    long.reprice(unit=long.unit + step)


# Invoices and their corrections


@decoy("draft_invoice")
def draft_beside_the_invoice(plan: Plan) -> None:
    """A draft of a month that was invoiced is not billed."""
    plan.again(plan.invoices[4], days_later=2).status = "draft"
    plan.extra[-1].unpaid()


@decoy("void_and_reissued")
def voided_and_reissued(plan: Plan) -> None:
    """A wrong invoice was voided and written again."""
    wrong = plan.again(plan.invoices[3], amount=plan.invoices[3].net * 2)
    wrong.status, wrong.status_on = "void", wrong.issue_on + DAY
    wrong.unpaid()


@decoy("duplicate_credited")
def duplicate_credited(plan: Plan) -> None:
    """A month was invoiced twice and the second invoice credited in full."""
    second = plan.again(plan.invoices[4], days_later=3)
    second.credit_notes.append(CreditNote(second.net, second.issue_on + timedelta(days=4)))
    second.unpaid()


@decoy("split_in_halves", quantity=10)
def two_halves(plan: Plan) -> None:
    """One month came as two invoices of half the quantity."""
    half = plan.invoices[4].bill
    half.reprice(quantity=5)
    plan.again(plan.invoices[4])


@decoy("split_price")
def two_half_prices(plan: Plan) -> None:
    """One month came as two invoices of half the price."""
    half = plan.invoices[4].bill
    half.reprice(unit=half.unit // 2)
    plan.again(plan.invoices[4])


@decoy("refund_covered")
def refund_covered_by_credit_note(plan: Plan) -> None:
    """Too many units were invoiced; credit note and refund put it right."""
    invoice = plan.invoices[3]
    bill, right = invoice.bill, invoice.net
    bill.reprice(quantity=bill.quantity + 2)
    refund = Refund(invoice.net - right, invoice.pay_on + timedelta(days=2))
    invoice.charges[0].refunds.append(refund)
    invoice.credit_notes.append(CreditNote(refund.amount, refund.on, refund))


@decoy("credit_note_void")
def voided_credit_note(plan: Plan) -> None:
    """A credit note that was voided credits nothing."""
    invoice = plan.invoices[3]
    invoice.credit_notes.append(CreditNote(percent_of(invoice.net, 30), invoice.issue_on + DAY, status="void"))


@decoy("refund_failed")
def failed_refund(plan: Plan) -> None:
    """A refund that failed returned nothing."""
    invoice = plan.invoices[3]
    invoice.charges[0].refunds.append(Refund(invoice.net, invoice.pay_on + WEEK, status="failed"))


@decoy("dispute_won")
def won_dispute(plan: Plan) -> None:
    """The money of a won dispute came back."""
    invoice = plan.invoices[3]
    invoice.charges[0].disputes.append(Dispute(invoice.net, invoice.pay_on + WEEK, "won"))


@decoy("dispute_warning")
def warnings(plan: Plan) -> None:
    """Early warnings withdraw nothing."""
    for invoice, status in ((plan.invoices[3], "warning_closed"), (plan.invoices[5], "warning_needs_response")):
        invoice.charges[0].disputes.append(Dispute(invoice.net, invoice.pay_on + WEEK, status))


@decoy("failed_then_paid")
def second_attempt(plan: Plan) -> None:
    """The first attempt failed, the second came through."""
    invoice = plan.invoices[3]
    invoice.charges.insert(0, Charge(invoice.issue_on + DAY, status="failed"))


@decoy("payment_of_exact_amount", alone=True)
def payment_without_reference(plan: Plan) -> None:
    """A payment without invoice id has the open amount of one invoice."""
    invoice = plan.invoices[3]
    invoice.charges[0].linked, invoice.status = False, "paid"


@decoy("payment_for_two_invoices", alone=True)
def one_payment_for_two(plan: Plan) -> None:
    """One payment without a reference pays two invoices, the older one first."""
    older, newer = plan.invoices[3], plan.invoices[4]
    older.charges = [Charge(older.due_on, amount=older.net + newer.net, linked=False)]
    newer.unpaid()
    older.status = newer.status = "paid"
    plan.is_paid(older, newer)


# Deals that change


@decoy("amendment", start_month=6, cut_on_month_day=(11, 31))
def amended_at_month_end(plan: Plan) -> None:
    """A later deal for more units cuts the line; it starts the day after."""
    amend(plan, plan.company.month(12), 4)


@decoy("amendment_inside_a_period", start_month=6, cut_on_month_day=(14, 14), currency="EUR")
def amended_inside_a_period(plan: Plan) -> None:
    """The amendment starts in the middle of a month: the cut period is billed by days."""
    amend(plan, plan.company.month(14) + timedelta(days=14), 4)


def amend(plan: Plan, start: date, units: int) -> Plan:
    """A later deal over the same product, with more or fewer units, that takes the place of the line from a day on."""
    spec = replace(
        plan.spec,
        start=start,
        term=12,
        product=plan.line.product.code,
        quantity=plan.line.quantity + units,
        cut_on_month_day=None,
    )
    return plan.follow(spec, amends=plan.line.id)


def _renew(plan: Plan, *, quantity: int) -> None:
    """A won deal that renews the contract for another year."""
    spec = replace(
        plan.spec,
        start=add_months(plan.line.start, 12),
        product=plan.line.product.code,
        quantity=quantity,
        is_renewed=False,
        auto_renew=False,
    )
    plan.follow(spec, renews=plan.contract_id)


@decoy("renewal_deal", start_month=2, term=12, auto_renew=True, is_renewed=True)
def renewed_by_a_deal(plan: Plan) -> None:
    """A renewal deal takes the place of the automatic renewal."""
    _renew(plan, quantity=plan.line.quantity + 1)


@decoy("renewal_smaller", start_month=2, term=12, auto_renew=True, is_renewed=True, quantity=12)
def renewed_for_less(plan: Plan) -> None:
    """A renewal deal over fewer units: less is retained, and nothing leaked."""
    _renew(plan, quantity=9)


@decoy("usage_after_end", start_month=2, term=12, product="API", alone=True)
def usage_after_the_end(plan: Plan) -> None:
    """Used for two more months after the contract ended: a question to ask, and no price to claim."""
    for month in (15, 16):
        plan.company.sink.row(
            "metering.usage",
            usage_id=plan.company.next("USE-"),
            contract_line_id=None,
            account_id=plan.account.crm_id,
            product_code=plan.line.product.code,
            usage_date=plan.company.month(month) + timedelta(days=10),
            quantity=300,
        )


@decoy("same_product_twice", product="CARE", alone=True)
def same_product_twice(plan: Plan) -> None:
    """Two lines of one product, told apart by their ids."""
    plan.follow(replace(plan.spec, quantity=plan.line.quantity + 7))


# Prices


@decoy("approved_discount", discount_pct=25)
def approved_discount(plan: Plan) -> None:
    """A quarter off the list price, approved as such."""
    plan.company.sink.row(
        "salesforce.discount_approval_c",
        id=plan.company.crm_id("a01"),
        opportunity_line_item_id_c=plan.line.id,
        approved_discount_pct_c=25,
        approver_id_c=plan.company.owners[0],
        approved_at_c=at(plan.line.closed_on - DAY),
        status_c="Approved",
        is_deleted=False,
    )


@decoy("account_price", discount_pct=20, product="DATALAKE", alone=True)
def price_of_the_account(plan: Plan) -> None:
    """The account has an agreement of its own on the rate card."""
    plan.company.sink.row(
        "reference.rate_card",
        rate_card_id=plan.company.next("RC-", 4),
        product_code=plan.line.product.code,
        currency=plan.spec.currency,
        charge_type="recurring",
        unit_price=major(plan.line.unit, plan.spec.currency),
        account_id=plan.account.crm_id,
        valid_from=plan.company.rate_card_from,
    )


@decoy("two_discounts", discount_pct=15)
def two_discount_lines(plan: Plan) -> None:
    """The contract's discount shows as two discount lines, which may stand beside each other."""
    coupons = [register_coupon(plan, percent, months=None, max_stack=2) for percent in (10, 5)]
    for invoice in plan.invoices:
        bill = invoice.bill
        bill.reprice(unit=plan.line.list_unit)
        bill.discounts = [(coupons[0], percent_of(bill.amount, 10)), (coupons[1], percent_of(bill.amount, 5))]


@decoy("promotion")
def promotion_in_its_window(plan: Plan) -> None:
    """A registered promotion for the first three months, not in the contract price: approved by its registration."""
    coupon = register_coupon(plan, 20, months=3, max_stack=1)
    for invoice in plan.invoices[:3]:
        bill = invoice.bill
        bill.discounts = [(coupon, percent_of(bill.amount, 20))]
        plan.gap("pricing_drift", bill.amount - bill.net, approved=True)


def register_coupon(
    plan: Plan, percent: int, *, months: int | None, max_stack: int, valid_to: date | None = None
) -> str:
    """A coupon and the promotion that registers it."""
    coupon = plan.company.next("coupon_", 4)
    plan.company.sink.row(
        "stripe.coupon",
        id=coupon,
        percent_off=percent,
        duration="repeating" if months else "forever",
        duration_in_months=months,
        valid=True,
        livemode=True,
        is_deleted=False,
    )
    plan.company.sink.row(
        "reference.promotion",
        promotion_id=plan.company.next("PROMO-", 4),
        coupon_id=coupon,
        percent_off=percent,
        valid_from=plan.company.month(0),
        valid_to=valid_to,
        max_months=months,
        max_stack=max_stack,
    )
    return coupon


# Approved exceptions: the gap is there, and somebody answers for it


@decoy("exception_on_line")
def approved_price(plan: Plan) -> None:
    """A lower price for three months, approved for the contract line in full."""
    plan.approve("contract_line", plan.line.id, "pricing_drift", percent=100)
    for invoice in plan.invoices[6:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit * 8 // 10)
        plan.gap("pricing_drift", right - bill.net, approved=True)


@decoy("exception_amount_on_line")
def approved_amount(plan: Plan) -> None:
    """A missing invoice, approved by an amount above the gap."""
    gone = plan.invoices.pop(5).net
    plan.approve("contract_line", plan.line.id, None, amount=major(gone + 50_000, plan.spec.currency))
    plan.gap("unbilled_work", gone, approved=True)


@decoy("exception_on_invoice")
def approved_write_off(plan: Plan) -> None:
    """A written-off invoice, approved for the invoice."""
    invoice = plan.invoices[2]
    invoice.id = plan.company.next("in_")
    invoice.status, invoice.status_on = "uncollectible", invoice.due_on + timedelta(days=60)
    invoice.unpaid()
    plan.approve("invoice", invoice.id, "write_off", amount=major(invoice.net, plan.spec.currency))
    plan.gap("write_off", invoice.net, invoice=invoice, approved=True)


@decoy("exception_on_account", alone=True)
def approved_account(plan: Plan) -> None:
    """Whatever is open on the account is approved."""
    plan.approve("account", plan.account.crm_id, None, percent=100)
    invoice = plan.invoices[4]
    invoice.unpaid()
    plan.gap("overdue_unpaid", invoice.net, invoice=invoice, approved=True)


# Rows that do not count


@decoy("change_order_proposed")
def proposed_change_order(plan: Plan) -> None:
    """Proposed and rejected work is not contracted."""
    plan.order_change("proposed", 990_000)
    plan.order_change("rejected", 440_000)


@decoy("test_mode")
def test_mode_rows(plan: Plan) -> None:
    """An invoice and its charge in test mode."""
    test = plan.again(plan.invoices[3], days_later=1)
    test.livemode = False


@decoy("deleted_rows")
def deleted_rows(plan: Plan) -> None:
    """A deleted invoice, a deleted deal with its line, a deleted customer."""
    deleted = plan.again(plan.invoices[3], days_later=1)
    deleted.is_deleted = True
    deleted.unpaid()
    _deal(plan, is_won=True, is_deleted=True)
    plan.company.sink.row(
        "stripe.customer",
        id=plan.company.next("cus_"),
        name=plan.account.name,
        email=f"old@{plan.account.domain}",
        currency="usd",
        created=at(plan.company.month(0)),
        metadata=json.dumps({"salesforce_account_id": plan.account.crm_id}),
        livemode=True,
        is_deleted=True,
    )


@decoy("lost_deal")
def lost_and_open_deals(plan: Plan) -> None:
    """Deals that were lost or are still open commit nobody."""
    _deal(plan, is_won=False, is_deleted=False)


def _deal(plan: Plan, *, is_won: bool, is_deleted: bool) -> None:
    company, line = plan.company, plan.line
    stages = [("Closed Won", True)] if is_won else [("Closed Lost", True), ("Negotiation", False)]
    for stage, is_closed in stages:
        deal_id = company.crm_id("006")
        row = {
            "id": deal_id,
            "account_id": plan.account.crm_id,
            "name": f"{plan.account.name} {stage}",
            "stage_name": stage,
            "amount": major(900_000, "USD"),
            "currency_iso_code": "USD",
            "close_date": company.month(12) if is_closed else company.as_of + timedelta(days=40),
            "created_date": at(company.month(10)),
            "is_closed": is_closed,
            "is_won": is_won,
            "type": "Expansion",
            "lead_source": "Web",
            "owner_id": company.owners[1],
            "loss_reason_c": "Price" if stage == "Closed Lost" else None,
            "is_deleted": is_deleted,
        }
        company.sink.row("salesforce.opportunity", **row)
        if not is_deleted:
            plan.books.lifecycle.enter(row, plan.account)
        company.sink.row(
            "salesforce.opportunity_line_item",
            id=company.crm_id("00k"),
            opportunity_id=deal_id,
            product_2_id=line.product.crm_id,
            quantity=5,
            unit_price=major(line.unit, "USD"),
            list_price=major(line.list_unit, "USD"),
            discount=0,
            total_price=major(900_000, "USD"),
            service_date=company.month(12),
            end_date_c=month_end(company.as_of),
            billing_frequency_c="monthly",
            billing_timing_c="advance",
            is_deleted=is_deleted,
        )


@decoy("ledger_not_posted")
def not_posted(plan: Plan) -> None:
    """A sales order does not post; a second book repeats what the primary one has."""
    entries = [Entry(RECEIVABLE, 500_000), Entry(INCOME, -500_000, plan.line.product.item_id)]
    on = plan.company.month(12)
    common = {"currency": plan.spec.currency, "entity": plan.account.ledger_id}
    plan.books.ledger.post("SalesOrd", on, entries, posting=False, **common)  # type: ignore[arg-type]
    plan.invoices[3].has_second_book = True


@decoy("ledger_reversal")
def reversed_posting(plan: Plan) -> None:
    """Revenue was posted by mistake and taken back in the same month."""
    on, ledger = plan.company.month(12) + timedelta(days=13), plan.books.ledger
    for sign in (1, -1):
        entries = [Entry(RECEIVABLE, sign * 123_400), Entry(INCOME, -sign * 123_400, plan.line.product.item_id)]
        ledger.post("Journal", on, entries, currency=plan.spec.currency, entity=plan.account.ledger_id)


@decoy("bank_other_lines")
def other_bank_lines(plan: Plan) -> None:
    """Salaries, rent and fees leave the bank; they are no deposits."""
    company = plan.company
    for number in range(18):
        on, deposit = company.month(number) + timedelta(days=24), plan.books.processor.deposit
        deposit(-4_812_345, "USD", on, f"PAYROLL {on:%Y-%m}", counterparty="Payroll Services")
        deposit(-915_000, "USD", on, f"RENT {on:%Y-%m}", counterparty="Harbor Estates")


@decoy("payout_in_transit")
def payout_in_transit(plan: Plan) -> None:
    """Paid the week before the as-of date: the payout has left the processor and is not in the bank yet."""
    invoice = plan.invoices[-1]
    invoice.charges[0].on = plan.company.as_of - timedelta(days=5)
