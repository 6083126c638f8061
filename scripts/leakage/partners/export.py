"""Writes for each partner the rows it may see. Which rows these are is decided in the marts, and nowhere here."""

from __future__ import annotations

import csv
import difflib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from leakage.engines import columns_of, open_marts, tables
from leakage.project import LeakageError

RECIPIENTS = "dim_visible_partners"
FILES = {
    "partner": RECIPIENTS,
    "revenue": "fct_visible_revenue",
    "commissions": "fct_visible_commissions",
    "invoices": "fct_visible_invoices",
    "payments": "fct_visible_payments",
    "renewals": "fct_visible_renewals",
}
"""Files of a partner, each with the mart that it holds."""

FOR_WHOM = ("visible_to_partner_key", "visible_to_partner_id")
MARKER = ".partner-export"
FORMULA = re.compile(r"^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_BATCH = 20_000


@dataclass(frozen=True)
class Partner:
    """A partner who is shown its rows."""

    key: str
    id: str
    system: str
    name: str

    @property
    def folder(self) -> str:
        """A folder name of harmless characters alone, told apart by the partner's key."""
        readable = re.sub(r"[^A-Za-z0-9_-]+", "_", self.id)[:40].strip("_-")
        return "-".join(part for part in (readable, self.key[:12]) if part)


def export(database: Path, out: Path, wanted: Sequence[str] = (), formats: Sequence[str] = ("csv",)) -> list[Partner]:
    """Write a folder per partner into `out`: of all partners, replacing what was there, or of the wanted ones alone."""
    out = out.expanduser().resolve()
    refuse_foreign_folder(out)
    with open_marts(database) as connection:
        missing = {RECIPIENTS, *FILES.values()} - tables(connection)
        if missing:
            raise LeakageError(f"{database} has no {', '.join(sorted(missing))}: build the project again.")
        partners = recipients(connection)
        chosen = [find(partners, one, connection) for one in dict.fromkeys(wanted)] if wanted else partners
        with beside(out) as made:
            for partner in chosen:
                write_partner(connection, partner, made / partner.folder, formats)
            (made / MARKER).write_text("Written by leakage partner-export; replaced as a whole.\n")
            if wanted and out.exists():
                for partner in chosen:
                    replace(made / partner.folder, out / partner.folder)
            else:
                replace(made, out)
    return chosen


def refuse_foreign_folder(out: Path) -> None:
    """Only folders that this command wrote are replaced."""
    if out.exists() and not out.is_dir():
        raise LeakageError(f"{out} is a file: name a folder with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise LeakageError(f"{out} holds other files: name a new or empty folder with --out.")


def recipients(connection: duckdb.DuckDBPyConnection) -> list[Partner]:
    """Everybody who is shown anything."""
    query = f"""
        select visible_to_partner_key, visible_to_partner_id, partner_system, partner_name
        from {RECIPIENTS}
        order by all
    """
    return [Partner(*row) for row in connection.execute(query).fetchall()]


def find(partners: list[Partner], wanted: str, connection: duckdb.DuckDBPyConnection) -> Partner:
    """The partner with this id, or with this connection and id (partner_portal@eu/P-1)."""
    found = [one for one in partners if wanted in (one.id, f"{one.system}/{one.id}")]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{one.system}/{one.id}" for one in found)
        raise LeakageError(f"Several partners have the id {wanted}: say which, {names}.")
    known = connection.execute("select count(*) from dim_partners where partner_id = ?", [wanted]).fetchone()
    if known and known[0]:
        raise LeakageError(f"Partner {wanted} is not in the partner portal (any more): nothing is exported for it.")
    close = difflib.get_close_matches(wanted, [one.id for one in partners], n=3)
    hint = f" Did you mean {' or '.join(close)}?" if close else f" There are {len(partners)} partners."
    raise LeakageError(f"There is no partner {wanted}.{hint}")


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder next to `out` that only the caller can read; gone again if anything fails."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replace(made: Path, place: Path) -> None:
    """Put a finished folder in its place; what was there goes only when the new one stands."""
    if not place.exists():
        os.rename(made, place)
        return
    old = Path(mkdtemp(prefix=f".{place.name}.old.", dir=place.parent))
    os.rename(place, old / "was")
    try:
        os.rename(made, place)
    except OSError:
        os.rename(old / "was", place)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def write_partner(
    connection: duckdb.DuckDBPyConnection, partner: Partner, folder: Path, formats: Sequence[str]
) -> None:
    """All files of one partner; a partner without rows gets them with their headings."""
    folder.mkdir(mode=0o700)
    for name, mart in FILES.items():
        shown = [column for column in columns_of(connection, mart) if column not in FOR_WHOM]
        query = f"select {', '.join(shown)} from {mart} where visible_to_partner_key = ? order by all"
        if "csv" in formats:
            write_csv(connection.execute(query, [partner.key]), shown, folder / f"{name}.csv")
        if "parquet" in formats:
            write_parquet(connection.sql(query, params=[partner.key]), folder / f"{name}.parquet")


def write_csv(rows: duckdb.DuckDBPyConnection, columns: list[str], path: Path) -> None:
    """One CSV file, in batches."""
    with open(path, "w", newline="", encoding="utf-8", opener=private) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        while batch := rows.fetchmany(_BATCH):
            writer.writerows([cell(value) for value in row] for row in batch)


def cell(value: Any) -> str:
    """A value as text; a text that a spreadsheet would run as a formula has an apostrophe before it, a number never."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal | int | date):
        return str(value)
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def write_parquet(rows: duckdb.DuckDBPyRelation, path: Path) -> None:
    """One Parquet file, in batches."""
    reader: pa.RecordBatchReader = rows.to_arrow_reader(_BATCH)
    os.close(private(str(path), os.O_WRONLY | os.O_CREAT))
    with pq.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def private(path: str, flags: int) -> int:
    """Open a file that only its owner can read."""
    return os.open(path, flags, 0o600)
