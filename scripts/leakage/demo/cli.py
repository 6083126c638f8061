"""`leakage demo`: write the demo company."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leakage.demo.company import PAIRS_FROM, Config
from leakage.demo.generate import generate
from leakage.demo.scenarios import SCENARIOS

app = typer.Typer(help="Write raw exports of an invented company, with planted leaks and the truth about them.")


class Format(StrEnum):
    """Formats of raw files."""

    csv = "csv"
    parquet = "parquet"


@app.callback(invoke_without_command=True)
def demo(
    out: Annotated[Path, typer.Option(help="Folder for raw/<system>/<table> and truth/.")] = Path("seeds/demo_company"),
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = Config.seed,
    lines: Annotated[int, typer.Option(help="Contract lines; never fewer than the planted cast.")] = Config.lines,
    accounts: Annotated[int | None, typer.Option(help="Size by accounts instead of lines.")] = None,
    months: Annotated[int, typer.Option(help="Months of history, at least 18.")] = Config.months,
    currencies: Annotated[str, typer.Option(help="Comma-separated; USD is always one.")] = ",".join(Config.currencies),
    leaks: Annotated[bool, typer.Option("--leaks/--no-leaks", help="Plant leaks, or the same company without.")] = True,
    pairs: Annotated[
        bool | None,
        typer.Option("--pairs/--no-pairs", help=f"Plant pairs of causes; default from {PAIRS_FROM} lines on."),
    ] = None,
    file_format: Annotated[Format, typer.Option("--format", help="Format of the raw files.")] = Format.csv,
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Last day of a month.")] = datetime(2026, 6, 30),
    scenario: Annotated[
        str | None, typer.Option(help=f"A tiny company with a known sum instead: {', '.join(sorted(SCENARIOS))}.")
    ] = None,
) -> None:
    """Write raw exports of an invented company, with planted leaks and the truth about them."""
    try:
        config = Config(
            out=out,
            seed=seed,
            lines=lines,
            accounts=accounts,
            months=months,
            currencies=tuple(code.strip().upper() for code in currencies.split(",")),
            leaks=leaks,
            pairs=pairs,
            file_format=file_format.value,
            as_of=date(as_of.year, as_of.month, as_of.day),
        )
        if scenario is not None and scenario not in SCENARIOS:
            raise ValueError(f"no scenario {scenario}; there are {', '.join(sorted(SCENARIOS))}")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    written = SCENARIOS[scenario](config) if scenario else generate(config)
    typer.echo(f"{out}: {written['accounts']} accounts, {written['lines']} contract lines")
