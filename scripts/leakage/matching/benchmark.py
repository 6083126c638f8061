"""Loads labelled data in front of the matching models, runs them, and compares their groups with the labels."""

import csv
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

from leakage.matching.generate import CASES, EXPONENT, Difficulty, Labelled, generate
from leakage.project import ROOT, LeakageError, dbt_files

# amounts are whole minor units in the files
MONEY = """cast({column} * case currencies.minor_units when 0 then 1.000 when 2 then 0.01 when 3 then 0.001 end
    as decimal(18, 4))"""
INPUTS = {
    "int_canonical__payouts": """select md5('payout' || id) as payout_key, 'stripe' as system,
        'stripe' as source_relation, id as payout_id, 'paid' as status, reference, currency,
        {minor} as amount, cast("on" as date) as arrives_on from payouts inner join currencies using (currency)""",
    "int_canonical__bank_lines": """select md5('line' || id) as bank_line_key, 'bank' as system,
        'bank' as source_relation, id as bank_line_id, 'BANK' as bank_account_id, party as counterparty_name,
        text as remittance_information,
        cast(null as varchar) as bank_reference, currency, {minor} as amount,
        cast("on" as date) as booked_on, cast("on" as date) as value_on
        from bank_lines inner join currencies using (currency)""",
    "int_canonical__invoices": """select md5('invoice' || id) as invoice_key, 'generic' as system,
        'generic' as source_relation, id as invoice_id, number as invoice_number from invoices""",
    "int_cash__invoices": """select md5('invoice' || id) as invoice_key, id as invoice_id, 'generic' as source_relation,
        md5('account' || account) as account_key, currency, {minor} as payable_amount,
        cast(issued as date) as issued_on, cast(due as date) as due_on
        from invoices inner join currencies using (currency)""",
    "int_entities__accounts": "select md5('account' || number) as account_key, name as account_name from accounts",
    "int_canonical__fee_schedule": """select system as fee_system, currency,
        cast(cast(permille as integer) * 0.1 as decimal(18, 8)) as fee_pct,
        {fixed} as fixed_amount, cast("first" as date) as valid_from, cast("last" as date) as valid_to
        from fees inner join currencies using (currency)""",
    # nothing else has paid: all invoices are open, and no other book records a payment
    "int_cash__linked": """select invoice_key, payable_amount as applied_amount
        from int_cash__invoices where false""",
    "int_cash__payments": """select payout_key as payment_key, payout_id as payment_id, '' as account_key,
        '' as evidence, currency, amount, arrives_on as paid_on from int_canonical__payouts where false""",
    "int_canonical__payments": """select payout_key as payment_key, system, reference
        from int_canonical__payouts where false""",
    "int_cash__invoice_totals": """select invoice_key, cast(0 as decimal(18, 4)) as applied_amount, payable_amount
        from int_cash__invoices""",
}
# what any matching has to do at least: read both sides and join them by currency and amount
PLAIN = """create or replace temp table plain as
    select lines.*, others.* from int_canonical__bank_lines as lines
    left join (
        select payout_key as other_key, currency, amount, arrives_on as expected_on, reference
        from int_canonical__payouts
        union all
        select invoice_key, currency, payable_amount, due_on, invoice_id from int_cash__invoices
    ) as others
        on lines.currency = others.currency and lines.amount = others.amount
        and lines.booked_on between others.expected_on - 35 and others.expected_on + 60"""


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
    tables = {name: getattr(labelled, name) for name in ("payouts", "invoices", "bank_lines", "fees")}
    tables["accounts"] = [{"number": number, "name": name} for number, name in enumerate(labelled.accounts)]
    tables["labels"] = [
        {"group": number, "case": group.case, "verdict": group.verdict, "side": side, "id": row}
        for number, group in enumerate(labelled.groups)
        for side, row in group.rows
    ]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


def load(folder: Path, database: Path) -> float:
    """What the matching models read, built from the files; the seconds that a plain scan and join of it takes."""
    with duckdb.connect(str(database)) as connection:
        for name in ("payouts", "invoices", "bank_lines", "accounts", "fees"):
            file = folder / f"{name}.csv"
            connection.execute(f"create temp table {name} as select * from read_csv('{file}', all_varchar = true)")
        connection.execute(f"create table currencies as select * from read_csv('{ROOT}/seeds/policy/currencies.csv')")
        for name, query in INPUTS.items():
            columns = {column: MONEY.format(column=f"cast({column} as bigint)") for column in ("minor", "fixed")}
            connection.execute(f"create table {name} as {query.format(**columns)}")
        started = time.monotonic()
        connection.execute(PLAIN)
        return time.monotonic() - started


def run_models(database: Path, folder: Path) -> float:
    """Run the matching models only; the seconds they took, without dbt's start."""
    environment = os.environ | {
        **dbt_files(folder),
        "LEAKAGE_DB": str(database),
        "PYTHONPATH": str(ROOT / "scripts"),
    }
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "dbt.cli.main",
            "-q",
            "run",
            "-s",
            "path:models/intermediate/matching",
            "fct_match_groups",
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise LeakageError(f"The matching models failed:\n{done.stdout}{done.stderr}")
    timings = [timing for result in _results(folder) for timing in result["timing"]]
    started, ended = (sorted(timing[edge] for timing in timings) for edge in ("started_at", "completed_at"))
    return (datetime.fromisoformat(ended[-1]) - datetime.fromisoformat(started[0])).total_seconds()


def _results(folder: Path) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads((folder / "target" / "run_results.json").read_text())["results"]
    return results


@dataclass
class Outcome:
    """One run: scores by rung and by planted case, what stayed open and why, the time."""

    rows: int
    lines: int
    seconds: float
    plain_seconds: float
    total: Score
    confirmed: Score
    by_rung: dict[str, Score]
    kinds: dict[str, set[bool]]
    recall_by_case: dict[str, tuple[int, int]]
    ties: int
    misled: int
    open_reasons: dict[str, int]
    matched_lines: dict[str, float]


def measure(labelled: Labelled, groups: list[tuple[Any, ...]]) -> Outcome:
    """Compare the groups of the mart with the labels.

    Only pairs that can be decided are right; any other pair is wrong, but what is only suggested for a line whose days
    mislead everybody is left out.
    """
    # one unit for all currencies, a thousandth: what is a large amount is one in any of them
    value: dict[tuple[str, str], int] = {}
    for table, side in ((labelled.payouts, "payout"), (labelled.invoices, "invoice"), (labelled.bank_lines, "bank")):
        for row in table:
            value[side, row["id"]] = row["minor"] * 10 ** (3 - EXPONENT[row["currency"]])
    case_of = {
        pair: group.case for group in labelled.groups if group.verdict == "decidable" for pair in pairs_of(group.rows)
    }
    members: dict[tuple[str, str, bool], list[tuple[str, str]]] = defaultdict(list)
    reasons: dict[str, int] = defaultdict(int)
    lines: dict[str, set[str]] = defaultdict(set)
    for key, side, source_id, rung, is_confirmed, reason in groups:
        if rung:
            members[key, rung, is_confirmed].append((side, source_id))
        else:
            reasons[reason] += 1
        if side == "bank":
            lines["confirmed" if is_confirmed else "suggested" if rung else "open"].add(source_id)
    found: dict[str, set[frozenset[tuple[str, str]]]] = defaultdict(set)
    kinds: dict[str, set[bool]] = defaultdict(set)
    sure: set[frozenset[tuple[str, str]]] = set()
    misled_lines = {
        row for group in labelled.groups if group.verdict == "misled" for row in group.rows if row[0] == "bank"
    }
    misled = 0
    for (_, rung, is_confirmed), rows in members.items():
        pairs = pairs_of(rows)
        if not is_confirmed and misled_lines & set(rows):
            misled += len(pairs)
            continue
        found[rung] |= pairs
        kinds[rung].add(is_confirmed)
        sure |= pairs if is_confirmed else set()
    everything = set().union(*found.values())
    recall: dict[str, tuple[int, int]] = {}
    for pair, case in case_of.items():
        right, all_of = recall.get(case, (0, 0))
        recall[case] = (right + (pair in everything), all_of + 1)
    true = set(case_of)

    # what a rung may find: what is made for it, and what it found all the same
    def meant(rung: str) -> set[frozenset[tuple[str, str]]]:
        others = set().union(*(pairs for name, pairs in found.items() if name != rung))
        return {
            pair for pair in true if pair in found[rung] or (CASES[case_of[pair]][2] == rung and pair not in others)
        }

    money = {row["id"]: abs(value["bank", row["id"]]) for row in labelled.bank_lines}
    shares = {f"{name} (count)": Score.share(len(ids), len(money)) for name, ids in lines.items()}
    whole = sum(money.values())
    shares |= {f"{name} (value)": Score.share(sum(money[one] for one in ids), whole) for name, ids in lines.items()}
    return Outcome(
        rows=len(value),
        lines=len(money),
        seconds=0,
        plain_seconds=0,
        total=score(everything, true, value),
        confirmed=score(sure, true, value),
        by_rung={name: score(pairs, meant(name), value) for name, pairs in sorted(found.items())},
        kinds=kinds,
        recall_by_case=dict(sorted(recall.items())),
        ties=sum(group.verdict == "tie" for group in labelled.groups),
        misled=misled,
        open_reasons=dict(sorted(reasons.items())),
        matched_lines=shares,
    )


def read_groups(database: Path) -> list[tuple[Any, ...]]:
    """What the mart says of every row."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(
            """select match_group_key, side, source_id, rung, is_confirmed, open_reason
            from fct_match_groups order by all"""
        ).fetchall()


def run_benchmark(rows: int, seed: int, folder: Path, difficulty: Difficulty = "hard") -> Outcome:
    """Generate, load, match and measure once; facts, labels and database stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "matching.duckdb"
    database.unlink(missing_ok=True)
    labelled = generate(rows, seed, difficulty)
    write_tables(labelled, folder)
    plain_seconds = load(folder, database)
    seconds = run_models(database, folder)
    outcome = measure(labelled, read_groups(database))
    outcome.seconds, outcome.plain_seconds = seconds, plain_seconds
    return outcome
