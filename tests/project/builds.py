"""Running builds in tests: each in a process of its own, with a database and a target folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from leakage.project import ROOT, dbt_files

CONNECTOR_SEEDS = Path(os.environ.get("LEAKAGE_CONNECTOR_SEEDS") or ROOT.parent / "shared" / "data" / "connector_seeds")
MODELS_ONLY = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


@dataclass(frozen=True)
class Build:
    """A finished build: what it printed, how it ended, and its database."""

    exit_code: int
    output: str
    database: Path
    target_path: Path

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the built database."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def value(self, sql: str) -> Any:
        """The one value of the one row."""
        [(value,)] = self.query(sql)
        return value

    @property
    def manifest(self) -> dict[str, Any]:
        """dbt's manifest of the build."""
        found: dict[str, Any] = json.loads((self.target_path / "manifest.json").read_text())
        return found

    def results(self) -> dict[str, str]:
        """Status by unique id of every node that ran."""
        results = json.loads((self.target_path / "run_results.json").read_text())["results"]
        return {result["unique_id"]: result["status"] for result in results}


def environment(folder: Path, raw_dir: Path | None = None) -> dict[str, str]:
    """The environment of a build whose files all lie in `folder`."""
    made = dict(os.environ)
    made.pop("LEAKAGE_RAW_DIR", None)
    made |= {
        **dbt_files(folder),
        "PYTHONPATH": str(ROOT / "scripts"),
        "NO_COLOR": "1",
    }
    if raw_dir:
        made["LEAKAGE_RAW_DIR"] = str(raw_dir)
    return made


def dbt(folder: Path, *arguments: str, raw_dir: Path | None = None, variables: dict[str, Any] | None = None) -> Build:
    """Run dbt itself, as a person in the activated environment does."""
    given = ["--vars", json.dumps(variables)] if variables else []
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments, *given]
    return run(folder, command, raw_dir)


def leakage(folder: Path, *arguments: str, raw_dir: Path | None = None) -> Build:
    """Run the command `leakage`."""
    return run(folder, [sys.executable, "-m", "leakage", *arguments], raw_dir)


def run(folder: Path, command: list[str], raw_dir: Path | None) -> Build:
    """Run a command in the project, its files kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = environment(folder, raw_dir)
    done = subprocess.run(command, cwd=ROOT, env=made, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return Build(done.returncode, done.stdout + done.stderr, folder / "leakage.duckdb", folder / "target")
