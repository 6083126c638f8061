"""`leakage accuracy`: generated companies with known truth, and what of it the marts find."""

import sys
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from leakage.accuracy.compare import Comparison, Score
from leakage.accuracy.run import Outcome, run_accuracy

LISTED = 40


def share(right: int, whole: int) -> str:
    """Three decimals, cut and not rounded: 1.000 means all of them."""
    return f"{right * 1000 // whole / 1000:.3f}" if whole else "-"


def score_cells(score: Score) -> list[str]:
    """Counts, precision and recall."""
    counts = [f"{count:,}" for count in (score.planted, score.found, score.right)]
    return [*counts, share(score.right, score.found), share(score.right, score.planted)]


def by_cause(title: str, compared: Comparison, rates: dict[str, Decimal]) -> Table:
    """Scores and money by cause; the money in the reporting currency, at one rate for both sides."""
    table = Table(title=title, title_justify="left")
    for heading in ("cause", "planted", "found", "right", "precision", "recall", "planted money", "found money"):
        table.add_column(heading, justify="left" if heading == "cause" else "right")
    money: dict[str, list[Decimal]] = {}
    for (cause, currency), sides in compared.totals("cause", "currency").items():
        sums = money.setdefault(cause, [Decimal(0), Decimal(0)])
        for place, amount in enumerate(sides):
            sums[place] += amount * rates[currency]
    for (cause,), score in compared.scores("cause").items():
        style = "" if score.is_perfect else "bold red"
        table.add_row(cause, *score_cells(score), *(f"{amount:,.2f}" for amount in money[cause]), style=style)
    table.add_section()
    (total,) = compared.scores().values()
    sums = [sum((sides[place] for sides in money.values()), Decimal(0)) for place in (0, 1)]
    table.add_row("all", *score_cells(total), *(f"{amount:,.2f}" for amount in sums), style="bold")
    return table


def pairs_of(outcome: Outcome) -> Table:
    """Who was planted with whom, and whether the marts told them apart."""
    names = list(dict.fromkeys(name for first, second, _ in outcome.pairs for name in (first, second)))
    marks: dict[frozenset[str], str] = {}
    for (first, second, is_one_period), score in sorted(outcome.pairs.items(), key=lambda pair: pair[0][2]):
        pair = frozenset((first, second))
        if score.right < score.planted or marks.get(pair) == "✗":
            marks[pair] = "✗"
        else:
            marks[pair] = "●" if is_one_period else "○"
    lines, right = sum(s.planted for s in outcome.pairs.values()), sum(s.right for s in outcome.pairs.values())
    table = Table(
        title=f"Pairs on one contract line: {len(marks):,} pairs, {lines:,} times, {right:,} of them right\n"
        "(● on one billing period, ○ on two, ✗ not told apart)",
        title_justify="left",
        show_lines=False,
        padding=(0, 0, 0, 1),
        box=None,
    )
    table.add_column("")
    for number in range(len(names)):
        table.add_column(str(number + 1)[-1], justify="center")
    for number, name in enumerate(names):
        cells = [marks.get(frozenset((name, other)), " ") if other != name else "·" for other in names]
        table.add_row(f"{number + 1:2} {name.replace('_', ' ')}", *cells)
    return table


def print_outcome(outcome: Outcome, console: Console) -> None:
    """One company as tables, and what differs."""
    console.rule(outcome.title)
    console.print(by_cause("Leak items", outcome.items, outcome.rates))
    console.print(by_cause("Cells of the bridge", outcome.cells, outcome.rates))
    console.print(by_cause("Differences from the rate card", outcome.prices, outcome.rates))
    if outcome.pairs:
        console.print(pairs_of(outcome))
    (states,) = outcome.states.scores().values()
    console.print(f"{states.right:,} of {states.planted:,} amounts of the states are exact.", highlight=False)
    console.print(
        f"{sum(outcome.decoys.values()):,} decoys of {len(outcome.decoys):,} kinds:"
        f" {len(outcome.false_findings) or 'no'} false findings.",
        highlight=False,
    )
    differences = outcome.differences()
    for line in differences[:LISTED]:
        console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
    if len(differences) > LISTED:
        console.print(f"... {len(differences) - LISTED:,} more differences", style="red")


def accuracy(
    seeds: Annotated[str, typer.Option(help="Seeds, comma-separated: one company each.")] = "1",
    lines: Annotated[int, typer.Option(min=0, help="Contract lines; never fewer than what is planted.")] = 2_000,
    keep: Annotated[
        Path | None, typer.Option(help="Keep each company, its truth and its marts in a folder in here.")
    ] = None,
) -> None:
    """Build generated companies with every leak, pair of leaks and decoy, and print what of the truth the marts find.

    Exit code 1 where anything is missed, invented or off by a minor unit.
    """
    try:
        numbers = [int(seed) for seed in seeds.split(",")]
    except ValueError:
        raise typer.BadParameter(f"--seeds wants whole numbers, such as 1,2,3, and not {seeds}") from None
    console = Console(width=None if sys.stdout.isatty() else 130)
    wrong = 0
    with TemporaryDirectory(prefix="leakage_accuracy_") as folder:
        for seed in numbers:
            outcome = run_accuracy((keep or Path(folder)) / f"seed_{seed}", seed, lines, console)
            print_outcome(outcome, console)
            wrong += bool(outcome.differences())
    if wrong:
        console.print(f"{wrong} of {len(numbers)} companies are not exact.", style="bold red")
        raise typer.Exit(1)
    console.print(
        f"Every cause of {len(numbers)} companies: precision 1.000, recall 1.000, amounts exact.", style="bold"
    )
