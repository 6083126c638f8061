"""Hashes of the marts' content, to compare two builds."""

from pathlib import Path

import duckdb

from leakage.contract import public_marts
from leakage.engines import open_marts, tables


def fingerprint(database: Path) -> dict[str, str]:
    """Per public mart that is there: an md5 over its rows."""
    with open_marts(database) as connection:
        return digests(connection)


def digests(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Per public mart that is there: an md5 over its rows, each hashed on its own, then sorted."""
    found = {}
    for name in sorted(set(public_marts()) & tables(connection)):
        columns = connection.execute(
            "select column_name from information_schema.columns where table_schema = 'main' and table_name = ?"
            " order by column_name",
            [name],
        ).fetchall()
        row = ", '|', ".join(f"coalesce(cast(\"{column}\" as varchar), '~')" for (column,) in columns)
        digest = connection.execute(
            f"select md5(coalesce(string_agg(row_hash, '' order by row_hash), ''))"
            f' from (select md5(concat({row})) as row_hash from main."{name}")'
        ).fetchone()
        assert digest is not None
        found[name] = digest[0]
    return found
