"""What lies in the raw directory: systems, connections, tables, files, columns, and what is wrong with them.

The macro `raw_inventory` reads the result; what the columns mean is declared in models/staging and judged by the macro
`check_raw_input`. `python -m leakage.raw_input [directory]` prints every problem and exits with 1 where there is one.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import duckdb

DEFAULT_RAW_DIR = Path("seeds/demo_company/raw")
FORMATS = ("csv", "parquet")
NESTED = ("STRUCT", "MAP", "UNION", "VARIANT", "LIST")
# Larger files are not read twice: DuckDB's own reader names file and line when a model meets the bad row.
FULL_CHECK_BYTES = 256 * 1024 * 1024
NOT_UTF8 = "not UTF-8; convert it, for example with iconv -f latin1 -t utf-8"
CSV_OPTIONS = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true"


@dataclass
class FileGroup:
    """Files of one table that share format and columns: they are read by one expression."""

    format: str
    columns: list[str]
    nested: list[str]
    files: list[str] = field(default_factory=list)
    scan: str = ""


class BadFile(Exception):
    """A raw file that cannot be read, with the reason and what to do."""


def raw_dir() -> Path:
    """The raw directory: LEAKAGE_RAW_DIR, else the demo company of the project."""
    return Path(os.environ.get("LEAKAGE_RAW_DIR") or DEFAULT_RAW_DIR)


def inventory(directory: Path) -> str:
    """The inventory of a raw directory as JSON text; cached until a file in it changes."""
    return _inventory(str(directory), _signature(directory))


def _signature(directory: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for path in sorted(directory.rglob("*")) if directory.is_dir() else []:
        stat = path.stat()
        found.append((str(path), stat.st_size, stat.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB of our own, so that looking at files never touches the project's database."""
    return duckdb.connect()


@lru_cache(maxsize=16)
def _inventory(directory: str, signature: object) -> str:
    root = Path(directory)
    result: dict = {"raw_dir": directory, "exists": root.is_dir(), "relations": {}}
    if not root.is_dir():
        return json.dumps(result)
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")):
        tables: dict = {}
        for entry in sorted(folder.iterdir()):
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir():
                files = sorted(p for p in entry.rglob("*") if p.is_file() and not p.name.startswith((".", "_")))
                files = [p for p in files if p.suffix.lower().lstrip(".") in FORMATS]
                name = entry.name
            elif entry.suffix.lower().lstrip(".") in FORMATS:
                files, name = [entry], entry.stem
            else:
                continue
            table = tables.setdefault(name.lower(), {"path": str(entry), "files": []})
            table["files"].extend(files)
        result["relations"][folder.name] = {
            "system": folder.name.partition("@")[0],
            "path": str(folder),
            "tables": {name: _describe(table) for name, table in tables.items()},
        }
    return json.dumps(result)


def _describe(table: dict) -> dict:
    """Groups of files of one table, and the files that cannot be read."""
    groups: dict[tuple, FileGroup] = {}
    problems: list[str] = []
    if not table["files"]:
        problems.append(f"{table['path']}: the folder holds no .csv or .parquet file; put files there or remove it")
    formats = {path.suffix.lower() for path in table["files"]}
    if len(formats) > 1:
        problems.append(f"{table['path']}: the table is there as CSV and as Parquet; keep one, or its rows count twice")
    for path in table["files"]:
        try:
            group = _read_parquet(path) if path.suffix.lower() == ".parquet" else _read_csv(path)
        except BadFile as bad:
            problems.append(f"{path}: {bad}")
            continue
        key = (group.format, tuple(group.columns), tuple(group.nested))
        groups.setdefault(key, group).files.append(str(path))
    for group in groups.values():
        group.scan = _scan(group)
    return {"path": table["path"], "groups": [vars(group) for group in groups.values()], "problems": problems}


def _read_parquet(path: Path) -> FileGroup:
    if path.stat().st_size == 0:
        raise BadFile("the file is empty (zero bytes); export it again or remove it")
    with _engine().cursor() as cursor:
        try:
            described = cursor.execute(
                f"describe select * from read_parquet({_literal(str(path))}, binary_as_string = true)"
            ).fetchall()
        except duckdb.Error as error:
            raise BadFile(
                f"not a readable Parquet file ({_first_line(error)}); it may be half-written, export it again"
            )
    columns = [row[0] for row in described]
    nested = [row[0] for row in described if row[1].endswith("]") or row[1].startswith(NESTED)]
    _check_names(columns)
    return FileGroup("parquet", columns, nested)


def _read_csv(path: Path) -> FileGroup:
    if path.stat().st_size == 0:
        raise BadFile("the file is empty (zero bytes, no header); export it again or remove it")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file, strict=True), [])
    except UnicodeDecodeError:
        raise BadFile(NOT_UTF8)
    except csv.Error as error:
        raise BadFile(f"the header line cannot be read ({error})")
    if any("\x00" in name for name in header):
        raise BadFile(NOT_UTF8)
    wrong = [name for sign, name in ((";", "semicolon"), ("\t", "tab"), ("|", "bar")) if sign in "".join(header)]
    if len(header) == 1 and wrong:
        raise BadFile(f"columns are separated by a {wrong[0]}; the delimiter must be a comma")
    columns = [name.strip() or f"unnamed_{position}" for position, name in enumerate(header)]
    if not columns:
        raise BadFile("no header line; the first line must name the columns")
    _check_names(columns)
    group = FileGroup("csv", columns, [], [str(path)])
    if path.stat().st_size <= FULL_CHECK_BYTES:
        with _engine().cursor() as cursor:
            try:
                cursor.execute(f"select count(columns(*)) from {_scan(group)}").fetchall()
            except duckdb.Error as error:
                raise BadFile(_explain(error))
    group.files = []
    return group


def _check_names(columns: list[str]) -> None:
    lowered = [name.lower() for name in columns]
    twice = sorted({name for name in lowered if lowered.count(name) > 1})
    if twice:
        raise BadFile(f"the header names a column twice: {', '.join(twice)}")


def _scan(group: FileGroup) -> str:
    """The DuckDB table function that reads a group of files, every CSV value as text."""
    files = "[" + ", ".join(_literal(name) for name in group.files) + "]"
    if group.format == "parquet":
        return f"read_parquet({files}, binary_as_string = true)"
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in group.columns)
    return f"read_csv({files}, columns = {{{columns}}}, {CSV_OPTIONS})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _explain(error: Exception) -> str:
    """The telling lines of DuckDB's CSV error, without its advice to read wrong rows anyway."""
    lines = [line.strip() for line in str(error).splitlines()]
    first = lines[0].removeprefix("Invalid Input Error: ")
    if any("not utf-8" in line for line in lines):
        return f"{NOT_UTF8} ({first})"
    told = [line for line in lines if line.startswith(("Expected Number", "Original Line", "Value with"))]
    return "; ".join([first, *told])


def check(directory: Path | None = None) -> list[str]:
    """Every problem of a raw directory, as the dbt run would report it; an empty list where it can be used."""
    project = Path(__file__).resolve().parents[2]
    given = {"LEAKAGE_RAW_DIR": str(directory.resolve())} if directory else {}
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "--no-use-colors", "run-operation", "check_raw_input"]
    run = subprocess.run(
        [*command, "--project-dir", str(project), "--profiles-dir", str(project)],
        env={**os.environ, **given, "LEAKAGE_DB": ":memory:"},
        capture_output=True,
        text=True,
    )
    if run.returncode == 0:
        return []
    problems = [line.strip()[2:] for line in run.stdout.splitlines() if line.startswith("    - ")]
    return problems or [run.stdout.strip() or run.stderr.strip()]


def main() -> int:
    """Prints the problems of the raw directory named on the command line, else of the usual one."""
    problems = check(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
