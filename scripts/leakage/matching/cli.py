"""`leakage match-benchmark`: the matching ladder on labelled data."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from leakage.matching.benchmark import Outcome, Score, run_benchmark
from leakage.matching.generate import Difficulty

FIGURES = ("precision", "recall", "F1", "precision (value)", "recall (value)", "F1 (value)")


def shares(figures: tuple[float, ...]) -> list[str]:
    """Figures with four decimals, cut and not rounded: 1.0000 means all of them."""
    return [f"{int(figure * 10_000) / 10_000:.4f}" for figure in figures]


def numbers(text: str) -> list[int]:
    """Whole numbers between commas."""
    try:
        return [int(number) for number in text.replace("_", "").split(",")]
    except ValueError as error:
        raise typer.BadParameter(f"{text} is not a list of whole numbers like 1,2,3") from error


def print_outcome(outcome: Outcome, title: str, console: Console, *, cases: bool) -> None:
    """One run as tables: rungs, what stayed open, and planted cases where asked for."""
    table = Table(title=title, title_justify="left")
    for heading in ("rung", "", "pairs", "right", *FIGURES):
        table.add_column(heading, justify="left" if heading in ("rung", "") else "right")

    def add(name: str, kind: str, score: Score) -> None:
        table.add_row(name, kind, f"{score.found:,}", f"{score.right:,}", *shares(score.figures()))

    names = {frozenset({True}): "confirmed", frozenset({False}): "suggested", frozenset({True, False}): "both"}
    for rung, score in outcome.by_rung.items():
        add(rung, names[frozenset(outcome.kinds[rung])], score)
    table.add_section()
    add("all", "confirmed", outcome.confirmed)
    add("all", "", outcome.total)
    console.print(table)
    rates = ", ".join(f"{name} {share:.4f}" for name, share in sorted(outcome.matched_lines.items()))
    reasons = ", ".join(f"{name} {count:,}" for name, count in outcome.open_reasons.items())
    console.print(f"Bank lines: {rates}", soft_wrap=True)
    console.print(f"Open rows: {reasons}", soft_wrap=True)
    console.print(
        f"Groups that are tied: {outcome.ties:,}; suggestions where the days mislead everybody: {outcome.misled:,}"
    )
    console.print()
    if cases:
        planted = Table(title="Pairs found by planted case", title_justify="left")
        for heading in ("case", "found", "of"):
            planted.add_column(heading, justify="left" if heading == "case" else "right")
        for name, (right, true) in outcome.recall_by_case.items():
            planted.add_row(name, f"{right:,}", f"{true:,}")
        console.print(planted)


def print_runs(runs: list[tuple[int, int, Outcome]], console: Console) -> None:
    """All runs, one line each."""
    table = Table(title="All runs", title_justify="left")
    headings = (
        "lines",
        "seed",
        "rows",
        "confirmed",
        "wrong",
        "F1",
        "F1 (value)",
        "misled",
        "seconds",
        "rows/s",
        "times a plain join",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for lines, seed, outcome in runs:
        _, _, by_count, _, _, by_value = shares(outcome.total.figures())
        table.add_row(
            f"{lines:,}",
            str(seed),
            f"{outcome.rows:,}",
            f"{outcome.confirmed.found:,}",
            f"{outcome.confirmed.found - outcome.confirmed.right:,}",
            by_count,
            by_value,
            f"{outcome.misled:,}",
            f"{outcome.seconds:.1f}",
            f"{outcome.rows / outcome.seconds:,.0f}",
            f"{outcome.seconds / outcome.plain_seconds:,.0f}",
        )
    console.print(table)


def match_benchmark(
    rows: Annotated[
        str, typer.Option(help="Bank lines, or several numbers of them; payouts and invoices come on top.")
    ] = "1000",
    seeds: Annotated[str, typer.Option(help="Seeds: same seed, same data.")] = "1",
    difficulty: Annotated[
        str, typer.Option(help="easy, or hard: ties, wrong references, busy customers, sums with decoys.")
    ] = "hard",
    cases: Annotated[bool, typer.Option("--cases", help="Show what was found of each planted case.")] = False,
    keep: Annotated[
        Path | None, typer.Option(help="Keep facts, labels and database of the last run in this folder.")
    ] = None,
) -> None:
    """Match labelled data and print precision, recall and F1, by count and by value.

    A pair is a bank line and a payout or invoice that belong together, or the two lines of a reversal. A tie has no
    right pair: to say one is wrong. Seconds are those of the models, without dbt's start.
    Exit code 1 where a confirmed match is wrong.
    """
    if difficulty not in ("easy", "hard"):
        raise typer.BadParameter(f"{difficulty} is neither easy nor hard")
    grade: Difficulty = "easy" if difficulty == "easy" else "hard"
    console = Console(width=None if sys.stdout.isatty() else 150)
    runs: list[tuple[int, int, Outcome]] = []
    with TemporaryDirectory(prefix="leakage_matching_") as folder:
        for lines in numbers(rows):
            for seed in numbers(seeds):
                outcome = run_benchmark(lines, seed, keep or Path(folder), grade)
                speed = f"{outcome.seconds:.1f} s, {outcome.rows / outcome.seconds:,.0f} rows a second"
                title = f"Seed {seed}, {difficulty}: {lines:,} bank lines, {outcome.rows:,} rows in {speed}"
                print_outcome(outcome, title, console, cases=cases)
                runs.append((lines, seed, outcome))
    print_runs(runs, console)
    wrong = sum(outcome.confirmed.found - outcome.confirmed.right for _, _, outcome in runs)
    if wrong:
        console.print(f"{wrong} confirmed pairs are wrong.", style="bold red")
        raise typer.Exit(1)
