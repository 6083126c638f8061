"""Loads labelled data in front of the matching models, runs them, and compares their groups with the labels."""

import csv
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

from leakage.matching.generate import Labelled, generate
from leakage.project import ROOT, LeakageError

INPUTS = {
    "int_canonical__payouts": """select md5('payout' || id) as payout_key, 'stripe' as system,
        'stripe' as source_relation, id as payout_id, 'paid' as status, reference, currency,
        cast(cents as decimal(18, 4)) * 0.01 as amount, cast("on" as date) as arrives_on from payouts""",
    "int_canonical__bank_lines": """select md5('line' || id) as bank_line_key, 'bank' as system,
        'bank' as source_relation, id as bank_line_id, 'BANK' as bank_account_id, party as counterparty_name,
        text as remittance_information,
        cast(null as varchar) as bank_reference, currency, cast(cents as decimal(18, 4)) * 0.01 as amount,
        cast("on" as date) as booked_on, cast("on" as date) as value_on from bank_lines""",
    "int_canonical__invoices": """select md5('invoice' || id) as invoice_key, 'generic' as system,
        'generic' as source_relation, id as invoice_id, number as invoice_number from invoices""",
    "int_cash__invoices": """select md5('invoice' || id) as invoice_key, id as invoice_id, 'generic' as source_relation,
        md5('account' || account) as account_key, currency, cast(cents as decimal(18, 4)) * 0.01 as payable_amount,
        cast(issued as date) as issued_on, cast(due as date) as due_on from invoices""",
    "int_cash__linked": """select invoice_key, cast(0 as decimal(18, 4)) as applied_amount
        from int_canonical__invoices where false""",
    "int_cash__payments": """select payout_key as payment_key, payout_id as payment_id, '' as account_key, currency, amount,
        arrives_on as paid_on from int_canonical__payouts where false""",
    "int_canonical__payments": "select payout_key as payment_key, system, reference from int_canonical__payouts where false",
    "int_cash__invoice_totals": """select invoice_key, cast(0 as decimal(18, 4)) as applied_amount, payable_amount
        from int_cash__invoices where false""",
    "int_entities__accounts": "select md5('account' || number) as account_key, name as account_name from accounts",
    "int_canonical__fee_schedule": """select * from (values
        {processor_fees},
        ('bank', 'USD', 0, 15), ('bank', 'EUR', 0, 15), ('bank', 'GBP', 0, 15)
        ) as fees (fee_system, currency, fee_pct, fixed_amount)""",
}


@dataclass(frozen=True)
class Score:
    """Pairs said to belong together against pairs that do, by number and by money (cents)."""

    found: int
    right: int
    true: int
    found_value: int
    right_value: int
    true_value: int

    @staticmethod
    def share(part: int, whole: int) -> float:
        return part / whole if whole else 1.0

    def figures(self) -> tuple[float, ...]:
        """Precision, recall and F1 by count, then by value."""
        precision, recall = self.share(self.right, self.found), self.share(self.right, self.true)
        by_value = self.share(self.right_value, self.found_value), self.share(self.right_value, self.true_value)
        return (
            precision,
            recall,
            self.share(2 * self.right, self.found + self.true),
            *by_value,
            self.share(2 * self.right_value, self.found_value + self.true_value),
        )


def score(found: set, true: set, value: dict) -> Score:
    """Compare two sets of pairs."""
    right = found & true
    sums = [sum(min(abs(value[row]) for row in pair) for pair in pairs) for pairs in (found, right, true)]
    return Score(len(found), len(right), len(true), *sums)


def pairs_of(rows: list[tuple[str, str]]) -> set[frozenset]:
    """Pairs that a group says belong together: across the sides, or the two lines of a reversal."""
    lines = [row for row in rows if row[0] == "bank"]
    others = [row for row in rows if row[0] != "bank"]
    if others:
        return {frozenset((line, other)) for line in lines for other in others}
    return {frozenset(pair) for pair in combinations(lines, 2)}


def write_tables(labelled: Labelled, folder: Path) -> None:
    """The facts as CSV files, amounts in cents, and the labels beside them."""
    tables = {name: getattr(labelled, name) for name in ("payouts", "invoices", "bank_lines")}
    tables["accounts"] = [{"number": number, "name": name} for number, name in enumerate(labelled.accounts)]
    tables["labels"] = [
        {"group": number, "case": case, "side": side, "id": row}
        for number, (case, rows) in enumerate(labelled.groups)
        for side, row in rows
    ]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


def load(folder: Path, database: Path) -> None:
    """What the matching models read, built from the files."""
    with duckdb.connect(str(database)) as connection:
        for name in ("payouts", "invoices", "bank_lines", "accounts"):
            file = folder / f"{name}.csv"
            connection.execute(f"create temp table {name} as select * from read_csv('{file}', all_varchar = true)")
        currencies = [row[0] for row in connection.execute("select distinct currency from payouts").fetchall()]
        fees = ", ".join(f"('stripe', '{currency}', 2.9, 0.3)" for currency in currencies)
        for name, query in INPUTS.items():
            connection.execute(f"create table {name} as {query.format(processor_fees=fees)}")
        connection.execute("""create or replace table int_canonical__fee_schedule as select fee_system, currency,
            cast(fee_pct as decimal(18, 8)) as fee_pct, cast(fixed_amount as decimal(18, 4)) as fixed_amount,
            date '2000-01-01' as valid_from, cast(null as date) as valid_to from int_canonical__fee_schedule""")


def run_models(database: Path, folder: Path) -> float:
    """Run the matching models only; the seconds they took, dbt's start included."""
    environment = os.environ | {
        "LEAKAGE_DB": str(database),
        "PYTHONPATH": str(ROOT / "scripts"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    started = 0.0
    for arguments in (
        ["seed", "-s", "currencies"],
        ["run", "-s", "path:models/intermediate/matching", "fct_match_groups"],
    ):
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", "-q", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise LeakageError(f"The matching models failed:\n{done.stdout}{done.stderr}")
    return time.monotonic() - started


@dataclass
class Outcome:
    """One run: scores by rung and by planted case, the reasons of open rows, the time."""

    rows: int
    seconds: float
    total: Score
    confirmed: Score
    by_rung: dict[tuple[str, bool], Score]
    recall_by_case: dict[str, tuple[int, int]]
    open_reasons: dict[str, int]


def measure(labelled: Labelled, groups: list[tuple]) -> Outcome:
    """Compare the groups of the mart with the labels."""
    value = {("payout", row["id"]): row["cents"] for row in labelled.payouts}
    value |= {("invoice", row["id"]): row["cents"] for row in labelled.invoices}
    value |= {("bank", row["id"]): row["cents"] for row in labelled.bank_lines}
    case_of = {pair: case for case, rows in labelled.groups for pair in pairs_of(rows)}
    members: dict[tuple, list] = defaultdict(list)
    reasons: dict[str, int] = defaultdict(int)
    for key, side, source_id, rung, is_confirmed, reason in groups:
        if rung:
            members[key, rung, is_confirmed].append((side, source_id))
        else:
            reasons[reason] += 1
    found: dict[tuple[str, bool], set] = defaultdict(set)
    for (_, rung, is_confirmed), rows in members.items():
        found[rung, is_confirmed] |= pairs_of(rows)
    everything = set().union(*found.values())
    sure = set().union(*(pairs for (_, is_confirmed), pairs in found.items() if is_confirmed))
    recall: dict[str, tuple[int, int]] = {}
    for pair, case in case_of.items():
        right, all_of = recall.get(case, (0, 0))
        recall[case] = (right + (pair in everything), all_of + 1)
    true = set(case_of)
    return Outcome(
        rows=len(value),
        seconds=0,
        total=score(everything, true, value),
        confirmed=score(sure, true, value),
        by_rung={name: score(pairs, true, value) for name, pairs in sorted(found.items())},
        recall_by_case=dict(sorted(recall.items())),
        open_reasons=dict(sorted(reasons.items())),
    )


def read_groups(database: Path) -> list[tuple[Any, ...]]:
    """What the mart says of every row."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            """select match_group_key, side, source_id, rung, is_confirmed, open_reason
            from fct_match_groups order by all"""
        ).fetchall()


def run_benchmark(rows: int, seed: int, folder: Path) -> Outcome:
    """Generate, load, match and measure once; facts, labels and database stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "matching.duckdb"
    database.unlink(missing_ok=True)
    labelled = generate(rows, seed)
    write_tables(labelled, folder)
    load(folder, database)
    seconds = run_models(database, folder)
    outcome = measure(labelled, read_groups(database))
    outcome.seconds = seconds
    return outcome
