"""Small raw directories, and dbt run on them inside the test process: parsed once, then under a second a run."""

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import yaml
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from leakage.project import ROOT

Row = Mapping[str, Any]


def declared(system: str) -> dict[str, dict[str, Any]]:
    """The declared raw tables of a system, by name."""
    path = ROOT / "models" / "staging" / system / f"_{system}__sources.yml"
    tables = yaml.safe_load(path.read_text())["sources"][0]["tables"]
    return {table["name"]: table for table in tables}


def columns_of(table: Mapping[str, Any], required_only: bool = True) -> list[str]:
    """Names of the columns of a declared table."""
    return [
        column["name"]
        for column in table["columns"]
        if not required_only or column.get("config", {}).get("meta", {}).get("required")
    ]


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row] = ()) -> Path:
    """A CSV file; None is an empty value."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(path: Path, sql: str) -> Path:
    """A Parquet file with the result of a query."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"copy ({sql}) to '{path}' (format parquet)")
    return path


def write_needed_tables(folder: Path, system: str) -> None:
    """Every needed table of a system, with its needed columns and without rows."""
    for name, table in declared(system).items():
        meta = table["config"]["meta"]
        if not meta.get("optional") or meta.get("alternative"):
            write_csv(folder / f"{name}.csv", columns_of(table))


@dataclass
class Warehouse:
    """A database of the tests and the raw directory that dbt reads into it."""

    raw_dir: Path
    folder: Path
    manifest: Manifest
    messages: list[str] = field(default_factory=list)

    def dbt(self, *arguments: str, reparse: bool = False) -> bool:
        """Runs a dbt command and keeps its errors in `messages`; another target needs the project parsed again."""
        self.messages.clear()
        os.environ["LEAKAGE_RAW_DIR"] = str(self.raw_dir)
        os.environ["LEAKAGE_DB"] = str(self.folder / "test.duckdb")
        places = ["--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
        places += ["--target-path", str(self.folder / "target"), "--log-path", str(self.folder / "logs")]
        runner = dbtRunner(manifest=None if reparse else self.manifest, callbacks=[self._listen])
        result = runner.invoke(["--quiet", "--no-use-colors", "--no-write-json", *arguments, *places])
        if result.exception:
            self.messages.append(str(result.exception))
        return result.success

    def _listen(self, event: Any) -> None:
        if event.info.level == "error":
            self.messages.append(event.info.msg)

    @property
    def said(self) -> str:
        """All error messages of the last command."""
        return "\n".join(self.messages)

    def build(self, *models: str, **variables: Any) -> None:
        """Builds models and must succeed."""
        done = self.dbt("run", "--select", *models, "--vars", yaml.safe_dump(variables))
        assert done, self.said

    def refuse(self, *models: str, **variables: Any) -> str:
        """Builds models, which must fail; gives what dbt says."""
        selected = models or ("source_coverage",)
        assert not self.dbt("run", "--select", *selected, "--vars", yaml.safe_dump(variables)), (
            "built in spite of bad input"
        )
        return self.said

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        with duckdb.connect(str(self.folder / "test.duckdb")) as connection:
            return connection.execute(sql).fetchall()

    def reasons(self, table: str) -> list[tuple[str, str]]:
        """Keys and reasons of the rejected rows of one table."""
        return self.query(
            f"select row_key, reason from int_rejects__raw_rows where table_name = '{table}' order by all"
        )


def parse(folder: Path) -> Manifest:
    """The project, parsed."""
    places = ["--project-dir", str(ROOT), "--profiles-dir", str(ROOT), "--target-path", str(folder)]
    result = dbtRunner().invoke(["--quiet", "parse", *places, "--log-path", str(folder)])
    assert result.success, result.exception
    assert isinstance(result.result, Manifest)
    return result.result
