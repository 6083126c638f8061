"""Worksheets: billing periods with all that happened to them, and the truth that a controller writes under each.

The truth is worked out from the facts by the definitions of the causes, step by step as on paper, so that any number of
things may happen to one invoice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from leakage.demo.billing import WITHDRAWN, Invoice, Line
from leakage.demo.money import divide, major, month_start
from leakage.demo.plans import BILLING, CASH, GRACE_DAYS, Plan
from leakage.demo.truth import LAYER, step_of

# In the order of their precedence.
OVER = ("duplicate_invoice", "overbilled", "billed_without_contract", "pricing_drift")
UNDONE_BY_CREDIT = ("duplicate_invoice", "overbilled", "billed_without_contract", "rounding", "pricing_drift")
ORDER = ("scope_creep", "renewal_miss", "unbilled_work", *UNDONE_BY_CREDIT, "credit_memo", "dispute", "refund")
SMALL = ("pricing_drift", "rounding", "unbilled_work", "overbilled")
NO_ITEM = ("timing", "rounding", "ambiguous_match")
NO_MISSING_MONEY = (*NO_ITEM, "duplicate_invoice", "overbilled", "billed_without_contract")


class Part(NamedTuple):
    """A cause with its amount: of a billing period, or of one invoice of it."""

    step: str
    cause: str
    invoice: Invoice | None
    amount: int


class Worksheet:
    """One billing period of one contract line, or an invoice that no contract explains."""

    def __init__(self, plan: Plan, invoice: Invoice):
        self.plan, self.bill, self.invoice = plan, invoice.bill, invoice
        self.invoices = [invoice]
        self.line: Line | None = invoice.bill.line
        self.month = month_start(invoice.bill.first)
        self.is_one_month = self.month == month_start(invoice.bill.last)
        self.expected = invoice.bill.amount  # by the contract; a host that bills outside of it says so
        self.causes: defaultdict[str, int] = defaultdict(int)
        self.promoted = 0  # of a price difference: what a registered promotion sanctions
        self.overpaid = 0
        self.wrong_postings: str | None = None

    @property
    def is_invoiced(self) -> bool:
        """A period of the contract with an invoice: its differences are of quantity and price."""
        return bool(self.invoices) and self.expected > 0 and not self.causes["timing"]

    def parts(self) -> list[Part]:
        """What the period lacks, cause by cause."""
        causes, credit = dict(self.causes), sum(invoice.credited for invoice in self.invoices)
        for cause in UNDONE_BY_CREDIT:
            undone = min(credit, max(0, -causes.get(cause, 0)))
            if undone:
                causes[cause] += undone
                credit -= undone
        causes["credit_memo"] = credit
        over = {cause: max(0, -causes.get(cause, 0)) for cause in OVER}
        parts = [Part(BILLING, cause, None, amount) for cause, amount in causes.items()]
        for invoice in reversed(self.invoices):
            parts += self._of(invoice, over)
        return [part for part in parts if part.amount]

    def _of(self, invoice: Invoice, over: dict[str, int]) -> list[Part]:
        """What an invoice lacks: what it should never have asked for, then what went back, then what never came."""
        left, disputed, refunded = self._lacking(invoice)
        parts = []
        for cause, amount in (*over.items(), ("dispute", disputed), ("refund", refunded), (self._state(invoice), left)):
            taken = min(left, amount)
            parts.append(Part(CASH, cause, invoice, taken))
            left -= taken
            if cause in over:
                over[cause] -= taken
        return parts

    def _lacking(self, invoice: Invoice) -> tuple[int, int, int]:
        """What an invoice lacks, and what was disputed and refunded of what it had."""
        paid = [charge for charge in invoice.charges if charge.captured and charge.status == "succeeded"]
        disputed = sum(d.amount for charge in paid for d in charge.disputes if d.status in WITHDRAWN)
        refunded = sum(r.amount for charge in paid for r in charge.refunds if r.status == "succeeded")
        received = sum(invoice.payable if charge.amount is None else charge.amount for charge in paid)
        received -= self.overpaid if invoice is self.invoice else 0
        return invoice.net - invoice.credited - (received - disputed - refunded), disputed, refunded

    @property
    def refunded_over_billing(self) -> int:
        """Refunds without a credit note that the bridge shows as over-billing that was not paid."""
        lacking = [self._lacking(invoice) for invoice in self.invoices]
        refunded = sum(min(refunded, left) for left, _, refunded in lacking)
        return refunded - sum(part.amount for part in self.parts() if part.cause == "refund")

    def _state(self, invoice: Invoice) -> str:
        """Why the rest of an invoice was never paid."""
        if invoice.status == "uncollectible":
            return "write_off"
        if invoice.due_on + timedelta(days=GRACE_DAYS) >= self.plan.company.as_of:
            return "timing"
        if invoice.status == "paid":
            return "unverified_payment"
        return "payment_failure" if any(c.status == "failed" for c in invoice.charges) else "overdue_unpaid"


@dataclass
class Approval:
    """An approved exception, in the order in which exceptions cover."""

    scope: str
    cause: str | None = None
    percent: int | None = None
    amount: int | None = None
    invoice: Invoice | None = None
    covers: bool = True  # not where it expired, is not yet valid or nobody approved it
    valid: dict[str, Any] = field(default_factory=dict)

    def may_cover(self, sheet: Worksheet, part: Part) -> bool:
        """Whether a part is within the exception's scope and of its cause."""
        own = part.invoice or (sheet.invoice if len(sheet.invoices) == 1 else None)
        in_scope = self.scope == "account" or (
            sheet.line is not None if self.scope == "contract_line" else own is self.invoice
        )
        return self.covers and in_scope and self.cause in (None, part.cause)


class Case:
    """All worksheets of one plan, and the exceptions over them."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.slots = list(plan.invoices)
        self.sheets: list[Worksheet] = []
        self.approvals: list[Approval] = []

    def sheet(self, invoice: Invoice) -> Worksheet:
        made = Worksheet(self.plan, invoice)
        self.sheets.append(made)
        return made

    def close(self) -> None:
        """Write the truth: cells of the bridge with their approved part, and items."""
        rows = [(sheet, part) for sheet in self.sheets for part in sheet.parts()]
        rows.sort(key=lambda row: (row[0].month, row[1].step != BILLING, self._place(row[1])))
        approved = [self._promoted(sheet, part) for sheet, part in rows]
        for approval in self.approvals:
            self._write(approval)
            self._cover(approval, rows, approved)
        items: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
        small = self._small(rows, approved)
        for (sheet, part), covered in zip(rows, approved, strict=True):
            for amount, is_approved in ((part.amount - covered, False), (covered, True)):
                if amount:
                    self._gap(sheet, part, amount, is_approved)
            is_small = part.cause in SMALL and id(sheet) in small
            if part.cause not in NO_ITEM and part.amount != covered and not is_small:
                items[self._subject(sheet, part)] += part.amount - covered
        for (cause, subject_type, subject_id, _), amount in items.items():
            self.plan.found(cause, LAYER[step_of(cause)], subject_type, subject_id, amount)
        for sheet in self.sheets:
            self._cash_and_postings(sheet)
            if sheet.line is not None:
                self.plan.company.refunded_over_billing[sheet.line.id] += sheet.refunded_over_billing

    @staticmethod
    def _small(rows: list[tuple[Worksheet, Part]], approved: list[int]) -> set[int]:
        """Periods whose unapproved price and quantity differences stay within tolerance together: no item."""
        sums: defaultdict[int, int] = defaultdict(int)
        for (sheet, part), covered in zip(rows, approved, strict=True):
            if part.step == BILLING and part.cause in SMALL and sheet.is_invoiced:
                sums[id(sheet)] += part.amount - covered
        expected = {id(sheet): sheet.expected for sheet, _ in rows}
        return {sheet for sheet, amount in sums.items() if abs(amount) * 200 <= expected[sheet]}

    @staticmethod
    def _place(part: Part) -> int:
        return ORDER.index(part.cause) if part.cause in ORDER else len(ORDER)

    @staticmethod
    def _promoted(sheet: Worksheet, part: Part) -> int:
        is_price = part.step == BILLING and part.cause == "pricing_drift"
        return min(sheet.promoted, max(0, part.amount)) if is_price else 0

    def _cover(self, approval: Approval, rows: list[tuple[Worksheet, Part]], approved: list[int]) -> None:
        """Percents are of what is left, with one rounding over all; amounts are totals, the oldest cell first."""
        through = 0
        for number, (sheet, part) in enumerate(rows):
            is_missing = part.amount > 0 and part.cause not in NO_MISSING_MONEY
            if not is_missing or (part.step == CASH and part.cause == "pricing_drift"):
                continue
            if not approval.may_cover(sheet, part):
                continue
            left, before = part.amount - approved[number], through
            through += left
            if approval.percent is not None:
                covered = divide(through * approval.percent, 100) - divide(before * approval.percent, 100)
            elif approval.amount is not None:
                covered = min(left, max(0, approval.amount - before))
            else:
                covered = left
            approved[number] += covered

    def _write(self, approval: Approval) -> None:
        plan = self.plan
        if approval.invoice is not None:
            approval.invoice.id = approval.invoice.id or plan.company.next("in_")
        references = {
            "contract_line": plan.line.id,
            "invoice": approval.invoice.id if approval.invoice else "",
            "account": plan.account.crm_id,
        }
        amount = None if approval.amount is None else major(approval.amount, plan.spec.currency)
        plan.approve(
            approval.scope,
            references[approval.scope],
            approval.cause,
            percent=approval.percent,
            amount=amount,
            **approval.valid,
        )

    def _gap(self, sheet: Worksheet, part: Part, amount: int, is_approved: bool) -> None:
        is_orphan = sheet.line is None
        self.plan.gap(
            part.cause,
            amount,
            step=part.step,
            invoice=part.invoice or sheet.invoice,
            approved=is_approved,
            orphan=is_orphan,
            line=sheet.line,
            month=sheet.month if sheet.is_one_month and not is_orphan else None,
        )

    def _subject(self, sheet: Worksheet, part: Part) -> tuple[str, str, str, str]:
        """Cause, subject and direction of the item that a part belongs to."""
        is_over = part.amount < 0 or (part.step == CASH and part.cause in OVER)
        direction = "over" if is_over else "under"
        if sheet.line is not None and (part.step == BILLING or part.cause in OVER):
            return part.cause, "contract_line", sheet.line.id, direction
        invoice = part.invoice or sheet.invoice
        invoice.id = invoice.id or self.plan.company.next("in_")
        return part.cause, "invoice", invoice.id, direction

    def _cash_and_postings(self, sheet: Worksheet) -> None:
        plan, invoice = self.plan, sheet.invoice
        if sheet.overpaid:
            invoice.id = invoice.id or plan.company.next("in_")
            plan.takes(invoice, invoice.net - invoice.credited)
            plan.book.states[None, invoice.id].collected += sheet.overpaid
            plan.book.gap(None, invoice.id, CASH, "unapplied_cash", False, -sheet.overpaid)
            plan.found("unapplied_cash", LAYER[CASH], "account", plan.account.crm_id, -sheet.overpaid)
        if sheet.wrong_postings:
            invoice.postings = 0 if sheet.wrong_postings == "posting_missing" else 2
            amount = invoice.net if invoice.postings == 0 else -invoice.net
            plan.found(sheet.wrong_postings, "billed_vs_recognized", "contract_line", plan.line.id, amount)
