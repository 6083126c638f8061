"""`leakage partner-export`: what each partner may see, as files."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leakage.partners.export import export
from leakage.project import database_path


class Format(StrEnum):
    """Formats of the files."""

    csv = "csv"
    parquet = "parquet"


def partner_export(
    out: Annotated[Path, typer.Option(help="Folder to write; replaced as a whole, unless --partner names some.")],
    partner: Annotated[
        list[str] | None,
        typer.Option(help="Only this partner: its id, or connection/id where two portals use one id. Repeatable."),
    ] = None,
    file_format: Annotated[
        list[Format] | None, typer.Option("--format", help="csv (default) or parquet. Repeatable.")
    ] = None,
    db: Annotated[Path | None, typer.Option("--db", help="DuckDB file; else LEAKAGE_DB.")] = None,
) -> None:
    """Write what each partner may see: its own revenue, commissions, invoices, payments and renewals.

    Rows of sub-partners are there as far as seed partner_visibility says so; rows of anybody else, margins and other
    customers never. In CSV a text that a spreadsheet would take for a formula (it begins with = + - @ or a tab) has an
    apostrophe before it.
    """
    formats = [one.value for one in file_format or [Format.csv]]
    written = export(database_path(db), out, partner or (), formats)
    typer.echo(f"{out}: {len(written)} partner{'' if len(written) == 1 else 's'}")
