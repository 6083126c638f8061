"""Data tests over changed data: what guards the marts must be able to fail."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class DataTests:
    """Data tests as dbt runs them (each fails where its query returns a row), over a copy of a built database."""

    database: Path
    queries: dict[str, str]

    def named(self, names: Iterable[str]) -> "DataTests":
        """Only these tests; every one of them must be there."""
        return DataTests(self.database, {name: self.queries[name] for name in names})

    def failing_after(self, *statements: str) -> set[str]:
        """Names of the tests that fail after statements that each touch a row; the copy then is as it was."""
        with duckdb.connect(str(self.database)) as connection:
            connection.begin()
            for statement in statements:
                [(changed,)] = connection.execute(statement).fetchall()
                assert changed >= 1, statement
            failing = {name for name, query in self.queries.items() if connection.execute(query).fetchall()}
            connection.rollback()
        return failing
