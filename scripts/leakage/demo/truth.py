"""What a perfect reader of the exports would find, written where it is planted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from leakage.demo.company import Account
from leakage.demo.money import major
from leakage.demo.writers import Sink

BILLING, CASH = "contracted_to_billed", "billed_to_collected"
CASH_CAUSES = {
    "dispute",
    "refund",
    "write_off",
    "unverified_payment",
    "payment_failure",
    "overdue_unpaid",
    "unapplied_cash",
}
LAYER = {BILLING: "booked_vs_billed", CASH: "billed_vs_collected"}


def step_of(cause: str) -> str:
    """The step of the bridge that a cause belongs to."""
    return CASH if cause in CASH_CAUSES else BILLING


@dataclass
class States:
    """The states of one revenue line, in minor units."""

    contracted: int = 0
    due: int = 0
    billed: int = 0
    recognized: int = 0
    collected: int = 0


class Cell(NamedTuple):
    """Where an amount of the bridge belongs; the month only where the truth knows it without spreading anything."""

    line: str | None
    orphan: str | None
    step: str
    cause: str
    approved: bool
    month: date | None


@dataclass
class LineBook:
    """Gaps and states of the revenue lines of one plan, in minor units; checked and written when the plan is done."""

    account: Account
    currency: str
    states: dict[tuple[str | None, str | None], States] = field(default_factory=lambda: defaultdict(States))
    gaps: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))

    def gap(
        self,
        line: str | None,
        orphan: str | None,
        step: str,
        cause: str,
        approved: bool,
        amount: int,
        month: date | None = None,
    ) -> None:
        self.gaps[Cell(line, orphan, step, cause, approved, month)] += amount

    def gap_of(self, line: str | None, orphan: str | None, step: str) -> int:
        return sum(amount for cell, amount in self.gaps.items() if cell[:3] == (line, orphan, step))

    def check(self) -> None:
        """Every cent has its cause, by two separate tallies."""
        for (line, orphan), state in self.states.items():
            billing, cash = self.gap_of(line, orphan, BILLING), self.gap_of(line, orphan, CASH)
            if (state.due - state.billed, state.billed - state.collected) != (billing, cash):
                raise AssertionError(f"truth does not close on {line or orphan}: {state}, gaps {billing} and {cash}")

    def write(self, sink: Sink) -> None:
        self.check()
        common = {"crm_account_id": self.account.crm_id, "currency": self.currency}
        for (line, orphan), state in self.states.items():
            amounts = {f"{name}_amount": major(value, self.currency) for name, value in vars(state).items()}
            sink.truth("states", contract_line_id=line, orphan_id=orphan, **common, **amounts)
        for cell, amount in self.gaps.items():
            if amount:
                sink.truth(
                    "bridge",
                    contract_line_id=cell.line,
                    orphan_id=cell.orphan,
                    **common,
                    step=cell.step,
                    cause=cell.cause,
                    is_approved=cell.approved,
                    service_month=cell.month,
                    gap_amount=major(amount, self.currency),
                )
