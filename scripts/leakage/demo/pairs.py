"""Two and three causes on one contract line: on one billing period wherever that makes sense, else on two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from leakage.demo.bends import BENDS, HOSTS, Bend, Host, of_kind
from leakage.demo.plans import Books, Plan, Spec
from leakage.demo.worksheet import Case, Worksheet

# How documents name each other, in turns: whatever happens to an invoice, it is found.
LINKS = {
    "link": ("line", "item", "none", "deal", "spaces", "line", "lower"),
    "api": ("charge", "charge_link", "intent_link"),
    "posting": ("line", "line", "invoice", "line"),
}
# The periods of a pair by billing frequency, no neighbours of each other; the last for what is not due yet.
SLOTS = {1: (3, 7, 10), 3: (0, 2, 4)}
BY_QUARTER: tuple[dict[str, Any], ...] = (
    {"start_month": 0, "frequency": 3},
    {"start_month": 0, "frequency": 3, "timing": "arrears"},
    {"start_month": 0, "frequency": 3, "start_day": 17},
)


@dataclass(frozen=True)
class Combination:
    """Bends on one contract line."""

    bends: tuple[Bend, ...]
    is_one_period: bool
    host: Host | None = None
    terms: dict[str, Any] = field(default_factory=dict)

    @property
    def spec(self) -> dict[str, Any]:
        merged: dict[str, Any] = {**self.terms, **(self.host.spec if self.host else {})}
        for one in self.bends:
            merged |= one.spec
        return merged

    @property
    def names(self) -> list[str]:
        return ([self.host.name] if self.host else []) + [one.name for one in self.bends]


def combinations_of_causes() -> list[Combination]:
    """Every combination, in a fixed order."""
    return [*_on_one_period(), *_on_hosts(), *_on_two_periods(), *_by_quarter()]


def _one(*bends: Bend) -> Combination:
    return Combination(bends, is_one_period=True)


def _fits(first: Bend, second: Bend) -> bool:
    """Whether two bends of one invoice leave each other something to do and have one truth."""
    names = {first.name, second.name}
    clash = (
        {"promotion", "expired_promotion"},  # one of them is one discount too many
        {"short_quantity", "over_quantity"},
        {"low_price", "high_price"},
        {"short_quantity", "dearer_duplicate"},  # nothing was billed in full yet: no duplicate
        {"short_quantity", "duplicate"},
        {"refund", "refund_credited"},  # one refund has one note
        {"refund", "refund_partly_credited"},
        {"refund_credited", "refund_partly_credited"},
        {"not_posted", "posted_twice"},
    )
    return names not in clash


def _on_one_period() -> Iterator[Combination]:
    asked = of_kind("price", "again")
    lacking = of_kind("back", "rest", "all")
    for first, second in combinations(asked, 2):
        if _fits(first, second) and (first.kind, second.kind) != ("again", "again"):
            yield _one(first, second)
    credit = BENDS["credit"]
    for one in (*asked, *lacking, *of_kind("ledger")):
        yield _one(*((one, credit) if one in asked else (credit, one)))
    for first, second in product(asked, lacking):
        yield _one(first, second)
    backs, rests = of_kind("back"), of_kind("rest")
    for first, second in (*combinations(backs, 2), *product(backs, rests)):
        if _fits(first, second):
            yield _one(*sorted((first, second), key=lambda one: one.kind == "back"))
    for one, books in product((*of_kind("price"), *lacking), of_kind("ledger")):
        if one.name != "late_and_not_due":
            yield _one(one, books)
    yield _one(BENDS["shifted"], BENDS["dispute_part"])
    yield _one(BENDS["shifted"], BENDS["never_paid"])
    for triple in (
        ("short_quantity", "low_price", "dispute_part"),
        ("short_quantity", "expired_promotion", "part_paid"),
        ("low_price", "credit", "refund"),
        ("over_quantity", "low_price", "never_paid"),
        ("over_quantity", "credit", "dispute_part"),
        ("high_price", "credit", "never_paid"),
        ("duplicate", "credit", "never_paid"),
        ("credit", "part_paid", "dispute_part"),
        ("credit", "part_paid_then_written_off", "refund"),
        ("one_minor_unit_short", "credit", "declined"),
    ):
        yield _one(*(BENDS[name] for name in triple))


def _on_hosts() -> Iterator[Combination]:
    for one, second in product(HOSTS, (BENDS["credit"], *of_kind("back", "rest", "all"))):
        if second.name == "paid_too_much" or (one.name.startswith("usage") and second.name == "late_and_not_due"):
            continue
        yield Combination((second,), is_one_period=True, host=one)


def _on_two_periods() -> Iterator[Combination]:
    for first, second in combinations(BENDS.values(), 2):
        if not (first.is_alone and second.is_alone):
            yield Combination((first, second), is_one_period=False)


def _by_quarter() -> Iterator[Combination]:
    """On periods of several months, in advance, in arrears and from the middle of a month on."""
    asked = [BENDS[name] for name in ("short_quantity", "low_price", "over_quantity", "duplicate", "credit")]
    for number, (first, second) in enumerate(product(asked, of_kind("back", "rest", "all"))):
        yield Combination((first, second), is_one_period=True, terms=BY_QUARTER[number % len(BY_QUARTER)])


def plant(books: Books) -> None:
    """One contract line for every combination."""
    currencies = books.company.config.currencies
    for number, one in enumerate(combinations_of_causes()):
        spec: dict[str, Any] = {
            "quantity": 12,
            "currency": currencies[number % len(currencies)],
            **{name: values[number % len(values)] for name, values in LINKS.items()},
        }
        plan = Plan(books, Spec(**(spec | one.spec)), "pair", " + ".join(one.names).replace("_", " "))
        case = Case(plan)
        for bend, sheet in zip(one.bends, _sheets(one, case), strict=True):
            bend.apply(case, sheet)
        case.close()
        plan.publish()
        for first, second in combinations(one.names, 2):
            books.company.sink.truth(
                "pairs",
                leak_id=plan.id,
                first=first,
                second=second,
                is_one_period=one.is_one_period,
                contract_line_id=plan.line.id,
                crm_account_id=plan.account.crm_id,
            )


def _sheets(one: Combination, case: Case) -> list[Worksheet]:
    """The period of each bend; what is not due yet is of the last months."""
    if one.host:
        return [one.host.sheet(case)] * len(one.bends)
    earlier, later, last = SLOTS[case.plan.spec.frequency]
    is_late = [bend.name == "late_and_not_due" for bend in one.bends]
    if one.is_one_period:
        return [case.sheet(case.slots[last if any(is_late) else later])] * len(one.bends)
    slots = zip((earlier, later), is_late, strict=True)
    return [case.sheet(case.slots[last if late else slot]) for slot, late in slots]
