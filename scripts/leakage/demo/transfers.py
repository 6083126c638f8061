"""Customers who pay by bank transfer: decoys whose every cent is in the bank, and leaks that only the bank shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from leakage.demo.billing import DAY, Invoice
from leakage.demo.money import major
from leakage.demo.plans import CASH, Books, Plan, Spec
from leakage.demo.registry import Entry
from leakage.demo.truth import LAYER

BANK_FEE = 1_500
CUSTOMERS: list[tuple[bool, Entry]] = []


def customer(kind: str, *, is_leak: bool = False, **spec: object) -> Callable[[Callable[[Plan], None]], None]:
    """A customer who pays by transfer, on an account of its own; the docstring is the note in the truth."""

    def register(plant: Callable[[Plan], None]) -> None:
        note = " ".join((plant.__doc__ or "").split())
        CUSTOMERS.append((is_leak, Entry(kind, note, Spec(start_month=9, alone=True, **spec), plant)))  # type: ignore[arg-type]

    return register


def plant_transfers(books: Books, casts: int) -> None:
    """One of each customer per cast; without leaks the leaky ones pay like everybody else."""
    company = books.company
    company.sink.row(
        "reference.fee_schedule",
        system="bank",
        currency="USD",
        percent=0,
        fixed_amount=major(BANK_FEE, "USD"),
        valid_from=company.rate_card_from,
    )
    for _ in range(casts):
        for is_leak, entry in CUSTOMERS:
            currency = entry.spec.currency if entry.spec.currency in company.config.currencies else "USD"
            plan = Plan(books, replace(entry.spec, currency=currency), "leak" if is_leak else "decoy", entry.note)
            entry.plant(plan) if company.config.leaks or not is_leak else _all_named(plan)
            plan.publish()
            if not is_leak:
                company.sink.truth(
                    "decoys",
                    decoy_id=plan.id,
                    kind=entry.kind,
                    subject_type="contract_line",
                    subject_id=plan.line.id,
                    crm_account_id=plan.account.crm_id,
                )


def _number(plan: Plan, invoice: Invoice) -> str:
    invoice.id = invoice.id or plan.company.next("in_")
    return invoice.id.replace("in_", "INV-")


def _transfer(plan: Plan, amount: int, on: date, text: str, payer: str | None = None) -> str:
    on = min(on, plan.company.as_of)
    return plan.books.processor.deposit(amount, plan.spec.currency, on, text, counterparty=payer or plan.account.name)


def _by_bank(plan: Plan, invoices: list[Invoice]) -> None:
    """Paid in full, and not through the processor."""
    for invoice in invoices:
        _number(plan, invoice)
        invoice.unpaid()
        invoice.status = "paid"
        plan.is_paid(invoice)


def _pay_each(plan: Plan, invoices: list[Invoice]) -> None:
    """A transfer for each invoice that names it, spelled like people and banks spell."""
    for order, invoice in enumerate(invoices):
        on, number = invoice.pay_on, _number(plan, invoice)
        spelled = (number, number.lower(), number.replace("-", " "), f"/{number}/", number.replace("0", "O"))
        payer = (plan.account.name, plan.account.name.upper(), plan.account.name.replace(" ", ", "))[order % 3]
        _transfer(plan, invoice.payable, on, f"Payment {spelled[order % len(spelled)]} thank you", payer)
        _by_bank(plan, [invoice])


def _all_named(plan: Plan) -> None:
    _pay_each(plan, plan.invoices)


@customer("transfer_with_reference", currency="JPY")
def with_reference(plan: Plan) -> None:
    """Pays every invoice by a transfer that names it, in many spellings."""
    _all_named(plan)


@customer("transfer_without_reference", currency="KWD")
def without_reference(plan: Plan) -> None:
    """One transfer forgot the invoice number: it is known by the one amount that is left."""
    forgotten = plan.invoices[4]
    _pay_each(plan, plan.invoices[:4] + plan.invoices[5:])
    _transfer(plan, forgotten.payable, forgotten.pay_on, "thank you for your service")
    _by_bank(plan, [forgotten])


@customer("transfer_for_two_invoices", currency="EUR")
def for_two_invoices(plan: Plan) -> None:
    """One transfer pays two invoices and names both."""
    first, second = plan.invoices[3:5]
    _pay_each(plan, plan.invoices[:3] + plan.invoices[5:])
    text = f"{_number(plan, first)}, {_number(plan, second)}"
    _transfer(plan, first.payable + second.payable, second.pay_on, text)
    _by_bank(plan, [first, second])


@customer("transfer_in_two_parts")
def in_two_parts(plan: Plan) -> None:
    """One invoice is paid by two transfers."""
    split = plan.invoices[3]
    _pay_each(plan, plan.invoices[:3] + plan.invoices[4:])
    part, number, on = split.payable * 2 // 5, _number(plan, split), split.pay_on
    _transfer(plan, part, on, f"part 1 {number}")
    _transfer(plan, split.payable - part, on + 3 * DAY, f"{number} rest")
    _by_bank(plan, [split])


@customer("transfer_taken_back")
def taken_back(plan: Plan) -> None:
    """A transfer bounced and was made again."""
    bounced = plan.invoices[5]
    number, on = _number(plan, bounced), bounced.pay_on
    _transfer(plan, bounced.payable, on, f"{number}")
    _transfer(plan, -bounced.payable, on + DAY, f"RETURNED {number}")
    _transfer(plan, bounced.payable, on + 4 * DAY, f"{number} again")
    _by_bank(plan, [bounced])
    _pay_each(plan, plan.invoices[:5] + plan.invoices[6:])


@customer("overdue_unpaid", is_leak=True)
def short_by_a_fee(plan: Plan) -> None:
    """The customer's bank kept a fee: the invoice it names is short by 15."""
    invoice = plan.invoices[5]
    _transfer(plan, invoice.payable - BANK_FEE, invoice.pay_on, _number(plan, invoice))
    _short(plan, invoice, "overdue_unpaid")
    _pay_each(plan, plan.invoices[:5] + plan.invoices[6:])


@customer("unverified_payment", is_leak=True)
def short_by_a_known_fee(plan: Plan) -> None:
    """Marked paid; the transfer names nothing and is the amount less the fee that our bank is known to take."""
    invoice = plan.invoices[5]
    _transfer(plan, invoice.payable - BANK_FEE, invoice.pay_on, "thank you")
    _short(plan, invoice, "unverified_payment")
    invoice.status = "paid"
    _pay_each(plan, plan.invoices[:5] + plan.invoices[6:])


def _short(plan: Plan, invoice: Invoice, cause: str) -> None:
    invoice.unpaid()
    plan.takes(invoice, invoice.net - BANK_FEE)
    plan.leak(cause, BANK_FEE, invoice=invoice)


@customer("unapplied_cash", is_leak=True)
def fits_nothing(plan: Plan) -> None:
    """A transfer of a known customer who owes nothing."""
    _all_named(plan)
    on = plan.company.month(14) + timedelta(days=8)
    _unapplied(plan, _transfer(plan, 43_210, on, "advance"), 43_210)


@customer("unapplied_cash", is_leak=True)
def pays_too_much(plan: Plan) -> None:
    """A transfer is higher than the invoice it names."""
    invoice, extra = plan.invoices[5], 5_040
    line_id = _transfer(plan, invoice.payable + extra, invoice.pay_on, _number(plan, invoice))
    _by_bank(plan, [invoice])
    _unapplied(plan, line_id, extra)
    _pay_each(plan, plan.invoices[:5] + plan.invoices[6:])


@customer("unapplied_cash", is_leak=True)
def pays_one_of_two(plan: Plan) -> None:
    """One transfer without reference, between two equal invoices that are open: nobody can say which it pays."""
    first, second = plan.invoices[3:5]
    on = first.due_on + (second.due_on - first.due_on) // 2
    _unapplied(plan, _transfer(plan, first.payable, on, "thank you"), first.payable)
    for invoice in (first, second):
        invoice.unpaid()
        plan.leak("overdue_unpaid", invoice.net, invoice=invoice)
    _pay_each(plan, plan.invoices[:3] + plan.invoices[5:])


def _unapplied(plan: Plan, line_id: str, amount: int) -> None:
    plan.book.states[None, line_id].collected += amount
    plan.book.gap(None, line_id, CASH, "unapplied_cash", False, -amount)
    plan.found("unapplied_cash", LAYER[CASH], "account", plan.account.crm_id, -amount)
