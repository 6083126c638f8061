"""One generated company: written, built, and held against its truth."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console

from leakage.accuracy.compare import (
    Comparison,
    PairScore,
    Query,
    compare_cells,
    compare_items,
    compare_states,
    decoys_found,
    pair_scores,
    read_truth,
)
from leakage.accuracy.prices import compare_drift
from leakage.build import BuildOptions, dbt_environment, run_dbt
from leakage.demo.company import Config
from leakage.demo.generate import generate
from leakage.project import LeakageError, dbt_files

MARTS = ("fct_revenue_states", "fct_gap_bridge", "fct_leakage_items", "fct_pricing_drift", "dim_accounts")


@dataclass(frozen=True)
class Outcome:
    """How well the marts know what was planted in a company."""

    title: str
    items: Comparison
    cells: Comparison
    states: Comparison
    prices: Comparison
    """Differences from the rate card, on lines whose prices the truth knows."""
    decoys: dict[str, int]
    """Planted decoys by kind."""
    false_findings: list[str]
    pairs: dict[tuple[str, str, bool], PairScore]
    rates: dict[str, Decimal]
    """To the reporting currency on the as-of date: for sums that a person reads. What is right is judged per key."""

    def differences(self) -> list[str]:
        """Everything that is not as planted; nothing where all is exact."""
        compared = (self.states, self.cells, self.items, self.prices)
        return [line for one in compared for line in one.differences()] + self.false_findings


def write_company(folder: Path, seed: int, lines: int) -> tuple[Config, dict[str, int]]:
    """A company with every leak, pair of leaks and decoy, filled up with ordinary contracts to so many lines."""
    config = Config(out=folder, seed=seed, lines=lines, pairs=True)
    return config, generate(config)


def build_models(folder: Path, config: Config, console: Console) -> Path:
    """The marts that speak of leaks, over the company in a folder; no tests."""
    database = folder / "leakage.duckdb"
    options = BuildOptions(database=database, raw_dir=folder / "raw")
    environment = dbt_environment(options, database) | dbt_files(folder)
    arguments = ["build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test", "--threads", "2"]
    arguments += ["--vars", json.dumps({"as_of_date": config.as_of.isoformat()})]
    arguments += ["--select", *(f"+{mart}" for mart in MARTS)]
    errors = run_dbt(arguments, environment, console, verbose=False)
    if errors:
        raise LeakageError("The models failed:\n" + "\n".join(errors))
    return database


def measure(truth: Path, title: str, query: Query, as_of: str) -> Outcome:
    """The marts against the truth in a folder."""
    items, cells = compare_items(truth, query), compare_cells(truth, query)
    kinds: dict[str, set[str]] = {}
    for row in read_truth(truth, "decoys"):
        kinds.setdefault(row["kind"], set()).add(row["decoy_id"])
    rates = query(
        f"select currency, rate from int_fx__rates_to_reporting where date '{as_of}' between valid_from and valid_to"
    )
    return Outcome(
        title=title,
        items=items,
        cells=cells,
        states=compare_states(truth, query),
        prices=compare_drift(truth, query, "drift_amount"),
        decoys={kind: len(ids) for kind, ids in sorted(kinds.items())},
        false_findings=decoys_found(truth, query),
        pairs=pair_scores(truth, items, cells),
        rates={currency: Decimal(rate) for currency, rate in rates},
    )


def run_accuracy(folder: Path, seed: int, lines: int, console: Console) -> Outcome:
    """Write, build and measure one company; its files and its database stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    console.print(f"Seed {seed}: writing the company")
    config, written = write_company(folder, seed, lines)
    database = build_models(folder, config, console)
    title = (
        f"Seed {seed}: {written['accounts']:,} accounts, {written['lines']:,} contract lines,"
        f" {time.monotonic() - started:.0f} s"
    )
    with duckdb.connect(str(database), read_only=True) as connection:

        def query(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql).fetchall()

        return measure(folder / "truth", title, query, config.as_of.isoformat())
