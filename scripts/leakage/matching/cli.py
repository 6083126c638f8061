"""`leakage match-benchmark`: the matching ladder on labelled data."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from leakage.matching.benchmark import Outcome, Score, run_benchmark

FIGURES = ("precision", "recall", "F1", "precision (value)", "recall (value)", "F1 (value)")


def shares(figures: tuple[float, ...]) -> list[str]:
    """Figures with four decimals, cut and not rounded: 1.0000 means all of them."""
    return [f"{int(figure * 10_000) / 10_000:.4f}" for figure in figures]


def print_outcome(outcome: Outcome, seed: int, console: Console) -> None:
    """One run as tables: rungs, planted cases, reasons of open rows."""
    title = f"Seed {seed}: {outcome.rows:,} rows in {outcome.seconds:.1f} s with dbt's start"
    table = Table(title=title, title_justify="left")
    for heading in ("rung", "", "pairs", "right"):
        table.add_column(heading, justify="left" if heading in ("rung", "") else "right")
    for heading in FIGURES:
        table.add_column(heading, justify="right")

    def add(name: str, kind: str, score: Score, *, whole: bool) -> None:
        precision, _, _, value_precision, _, _ = shares(score.figures())
        figures = shares(score.figures()) if whole else [precision, "", "", value_precision, "", ""]
        table.add_row(name, kind, f"{score.found:,}", f"{score.right:,}", *figures)

    for (rung, is_confirmed), score in outcome.by_rung.items():
        add(rung, "confirmed" if is_confirmed else "suggested", score, whole=False)
    table.add_section()
    add("all", "confirmed", outcome.confirmed, whole=True)
    add("all", "", outcome.total, whole=True)
    console.print(table)

    cases = Table(title="Pairs found by planted case, and open rows by reason", title_justify="left")
    for heading in ("case", "found", "of", "open reason", "rows"):
        cases.add_column(heading, justify="left" if heading in ("case", "open reason") else "right")
    left = [(name, f"{right:,}", f"{true:,}") for name, (right, true) in outcome.recall_by_case.items()]
    right = [(name, f"{count:,}") for name, count in outcome.open_reasons.items()]
    for number in range(max(len(left), len(right))):
        case = left[number] if number < len(left) else ("", "", "")
        reason = right[number] if number < len(right) else ("", "")
        cases.add_row(*case, *reason)
    console.print(cases)


def match_benchmark(
    rows: Annotated[int, typer.Option(min=100, help="Bank lines; payouts and invoices come on top.")] = 1000,
    seed: Annotated[int, typer.Option(help="First seed: same seed, same data.")] = 1,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds, one after the other.")] = 1,
    keep: Annotated[
        Path | None, typer.Option(help="Keep facts, labels and database of the last seed in this folder.")
    ] = None,
) -> None:
    """Match labelled data and print precision, recall and F1, by count and by value.

    A pair is a bank line and a payout or invoice that belong together, or the two lines of a reversal.
    Exit code 1 where a confirmed match is wrong.
    """
    console = Console(width=None if sys.stdout.isatty() else 150)
    wrong = 0
    with TemporaryDirectory(prefix="leakage_matching_") as folder:
        for number in range(seed, seed + seeds):
            outcome = run_benchmark(rows, number, keep or Path(folder))
            print_outcome(outcome, number, console)
            wrong += outcome.confirmed.found - outcome.confirmed.right
    if wrong:
        console.print(f"{wrong} confirmed pairs are wrong.", style="bold red")
        raise typer.Exit(1)
