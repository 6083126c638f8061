"""Builds that many tests look at: made once for all worker processes."""

import fcntl
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from leakage.project import DEMO_RAW_DIR, ROOT
from tests.project import builds
from tests.project.builds import Build
from tests.project.data_tests import DataTests


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], Build]], Build]:
    """Make a build once per test run, whichever worker comes first; the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared

    def make(name: str, build: Callable[[Path], Build]) -> Build:
        folder = shared / name
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = folder / "build.pickle"
            if not kept.exists():
                kept.write_bytes(pickle.dumps(build(folder)))
            found: Build = pickle.loads(kept.read_bytes())
            return found

    return make


@pytest.fixture(scope="session")
def demo(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """The demo company in target dev, built by the project's own command."""
    if not DEMO_RAW_DIR.is_dir():
        pytest.skip("the demo company's raw exports are not there yet")
    return once("demo", lambda folder: builds.leakage(folder, "build"))


@pytest.fixture(scope="session")
def data_tests(
    demo: Build, once: Callable[[str, Callable[[Path], Build]], Build], tmp_path_factory: pytest.TempPathFactory
) -> DataTests:
    """The data tests that are written as queries, over a copy of the demo company."""

    def compile_them(folder: Path) -> Build:
        shutil.copyfile(demo.database, folder / "leakage.duckdb")
        return builds.dbt(folder, "compile", "--select", "test_type:singular")

    compiled = once("data_tests", compile_them)
    assert compiled.exit_code == 0, compiled.output
    nodes = compiled.manifest["nodes"].values()
    queries = {
        node["name"]: str(node["compiled_code"])
        for node in nodes
        if node["resource_type"] == "test" and node.get("compiled_code") and not node.get("test_metadata")
    }
    # named as the database that the queries name
    database = tmp_path_factory.mktemp("changed") / "leakage.duckdb"
    shutil.copyfile(demo.database, database)
    return DataTests(database, queries)


@pytest.fixture(scope="session")
def without_leaks(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """The same company without leaks in target ci; raw files and truth lie beside the database."""

    def build(folder: Path) -> Build:
        made = builds.leakage(folder, "demo", "--no-leaks", "--out", str(folder))
        assert made.exit_code == 0, made.output
        arguments = ("build", "--target", "ci", "--as-of", "2026-06-30")
        return builds.leakage(folder, *arguments, raw_dir=folder / "raw")

    return once("without_leaks", build)


@pytest.fixture(scope="session")
def parsed(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """The project parsed: its manifest."""
    build = once("parsed", lambda folder: builds.dbt(folder, "parse"))
    assert build.exit_code == 0, build.output
    return build


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The project's folder."""
    return ROOT
