"""Where things are: the project's folder, the database file, the profile's targets."""

import os
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
"""The dbt project's folder."""

DEMO_RAW_DIR = ROOT / "seeds" / "demo_company" / "raw"
"""The raw exports that are read when nothing else is named."""


class LeakageError(Exception):
    """Something the person at the keyboard can put right; shown as its message, without a stack trace."""


def database_path(given: str | Path | None = None) -> Path:
    """The DuckDB file: as given, else LEAKAGE_DB, else leakage.duckdb in the project."""
    named = given or os.environ.get("LEAKAGE_DB") or ""
    return Path(named).expanduser().resolve() if str(named) else ROOT / "leakage.duckdb"


def dbt_files(folder: Path) -> dict[str, str]:
    """Environment variables of a run of dbt that keeps its database and all else that it writes in one folder."""
    return {
        "LEAKAGE_DB": str(folder / "leakage.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }


def project_vars() -> dict[str, Any]:
    """The vars of dbt_project.yml with their defaults."""
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    declared: dict[str, Any] = project["vars"][project["name"]]
    return declared


def profile() -> dict[str, Any]:
    """The project's profile: its default target and its outputs."""
    folder = Path(os.environ.get("DBT_PROFILES_DIR") or ROOT / "profiles")
    name = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["profile"]
    found: dict[str, Any] = yaml.safe_load((folder / "profiles.yml").read_text())[name]
    return found


def resolve_target(given: str | None) -> tuple[str, str]:
    """The target to run (as given, else the profile's default) and its kind of engine: duckdb, postgres, spark."""
    outputs = profile()["outputs"]
    name = given or os.environ.get("DBT_TARGET") or profile().get("target", "default")
    if name not in outputs:
        raise LeakageError(f"There is no target {name}: the profile has {', '.join(outputs)}.")
    return name, str(outputs[name]["type"])
