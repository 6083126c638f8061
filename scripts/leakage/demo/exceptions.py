"""Approved exceptions of every scope over every kind of gap: in full, in part, by percent, by amount; and void ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from leakage.demo.bends import BENDS
from leakage.demo.company import Company
from leakage.demo.plans import Books, Plan, Spec
from leakage.demo.worksheet import Approval, Case, Worksheet

DAY = timedelta(days=1)
GAPS = (
    "short_quantity",
    "low_price",
    "expired_promotion",
    "missing",
    "change_order_missing",
    "credit",
    "dispute_part",
    "refund",
    "part_paid",
    "declined",
    "written_off",
    "marked_paid",
)
SLOT = 7

Make = Callable[[Company, Worksheet, int], list[Approval]]
"""The exceptions over a period that lacks so much."""


@dataclass(frozen=True)
class Excepted:
    """Bends of one period and the exceptions over what it lacks."""

    note: str
    bends: tuple[str, ...]
    make: Make
    spec: dict[str, Any] = field(default_factory=dict)


def _cause(sheet: Worksheet) -> str:
    return sheet.parts()[0].cause


def _cases() -> Iterator[Excepted]:
    """Every combination, in a fixed order."""
    for name in GAPS:
        yield Excepted(
            "Forty percent, on the line, for its cause.",
            (name,),
            lambda company, sheet, gap: [Approval("contract_line", _cause(sheet), percent=40)],
        )
        yield Excepted(
            "Half of the gap as an amount, on the line, for any cause.",
            (name,),
            lambda company, sheet, gap: [Approval("contract_line", amount=gap // 2)],
        )
        yield Excepted(
            "All of it, on the account, by an amount above the gap.",
            (name,),
            lambda company, sheet, gap: [Approval("account", amount=gap + 5_000)],
            {"alone": True},
        )
        if name not in ("missing", "change_order_missing"):
            yield Excepted(
                "Without percent and amount: all of it, on the invoice.",
                (name,),
                lambda company, sheet, gap: [Approval("invoice", _cause(sheet), invoice=sheet.invoice)],
            )
    yield from _void()
    yield from _several()


def _void() -> Iterator[Excepted]:
    """Exceptions that cover nothing, of every scope."""
    reasons: dict[str, Callable[[Company], dict[str, Any]]] = {
        "Expired the day before the as-of date.": lambda c: {"valid_to": c.as_of - DAY},
        "Not valid before the day after the as-of date.": lambda c: {"valid_from": c.as_of + DAY},
        "Nobody approved it.": lambda c: {"approved_by": None, "approved_on": None},
        "Approved after the as-of date.": lambda c: {"approved_on": c.as_of + DAY},
    }
    for number, (note, values) in enumerate(reasons.items()):
        for scope, name in (("contract_line", "low_price"), ("invoice", "written_off"), ("account", "refund")):

            def void(
                company: Company,
                sheet: Worksheet,
                gap: int,
                scope: str = scope,
                values: Callable[[Company], dict[str, Any]] = values,
                percent: int | None = (100, None)[number % 2],
            ) -> list[Approval]:
                own = sheet.invoice if scope == "invoice" else None
                valid = values(company)
                return [Approval(scope, percent=percent, invoice=own, covers=False, valid=valid)]

            yield Excepted(note, (name,), void, {"alone": scope == "account"})
    yield Excepted(
        "For another cause than that of the gap.",
        ("low_price",),
        lambda company, sheet, gap: [Approval("contract_line", "write_off", percent=100)],
    )
    for name in ("over_quantity", "duplicate", "high_price"):
        yield Excepted(
            "What was billed too much is not missing: nothing to approve.",
            (name,),
            lambda company, sheet, gap: [Approval("contract_line", percent=100)],
        )


def _several() -> Iterator[Excepted]:
    """Several exceptions on one gap, and one over several causes."""
    yield Excepted(
        "Thirty percent on the line, then an amount on the invoice, then half of the rest on the account.",
        ("never_paid",),
        lambda company, sheet, gap: [
            Approval("contract_line", percent=30),
            Approval("invoice", amount=gap // 5, invoice=sheet.invoice),
            Approval("account", percent=50),
        ],
        {"alone": True},
    )
    yield Excepted(
        "For the cause before for any cause.",
        ("low_price",),
        lambda company, sheet, gap: [
            Approval("contract_line", "pricing_drift", percent=50),
            Approval("contract_line", percent=50),
        ],
    )
    yield Excepted(
        "A promotion sanctions its part first, the exception the rest of the price.",
        ("low_price", "promotion"),
        lambda company, sheet, gap: [Approval("contract_line", "pricing_drift", percent=100)],
    )
    yield Excepted(
        "An amount over several causes covers them in their order.",
        ("short_quantity", "low_price", "dispute_part"),
        lambda company, sheet, gap: [
            Approval("contract_line", amount=sum(part.amount for part in sheet.parts()[:1]) + 1_111)
        ],
    )
    yield Excepted(
        "A percent over several causes is rounded once over all.",
        ("short_quantity", "expired_promotion", "part_paid"),
        lambda company, sheet, gap: [Approval("contract_line", percent=33)],
    )
    yield Excepted(
        "Approved on the invoice: the refund as well as what was never paid.",
        ("refund", "part_paid"),
        lambda company, sheet, gap: [Approval("invoice", percent=25, invoice=sheet.invoice)],
    )
    yield Excepted(
        "Unpaid over-billing is no missing money; the rest of the invoice is half approved.",
        ("over_quantity", "never_paid"),
        lambda company, sheet, gap: [Approval("contract_line", percent=50)],
    )
    yield Excepted(
        "A credit approved, and what the customer then did not pay is not.",
        ("credit", "part_paid"),
        lambda company, sheet, gap: [Approval("contract_line", "credit_memo", percent=100)],
    )


def plant(books: Books) -> None:
    """One contract line for every case."""
    currencies = books.company.config.currencies
    for number, one in enumerate(_cases()):
        spec: dict[str, Any] = {"quantity": 12, "currency": currencies[number % len(currencies)]}
        for name in one.bends:
            spec |= BENDS[name].spec
        plan = Plan(books, Spec(**(spec | one.spec)), "pair", one.note)
        case = Case(plan)
        sheet = case.sheet(case.slots[SLOT])
        for name in sorted(one.bends, key=list(BENDS).index):
            BENDS[name].apply(case, sheet)
        gap = sum(part.amount for part in sheet.parts() if part.amount > 0)
        case.approvals = one.make(books.company, sheet, gap)
        case.close()
        plan.publish()
