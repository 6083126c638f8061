"""A database with the seeds loaded, and raw directories to build from."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.raw_input.warehouse import Warehouse, parse, write_needed_tables


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("raw_input")


@pytest.fixture(scope="session")
def _manifest(_folder: Path) -> Manifest:
    before = dict(os.environ)
    os.environ["LEAKAGE_DB"] = str(_folder / "test.duckdb")
    manifest = parse(_folder / "target")
    seeded = _folder / "seeded"
    write_needed_tables(seeded / "salesforce", "salesforce")
    warehouse = Warehouse(seeded, _folder, manifest)
    assert warehouse.dbt("seed"), warehouse.said
    os.environ.clear()
    os.environ.update(before)
    return manifest


@pytest.fixture
def warehouse(tmp_path: Path, _folder: Path, _manifest: Manifest) -> Iterator[Warehouse]:
    """An empty raw directory, with the project parsed and its seeds loaded."""
    before = dict(os.environ)
    raw_dir = tmp_path / "raw"
    raw_dir.mkdir()
    yield Warehouse(raw_dir, _folder, _manifest)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def salesforce(warehouse: Warehouse) -> Warehouse:
    """A raw directory with the needed tables of Salesforce, all without rows."""
    write_needed_tables(warehouse.raw_dir / "salesforce", "salesforce")
    return warehouse
