"""What did not pass in a build, in words and rows that a person can act on."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from leakage.engines import tables

SAMPLE_ROWS = 5
BUILT = {"model", "seed", "snapshot"}
PASSED = {"success", "pass", "no-op", "reused"}


@dataclass(frozen=True)
class Finding:
    """A node of the build that did not end well."""

    name: str
    resource_type: str
    status: str
    message: str
    description: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    row_count: int = 0

    @property
    def is_unbuilt(self) -> bool:
        """A model or seed that is not there: the data set is not whole."""
        return self.resource_type in BUILT and self.status not in PASSED

    @property
    def is_failure(self) -> bool:
        """A test that failed (one that only warns is not)."""
        return self.resource_type not in BUILT and self.status in {"fail", "error", "skipped", "runtime error"}


def read_findings(results: Path, database: Path) -> list[Finding]:
    """Everything in dbt's run results that did not pass, with the first stored rows of failing tests."""
    manifest = json.loads(results.with_name("manifest.json").read_text())
    nodes = manifest["nodes"] | manifest.get("unit_tests", {})
    findings = []
    for result in json.loads(results.read_text())["results"]:
        if result["status"] in PASSED:
            continue
        node = nodes.get(result["unique_id"], {})
        columns, rows = stored_rows(result, database)
        findings.append(
            Finding(
                name=node.get("name", result["unique_id"]),
                resource_type=node.get("resource_type", result["unique_id"].split(".")[0]),
                status=result["status"],
                message=re.sub(r"\x1b\[[\d;]*m", "", result.get("message") or "").strip(),
                description=" ".join((node.get("description") or "").split()),
                columns=columns,
                rows=rows,
                row_count=result.get("failures") or 0,
            )
        )
    order = ["error", "runtime error", "fail", "skipped", "warn"]
    return sorted(findings, key=lambda finding: order.index(finding.status) if finding.status in order else 0)


def stored_rows(result: dict[str, Any], database: Path) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """The first failing rows that a test stored; nothing where it stored none."""
    relation = result.get("relation_name")
    if not relation or result["status"] not in {"fail", "warn"} or not database.is_file():
        return (), ()
    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            columns = [name for name, *_ in connection.execute(f"select * from {relation} limit 0").description or ()]
        except duckdb.CatalogException:
            return (), ()
        source, shown = relation, list(columns)
        if "account_key" in columns and "dim_accounts" in tables(connection):
            source = (
                f"(select dim_accounts.account_name, r.* from {relation} r left join dim_accounts using (account_key))"
            )
            shown = ["account_name" if name == "account_key" else name for name in columns]
        largest = "abs(variance_amount) desc," if "variance_amount" in columns else ""
        positions = ", ".join(str(position) for position in range(1, len(shown) + 1))
        rows = connection.execute(
            f"select {', '.join(shown)} from {source} order by {largest} {positions} limit {SAMPLE_ROWS}"
        ).fetchall()
        return tuple(shown), tuple(rows)


def print_findings(findings: list[Finding], console: Console) -> None:
    """The list of breaches: failures first, then warnings, skipped nodes only counted."""
    skipped = [finding for finding in findings if finding.status == "skipped"]
    for finding in findings:
        if finding.status == "skipped":
            continue
        style = "yellow" if finding.status == "warn" else "bold red"
        label = {"warn": "warning", "fail": "FAILED"}.get(finding.status, "ERROR")
        count = f": {finding.row_count} rows" if finding.row_count else ""
        console.print()
        console.print(f"{label} {finding.name}{count}", style=style, markup=False, highlight=False)
        for text in filter(None, [finding.description, "" if finding.rows else finding.message]):
            console.print(f"  {text}", markup=False, highlight=False)
        if finding.rows:
            console.print(sample_table(finding))
    if skipped:
        console.print(f"\n{len(skipped)} nodes were skipped because something before them failed.", style="bold red")


def sample_table(finding: Finding) -> Table:
    """The stored rows: without our hash keys, without columns that are empty or say the same in every row."""
    several = len(finding.rows) > 1
    kept = [
        position
        for position, name in enumerate(finding.columns)
        if not name.endswith("_key") and not (several and len({row[position] for row in finding.rows}) == 1)
    ] or list(range(len(finding.columns)))
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 2))
    for position in kept:
        is_number = any(isinstance(row[position], Decimal | int) for row in finding.rows)
        table.add_column(finding.columns[position].replace("_", " "), justify="right" if is_number else "left")
    for row in finding.rows:
        table.add_row(*[readable(row[position]) for position in kept])
    if finding.row_count > len(finding.rows):
        table.add_row(f"... {finding.row_count - len(finding.rows)} more", *[""] * (len(kept) - 1))
    return table


def readable(value: Any) -> str:
    """A value for people: money with separators and at least two decimals, nothing for null."""
    if isinstance(value, Decimal):
        text = f"{value:,f}".rstrip("0")
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.ljust(2, '0')}"
    return "" if value is None else str(value)
