"""What the marts say against the truth written with the company: items, bridge cells, states, decoys, pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

Query = Callable[[str], list[tuple[Any, ...]]]
Key = tuple[Any, ...]
Amounts = dict[Key, Decimal]

STATES = ("contracted", "due", "billed", "recognized", "collected")


def read_truth(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of a truth file; none where the company has no such file."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def summed(rows: Iterable[tuple[Any, ...]]) -> Amounts:
    """Rows as key columns and, last, an amount, summed by key."""
    amounts: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for *key, amount in rows:
        amounts[tuple(key)] += Decimal(amount)
    return dict(amounts)


@dataclass(frozen=True)
class Score:
    """Planted and found things of one kind, and how many of them are the same to the minor unit."""

    planted: int
    found: int
    right: int

    @property
    def is_perfect(self) -> bool:
        return self.planted == self.found == self.right


@dataclass(frozen=True)
class Comparison:
    """Amounts by key, as planted and as found."""

    what: str
    names: tuple[str, ...]
    """What the parts of a key are."""
    planted: Amounts
    found: Amounts

    def _parts(self, by: tuple[str, ...]) -> Callable[[Key], Key]:
        places = [self.names.index(name) for name in by]
        return lambda key: tuple(key[place] for place in places)

    def scores(self, *by: str) -> dict[Key, Score]:
        """Scores by parts of the key, of everything that was planted or found."""
        part = self._parts(by)
        counts: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
        for key in self.planted.keys() | self.found.keys():
            count = counts[part(key)]
            count[0] += key in self.planted
            count[1] += key in self.found
            count[2] += self.planted.get(key) == self.found.get(key)
        return {key: Score(*counts[key]) for key in sorted(counts, key=repr)}

    def totals(self, *by: str) -> dict[Key, tuple[Decimal, Decimal]]:
        """Planted and found money by parts of the key; the currency should be one of them."""
        part = self._parts(by)
        sums: defaultdict[Key, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for place, amounts in enumerate((self.planted, self.found)):
            for key, amount in amounts.items():
                sums[part(key)][place] += amount
        return {key: (planted, found) for key, (planted, found) in sums.items()}

    def differences(self) -> list[str]:
        """What a person needs to see: the key by name, what was found, what was planted."""
        keys = self.planted.keys() | self.found.keys()
        wrong = sorted((key for key in keys if self.planted.get(key) != self.found.get(key)), key=repr)
        return [
            f"{self.what}: {self._readable(key)}: found {self.found.get(key, 'nothing')},"
            f" planted {self.planted.get(key, 'nothing')}"
            for key in wrong
        ]

    def _readable(self, key: Key) -> str:
        return ", ".join(
            f"{name} {value}" for name, value in zip(self.names, key, strict=True) if value not in ("", None)
        )

    def wrong_keys(self) -> Iterator[Key]:
        """Keys whose amounts differ."""
        for key in self.planted.keys() | self.found.keys():
            if self.planted.get(key) != self.found.get(key):
                yield key


def _direction(amount: Decimal) -> str:
    """What a customer is to be credited with, or an unpaid invoice to cancel, is over; lost money is under."""
    return "under" if amount > 0 else "over"


def compare_items(truth: Path, query: Query) -> Comparison:
    """Leak items by cause, direction and subject. An unpaid duplicate is an item of no money and counts as well."""

    def keyed(rows: Iterable[tuple[Any, ...]]) -> Amounts:
        return summed((*key, _direction(Decimal(amount)), amount) for *key, amount in rows)

    planted = (
        (row["cause"], row["subject_type"], row["subject_id"], row["currency"], row["leakage_amount"])
        for row in read_truth(truth, "leaks")
        if row["is_item"] == "true"
    )
    found = query("select cause, subject_type, subject_id, currency, leakage_amount from fct_leakage_items")
    names = ("cause", "subject type", "subject", "currency", "direction")
    return Comparison("item", names, keyed(planted), keyed(found))


def compare_cells(truth: Path, query: Query) -> Comparison:
    """Bridge cells by line, step, cause and approval; by service month too on lines whose truth names the months."""
    rows = read_truth(truth, "bridge")
    by_month = {row["contract_line_id"] for row in rows if row["contract_line_id"] and row.get("service_month")}
    planted = (
        (
            row["contract_line_id"],
            row["crm_account_id"],
            row["currency"],
            row["step"],
            row["cause"],
            row["is_approved"] == "true",
            row["service_month"] if row["contract_line_id"] in by_month else "",
            row["gap_amount"],
        )
        for row in rows
    )
    found = (
        (*key, month if key[0] in by_month else "", amount)
        for *key, month, amount in query("""
            select
                coalesce(bridge.contract_line_id, ''), accounts.crm_account_id, bridge.currency, bridge.step,
                bridge.cause, bridge.is_approved, cast(bridge.service_month as varchar), bridge.gap_amount
            from fct_gap_bridge as bridge
            left join dim_accounts as accounts on bridge.account_key = accounts.account_key
        """)
    )
    names = ("contract line", "account", "currency", "step", "cause", "approved", "month")
    return Comparison("bridge cell", names, _without_nothing(summed(planted)), _without_nothing(summed(found)))


def compare_states(truth: Path, query: Query) -> Comparison:
    """The four states, and what of the contracts is due, by contract line."""
    planted = (
        (row["contract_line_id"], row["crm_account_id"], row["currency"], state, row[f"{state}_amount"])
        for row in read_truth(truth, "states")
        for state in STATES
    )
    found = query(
        " union all ".join(
            f"""
            select
                coalesce(states.contract_line_id, ''), accounts.crm_account_id, states.currency, '{state}',
                states.{state}_amount
            from fct_revenue_states as states
            left join dim_accounts as accounts on states.account_key = accounts.account_key
            """
            for state in STATES
        )
    )
    names = ("contract line", "account", "currency", "state")
    return Comparison("state", names, _without_nothing(summed(planted)), _without_nothing(summed(found)))


def _without_nothing(amounts: Amounts) -> Amounts:
    return {key: amount for key, amount in amounts.items() if amount}


def decoys_found(truth: Path, query: Query) -> list[str]:
    """What is wrongly found on the decoys and their accounts: items of money, and cells that count as leakage."""
    decoys = read_truth(truth, "decoys")
    kinds = {row["subject_id"]: row["kind"] for row in decoys}
    accounts = {row["crm_account_id"]: row["kind"] for row in decoys if row["crm_account_id"]}
    found = []
    for subject, account, cause, amount in query("""
        select items.subject_id, accounts.crm_account_id, items.cause, items.leakage_amount
        from fct_leakage_items as items
        left join dim_accounts as accounts on items.account_key = accounts.account_key
    """):
        kind = kinds.get(subject) or accounts.get(account)
        if kind:
            found.append(f"decoy {kind}: item {cause} of {amount} on {subject}")
    for line, cause, amount in query("select contract_line_id, cause, gap_amount from fct_gap_bridge where is_leakage"):
        if line in kinds:
            found.append(f"decoy {kinds[line]}: bridge cell {cause} of {amount} on {line}")
    return found


@dataclass(frozen=True)
class PairScore:
    """Lines that carry this pair, and how many of them are right in every item and every cell."""

    planted: int
    right: int


def pair_scores(truth: Path, items: Comparison, cells: Comparison) -> dict[tuple[str, str, bool], PairScore]:
    """By the two things that happen on one contract line, and whether they happen to one billing period."""
    wrong_lines = {key[0] for key in cells.wrong_keys()}
    wrong_subjects = {key[2] for key in items.wrong_keys()}
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_truth(truth, "leaks"):
        subjects[row["leak_id"]].add(row["subject_id"])
    counts: defaultdict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for row in read_truth(truth, "pairs"):
        own = subjects[row["leak_id"]] | {row["contract_line_id"]}
        count = counts[row["first"], row["second"], row["is_one_period"] == "true"]
        count[0] += 1
        count[1] += row["contract_line_id"] not in wrong_lines and not own & wrong_subjects
    return {key: PairScore(*count) for key, count in counts.items()}
