"""Copies of a raw directory: rows in another order, or only what had happened by a day."""

import csv
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, str]


def copy_rows(source: Path, destination: Path, change: Callable[[str, list[Row]], list[Row]]) -> Path:
    """Copy every CSV of a raw directory through `change(system.table, rows)`."""
    for file in sorted(source.rglob("*.csv")):
        with file.open(newline="", encoding="utf-8") as opened:
            reader = csv.DictReader(opened)
            rows, columns = list(reader), list(reader.fieldnames or [])
        changed = change(f"{file.parent.name}.{file.stem}", rows)
        target = destination / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(changed)
    return destination


def shuffled(source: Path, destination: Path, seed: int = 1) -> Path:
    """The same Parquet files with their rows in another order."""
    order = random.Random(seed)
    for file in sorted(source.rglob("*.parquet")):
        table = pq.read_table(file)
        target = destination / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        rows = pa.array(order.sample(range(table.num_rows), table.num_rows), pa.int64())
        pq.write_table(table.take(rows), target)
    return destination


HAPPENED_ON = {
    "bank.statement_line": "booking_date",
    "metering.usage": "usage_date",
    "netsuite.transaction": "trandate",
    "planning.forecast_snapshot": "snapshot_date",
    "reference.fx_rate": "rate_date",
    "salesforce.lead": "created_date",
    "salesforce.opportunity": "created_date",
    "stripe.balance_transaction": "created",
    "stripe.charge": "created",
    "stripe.credit_note": "created",
    "stripe.dispute": "created",
    "stripe.invoice": "created",
    "stripe.invoice_payment": "created",
    "stripe.payout": "created",
    "stripe.refund": "created",
    "stripe.subscription": "created",
    "telephony.call": "started_at",
}
"""Tables of dated facts, each with the column of the day on which its row came to be.

The field history of deals is none of them: its later changes say what was there before.
"""

PARTS_OF = {
    "netsuite.transaction_accounting_line": ("transaction", "netsuite.transaction"),
    "netsuite.transaction_line": ("transaction", "netsuite.transaction"),
    "salesforce.opportunity_line_item": ("opportunity_id", "salesforce.opportunity"),
    "stripe.credit_note_line_item": ("credit_note_id", "stripe.credit_note"),
    "stripe.discount": ("invoice_id", "stripe.invoice"),
    "stripe.invoice_line_item": ("invoice_id", "stripe.invoice"),
    "stripe.subscription_discount": ("subscription_id", "stripe.subscription"),
    "stripe.subscription_item": ("subscription_id", "stripe.subscription"),
}
"""Rows that came with another row: the column that names it, and its table."""


def until(source: Path, destination: Path, day: date) -> Path:
    """Only what had happened by a day: later facts, and the parts of later facts, are left out."""
    later: dict[str, set[str]] = {}
    for table, column in HAPPENED_ON.items():
        system, name = table.split(".")
        with (source / system / f"{name}.csv").open(newline="", encoding="utf-8") as opened:
            rows = list(csv.DictReader(opened))
        later[table] = {row.get("id", "") for row in rows if row[column][:10] > day.isoformat()}

    def change(table: str, rows: list[Row]) -> list[Row]:
        if table in HAPPENED_ON:
            return [row for row in rows if row[HAPPENED_ON[table]][:10] <= day.isoformat()]
        if table in PARTS_OF:
            column, whole = PARTS_OF[table]
            return [row for row in rows if row[column] not in later[whole]]
        return rows

    return copy_rows(source, destination, change)
