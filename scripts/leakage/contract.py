"""The public marts as promised to those who query them: names, grains, columns, types."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PROMISE = Path(__file__).with_name("public_marts.yml")

DUCKDB_TYPES = {
    "key": r"VARCHAR",
    "id": r"VARCHAR",
    "text": r"VARCHAR",
    "money": r"DECIMAL\(18,4\)",
    "rate": r"DECIMAL\(18,8\)",
    "date": r"DATE",
    "boolean": r"BOOLEAN",
    "integer": r"INTEGER",
    "bigint": r"BIGINT",
    "decimal": r"DECIMAL\(\d+,\d+\)",
}


@dataclass(frozen=True)
class Mart:
    """One public mart: its grain (unique together) and its columns with their public types."""

    name: str
    grain: tuple[str, ...]
    columns: dict[str, str]

    def wrong_columns(self, built: dict[str, str]) -> list[str]:
        """What is missing or of another type in a built relation (column -> DuckDB type); more columns are welcome."""
        problems = []
        for column, kind in self.columns.items():
            if column not in built:
                problems.append(f"{self.name}.{column} ({kind}) is missing")
            elif not re.fullmatch(DUCKDB_TYPES[kind], built[column]):
                problems.append(f"{self.name}.{column} is {built[column]}, promised {kind}")
        return problems


@cache
def public_marts() -> dict[str, Mart]:
    """All promised marts by name, `*_amount_rc` columns written out."""
    marts = {}
    for name, promise in yaml.safe_load(PROMISE.read_text()).items():
        columns = dict(promise["columns"])
        if promise.get("rc"):
            amounts = [column for column in columns if column.endswith("_amount")]
            columns |= {f"{column}_rc": "money" for column in amounts}
        marts[name] = Mart(name, tuple(promise["grain"]), columns)
    return marts
