"""What is true about prices: what makes `rate card - billed` of each invoice line, and each discount at signing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leakage.demo.billing import Bill, Expected, Invoice, Line
from leakage.demo.money import major, percent_of, round_half_away
from leakage.demo.plans import Plan

THRESHOLD_PCT = 15
SANCTIONED = {"price_lock", "approved_discount", "promotion"}

Parts = list[tuple[str, int]]  # cause and amount


@dataclass
class Prices:
    """The prices of one plan: the list price on a day is given, what was done to an invoice is told by who did it."""

    plan: Plan
    list_unit: Callable[[Line, date], int]
    cause: str = "wrong_rate"  # of what an invoice lacks of the contract price and nobody explains
    approved_pct: int | None = None  # of the discount at signing
    excepted: bool = False  # an approved exception covers all of the drift
    explanation: str | None = None  # the one way to an unexplained price, where the author knows it
    split: str | None = None  # how the discount at signing is split
    skip_changed: bool = False  # lines off their price are no matter of price
    as_parts: Callable[[int, Bill], Parts | None] | None = None  # of the n-th invoice, where there are several

    def write_drift(self, invoice: Invoice, line_ids: Sequence[str]) -> None:
        numbers = [n for n, one in enumerate(self.plan.invoices) if one is invoice]
        if not numbers:
            return  # usage and change orders have no list price of this kind
        for bill, line_id in zip(invoice.bills, line_ids, strict=True):
            if bill.line is not None and not bill.is_proration:
                self._write_line(bill, bill.line, line_id, numbers[0])

    def _write_line(self, bill: Bill, line: Line, line_id: str, number: int) -> None:
        currency = line.currency
        expected = self._expected(bill, line)
        contract = round_half_away(Fraction(expected.amount * bill.quantity, line.quantity))
        if self.skip_changed and contract != bill.net:
            return
        drift = self.as_parts(number, bill) if self.as_parts else None
        if drift is None:
            drift = [(self.cause, contract - bill.net)]
        assert sum(amount for _, amount in drift) == contract - bill.net, (self.plan.id, number, drift)
        months = bill.weight
        exact_list = Fraction(self.list_unit(line, bill.first)) * bill.quantity * months
        parts = [*self._discount(bill, line, contract, exact_list), *drift]
        at_list = abs(exact_list - bill.net) < 1 and not any(amount for _, amount in drift)
        for cause, amount in [] if at_list else parts:
            if not amount:
                continue
            self.plan.company.sink.truth(
                "pricing",
                invoice_line_id=line_id,
                contract_line_id=line.id,
                currency=currency,
                drift_cause=cause,
                is_sanctioned=cause in SANCTIONED or (self.excepted and cause == self.cause),
                drift_amount=major(amount, currency),
                monthly_drift_amount=major(round_half_away(Fraction(amount) / months), currency),
                annualized_drift_amount=major(round_half_away(Fraction(12 * amount) / months), currency),
                is_current=bool(line.months) and bill.first <= self.plan.company.as_of <= bill.last,
                explanation=self.explanation if cause == "wrong_rate" else None,
            )

    def _discount(self, bill: Bill, line: Line, contract: int, exact_list: Fraction) -> Parts:
        """Growth of the list price since signing, and the discount at signing with its excess."""
        exact_signed = Fraction(self.list_unit(line, line.closed_on)) * bill.quantity * bill.weight
        at_signing = round_half_away(exact_signed)
        growth = round_half_away(exact_list) - at_signing
        if abs(exact_signed - contract) < 1:
            return [("price_lock", growth)]
        signed = round_half_away(Fraction(line.unit) * bill.quantity * bill.weight)
        allowed = percent_of(at_signing, max(THRESHOLD_PCT, self.approved_pct or 0))
        excess = max(0, at_signing - signed - allowed)
        approved = at_signing - contract - excess
        return [("price_lock", growth), ("approved_discount", approved), ("unapproved_discount", excess)]

    def _expected(self, bill: Bill, line: Line) -> Expected:
        [one] = [e for e in self.plan.expected if e.line is line and e.first == bill.first]
        return one

    def unapproved(self) -> int:
        """The excess of all invoices of the first line."""
        line, total = self.plan.line, 0
        for invoice in self.plan.invoices:
            bill = invoice.bill
            contract = round_half_away(Fraction(self._expected(bill, line).amount * bill.quantity, line.quantity))
            parts = dict(self._discount(bill, line, contract, Fraction(0)))
            total += parts.get("unapproved_discount", 0)
        return total

    def write_discounts(self) -> None:
        for line in [] if self.plan.spec.has_no_lines else self.plan.lines:
            first_term = [e for e in self.plan.expected if e.line is line and not e.is_renewal]
            months = self._months(line, first_term)
            listed = round_half_away(self.list_unit(line, line.closed_on) * line.quantity * months)
            discount = listed - line.total
            if discount <= percent_of(listed, THRESHOLD_PCT):
                status = "within_policy"
            elif self.approved_pct is None:
                status = "missing_approval"
            else:
                status = "approved" if discount <= percent_of(listed, self.approved_pct) else "exceeds_approval"
            self.plan.company.sink.truth(
                "discounts",
                contract_line_id=line.id,
                currency=line.currency,
                list_amount=major(listed, line.currency),
                net_amount=major(line.total, line.currency),
                approved_pct=self.approved_pct,
                status=status,
                split_finding=self.split,
            )

    @staticmethod
    def _months(line: Line, periods: list[Expected]) -> Fraction:
        """The whole term as signed; a cut comes later."""
        if not line.months:
            return Fraction(1)
        if line.cut_on is not None or line.end is None:
            return Fraction(line.term_months)
        years = line.uplift_pct and line.uplift_applies == "anniversary"
        return Fraction(line.term_months) if years else sum((e.weight for e in periods), Fraction(0))
