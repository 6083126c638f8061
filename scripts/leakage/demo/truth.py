"""What a perfect reader of the exports would find, written where it is planted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

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


@dataclass
class LineBook:
    """Gaps and states of the revenue lines of one plan, in minor units; checked and written when the plan is done."""

    account: Account
    currency: str
    states: dict[tuple[str | None, str | None], States] = field(default_factory=lambda: defaultdict(States))
    gaps: dict[tuple[str | None, str | None, str, str, bool], int] = field(default_factory=lambda: defaultdict(int))

    def gap(self, line: str | None, orphan: str | None, step: str, cause: str, approved: bool, amount: int) -> None:
        self.gaps[line, orphan, step, cause, approved] += amount

    def gap_of(self, line: str | None, orphan: str | None, step: str) -> int:
        return sum(v for (a, b, s, _, _), v in self.gaps.items() if (a, b, s) == (line, orphan, step))

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
        for (line, orphan, step, cause, approved), amount in self.gaps.items():
            if amount:
                sink.truth(
                    "bridge",
                    contract_line_id=line,
                    orphan_id=orphan,
                    **common,
                    step=step,
                    cause=cause,
                    is_approved=approved,
                    gap_amount=major(amount, self.currency),
                )
