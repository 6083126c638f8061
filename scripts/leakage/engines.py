"""Reading a built data set."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from leakage.project import LeakageError


@contextmanager
def open_marts(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection: as many readers as you like, and no reader harms a build."""
    if not database.is_file():
        raise LeakageError(f"There is no data set at {database} yet: run ./scripts/build first.")
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.IOException as error:
        raise LeakageError(f"{database} cannot be read now: {error}") from error
    try:
        yield connection
    finally:
        connection.close()


def tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the relations in the project's schema."""
    found = connection.execute("select table_name from information_schema.tables where table_schema = 'main'")
    return {name for (name,) in found.fetchall()}


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Columns of a relation with their types."""
    found = connection.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = 'main' and table_name = ? order by ordinal_position",
        [table],
    )
    return dict(found.fetchall())
