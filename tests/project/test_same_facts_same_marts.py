"""The same facts give the same marts: whatever the order of the rows, the file format, or what happened afterwards."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leakage.fingerprint import fingerprint
from leakage.project import DEMO_RAW_DIR
from tests.project import builds
from tests.project.builds import MODELS_ONLY, Build
from tests.project.raw_copies import shuffled, until

PAST = date(2026, 2, 14)
AS_OF = {"as_of_date": "2026-06-30"}
FACTS = "fct_"


def built(folder: Path, raw_dir: Path, variables: dict[str, str]) -> Build:
    build = builds.dbt(folder, "build", *MODELS_ONLY, raw_dir=raw_dir, variables=variables)
    assert build.exit_code == 0, build.output
    return build


def test_neither_the_order_of_rows_nor_the_file_format_matters(demo: Build, tmp_path: Path) -> None:
    """Shuffled rows as Parquet against the committed CSV files."""
    made = builds.leakage(tmp_path, "demo", "--format", "parquet", "--out", str(tmp_path))
    assert made.exit_code == 0, made.output
    other = built(tmp_path, shuffled(tmp_path / "raw", tmp_path / "shuffled"), AS_OF)
    assert fingerprint(other.database) == fingerprint(demo.database)


@pytest.fixture(scope="module")
def past(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """The whole demo company, looked at from a past day."""
    return once("past", lambda folder: built(folder, DEMO_RAW_DIR, {"as_of_date": PAST.isoformat()}))


@pytest.mark.slow
def test_a_past_day_replays_without_what_happened_afterwards(past: Build, tmp_path: Path) -> None:
    """Leaving out every later fact changes no figure of a past day."""
    then = built(tmp_path, until(DEMO_RAW_DIR, tmp_path / "raw", PAST), {"as_of_date": PAST.isoformat()})
    found = {name: digest for name, digest in fingerprint(then.database).items() if name.startswith(FACTS)}
    assert found == {name: digest for name, digest in fingerprint(past.database).items() if name.startswith(FACTS)}
    assert then.value("select count(*) from fct_revenue_states") > 0


@pytest.mark.slow
def test_a_past_day_differs_from_today(demo: Build, past: Build) -> None:
    due = "select sum(due_amount_rc) from fct_revenue_states"
    assert past.value(due) < demo.value(due)


def test_before_all_data_the_marts_are_empty(tmp_path: Path) -> None:
    build = built(tmp_path, DEMO_RAW_DIR, {"as_of_date": "1999-12-31"})
    facts = [
        name for (name,) in build.query("select table_name from information_schema.tables where table_schema = 'main'")
    ]
    rows = {name: build.value(f"select count(*) from {name}") for name in facts if name.startswith(FACTS)}
    assert rows
    # capacity and commitments of months carry no date of their own, so any day knows them
    undated = build.value("select count(*) from fct_plan_variance where metric = 'capacity'")
    assert {name: count for name, count in rows.items() if count} == {"fct_plan_variance": undated}
