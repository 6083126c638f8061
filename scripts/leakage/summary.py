"""What the marts say, on one page: sums of public marts, nothing recomputed, nothing netted."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from leakage.engines import open_marts, tables
from leakage.project import LeakageError

NEEDED = (
    "fct_revenue_states",
    "fct_gap_bridge",
    "fct_reconciliation",
    "fct_leakage_items",
    "source_coverage",
    "rejected_rows",
    "build_parameters",
    "data_findings",
    "fct_stage_dropoff",
    "fct_plan_variance",
    "int_completeness__layers",
)
STATES = ("contracted", "due", "billed", "recognized", "collected")
NOT_A_LEAK = ("timing", "not_assessable", "ambiguous_match", "rounding")

Rows = list[dict[str, Any]]


def query(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: Any) -> Rows:
    """Rows as dictionaries."""
    found = connection.execute(sql, list(parameters))
    names = [name for name, *_ in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def collect_summary(database: Path, top: int = 10) -> dict[str, Any]:
    """Everything the summary shows, as plain data."""
    with open_marts(database) as connection:
        missing = set(NEEDED) - tables(connection)
        if missing:
            raise LeakageError(f"{database} has no {', '.join(sorted(missing))}: run ./scripts/build first.")
        return {
            "database": str(database),
            "parameters": query(connection, "select * from build_parameters")[0],
            "states": states(connection),
            "gap_by_cause": gap_by_cause(connection),
            "items": leak_items(connection, top),
            "layers": layers(connection),
            "funnel": funnel(connection),
            "plans": query(
                connection,
                "select metric, count(*) as plans, sum(case when is_breach then 1 else 0 end) as missed"
                " from fct_plan_variance group by metric order by metric",
            ),
            "data_findings": query(
                connection,
                "select finding, count(*) as row_count, coalesce(sum(amount_rc), 0) as amount from data_findings"
                " group by finding order by amount desc, row_count desc, finding",
            ),
            "rejected_rows": query(
                connection,
                "select system, table_name, reason, count(*) as row_count from rejected_rows"
                " group by system, table_name, reason order by row_count desc, system, table_name, reason",
            ),
            "coverage_holes": coverage_holes(connection),
        }


def states(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The four states (and what of the contracts is due) in the reporting currency."""
    sums = ", ".join(f"coalesce(sum({state}_amount_rc), 0) as {state}" for state in STATES)
    return query(
        connection, f"select {sums}, count(distinct revenue_line_key) as revenue_lines from fct_revenue_states"
    )[0]


def funnel(connection: duckdb.DuckDBPyConnection) -> Rows:
    """What entered each stage of the lifecycle and what became of it, in counts and in the reporting currency."""
    ways = ("entered", "advanced", "dropped", "in_flight")
    sums = ", ".join(f"sum({way}_count) as {way}, coalesce(sum({way}_amount_rc), 0) as {way}_amount" for way in ways)
    return query(
        connection, f"select stage, {sums} from fct_stage_dropoff group by stage, stage_order order by stage_order"
    )


def gap_by_cause(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Per step and cause: what is leakage, what an approval covers, and both directions of everything, side by side."""
    return query(
        connection,
        """
        select
            step,
            cause,
            coalesce(sum(case when is_leakage then gap_amount_rc end), 0) as leakage,
            coalesce(sum(case when is_approved then gap_amount_rc end), 0) as approved,
            coalesce(sum(case when gap_amount_rc > 0 then gap_amount_rc end), 0) as gross_under,
            coalesce(-sum(case when gap_amount_rc < 0 then gap_amount_rc end), 0) as gross_over,
            sum(gap_amount_rc) as net
        from fct_gap_bridge
        group by step, cause
        having bool_or(gap_amount_rc <> 0)
        order by step desc, leakage desc, gross_under desc, gross_over desc, cause
        """,
    )


def leak_items(connection: duckdb.DuckDBPyConnection, top: int) -> dict[str, Any]:
    """The largest leak items with owner and deadline; what we owe customers is counted apart."""
    totals = query(
        connection,
        """
        select
            count(*) filter (where is_leakage) as leaks,
            coalesce(sum(case when is_leakage then leakage_amount_rc end), 0) as leakage,
            coalesce(sum(case when is_leakage then carrying_cost_rc end), 0) as carrying_cost,
            count(*) filter (where leakage_amount < 0) as credits,
            coalesce(-sum(case when leakage_amount < 0 then leakage_amount_rc end), 0) as to_credit,
            count(*) filter (where leakage_amount >= 0 and not is_leakage) as other_findings
        from fct_leakage_items
        """,
    )[0]
    named = "dim_accounts" in tables(connection)
    account = "coalesce(dim_accounts.account_name, '')" if named else "''"
    join = "left join dim_accounts on items.account_key = dim_accounts.account_key" if named else ""
    largest = query(
        connection,
        f"""
        select
            items.cause, items.layer, items.subject_type, items.subject_id, {account} as account_name,
            items.currency, items.leakage_amount, items.leakage_amount_rc, items.days_outstanding, items.severity,
            items.owner, items.due_on, items.recommended_action
        from fct_leakage_items as items
        {join}
        where items.is_leakage
        order by items.leakage_amount_rc desc, items.time_weighted_loss desc, items.leak_item_key
        limit ?
        """,
        top,
    )
    return {**totals, "largest": largest}


def layers(connection: duckdb.DuckDBPyConnection) -> Rows:
    """Per reconciliation layer: cells by status, both directions of variance and their net, why nothing can be said.

    Accounts that are off are counted by themselves: a net of nothing may hide that each of them is.
    """
    rows = query(
        connection,
        """
        select
            layer, any_value(owner) as owner, any_value(cadence) as cadence, status, count(*) as cells,
            coalesce(sum(gross_under_amount_rc), 0) as gross_under, coalesce(sum(gross_over_amount_rc), 0) as gross_over
        from fct_reconciliation
        group by layer, status
        order by layer, status
        """,
    )
    reasons = not_assessable_reasons(connection)
    found: dict[str, dict[str, Any]] = {
        layer: {
            "layer": layer,
            "statuses": {},
            "accounts_off": 0,
            "gross_under": Decimal(0),
            "gross_over": Decimal(0),
        }
        for layer in sorted({row["layer"] for row in rows} | set(reasons))
    }
    for row in rows:
        layer = found[row["layer"]]
        layer["owner"], layer["cadence"] = row["owner"], row["cadence"]
        layer["statuses"][row["status"]] = row["cells"]
        if row["status"] != "not_assessable":
            layer["gross_under"] += row["gross_under"]
            layer["gross_over"] += row["gross_over"]
    for name, reason in reasons.items():
        found[name]["reason"] = reason
    for row in query(
        connection,
        """
        select layer, count(distinct account_key) as accounts
        from fct_reconciliation
        where status in ('breach', 'orphan_left', 'orphan_right')
        group by layer
        """,
    ):
        found[row["layer"]]["accounts_off"] = row["accounts"]
    for layer in found.values():
        layer["net"] = layer["gross_under"] - layer["gross_over"]
    return list(found.values())


def not_assessable_reasons(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Layer -> why it cannot be assessed; also of layers that have no row because neither side has data."""
    rows = query(connection, "select layer, reason from int_completeness__layers where not is_assessable")
    return {row["layer"]: row["reason"] for row in rows}


def coverage_holes(connection: duckdb.DuckDBPyConnection) -> Rows:
    """What raw tables and columns are absent of the systems that are there, and what that switches off."""
    return query(
        connection,
        """
        with holes as (
            select system, table_name, column_name, disables, column_name = '*' as is_whole_table
            from source_coverage
            where not is_present and coalesce(disables, '') <> ''
                and system in (select system from source_coverage where is_present)
        )
        select
            system, table_name, disables,
            case when is_whole_table then '' else string_agg(column_name, ', ' order by column_name) end as columns
        from holes
        where is_whole_table
            or (system, table_name) not in (select (system, table_name) from holes where is_whole_table)
        group by system, table_name, disables, is_whole_table
        order by system, table_name, columns
        """,
    )


def money(amount: Any) -> str:
    """An amount for people: thousands separated, two decimals, nothing for nothing."""
    return f"{amount:,.2f}" if amount else "-"


def table(title: str, *columns: str, right: int = 0) -> Table:
    """A plain table whose last `right` columns are numbers."""
    made = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=None, padding=(0, 1, 0, 0)
    )
    for position, column in enumerate(columns):
        made.add_column(
            column,
            justify="right" if position >= len(columns) - right else "left",
            overflow="fold",
            no_wrap=column in {"cause", "subject", "owner", "due"},
        )
    return made


def print_summary(found: dict[str, Any], console: Console) -> None:
    """The page itself; amounts are in the reporting currency unless they name theirs."""
    console.print()
    parameters = found["parameters"]
    heading = f"as of {parameters['as_of_date']}, in {parameters['reporting_currency']}"
    console.rule(f"[bold]From contract to cash {heading}")

    shown = table("", "contracted", "due by now", "billed", "recognized", "collected", right=5)
    shown.add_row(*[money(found["states"][state]) for state in STATES])
    console.print(shown)

    print_gap(found, console)
    print_items(found["items"], console)
    print_layers(found["layers"], console)
    print_funnel(found, console)
    print_data_holes(found, console)


def print_gap(found: dict[str, Any], console: Console) -> None:
    """Due less collected, cause by cause: leaks, then what is none."""
    rows = found["gap_by_cause"]
    numbers = ("leakage", "approved", "gross_under", "gross_over", "net")
    for title, part in (
        ("Where due money went", [row for row in rows if row["cause"] not in NOT_A_LEAK]),
        ("No leak: not due yet, or not to be judged on this data", [row for row in rows if row["cause"] in NOT_A_LEAK]),
    ):
        if not part:
            continue
        shown = table(title, "step", "cause", "leakage", "approved", "gross under", "gross over", "net", right=5)
        for row in part:
            shown.add_row(row["step"].replace("_", " "), row["cause"], *[money(row[name]) for name in numbers])
        shown.add_section()
        shown.add_row("", "total", *[money(sum(row[name] for row in part)) for name in numbers], style="bold")
        console.print()
        console.print(shown)
    net = sum((row["net"] for row in rows), Decimal(0))
    gap = found["states"]["due"] - found["states"]["collected"]
    verdict = "every cent has its cause" if net == gap else f"[red]{money(gap - net)} has no cause[/red]"
    console.print(f"\ndue - collected = {money(gap)} = the sum of both tables' net: {verdict}", highlight=False)


def print_items(items: dict[str, Any], console: Console) -> None:
    """What to do first, and who does it by when."""
    console.print()
    title = (
        f"{items['leaks']} leaks, {money(items['leakage'])} to recover, {money(items['carrying_cost'])} carrying cost"
        f"; apart from them {items['credits']} items over-billed or unapplied, {money(items['to_credit'])},"
        f" and {items['other_findings']} without lost money"
    )
    names = ("cause", "account", "subject", "owner", "due", "action", "days", "amount", "in rc")
    shown = table(title, *names, right=3)
    for item in items["largest"]:
        shown.add_row(
            item["cause"],
            item["account_name"],
            item["subject_id"],
            item["owner"],
            str(item["due_on"] or ""),
            item["recommended_action"],
            str(item["days_outstanding"]),
            f"{money(item['leakage_amount'])} {item['currency']}",
            money(item["leakage_amount_rc"]),
        )
    console.print(shown)


def print_layers(found: Rows, console: Console) -> None:
    """The reconciliation layers; under, over and net stand side by side."""
    console.print()
    names = ("layer", "owner", "cadence", "cells", "accounts off", "gross under", "gross over", "net")
    shown = table("Reconciliation layers", *names, right=4)
    for layer in found:
        cells = ", ".join(f"{count} {status}" for status, count in sorted(layer["statuses"].items())) or "no cells"
        shown.add_row(
            layer["layer"],
            layer.get("owner") or "",
            layer.get("cadence") or "",
            cells,
            str(layer["accounts_off"] or "-"),
            *(money(layer[name]) for name in ("gross_under", "gross_over", "net")),
        )
    console.print(shown)
    for layer in found:
        if layer.get("reason"):
            console.print(f"{layer['layer']} is not assessable: {layer['reason']}", style="yellow", markup=False)


def print_funnel(found: dict[str, Any], console: Console) -> None:
    """The stages before and after the invoice, and how many plans were missed."""
    ways = ("entered", "advanced", "dropped", "in_flight")
    if found["funnel"]:
        names = [name for way in ways for name in (way.replace("_", " "), "amount")]
        shown = table("From lead to renewal", "stage", *names, right=8)
        for row in found["funnel"]:
            figures = [text for way in ways for text in (f"{row[way]:,}", money(row[f"{way}_amount"]))]
            shown.add_row(row["stage"], *figures)
        console.print()
        console.print(shown)
    plans = ", ".join(f"{row['missed']} of {row['plans']} {row['metric'].replace('_', ' ')}" for row in found["plans"])
    if plans:
        console.print(f"Plans missed: {plans}", highlight=False)


def print_data_holes(found: dict[str, Any], console: Console) -> None:
    """Rows that were turned away, and what absent data switches off."""
    console.print()
    rejects = found["rejected_rows"]
    if rejects:
        shown = table(f"{sum(row['row_count'] for row in rejects)} rejected rows", "table", "reason", "rows", right=1)
        for row in rejects[:10]:
            shown.add_row(f"{row['system']}.{row['table_name']}", row["reason"], str(row["row_count"]))
        if len(rejects) > 10:
            shown.add_row("...", f"{len(rejects) - 10} more kinds in rejected_rows", "")
        console.print(shown)
    else:
        console.print("No row was rejected.")
    findings = found["data_findings"]
    if findings:
        title = f"{sum(row['row_count'] for row in findings)} data findings"
        shown = table(title, "finding", "rows", "amount", right=2)
        for row in findings[:10]:
            shown.add_row(row["finding"], str(row["row_count"]), money(row["amount"]))
        if len(findings) > 10:
            shown.add_row("...", f"{len(findings) - 10} more kinds", "")
        console.print(shown)
    holes = found["coverage_holes"]
    if holes:
        shown = table("Absent data and what it switches off", "table", "column", "effect")
        for hole in holes[:10]:
            shown.add_row(f"{hole['system']}.{hole['table_name']}", hole["columns"] or "whole table", hole["disables"])
        if len(holes) > 10:
            shown.add_row("...", "", f"{len(holes) - 10} more in source_coverage")
        console.print(shown)
