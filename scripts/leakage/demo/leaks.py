"""The planted leaks: one function per leak, each on a contract line of its own, each telling the truth about itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from leakage.demo.billing import Bill, Charge, CreditNote, Dispute, Refund
from leakage.demo.company import Company
from leakage.demo.decoys import register_coupon
from leakage.demo.ledger import INCOME, RECEIVABLE, Entry
from leakage.demo.money import major, month_end, percent_of
from leakage.demo.plans import BILLING, CASH, Books, Plan
from leakage.demo.registry import leak
from leakage.demo.truth import LAYER

WEEK = timedelta(days=7)


# Billing: what was never, or wrongly, invoiced


@leak("scope_creep", product="API", usage="line")
def usage_not_invoiced(plan: Plan) -> None:
    """Usage above the included units of one month was never invoiced."""
    gone = plan.overages.pop(1)
    plan.leak("scope_creep", gone.net)


@leak("scope_creep", product="API", usage="line")
def usage_under_invoiced(plan: Plan) -> None:
    """Only some of the units above the included ones were invoiced."""
    bill = plan.overages[0].bill
    missed = 60
    bill.reprice(quantity=bill.quantity - missed)
    plan.leak("scope_creep", missed * bill.unit)


@leak("scope_creep", change_order=True)
def change_order_not_invoiced(plan: Plan) -> None:
    """A delivered change order was never invoiced."""
    plan.leak("scope_creep", plan.change_orders.pop().net)


@leak("renewal_miss", start_month=0, term=12, auto_renew=True)
def renewal_not_invoiced(plan: Plan) -> None:
    """The contract renewed by itself; billing stopped with the first term."""
    missed = [e.amount for e in plan.expected if e.is_renewal and e.expected_on <= plan.company.as_of]
    del plan.invoices[12:]
    plan.leak("renewal_miss", sum(missed))


@leak("renewal_miss", start_month=2, term=12, auto_renew=True, frequency=12, uplift_pct=5)
def annual_renewal_not_invoiced(plan: Plan) -> None:
    """An annual contract renewed with its uplift and nobody sent the second invoice."""
    plan.leak("renewal_miss", plan.invoices.pop().net)


@leak("unbilled_work")
def invoice_never_written(plan: Plan) -> None:
    """One monthly invoice was never written."""
    plan.leak("unbilled_work", plan.invoices.pop(8).net)


@leak("unbilled_work", frequency=3, currency="EUR")
def quarter_never_written(plan: Plan) -> None:
    """One quarterly invoice was never written."""
    plan.leak("unbilled_work", plan.invoices.pop(2).net)


@leak("unbilled_work", frequency=0, product="ONBOARDING", start_month=11)
def one_time_never_written(plan: Plan) -> None:
    """A one-time service was sold and never invoiced."""
    plan.leak("unbilled_work", plan.invoices.pop().net)


@leak("unbilled_work", start_day=24)
def invoice_one_day_past_grace(plan: Plan) -> None:
    """The last invoice is missing and its grace ended the day before the as-of date."""
    plan.leak("unbilled_work", plan.invoices.pop().net)


@leak("unbilled_work", quantity=12)
def quantity_short(plan: Plan) -> None:
    """Ten of twelve units were invoiced for half a year."""
    for invoice in plan.invoices[6:]:
        bill = invoice.bill
        bill.reprice(quantity=10)
        plan.leak("unbilled_work", 2 * bill.unit)


@leak("unbilled_work", start_day=15, anchor_next_month=True, link="item")
def prorated_period_never_written(plan: Plan) -> None:
    """The first weeks before the common billing day were never invoiced."""
    plan.leak("unbilled_work", plan.invoices.pop(0).net)


@leak("unbilled_work", timing="arrears", currency="KWD", start_day=11)
def arrears_never_written(plan: Plan) -> None:
    """A month that is billed afterwards was never billed, in a currency with three decimals."""
    plan.leak("unbilled_work", plan.invoices.pop(5).net)


@leak("unbilled_work", quantity=12)
def short_and_too_cheap(plan: Plan) -> None:
    """Ten of twelve units, and those below the contract price: two causes in one invoice."""
    bill = plan.invoices[6].bill
    right = bill.unit
    bill.reprice(quantity=10, unit=right * 8 // 10)
    plan.leak("unbilled_work", 2 * right)
    plan.leak("pricing_drift", 10 * (right - bill.unit))


@leak("duplicate_invoice")
def invoiced_twice(plan: Plan) -> None:
    """A month was invoiced twice, and paid twice."""
    second = plan.again(plan.invoices[7], days_later=6)
    plan.leak("duplicate_invoice", -second.net)


@leak("duplicate_invoice")
def invoiced_twice_for_more(plan: Plan) -> None:
    """The second invoice of a month asked for more than the contract: the excess is over-billing."""
    first = plan.invoices[6]
    second = plan.again(first, days_later=4, amount=first.net + 12_300)
    plan.leak("duplicate_invoice", -first.net)
    plan.leak("overbilled", first.net - second.net)


@leak("duplicate_invoice")
def duplicate_unpaid(plan: Plan) -> None:
    """A month was invoiced twice and nobody paid the second invoice: to be cancelled, no money is lost."""
    second = plan.again(plan.invoices[4], days_later=3)
    second.unpaid()
    plan.gap("duplicate_invoice", -second.net)
    plan.gap("duplicate_invoice", second.net, step=CASH, invoice=second)
    plan.found("duplicate_invoice", LAYER[BILLING], "contract_line", plan.line.id, 0)


@leak("overbilled", quantity=8)
def quantity_over(plan: Plan) -> None:
    """Eleven units were invoiced where eight are contracted."""
    for invoice in plan.invoices[8:]:
        bill = invoice.bill
        bill.reprice(quantity=11)
        plan.leak("overbilled", -3 * bill.unit)


@leak("overbilled", quantity=8)
def credited_in_part(plan: Plan) -> None:
    """Three units too many, of which a credit note takes back two."""
    invoice = plan.invoices[8]
    bill = invoice.bill
    bill.reprice(quantity=11)
    invoice.credit_notes.append(CreditNote(2 * bill.unit, invoice.issue_on + timedelta(days=1)))
    plan.leak("overbilled", -bill.unit)


@leak("credit_memo")
def credited_too_much(plan: Plan) -> None:
    """A duplicate is credited with more than it was: the excess is a credit memo."""
    second = plan.again(plan.invoices[7], days_later=3)
    excess = percent_of(second.net, 25)
    second.charges = []
    second.credit_notes.append(CreditNote(second.net, second.issue_on + timedelta(days=4)))
    plan.invoices[7].credit_notes.append(CreditNote(excess, plan.invoices[7].issue_on + timedelta(days=1)))
    plan.leak("credit_memo", excess)


@leak("overbilled", start_month=0, term=12)
def billed_after_the_end(plan: Plan) -> None:
    """The term ended without renewal and one more month was invoiced."""
    last = plan.invoices[-1]
    start = plan.line.start.replace(year=plan.line.start.year + 1)
    bill = replace(last.bill, first=start, last=month_end(start))
    plan.extra.append(plan.new_invoice(bill, start))
    plan.leak("overbilled", -bill.net)


@leak("billed_without_contract")
def product_without_contract(plan: Plan) -> None:
    """An invoice for a product that no contract of the account has, paid."""
    product, start = plan.company.products["BESPOKE"], plan.company.month(14)
    bill = Bill(None, product, start, month_end(start), 1, product.list_cents, product.list_cents, interval=0)
    invoice = plan.new_invoice(bill, start)
    plan.extra.append(invoice)
    plan.leak("billed_without_contract", -bill.net, invoice=invoice, orphan=True)


@leak("rounding")
def one_cent_short(plan: Plan) -> None:
    """One invoice is a cent short."""
    plan.invoices[5].bill.amount -= 1
    plan.leak("rounding", 1, is_item=False)


@leak("rounding", currency="JPY")
def one_yen_short(plan: Plan) -> None:
    """One invoice is a yen short."""
    plan.invoices[5].bill.amount -= 1
    plan.leak("rounding", 1, is_item=False)


@leak("pricing_drift")
def wrong_price(plan: Plan) -> None:
    """A tenth below the contract price for half a year."""
    for invoice in plan.invoices[6:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit * 9 // 10)
        plan.leak("pricing_drift", right - bill.net)


@leak("pricing_drift")
def price_too_high(plan: Plan) -> None:
    """Above the contract price for three months: the customer is to be credited."""
    for invoice in plan.invoices[9:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit * 11 // 10)
        plan.leak("pricing_drift", right - bill.net)


@leak("pricing_drift", currency="KWD")
def wrong_price_in_dinars(plan: Plan) -> None:
    """A price below the contract by an odd number of thousandths."""
    for invoice in plan.invoices[10:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit - 1_777)
        plan.leak("pricing_drift", right - bill.net)


@leak("pricing_drift", start_month=0, term=12, auto_renew=True, uplift_pct=5)
def uplift_not_applied(plan: Plan) -> None:
    """The contract renewed with an uplift and was invoiced at the old price."""
    for invoice in plan.invoices[12:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.line.unit if bill.line else 0)
        plan.leak("pricing_drift", right - bill.net)


@leak("pricing_drift", start_month=0, uplift_pct=5, uplift_applies="anniversary")
def anniversary_not_raised(plan: Plan) -> None:
    """The second contract year was invoiced at the price of the first."""
    for invoice in plan.invoices[12:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=plan.line.unit)
        plan.leak("pricing_drift", right - bill.net)


@leak("pricing_drift")
def promotion_that_overstays(plan: Plan) -> None:
    """A promotion for three months was given for six: the first three are approved by its registration."""
    coupon = register_coupon(plan, 20, months=3, max_stack=1)
    for number, invoice in enumerate(plan.invoices[:6]):
        bill = invoice.bill
        bill.discounts = [(coupon, percent_of(bill.amount, 20))]
        if number < 3:
            plan.gap("pricing_drift", bill.amount - bill.net, approved=True)
        else:
            plan.leak("pricing_drift", bill.amount - bill.net)


@leak("persistent_drift", start_month=0, term=24, product="CORE", quantity=40, alone=True)
def small_every_month(plan: Plan) -> None:
    """Short by 0.3 % every month: within tolerance each time, no item of its own, found as persistent drift."""
    lost = 0
    for invoice in plan.invoices:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit * 997 // 1_000)
        lost += right - bill.net
    plan.leak("pricing_drift", lost, is_item=False)
    plan.found("persistent_drift", LAYER[BILLING], "account", plan.account.crm_id, lost)


@leak("pricing_drift")
def exception_expired(plan: Plan) -> None:
    """A discount whose exception ended before the as-of date: nothing is covered."""
    plan.approve("contract_line", plan.line.id, "pricing_drift", percent=100, valid_to=plan.company.month(16))
    wrong_price(plan)


@leak("unbilled_work")
def exception_without_approver(plan: Plan) -> None:
    """An exception that nobody approved covers nothing."""
    plan.approve("contract_line", plan.line.id, "unbilled_work", percent=100, approved_by=None, approved_on=None)
    invoice_never_written(plan)


@leak("unbilled_work")
def exception_covers_a_part(plan: Plan) -> None:
    """Forty percent of a missing invoice are approved, the rest is a leak."""
    gone = plan.invoices.pop(8).net
    approved = percent_of(gone, 40)
    plan.approve("contract_line", plan.line.id, None, percent=40)
    plan.gap("unbilled_work", approved, approved=True)
    plan.leak("unbilled_work", gone - approved)


@leak("credit_memo")
def credit_without_reason(plan: Plan) -> None:
    """A credit on a correct invoice, before it was paid."""
    invoice = plan.invoices[7]
    amount = percent_of(invoice.net, 15)
    invoice.credit_notes.append(CreditNote(amount, invoice.issue_on + timedelta(days=1)))
    plan.leak("credit_memo", amount)


@leak("credit_memo")
def refund_with_credit_note(plan: Plan) -> None:
    """A refund that a credit note covers is a credit memo, not a refund."""
    invoice = plan.invoices[6]
    refund = Refund(percent_of(invoice.net, 20), invoice.pay_on + timedelta(days=3))
    invoice.charges[0].refunds.append(refund)
    invoice.credit_notes.append(CreditNote(refund.amount, refund.on, refund))
    plan.leak("credit_memo", refund.amount)


@leak("ambiguous_match", product="SECURITY", quantity=9, alone=True)
def invoice_that_fits_two_lines(plan: Plan) -> None:
    """Two lines of one product; an invoice without ids fits both: a matching problem, not a leak."""
    plan.follow(replace(plan.spec, quantity=14))
    invoice = plan.invoices[8]
    invoice.bill.link = "none"
    plan.gap("ambiguous_match", invoice.net)
    plan.gap("ambiguous_match", -invoice.net, invoice=invoice, orphan=True, step=BILLING)
    plan.found("ambiguous_match", LAYER[BILLING], "contract_line", plan.line.id, invoice.net, is_item=False)
    invoice.bill.line = None


# Cash: what was invoiced and never came, or went back


@leak("dispute")
def dispute_lost(plan: Plan) -> None:
    """A lost chargeback took the money of one invoice."""
    invoice = plan.invoices[6]
    invoice.charges[0].disputes.append(Dispute(invoice.net, invoice.pay_on + WEEK, "lost"))
    plan.leak("dispute", invoice.net, invoice=invoice)


@leak("dispute")
def dispute_open(plan: Plan) -> None:
    """An open dispute holds the money of one invoice."""
    invoice = plan.invoices[9]
    invoice.charges[0].disputes.append(Dispute(invoice.net, invoice.pay_on + WEEK, "needs_response"))
    plan.leak("dispute", invoice.net, invoice=invoice)


@leak("dispute")
def dispute_over_a_part(plan: Plan) -> None:
    """A lost chargeback over a part of one invoice."""
    invoice = plan.invoices[6]
    dispute = Dispute(percent_of(invoice.net, 35), invoice.pay_on + WEEK, "lost")
    invoice.charges[0].disputes.append(dispute)
    plan.leak("dispute", dispute.amount, invoice=invoice)


@leak("refund")
def refund_without_credit_note(plan: Plan) -> None:
    """Part of a payment was returned and no credit note says why."""
    invoice = plan.invoices[7]
    amount = percent_of(invoice.net, 30)
    invoice.charges[0].refunds.append(Refund(amount, invoice.pay_on + WEEK))
    plan.leak("refund", amount, invoice=invoice)


@leak("write_off")
def marked_uncollectible(plan: Plan) -> None:
    """An invoice was given up."""
    invoice = plan.invoices[3]
    invoice.status, invoice.status_on = "uncollectible", invoice.due_on + timedelta(days=60)
    invoice.unpaid()
    plan.leak("write_off", invoice.net, invoice=invoice)


@leak("unverified_payment", alone=True)
def marked_paid_without_cash(plan: Plan) -> None:
    """An invoice is marked paid and no money can be found."""
    invoice = plan.invoices[6]
    invoice.unpaid()
    invoice.status = "paid"
    plan.leak("unverified_payment", invoice.net, invoice=invoice)


@leak("payment_failure", alone=True)
def card_declined(plan: Plan) -> None:
    """Three attempts failed; the invoice is overdue."""
    invoice = plan.invoices[8]
    invoice.charges = [Charge(invoice.due_on + timedelta(days=d), status="failed") for d in (0, 3, 7)]
    plan.leak("payment_failure", invoice.net, invoice=invoice)


@leak("overdue_unpaid", alone=True)
def never_paid(plan: Plan) -> None:
    """An invoice is overdue and nobody tried to collect it."""
    invoice = plan.invoices[8]
    invoice.unpaid()
    plan.leak("overdue_unpaid", invoice.net, invoice=invoice)


@leak("overdue_unpaid", start_day=25, pays_after=25, alone=True)
def due_one_day_past_grace(plan: Plan) -> None:
    """Payment grace ended the day before the as-of date."""
    invoice = plan.invoices[-2]
    invoice.unpaid()
    plan.leak("overdue_unpaid", invoice.net, invoice=invoice)


@leak("overdue_unpaid", tax_pct=20, quantity=10, alone=True)
def partly_paid_with_tax(plan: Plan) -> None:
    """Half of an invoice with tax was paid; half of its net amount is missing."""
    invoice = plan.invoices[8]
    invoice.charges[0].amount = (invoice.net + invoice.tax) // 2
    plan.leak("overdue_unpaid", invoice.net // 2, invoice=invoice)


@leak("overdue_unpaid", alone=True)
def partly_paid(plan: Plan) -> None:
    """Two fifths of an invoice were paid, the rest is overdue."""
    invoice = plan.invoices[7]
    paid = percent_of(invoice.net, 40)
    invoice.charges[0].amount = paid
    plan.leak("overdue_unpaid", invoice.net - paid, invoice=invoice)


@leak("payment_failure", alone=True)
def partly_paid_then_declined(plan: Plan) -> None:
    """A quarter was paid, the attempt to collect the rest failed."""
    invoice = plan.invoices[6]
    paid = percent_of(invoice.net, 25)
    second = Charge(invoice.due_on, amount=invoice.net - paid, status="failed")
    invoice.charges = [Charge(invoice.pay_on, amount=paid), second]
    plan.leak("payment_failure", invoice.net - paid, invoice=invoice)


@leak("overdue_unpaid", products=3, quantity=10, alone=True)
def bundle_half_paid(plan: Plan) -> None:
    """Half of an invoice with three lines was paid: half of each line is missing."""
    invoice = plan.invoices[7]
    invoice.charges[0].amount = invoice.net // 2
    for bill in invoice.bills:
        plan.gap("overdue_unpaid", bill.net // 2, invoice=invoice, line=bill.line)
    plan.leak("overdue_unpaid", invoice.net // 2, invoice=invoice, gap=False)


@leak("unapplied_cash", alone=True)
def paid_too_much(plan: Plan) -> None:
    """A payment is higher than its invoice; the rest fits nothing."""
    invoice, extra = plan.invoices[6], 7_350
    invoice.id = plan.company.next("in_")
    invoice.charges[0].amount = invoice.net + extra
    plan.is_paid(invoice)
    plan.book.states[None, invoice.id].collected += extra
    plan.book.gap(None, invoice.id, CASH, "unapplied_cash", False, -extra)
    plan.found("unapplied_cash", LAYER[CASH], "account", plan.account.crm_id, -extra)


@leak("unapplied_cash", frequency=12, term=12, alone=True)
def payment_that_fits_nothing(plan: Plan) -> None:
    """A payment without a reference, when every invoice of the account is paid."""
    amount, on = 123_456, plan.company.month(14) + timedelta(days=8)
    charge_id = plan.books.processor.charge(plan.account, Charge(on), amount, None)
    plan.book.states[None, charge_id].collected += amount
    plan.book.gap(None, charge_id, CASH, "unapplied_cash", False, -amount)
    plan.found("unapplied_cash", LAYER[CASH], "account", plan.account.crm_id, -amount)


# The ledger: postings that do not follow the invoices


@leak("posting_missing")
def revenue_not_posted(plan: Plan) -> None:
    """An invoice that the ledger does not know."""
    invoice = plan.invoices[6]
    invoice.postings = 0
    plan.found("posting_missing", "billed_vs_recognized", "contract_line", plan.line.id, invoice.net)


@leak("posting_duplicate")
def revenue_posted_twice(plan: Plan) -> None:
    """An invoice that the ledger has twice."""
    invoice = plan.invoices[6]
    invoice.postings = 2
    plan.found("posting_duplicate", "billed_vs_recognized", "contract_line", plan.line.id, -invoice.net)


@leak("posting_without_invoice")
def revenue_without_invoice(plan: Plan) -> None:
    """A manual journal to revenue that no invoice explains."""
    amount, on = 77_700, month_end(plan.company.month(13))
    number = plan.books.ledger.post(
        "Journal",
        on,
        [Entry(RECEIVABLE, amount), Entry(INCOME, -amount, plan.company.products["BESPOKE"].item_id)],
        currency=plan.spec.currency,
        entity=plan.account.ledger_id,
        memo="Manual accrual",
    )
    plan.book.states[None, str(number)].recognized += amount
    plan.found("posting_without_invoice", "billed_vs_recognized", "invoice", str(number), -amount)


# The bank: payouts and deposits


def plant_bank_leaks(books: Books, casts: int) -> tuple[set[str], dict[str, int]]:
    """Payouts that never arrive or arrive short, and deposits that belong to no payout: one each per cast of leaks.

    Where there are more casts than payouts to spoil, every other payout is left alone.
    """
    company, missing, short = books.company, set(), {}
    payouts = [p for p in books.processor.arrived() if p.currency == "USD" and p.net > 100_000]
    step = max(2, len(payouts) // (2 * casts + 1))
    for number in range(min(casts, len(payouts) // (2 * step))):
        lost, cut = payouts[(2 * number + 1) * step], payouts[(2 * number + 2) * step - 1]
        missing.add(lost.id)
        short[cut.id] = 4_321
        text = f"STRIPE {90_000 + number}"
        line_id = books.processor.deposit(65_432 + number, "USD", company.month(13) + timedelta(days=6), text)
        for cause, subject, amount, note in (
            ("payout_missing", lost.id, lost.net, "A payout that never reached the bank."),
            ("payout_short", cut.id, short[cut.id], "A payout that arrived short."),
            ("deposit_unknown", line_id, -65_432 - number, "A deposit of the processor that no payout explains."),
        ):
            _bank_truth(company, cause, subject, amount, note)
    return missing, short


def _bank_truth(company: Company, cause: str, subject: str, amount: int, note: str) -> None:
    company.sink.truth(
        "leaks",
        leak_id=company.next("L", 3),
        cause=cause,
        layer="processor_vs_bank",
        subject_type="payout",
        subject_id=subject,
        crm_account_id=None,
        currency="USD",
        leakage_amount=major(amount, "USD"),
        is_item=True,
        note=note,
    )
