"""The command `leakage`."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console

from leakage.accuracy.cli import accuracy
from leakage.build import BuildOptions, run_build
from leakage.demo.cli import app as demo_app
from leakage.fingerprint import fingerprint
from leakage.matching.cli import match_benchmark
from leakage.mutation.cli import mutate
from leakage.partners.cli import partner_export
from leakage.project import LeakageError, database_path
from leakage.summary import collect_summary, print_summary

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Finds what revenue leaks between contract and cash.",
)

app.add_typer(demo_app, name="demo")
app.command(name="match-benchmark")(match_benchmark)
app.command(name="partner-export")(partner_export)
app.command()(mutate)
app.command(name="accuracy")(accuracy)

Database = Annotated[Path | None, typer.Option("--db", help="DuckDB file; else LEAKAGE_DB, else leakage.duckdb.")]


def console() -> Console:
    """Standard output; wide enough for tables also where it is a file or a pipe."""
    return Console(width=None if sys.stdout.isatty() else 130, soft_wrap=False)


def parse_vars(text: str | None) -> dict[str, Any]:
    """The --vars argument, as dbt takes it: YAML or JSON."""
    try:
        given = yaml.safe_load(text) if text else {}
    except yaml.YAMLError as error:
        raise typer.BadParameter(f"--vars is not YAML: {error}") from error
    if not isinstance(given, dict):
        raise typer.BadParameter("--vars wants names and values, such as '{reporting_currency: CAD}'")
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


@app.command()
def build(
    target: Annotated[
        str | None, typer.Option(help="dev warns on an unexplained breach; ci and prod fail on it.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day to look from: facts dated later are invisible.")
    ] = None,
    raw_dir: Annotated[
        Path | None, typer.Option(help="Folder with the raw exports; else LEAKAGE_RAW_DIR, else the demo company.")
    ] = None,
    vars_: Annotated[
        str | None, typer.Option("--vars", help="dbt vars as YAML, such as '{reporting_currency: CAD}'.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", "-s", help="Build only these nodes, in the published data set.")
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", help="Leave these nodes out.")] = None,
    selector: Annotated[str | None, typer.Option(help="A selector of selectors.yml, such as daily.")] = None,
    db: Database = None,
    summary: Annotated[bool, typer.Option(help="Print the summary at the end.")] = True,
    unit_tests: Annotated[
        bool, typer.Option(help="Also test the arithmetic itself, on rows made for it; the data is tested always.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print dbt's own log.")] = False,
) -> None:
    """Build and test the marts, publish them, and say what was found.

    The data set is built beside the published one and replaces it only when every model was built.
    Exit code: 0 built and every test passed (or only warned); 1 a test or model failed; 2 unusable input.
    """
    given = parse_vars(vars_)
    if as_of:
        given["as_of_date"] = as_of.date().isoformat()
    options = BuildOptions(
        database=database_path(db),
        target=target,
        raw_dir=raw_dir,
        variables=given,
        select=tuple(select or ()),
        exclude=tuple(exclude or ()),
        selector=selector,
        unit_tests=unit_tests,
        verbose=verbose,
    )
    outcome = run_build(options, console())
    if summary and outcome.summarised:
        print_summary(collect_summary(outcome.summarised), console())
    outcome.print_closing(console())
    raise typer.Exit(outcome.exit_code)


@app.command(name="summary")
def summary_command(
    db: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
    top: Annotated[int, typer.Option(min=0, help="How many leak items to list.")] = 10,
) -> None:
    """What the published marts say: states, gap by cause, leak items, layers, data holes."""
    found = collect_summary(database_path(db), top=top)
    if as_json:
        sys.stdout.write(json.dumps(found, indent=2, default=str) + "\n")
    else:
        print_summary(found, console())


@app.command(name="fingerprint")
def fingerprint_command(db: Database = None) -> None:
    """One hash per mart over its sorted rows: two builds of the same facts agree, whatever the order of the input."""
    for name, digest in fingerprint(database_path(db)).items():
        sys.stdout.write(f"{digest}  {name}\n")


def main() -> None:
    """Run the command; what a person can put right is shown as a message."""
    try:
        app(prog_name="leakage")
    except LeakageError as error:
        Console(stderr=True).print(str(error), style="bold red", markup=False, highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
