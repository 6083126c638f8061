"""The project compiled once and run many times: a whole company through every model in seconds, without a dbt build.

dbt compiles models and data tests for one layout of raw files; what is in the files may then change from run to run.
The SQL that is executed is what dbt compiled, in the order of its dependencies: a test compares it with a build.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import duckdb
import yaml

from leakage.project import ROOT, LeakageError, dbt_files

Row = Mapping[str, Any]
Company = Mapping[str, Sequence[Row]]
"""The raw rows of a company by "system.table"."""

DATABASE = "leakage"
STEPS = (["seed"], ["compile", "--select", "resource_type:model"])
"""What dbt does after it parsed: models are compiled with their data tests."""
SETTINGS = ("set TimeZone = 'UTC'", "set preserve_insertion_order = false", "set threads = 1")


@dataclass(frozen=True)
class Node:
    """A compiled model or data test."""

    name: str
    kind: str
    sql: str
    depends_on: frozenset[str]
    reads: frozenset[str]
    is_error: bool


@dataclass(frozen=True)
class Compiled:
    """The project's models and data tests, compiled for the raw files of one folder and one as-of date."""

    folder: Path
    as_of: date
    nodes: tuple[Node, ...]

    @property
    def raw_dir(self) -> Path:
        """Where the raw files lie that the models read."""
        return self.folder / "raw"

    @property
    def database(self) -> Path:
        """The database file that dbt loaded the policy seeds into."""
        return self.folder / f"{DATABASE}.duckdb"

    @property
    def models(self) -> tuple[Node, ...]:
        """The models, each behind all that it is built on."""
        return tuple(node for node in self.nodes if node.kind == "model")

    @property
    def invariants(self) -> tuple[Node, ...]:
        """The data tests that are errors: what must hold for any company."""
        return tuple(node for node in self.nodes if node.kind == "test" and node.is_error)

    def with_sql(self, changed: Mapping[str, str]) -> tuple[Node, ...]:
        """The nodes with other SQL for the named models."""
        return tuple(
            replace(node, sql=changed[node.name]) if node.kind == "model" and node.name in changed else node
            for node in self.nodes
        )

    def upstream_of(self, names: Iterable[str]) -> tuple[Node, ...]:
        """The named models with everything that they are built on, in the order in which they can be built."""
        wanted, found = set(names), []
        for model in reversed(self.models):
            if model.name in wanted:
                wanted |= model.depends_on
                found.append(model)
        return tuple(reversed(found))


class Runs:
    """Companies through the compiled models, one after the other, in one database in memory."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.connection = duckdb.connect()
        self._made: set[str] = set()
        self._built: frozenset[str] = frozenset()
        for setting in SETTINGS:
            self.connection.execute(setting)
        self.connection.execute(f"attach ':memory:' as {DATABASE}")
        self.connection.execute(f"attach '{compiled.database}' as seeded (read_only)")
        self.connection.execute(f"use {DATABASE}.main")
        seeds = "select table_name from information_schema.tables where table_catalog = 'seeded'"
        for (seed,) in self.connection.execute(seeds).fetchall():
            self.connection.execute(f'create table "{seed}" as select * from seeded.main."{seed}"')
        self.connection.execute("detach seeded")

    def __enter__(self) -> Runs:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def build(self, names: Iterable[str], as_of: date | None = None) -> None:
        """Build the named models from what lies in the raw directory now, looked at from the as-of date."""
        models = self.compiled.upstream_of(names)
        for model in models:
            if model.name not in self._made or model.name not in self._constant:
                self._execute(model, f'create or replace table "{model.name}" as {self._dated(model, as_of)}')
                self._made.add(model.name)
        self._built = frozenset(model.name for model in models)

    def broken_invariants(self, as_of: date | None = None) -> dict[str, list[tuple[Any, ...]]]:
        """The data tests over what was built last that find something, each with its first rows."""
        found = {}
        for test in self.compiled.invariants:
            if test.depends_on <= self._built:
                rows = self._execute(test, f"select * from ({self._dated(test, as_of)}) limit 5").fetchall()
                if rows:
                    found[test.name] = rows
        return found

    def leave_columns(self) -> None:
        """Leave what was built beside the seeds, without its rows: dbt's unit tests ask there for columns."""
        self.connection.execute(f"attach '{self.compiled.database}' as seeded")
        for name in sorted(self._built):
            self.connection.execute(f'create or replace table seeded.main."{name}" as select * from "{name}" limit 0')
        self.connection.execute("detach seeded")

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of what was built last."""
        return self.connection.execute(sql).fetchall()

    def _dated(self, node: Node, as_of: date | None) -> str:
        """The SQL of a node with the as-of date that is asked for."""
        return node.sql.replace(date_literal(self.compiled.as_of), date_literal(as_of)) if as_of else node.sql

    def _execute(self, node: Node, sql: str) -> duckdb.DuckDBPyConnection:
        try:
            return self.connection.execute(sql)
        except duckdb.Error as error:
            raise LeakageError(f"{node.name}: {error}") from error

    @cached_property
    def _constant(self) -> frozenset[str]:
        """Models that depend neither on raw files that are there nor on the as-of date: built once."""
        constant: set[str] = set()
        folders = self.compiled.raw_dir.iterdir() if self.compiled.raw_dir.is_dir() else ()
        systems = {folder.name.partition("@")[0] for folder in folders}
        for model in self.compiled.models:
            is_dated = date_literal(self.compiled.as_of) in model.sql
            if model.depends_on <= constant and not model.reads & systems and not is_dated:
                constant.add(model.name)
        return frozenset(constant)


def date_literal(day: date) -> str:
    """The as-of date as macro `as_of_date` writes it."""
    return f"cast('{day.isoformat()}' as date)"


@cache
def declared_columns(system: str) -> dict[str, tuple[str, ...]]:
    """Columns of each raw table of a system, as its sources YAML declares them."""
    file = ROOT / "models" / "staging" / system / f"_{system}__sources.yml"
    [source] = yaml.safe_load(file.read_text())["sources"]
    return {table["name"]: tuple(column["name"] for column in table["columns"]) for table in source["tables"]}


def write_company(raw_dir: Path, company: Company, systems: Iterable[str]) -> None:
    """Write every declared table of the systems with all its columns: tables that the company lacks are empty."""
    unknown = set(company)
    for system in systems:
        (raw_dir / system).mkdir(parents=True, exist_ok=True)
        for table, columns in declared_columns(system).items():
            unknown.discard(f"{system}.{table}")
            with (raw_dir / system / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(company.get(f"{system}.{table}", ()))
    if unknown:
        raise LeakageError(f"There is no raw table {', '.join(sorted(unknown))}.")


def compile_project(folder: Path, as_of: date, variables: Mapping[str, Any] | None = None) -> Compiled:
    """Compile for the raw files under `folder`/raw; the policy seeds are loaded into a database beside them."""
    given = json.dumps({**(variables or {}), "as_of_date": as_of.isoformat()})
    environment = {
        **os.environ,
        **dbt_files(folder),
        "LEAKAGE_RAW_DIR": str(folder / "raw"),
        "PYTHONPATH": str(ROOT / "scripts"),
    }
    command = [sys.executable, "-m", "leakage.compiled", given]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise LeakageError(f"The project does not compile:\n{done.stdout}{done.stderr}")
    return read_compiled(folder, as_of)


def read_compiled(folder: Path, as_of: date) -> Compiled:
    """What dbt compiled into the target folder, models in the order of their dependencies, then the tests."""
    manifest = json.loads((folder / "target" / "manifest.json").read_text())
    nodes = {node["unique_id"]: node for node in manifest["nodes"].values() if node.get("compiled_path")}
    return Compiled(folder, as_of, tuple(_ordered(nodes, manifest["sources"])))


def _ordered(nodes: dict[str, Any], sources: dict[str, Any]) -> Iterator[Node]:
    placed: set[str] = set()

    def place(unique_id: str) -> Iterator[Node]:
        if unique_id in placed or unique_id not in nodes:
            return
        placed.add(unique_id)
        node = nodes[unique_id]
        needed = node["depends_on"]["nodes"]
        for one in needed:
            yield from place(one)
        yield Node(
            node["name"],
            node["resource_type"],
            Path(ROOT / node["compiled_path"]).read_text(),
            frozenset(nodes[one]["name"] for one in needed if one in nodes),
            frozenset(sources[one]["source_name"] for one in needed if one in sources),
            node["config"].get("severity", "error").lower() == "error",
        )

    for unique_id in sorted(nodes):
        yield from place(unique_id)


def main() -> int:
    """Parse, load the seeds and compile, with the vars of the command line: one process and one parse for all three."""
    from dbt.cli.main import dbtRunner

    given = ["--vars", sys.argv[1]]
    parsed = dbtRunner().invoke(["--quiet", "parse", *given])
    if not parsed.success:
        return 1
    runner = dbtRunner(manifest=parsed.result)
    return 0 if all(runner.invoke(["--quiet", *step, *given]).success for step in STEPS) else 1


if __name__ == "__main__":
    sys.exit(main())
