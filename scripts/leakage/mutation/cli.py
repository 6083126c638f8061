"""`leakage mutate`: break each rule in turn and show which test catches it."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from leakage.mutation.bench import MUTANTS, Bench, Mutant, Verdict, read_mutants, rounds


def mutate(
    only: Annotated[str, typer.Option(help="Only mutants whose rule, change or file contains this text.")] = "",
    mutants: Annotated[Path, typer.Option(help="The list of mutants.")] = MUTANTS,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print each verdict when it is known.")] = False,
) -> None:
    """Break each rule of the models in turn, in memory, and show which test notices.

    Exit code 1 where a mutant survives every test, does not run, or no longer finds the text that it changes.
    """
    console = Console(width=None if sys.stdout.isatty() else 180)
    started = time.monotonic()
    wanted = [mutant for mutant in read_mutants(mutants) if only in f"{mutant.rule} {mutant.change} {mutant.file}"]
    with TemporaryDirectory(prefix="leakage_mutation_") as folder:
        bench = Bench(Path(folder))
        console.print(f"Parsed, and the demo company built: {time.monotonic() - started:.0f} seconds", style="dim")
        verdicts = judge(bench, wanted, console if verbose else None)
    console.print(table_of(verdicts))
    bad = [verdict for verdict in verdicts if verdict.killed_by is None]
    for verdict in bad:
        reason = verdict.problem or "survives every test"
        console.print(f"{verdict.mutant.rule}: {verdict.mutant.change} ({verdict.mutant.file}): {reason}", style="red")
    console.print(
        f"{len(verdicts) - len(bad)} of {len(verdicts)} mutants noticed in {time.monotonic() - started:.0f} seconds",
        style="bold red" if bad else "bold",
    )
    raise typer.Exit(1 if bad else 0)


def judge(bench: Bench, mutants: list[Mutant], console: Console | None) -> list[Verdict]:
    """The verdict on each mutant, in the order of the list: unit tests first, then the demo company."""
    found: dict[Mutant, Verdict] = {}

    def keep(verdict: Verdict) -> None:
        found[verdict.mutant] = verdict
        if console:
            console.print(
                verdict.mutant.change, "->", verdict.killed_by or verdict.problem or "no unit test", style="dim"
            )

    for mutant in mutants:
        if problem := bench.problem_of(mutant):
            keep(Verdict(mutant, None, problem, 0))
    for group in rounds(bench, [mutant for mutant in mutants if mutant not in found]):
        for verdict in bench.run_unit_tests(group):
            keep(verdict)
    failing = bench.failing_without_mutant(test for verdict in found.values() for test in verdict.unit_tests[:1])
    for mutant, verdict in list(found.items()):
        if failing & set(verdict.unit_tests):
            keep(Verdict(mutant, None, f"{verdict.killed_by} fails without it as well", verdict.seconds))
    for mutant in mutants:
        verdict = found[mutant]
        if verdict.killed_by is None and verdict.problem is None:
            keep(bench.run_demo(mutant))
    return [found[mutant] for mutant in mutants]


def table_of(verdicts: list[Verdict]) -> Table:
    """Rule, mutant, what noticed it, and the seconds it took."""
    table = Table(title="Rules broken in turn", title_justify="left", box=None, pad_edge=False, header_style="dim")
    for column in ("rule", "mutant", "noticed by"):
        table.add_column(column)
    table.add_column("s", justify="right")
    for verdict in verdicts:
        noticed = verdict.killed_by or f"[red]{verdict.problem or 'nothing'}[/red]"
        table.add_row(verdict.mutant.rule, verdict.mutant.change, noticed, f"{verdict.seconds:.1f}")
    return table
