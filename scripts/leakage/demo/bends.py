"""What can happen to one billing period: each bend changes the facts and notes the cause, in whatever company it comes.

Bends of one period are applied in the order of this list: what is asked for, then what is credited, then what is paid.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from leakage.demo.billing import Bill, Charge, CreditNote, Dispute, Invoice, Refund
from leakage.demo.decoys import amend, register_coupon
from leakage.demo.money import add_months, month_end, percent_of
from leakage.demo.worksheet import Case, Worksheet

DAY = timedelta(days=1)
Change = Callable[[Case, Worksheet], None]


@dataclass(frozen=True)
class Bend:
    """A thing that happens to a period, and what it can be combined with."""

    name: str
    kind: str  # price | again | credit | back | rest | all | ledger | apart
    apply: Change
    spec: dict[str, Any] = field(default_factory=dict)

    @property
    def is_alone(self) -> bool:
        return bool(self.spec.get("alone"))


BENDS: dict[str, Bend] = {}


def bend(kind: str, **spec: Any) -> Callable[[Change], Change]:
    """Registers a bend under the name of its function."""

    def decorate(change: Change) -> Change:
        BENDS[change.__name__] = Bend(change.__name__, kind, change, spec)
        return change

    return decorate


def of_kind(*kinds: str) -> list[Bend]:
    """Bends of these kinds, in order."""
    return [one for one in BENDS.values() if one.kind in kinds]


# What is asked for


@bend("price")
def short_quantity(case: Case, sheet: Worksheet) -> None:
    """Two units fewer than contracted."""
    bill = sheet.bill
    sheet.causes["unbilled_work"] += 2 * bill.unit
    bill.reprice(quantity=bill.quantity - 2)


@bend("price")
def over_quantity(case: Case, sheet: Worksheet) -> None:
    """Four units more than contracted."""
    bill = sheet.bill
    sheet.causes["overbilled"] -= 4 * bill.unit
    bill.reprice(quantity=bill.quantity + 4)


@bend("price")
def low_price(case: Case, sheet: Worksheet) -> None:
    """A tenth below the contract price."""
    bill, right = sheet.bill, sheet.bill.amount
    bill.reprice(unit=bill.unit * 9 // 10)
    sheet.causes["pricing_drift"] += right - bill.amount


@bend("price")
def high_price(case: Case, sheet: Worksheet) -> None:
    """A quarter above the contract price."""
    bill, right = sheet.bill, sheet.bill.amount
    bill.reprice(unit=bill.unit * 5 // 4)
    sheet.causes["pricing_drift"] += right - bill.amount


@bend("price")
def promotion(case: Case, sheet: Worksheet) -> None:
    """A registered promotion that is not in the contract price: approved, beyond what the price was raised by."""
    bill = sheet.bill
    coupon = register_coupon(case.plan, 20, months=None, max_stack=1)
    bill.discounts = [(coupon, percent_of(bill.amount, 20))]
    given = bill.amount - bill.net
    sheet.promoted = max(0, given + min(0, sheet.causes["pricing_drift"]))
    sheet.causes["pricing_drift"] += given


@bend("price")
def expired_promotion(case: Case, sheet: Worksheet) -> None:
    """A promotion whose window ended the day before the period."""
    bill = sheet.bill
    coupon = register_coupon(case.plan, 20, months=None, max_stack=1, valid_to=bill.first - DAY)
    bill.discounts = [(coupon, percent_of(bill.amount, 20))]
    sheet.causes["pricing_drift"] += bill.amount - bill.net


@bend("price")
def one_minor_unit_short(case: Case, sheet: Worksheet) -> None:
    """A cent, a yen, a fils less: rounding, unless the price is wrong anyhow."""
    sheet.bill.amount -= 1
    sheet.causes["pricing_drift" if sheet.causes["pricing_drift"] else "rounding"] += 1


def _again(sheet: Worksheet, second: Invoice) -> None:
    """A second invoice of the period is a duplicate up to what the contract asks, and over-billing beyond it."""
    expected = sheet.invoice.net + sum(sheet.causes.values())
    sheet.invoices.append(second)
    sheet.causes["duplicate_invoice"] -= min(second.net, expected)
    sheet.causes["overbilled"] -= max(0, second.net - expected)


@bend("again")
def duplicate(case: Case, sheet: Worksheet) -> None:
    """The same invoice again, paid again."""
    _again(sheet, case.plan.again(sheet.invoice, days_later=6))


@bend("again")
def dearer_duplicate(case: Case, sheet: Worksheet) -> None:
    """Again, for more than the first time."""
    second = case.plan.again(sheet.invoice, days_later=4, amount=sheet.bill.amount + 12_300)
    second.bill.discounts = []
    _again(sheet, second)


# What is credited


@bend("credit")
def credit(case: Case, sheet: Worksheet) -> None:
    """A credit note over an eighth of the invoice, before it is paid."""
    invoice = sheet.invoice
    invoice.credit_notes.append(CreditNote(invoice.net // 8, invoice.issue_on + DAY))


# What goes back


def _first(sheet: Worksheet) -> Charge:
    return sheet.invoice.charges[0]


@bend("back")
def dispute_part(case: Case, sheet: Worksheet) -> None:
    """A lost chargeback over a quarter of the invoice."""
    _first(sheet).disputes.append(Dispute(sheet.invoice.payable // 4, sheet.invoice.pay_on + 7 * DAY, "lost"))


@bend("back")
def refund(case: Case, sheet: Worksheet) -> None:
    """A fifth goes back and no credit note says why."""
    _first(sheet).refunds.append(Refund(sheet.invoice.payable // 5, sheet.invoice.pay_on + 5 * DAY))


@bend("back")
def refund_credited(case: Case, sheet: Worksheet) -> None:
    """A tenth goes back, with a credit note over all of it."""
    back = Refund(sheet.invoice.payable // 10, sheet.invoice.pay_on + 3 * DAY)
    _first(sheet).refunds.append(back)
    sheet.invoice.credit_notes.append(CreditNote(back.amount, back.on, back))


@bend("back")
def refund_partly_credited(case: Case, sheet: Worksheet) -> None:
    """A sixth goes back, with a credit note over half of it."""
    back = Refund(sheet.invoice.payable // 6, sheet.invoice.pay_on + 4 * DAY)
    _first(sheet).refunds.append(back)
    sheet.invoice.credit_notes.append(CreditNote(back.amount // 2, back.on, back))


# What never comes


def _pay_in_part(sheet: Worksheet) -> int:
    """Three fifths are paid; what is left."""
    payable, paid = sheet.invoice.payable, sheet.invoice.payable * 3 // 5
    _first(sheet).amount = paid
    return payable - paid


@bend("rest")
def part_paid(case: Case, sheet: Worksheet) -> None:
    """The rest is overdue."""
    _pay_in_part(sheet)


@bend("rest")
def part_paid_then_declined(case: Case, sheet: Worksheet) -> None:
    """The attempt to collect the rest failed."""
    rest = _pay_in_part(sheet)
    sheet.invoice.charges.append(Charge(sheet.invoice.due_on, amount=rest, status="failed"))


@bend("rest")
def part_paid_then_written_off(case: Case, sheet: Worksheet) -> None:
    """The rest was given up."""
    _pay_in_part(sheet)
    invoice = sheet.invoice
    invoice.status, invoice.status_on = "uncollectible", invoice.due_on + 20 * DAY


@bend("rest", alone=True)
def part_found(case: Case, sheet: Worksheet) -> None:
    """Marked as paid, and three fifths of the money can be found."""
    _pay_in_part(sheet)
    sheet.invoice.status = "paid"


@bend("rest")
def late_and_not_due(case: Case, sheet: Worksheet) -> None:
    """Invoiced so late that the rest is not due yet."""
    delay = case.plan.company.as_of - sheet.invoice.issue_on - 9 * DAY
    for invoice in sheet.invoices:
        invoice.issue_on += delay
        invoice.due_on += delay
        for charge in invoice.charges:
            charge.on = invoice.issue_on + 2 * DAY
    for note in sheet.invoice.credit_notes:
        note.on = sheet.invoice.issue_on + DAY
    _pay_in_part(sheet)


@bend("all")
def disputed(case: Case, sheet: Worksheet) -> None:
    """An open dispute holds all of the money."""
    invoice = sheet.invoice
    _first(sheet).disputes.append(Dispute(invoice.payable, invoice.pay_on + 7 * DAY, "needs_response"))


@bend("all")
def never_paid(case: Case, sheet: Worksheet) -> None:
    """Overdue, and nobody tried to collect it."""
    sheet.invoice.unpaid()


@bend("all")
def declined(case: Case, sheet: Worksheet) -> None:
    """Two attempts failed."""
    sheet.invoice.charges = [Charge(sheet.invoice.due_on + d * DAY, status="failed") for d in (0, 4)]


@bend("all")
def written_off(case: Case, sheet: Worksheet) -> None:
    """An attempt failed, and the invoice was given up: a write-off, whatever was tried before."""
    invoice = sheet.invoice
    invoice.charges = [Charge(invoice.due_on, status="failed")]
    invoice.status, invoice.status_on = "uncollectible", invoice.due_on + 20 * DAY


@bend("all", alone=True)
def marked_paid(case: Case, sheet: Worksheet) -> None:
    """An attempt failed, the invoice is marked as paid, and no money can be found."""
    invoice = sheet.invoice
    invoice.charges = [Charge(invoice.due_on, status="failed")]
    invoice.status = "paid"


@bend("all", alone=True)
def paid_too_much(case: Case, sheet: Worksheet) -> None:
    """More was paid than asked for; what exceeds it fits nothing."""
    sheet.overpaid = 7_350
    _first(sheet).amount = sheet.invoice.payable + sheet.overpaid


# What the books say


@bend("ledger")
def not_posted(case: Case, sheet: Worksheet) -> None:
    """The ledger does not know the invoice."""
    sheet.wrong_postings = "posting_missing"


@bend("ledger")
def posted_twice(case: Case, sheet: Worksheet) -> None:
    """The ledger has the invoice twice."""
    sheet.wrong_postings = "posting_duplicate"


# What stands beside the invoice of the period


@bend("apart")
def missing(case: Case, sheet: Worksheet) -> None:
    """The invoice was never written."""
    sheet.causes["unbilled_work"] += sheet.invoice.net
    case.plan.invoices.remove(sheet.invoice)
    sheet.invoices = []


@bend("apart")
def change_order_missing(case: Case, sheet: Worksheet) -> None:
    """Work delivered in the month was never invoiced."""
    case.plan.order_change("delivered", 345_600, month=_number(case, sheet), day=12)
    sheet.causes["scope_creep"] += case.plan.change_orders.pop().net


@bend("apart")
def shifted(case: Case, sheet: Worksheet) -> None:
    """Short by what the next month is long: nothing is lost."""
    following = case.slots[case.slots.index(sheet.invoice) + 1]
    step = sheet.bill.unit // 5
    other = case.sheet(following)
    for one, sign in ((sheet, 1), (other, -1)):
        before = one.bill.amount
        one.bill.reprice(unit=one.bill.unit - sign * step)
        one.causes["timing"] += before - one.bill.amount


@bend("apart")
def foreign_product(case: Case, sheet: Worksheet) -> None:
    """In the same month, an invoice for a product that no contract of the account has."""
    plan = case.plan
    product, start = plan.company.products["BESPOKE"], sheet.month
    unit = plan.company.list_unit("BESPOKE", plan.spec.currency, start)
    bill = Bill(None, product, start, month_end(start), 1, unit, unit, interval=0)
    invoice = plan.new_invoice(bill, start + 3 * DAY)
    plan.extra.append(invoice)
    sheet_of_it = case.sheet(invoice)
    sheet_of_it.expected = 0
    sheet_of_it.causes["billed_without_contract"] -= unit


def _number(case: Case, sheet: Worksheet) -> int:
    """The month's number in the last 18."""
    company = case.plan.company
    return next(n for n in range(18) if company.month(n) == sheet.month)


# Periods of other kinds, with a difference of their own, for whatever happens to their invoice


@dataclass(frozen=True)
class Host:
    """A kind of period that something is wrong with already."""

    name: str
    spec: dict[str, Any]
    sheet: Callable[[Case], Worksheet]


HOSTS: list[Host] = []


def host(**spec: Any) -> Callable[[Callable[[Case], Worksheet]], Callable[[Case], Worksheet]]:
    """Registers a host under the name of its function."""

    def decorate(make: Callable[[Case], Worksheet]) -> Callable[[Case], Worksheet]:
        HOSTS.append(Host(make.__name__, spec, make))
        return make

    return decorate


@host(product="API", usage="line", currency="USD")
def usage_under_billed(case: Case) -> Worksheet:
    """Sixty units of usage were left out."""
    sheet = case.sheet(case.plan.overages[0])
    sheet.causes["scope_creep"] += 60 * sheet.bill.unit
    sheet.bill.reprice(quantity=sheet.bill.quantity - 60)
    return sheet


@host(product="API", usage="line", currency="USD")
def usage_over_billed(case: Case) -> Worksheet:
    """Sixty units of usage too many."""
    sheet = case.sheet(case.plan.overages[0])
    sheet.causes["overbilled"] -= 60 * sheet.bill.unit
    sheet.bill.reprice(quantity=sheet.bill.quantity + 60)
    return sheet


@host(change_order=True)
def change_order_under_billed(case: Case) -> Worksheet:
    """A change order was invoiced with a quarter less."""
    sheet = case.sheet(case.plan.change_orders[0])
    bill, right = sheet.bill, sheet.bill.amount
    bill.reprice(unit=right * 3 // 4)
    sheet.causes["scope_creep"] += right - bill.amount
    return sheet


@host(start_month=0, term=12, auto_renew=True, uplift_pct=5)
def uplift_missed(case: Case) -> Worksheet:
    """A renewal term at the price before its uplift."""
    sheet = case.sheet(case.slots[14])
    bill, right = sheet.bill, sheet.bill.amount
    bill.reprice(unit=case.plan.line.unit)
    sheet.causes["pricing_drift"] += right - bill.amount
    return sheet


@host(start_month=0, term=12, link="line")  # by account and product, nothing matches after the end
def after_the_end(case: Case) -> Worksheet:
    """One more month after the term ended."""
    last = case.slots[-1]
    start = add_months(case.plan.line.start, 12)
    invoice = case.plan.new_invoice(replace(last.bill, first=start, last=month_end(start)), start)
    case.plan.extra.append(invoice)
    sheet = case.sheet(invoice)
    sheet.expected = 0
    sheet.causes["overbilled"] -= invoice.net
    return sheet


@host()
def without_contract(case: Case) -> Worksheet:
    """An invoice for a product without a contract."""
    foreign_product(case, Worksheet(case.plan, case.slots[5]))
    return case.sheets[0]


@host(start_day=15, anchor_next_month=True, link="item")
def prorated(case: Case) -> Worksheet:
    """The days before the common billing day, with a tenth left out of their price."""
    sheet = case.sheet(case.slots[0])
    missing_amount = sheet.bill.amount // 10
    sheet.bill.amount -= missing_amount
    sheet.causes["pricing_drift"] += missing_amount
    return sheet


@host(start_month=6, cut_on_month_day=(13, 15), quantity=28, link="line")  # without ids it would fit both lines
def replaced_and_invoiced_whole(case: Case) -> Worksheet:
    """Replaced by an amendment in the middle of February, which was invoiced whole."""
    amend(case.plan, case.plan.company.month(13) + 15 * DAY, 4)
    sheet = case.sheet(case.slots[-1])
    bill, right = sheet.bill, sheet.bill.amount
    bill.last, bill.is_proration = month_end(bill.first), False
    bill.amount = bill.quantity * case.plan.line.unit
    sheet.causes["overbilled"] += right - bill.amount
    return sheet
