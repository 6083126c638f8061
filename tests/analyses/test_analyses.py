"""Every forensic question runs, finds what the demo company planted for it, and nothing where there is no data."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from leakage.project import ROOT
from tests.project import builds
from tests.project.builds import Build
from tests.project.conftest import demo, once, parsed
from tests.project.test_engine_neutral import violations

__all__ = ["demo", "once", "parsed"]  # fixtures that this folder shares

QUESTIONS = {path.stem: path for path in sorted((ROOT / "analyses").glob("*.sql"))}


@pytest.fixture(scope="module")
def compiled(demo: Build, once: Callable[[str, Callable[[Path], Build]], Build]) -> dict[str, str]:
    """The queries as dbt makes them, by question."""

    def run(folder: Path) -> Build:
        shutil.copyfile(demo.database, folder / "leakage.duckdb")
        return builds.dbt(folder, "compile", "--select", "path:analyses")

    made = once("analyses", run)
    assert made.exit_code == 0, made.output
    nodes = made.manifest["nodes"].values()
    return {node["name"]: node["compiled_code"] for node in nodes if node["resource_type"] == "analysis"}


@pytest.fixture(scope="module")
def without_data(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marts of a company of which nothing is known."""
    path = tmp_path_factory.mktemp("without_data") / "leakage.duckdb"
    shutil.copyfile(demo.database, path)
    with duckdb.connect(str(path)) as connection:
        query = "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE'"
        for schema, table in connection.execute(query).fetchall():
            connection.execute(f'delete from "{schema}"."{table}"')
    return path


def header(path: Path) -> str:
    """The comment above a question."""
    return " ".join(line.removeprefix("-- ") for line in path.read_text().splitlines() if line.startswith("-- "))


def test_there_are_questions_for_every_stage_and_layer() -> None:
    assert len(QUESTIONS) >= 15


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_question_is_answered(demo: Build, compiled: dict[str, str], name: str) -> None:
    assert demo.query(compiled[name])


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_found_where_there_is_nothing(without_data: Path, compiled: dict[str, str], name: str) -> None:
    with duckdb.connect(str(without_data), read_only=True) as connection:
        assert connection.execute(compiled[name]).fetchall() == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_question_is_engine_neutral(name: str) -> None:
    assert violations(QUESTIONS[name].read_text()) == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_question_says_how_to_read_the_answer(parsed: Build, name: str) -> None:
    said = header(QUESTIONS[name])
    assert re.match(r"[A-Z][^.]+\? \S", said), "a question, then how to read the answer"
    assert len(said) > 150
    node = parsed.manifest["nodes"][f"analysis.revenue_leakage.{name}"]
    assert node["description"].strip() == said
