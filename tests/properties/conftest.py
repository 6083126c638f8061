"""The project compiled once for the layout of the generated companies; how many companies are drawn."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from leakage.compiled import Compiled, Runs, compile_project, write_company
from tests.project.conftest import once
from tests.properties.companies import AS_OF, SYSTEMS

__all__ = ["once"]  # a fixture that this folder shares

# Always the same companies. A failing one is made smaller only where somebody waits for it: LEAKAGE_SHRINK=1.
factor = int(os.environ.get("LEAKAGE_PROPERTIES") or 1)
settings.register_profile(
    "companies",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if os.environ.get("LEAKAGE_SHRINK") else [Phase.generate],
    print_blob=False,
)
settings.load_profile("companies")


@pytest.fixture(scope="session")
def compiled(once: Callable[[str, Callable[[Path], Any]], Any]) -> Compiled:
    """Models and data tests as SQL over files of which the content may change."""

    def make(folder: Path) -> Compiled:
        write_company(folder / "raw", {}, SYSTEMS)
        return compile_project(folder, AS_OF)

    # a folder for each process: the compiled SQL reads one folder of raw files
    return once(f"compiled-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}", make)


@pytest.fixture(scope="session")
def runs(compiled: Compiled) -> Runs:
    """Companies one after the other through the compiled models."""
    return Runs(compiled)
