"""Contracts that move: other currencies, taxes inside prices, trials, commitments, upgrades, terminations, discounts.

Leaks and decoys of large companies, beside the cast that every company has.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from leakage.demo.billing import Bill, Charge, CreditNote, Dispute, Invoice, Refund
from leakage.demo.company import at
from leakage.demo.decoys import amend, register_coupon
from leakage.demo.leaks import invoice_that_fits_two_lines, never_paid, small_every_month
from leakage.demo.money import add_months, month_end, percent_of, round_half_away
from leakage.demo.plans import BILLING, CASH, Plan
from leakage.demo.registry import decoy, leak, plain_decoy
from leakage.demo.truth import LAYER

DAY = timedelta(days=1)
WEEK = 7 * DAY


# An invoice in another currency than its contract: converted at the rate of its issue date


def _in_currency(plan: Plan, invoice: Invoice, currency: str) -> int:
    """Write an invoice over the contract price in another currency; what it is worth in the contract's."""
    bill, right = invoice.bill, invoice.net
    invoice.worth = plan.company.worth(currency, invoice.currency, invoice.issue_on)
    invoice.currency = currency
    bill.amount = round_half_away(right / invoice.worth)
    bill.unit = bill.amount // bill.quantity
    return invoice.value(bill.amount)


@decoy("invoice_in_yen", is_extra=True)
def invoice_in_yen(plan: Plan) -> None:
    """A contract in dollars, one month invoiced and paid in yen at the rate of the day."""
    currency = "JPY" if "JPY" in plan.company.config.currencies else "USD"
    right = plan.invoices[3].net
    assert _in_currency(plan, plan.invoices[3], currency) == right, "a yen is less than a cent"


@decoy("invoice_in_dinars", is_extra=True)
def invoice_in_dinars(plan: Plan) -> None:
    """A contract in dollars, one month invoiced and paid in dinars at the rate of the day."""
    right = plan.invoices[3].net
    assert _in_currency(plan, plan.invoices[3], _other(plan, "KWD")) == right, "a fils is less than a cent"


@leak("pricing_drift", is_extra=True, quantity=12)
def too_cheap_in_another_currency(plan: Plan) -> None:
    """A contract in dollars invoiced in dinars, an eighth too low."""
    invoice, right = plan.invoices[6], plan.invoices[6].net
    _in_currency(plan, invoice, _other(plan, "KWD"))
    invoice.bill.amount = invoice.bill.amount * 7 // 8
    plan.leak("pricing_drift", right - invoice.value(invoice.net))


@leak("overdue_unpaid", is_extra=True, quantity=12, alone=True)
def part_paid_in_another_currency(plan: Plan) -> None:
    """A contract in dollars invoiced in dinars; three quarters of the dinars came."""
    invoice, right = plan.invoices[6], plan.invoices[6].net
    billed = _in_currency(plan, invoice, _other(plan, "KWD"))
    paid = invoice.net * 3 // 4
    invoice.charges[0].amount = paid
    plan.gap("rounding", right - billed)
    plan.leak("overdue_unpaid", billed - round_half_away(Fraction(billed * paid, invoice.net)), invoice=invoice)


@leak("dispute", is_extra=True, quantity=12)
def disputed_in_another_currency(plan: Plan) -> None:
    """A contract in dollars, the yen of one invoice held by a dispute."""
    invoice, right = plan.invoices[6], plan.invoices[6].net
    billed = _in_currency(plan, invoice, _other(plan, "JPY"))
    invoice.charges[0].disputes.append(Dispute(invoice.net, invoice.pay_on + WEEK, "under_review"))
    plan.gap("rounding", right - billed)
    plan.leak("dispute", billed, invoice=invoice)


def _other(plan: Plan, wanted: str) -> str:
    return wanted if wanted in plan.company.config.currencies else "USD"


# Taxes


@decoy("tax_inside_prices", is_extra=True, tax_pct=20, quantity=10)
def tax_inside_prices(plan: Plan) -> None:
    """The prices on the invoices hold the tax."""
    for invoice in plan.invoices:
        invoice.tax_is_inside = True


@decoy("tax_inside_prices_in_yen", is_extra=True, tax_pct=10, quantity=10, currency="JPY")
def tax_inside_prices_in_yen(plan: Plan) -> None:
    """The prices on the invoices hold the tax, in a currency without decimals."""
    tax_inside_prices(plan)


@leak("pricing_drift", is_extra=True, tax_pct=20, quantity=10, alone=True)
def too_cheap_and_part_paid_with_tax_inside(plan: Plan) -> None:
    """A tenth below the contract price, half of it paid, and the prices on the invoice hold the tax."""
    invoice = plan.invoices[6]
    bill, right = invoice.bill, invoice.net
    for one in plan.invoices:
        one.tax_is_inside = True
    bill.reprice(unit=bill.unit * 9 // 10)
    invoice.charges[0].amount = (invoice.net + invoice.tax) // 2
    plan.leak("pricing_drift", right - bill.net)
    plan.leak("overdue_unpaid", invoice.net // 2, invoice=invoice)


# Trials and free months


def _free(plan: Plan, invoices: list[Invoice], months: int) -> str:
    """Invoices of nothing: a coupon over the whole price, registered for the first months."""
    coupon = register_coupon(plan, 100, months=months, max_stack=1)
    for invoice in invoices:
        invoice.bill.discounts = [(coupon, invoice.bill.amount)]
        invoice.unpaid()
        invoice.status = "paid"
    return coupon


@decoy("trial", is_extra=True)
def trial_months(plan: Plan) -> None:
    """Two months on trial, registered as such: approved."""
    _free(plan, plan.invoices[:2], 2)
    for invoice in plan.invoices[:2]:
        plan.gap("pricing_drift", invoice.bill.amount, approved=True)


@leak("pricing_drift", is_extra=True)
def trial_that_overstays(plan: Plan) -> None:
    """A trial of two months that was given for four."""
    _free(plan, plan.invoices[:4], 2)
    for number, invoice in enumerate(plan.invoices[:4]):
        if number < 2:
            plan.gap("pricing_drift", invoice.bill.amount, approved=True)
        else:
            plan.leak("pricing_drift", invoice.bill.amount)


@decoy("free_months", is_extra=True, term=2, product="CARE", discount_pct=100)
def free_months_in_the_contract(plan: Plan) -> None:
    """Two months for nothing by contract, an approved line of their own; then the paid ones."""
    _approve_discount(plan, 100)
    for invoice in plan.invoices:
        invoice.unpaid()
        invoice.status = "paid"
    plan.follow(replace(plan.spec, start=add_months(plan.line.start, 2), term=24, discount_pct=0))


@leak("unbilled_work", is_extra=True, start_month=9, term=2, product="CARE", discount_pct=100)
def free_months_that_go_on(plan: Plan) -> None:
    """Two months for nothing by contract, and the first paid month was never invoiced either."""
    _approve_discount(plan, 100)
    for invoice in plan.invoices:
        invoice.unpaid()
        invoice.status = "paid"
    paid = plan.follow(replace(plan.spec, start=add_months(plan.line.start, 2), term=24, discount_pct=0))
    paid.leak("unbilled_work", paid.invoices.pop(0).net)


def _approve_discount(plan: Plan, percent: int) -> None:
    plan.company.sink.row(
        "salesforce.discount_approval_c",
        id=plan.company.crm_id("a01"),
        opportunity_line_item_id_c=plan.line.id,
        approved_discount_pct_c=percent,
        approver_id_c=plan.company.owners[0],
        approved_at_c=at(plan.line.closed_on - DAY),
        status_c="Approved",
        is_deleted=False,
    )


# Commitments and prepaid usage

plain_decoy(
    "prepaid_usage",
    "Units for a year paid at once, what goes beyond them by the month.",
    is_extra=True,
    product="API",
    usage="line",
    frequency=12,
    term=12,
)


plain_decoy(
    "prepaid_usage_by_account",
    "Units for a year paid at once; usage rows name account and product only.",
    is_extra=True,
    product="API",
    usage="account",
    frequency=12,
    term=12,
)


@leak("pricing_drift", is_extra=True, product="API", usage="line")
def commitment_billed_by_consumption(plan: Plan) -> None:
    """The minimum commitment of one month was invoiced at three fifths, as if only what was used were due."""
    bill = plan.invoices[5].bill
    right = bill.amount
    bill.reprice(unit=bill.unit * 3 // 5)
    plan.leak("pricing_drift", right - bill.amount)


@leak("scope_creep", is_extra=True, product="API", usage="line", frequency=12, term=12)
def usage_beyond_what_was_prepaid(plan: Plan) -> None:
    """A year of units was prepaid; what went beyond them in two months was never invoiced."""
    for gone in plan.overages[:2]:
        plan.overages.remove(gone)
        plan.leak("scope_creep", gone.net)


# Upgrades, downgrades, terminations


@decoy("downgrade_inside_a_period", is_extra=True, start_month=6, cut_on_month_day=(13, 9), quantity=15)
def downgraded_inside_a_period(plan: Plan) -> None:
    """Five units fewer from the tenth of a month on: the cut period is invoiced by days."""
    amend(plan, plan.company.month(13) + 9 * DAY, -5)


@decoy("downgrade_at_month_end", is_extra=True, start_month=6, cut_on_month_day=(12, 31), quantity=15)
def downgraded_at_month_end(plan: Plan) -> None:
    """Five units fewer from the first of a month on."""
    amend(plan, plan.company.month(13), -5)


@leak("unbilled_work", is_extra=True, start_month=6, cut_on_month_day=(13, 14), quantity=15)
def upgrade_never_invoiced(plan: Plan) -> None:
    """More units from the middle of a month on: the old line ends, and the new one is not invoiced for two months."""
    new = amend(plan, plan.company.month(13) + 14 * DAY, 5)
    for _ in range(2):
        new.leak("unbilled_work", new.invoices.pop(0).net)


@leak("overbilled", is_extra=True, start_month=6, cut_on_month_day=(13, 15), quantity=28)
def cut_month_invoiced_in_full(plan: Plan) -> None:
    """Replaced in the middle of a month, and that month was invoiced in full: over-billed by days."""
    amend(plan, plan.company.month(13) + 15 * DAY, 2)
    invoice = plan.invoices[-1]
    bill, right = invoice.bill, invoice.net
    bill.last, bill.is_proration = month_end(bill.first), False
    bill.amount = bill.quantity * plan.line.unit
    plan.leak("overbilled", right - bill.amount)


@leak("overbilled", is_extra=True, is_terminated=True, cancelled_month=13)
def invoiced_after_termination(plan: Plan) -> None:
    """Terminated early, and two more months were invoiced, of which one was paid."""
    last = plan.invoices[-1]
    for number in (1, 2):
        start = add_months(last.bill.first, number)
        extra = plan.new_invoice(replace(last.bill, first=start, last=month_end(start)), start)
        plan.extra.append(extra)
        if number == 1:
            plan.leak("overbilled", -extra.net)
        else:
            extra.unpaid()
            plan.gap("overbilled", -extra.net)
            plan.gap("overbilled", extra.net, step=CASH, invoice=extra)


# Discounts in the contract price


@leak("unapproved_discount", is_extra=True, start_month=6, discount_pct=30, quantity=20, product="CORE")
def discount_without_approval(plan: Plan) -> None:
    """Thirty percent off the list price, where fifteen need no approval: the other fifteen, on every invoice."""
    _excess(plan, 15)


@leak("unapproved_discount", is_extra=True, start_month=6, discount_pct=40, quantity=20, product="SECURITY")
def discount_beyond_its_approval(plan: Plan) -> None:
    """Forty percent off, twenty-five approved: the other fifteen; and one invoice was never paid."""
    _approve_discount(plan, 25)
    _excess(plan, 15)
    never_paid(plan)


def _excess(plan: Plan, percent: int) -> None:
    per_month = percent_of(plan.line.list_unit * plan.line.quantity, percent)
    amount = per_month * len(plan.invoices)
    plan.found("unapproved_discount", "pricing_vs_rate_card", "contract_line", plan.line.id, amount)


# Cash


@decoy("overpaid_and_returned", is_extra=True)
def overpaid_and_returned(plan: Plan) -> None:
    """A payment was higher than its invoice, and the excess went back."""
    charge = plan.invoices[3].charges[0]
    charge.amount = plan.invoices[3].net + 4_400
    charge.refunds.append(Refund(4_400, charge.on + 2 * DAY))


@decoy("duplicate_credited_and_returned", is_extra=True)
def duplicate_credited_and_returned(plan: Plan) -> None:
    """A month was invoiced and paid twice; the second invoice was credited and its money went back."""
    second = plan.again(plan.invoices[3], days_later=3)
    back = Refund(second.net, second.pay_on + 2 * DAY)
    second.charges[0].refunds.append(back)
    second.credit_notes.append(CreditNote(back.amount, back.on, back))


@decoy("paid_in_two_parts", is_extra=True)
def paid_in_two_parts(plan: Plan) -> None:
    """An invoice was paid by two payments in time."""
    invoice = plan.invoices[3]
    half = invoice.net // 2
    first = invoice.charges[0]
    invoice.charges = [Charge(first.on, amount=half), Charge(first.on + DAY, amount=invoice.net - half)]


@leak("billed_without_contract", is_extra=True, alone=True)
def foreign_line_on_a_right_invoice(plan: Plan) -> None:
    """A line without a contract on an invoice that is right otherwise, of which half was paid: half of each line."""
    invoice, product = plan.invoices[6], plan.company.products["BESPOKE"]
    unit = plan.company.list_unit("BESPOKE", plan.spec.currency, invoice.issue_on)
    right = invoice.bill
    foreign = Bill(None, product, right.first, right.last, 1, unit, unit, interval=0)
    invoice.bills.append(foreign)
    invoice.charges[0].amount = invoice.net // 2
    assert right.net % 2 == unit % 2 == 0
    plan.leak("overdue_unpaid", right.net // 2, invoice=invoice)
    plan.gap("billed_without_contract", -unit, invoice=invoice, orphan=True, step=BILLING)
    plan.gap("billed_without_contract", unit // 2, invoice=invoice, orphan=True, step=CASH)
    plan.found("billed_without_contract", LAYER[BILLING], "invoice", invoice.id, -(unit // 2))


@leak("ambiguous_match", is_extra=True, product="SECURITY", quantity=9, alone=True)
def ambiguous_and_never_paid(plan: Plan) -> None:
    """An invoice that fits two lines, and nobody paid it."""
    invoice = plan.invoices[8]
    invoice_that_fits_two_lines(plan)
    invoice.unpaid()
    plan.leak("overdue_unpaid", invoice.net, invoice=invoice, orphan=True)


@leak("persistent_drift", is_extra=True, start_month=0, term=24, product="CORE", quantity=40, alone=True)
def small_every_month_and_disputed(plan: Plan) -> None:
    """Short by 0.3 % every month, and the money of one of the invoices was withdrawn, and another failed to be paid."""
    small_every_month(plan)
    disputed, declined = plan.invoices[6], plan.invoices[9]
    disputed.charges[0].disputes.append(Dispute(disputed.net, disputed.pay_on + WEEK, "lost"))
    plan.leak("dispute", disputed.net, invoice=disputed)
    declined.charges = [Charge(declined.due_on, status="failed")]
    plan.leak("payment_failure", declined.net, invoice=declined)
