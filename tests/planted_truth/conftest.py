"""Builds over generated companies, made once for all worker processes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from leakage.demo.cli import app
from tests.planted_truth.companies import OTHERS
from tests.project import builds
from tests.project.builds import Build
from tests.project.conftest import demo, once, without_leaks

__all__ = ["demo", "once", "without_leaks"]  # fixtures that this folder shares


@pytest.fixture(scope="session")
def generated(once: Callable[[str, Callable[[Path], Build]], Build]) -> Callable[..., Build]:
    """Write a company with these options and build its models; raw files and truth lie beside the database."""

    def make(*options: str) -> Build:
        def build(folder: Path) -> Build:
            written = CliRunner().invoke(app, ["--out", str(folder), *options])
            assert written.exit_code == 0, written.output
            variables = {"as_of_date": "2026-06-30"}
            made = builds.dbt(folder, "build", *builds.MODELS_ONLY, raw_dir=folder / "raw", variables=variables)
            assert made.exit_code == 0, made.output
            return made

        return once("company" + "".join(options).replace("--", "-"), build)

    return make


@pytest.fixture(
    params=["demo company", "without leaks", *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS)]
)
def company(request: pytest.FixtureRequest) -> Build:
    """A built company with a truth."""
    if request.param in OTHERS:
        generated: Callable[..., Build] = request.getfixturevalue("generated")
        return generated(*OTHERS[request.param])
    build: Build = request.getfixturevalue("demo" if request.param == "demo company" else "without_leaks")
    return build
