"""The test of the bridge's residual can fail: one cent too many in one row is seen, and so is a row that is lost."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.project import builds
from tests.project.builds import Build

RESIDUAL_TEST = "bridge_leaves_no_residual"

ONE_ROW = """where
    (revenue_line_key, service_month, step, cause, is_approved) = (
        select (revenue_line_key, service_month, step, cause, is_approved) from fct_gap_bridge order by all limit 1
    )
"""

LINE = "revenue_line_key = (select min(revenue_line_key) from fct_gap_bridge)"

CHANGES = {
    "nothing": "select 1",
    "one_cent_more": f"update fct_gap_bridge set gap_amount = gap_amount + 0.01 {ONE_ROW}",
    "one_cent_more_reporting": f"update fct_gap_bridge set gap_amount_rc = gap_amount_rc + 0.01 {ONE_ROW}",
    "a_row_lost": f"delete from fct_gap_bridge {ONE_ROW}",
    "a_row_in_the_wrong_step": f"update fct_gap_bridge set step = 'another' {ONE_ROW}",
    "a_row_of_a_cell_that_is_not_there": f"update fct_gap_bridge set service_month = date '1999-01-01' {ONE_ROW}",
    "a_state_lost": f"delete from fct_revenue_states where {LINE}",
}


@pytest.fixture(scope="module")
def residual_test(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The test's query as dbt runs it: it fails where it returns a row."""
    folder = tmp_path_factory.mktemp("compiled")
    shutil.copyfile(demo.database, folder / "leakage.duckdb")
    compiled = builds.dbt(folder, "compile", "--select", RESIDUAL_TEST)
    assert compiled.exit_code == 0, compiled.output
    [node] = [node for name, node in compiled.manifest["nodes"].items() if RESIDUAL_TEST in name]
    return str(node["compiled_code"])


@pytest.mark.parametrize("change", CHANGES)
def test_residual_is_seen(demo: Build, residual_test: str, tmp_path: Path, change: str) -> None:
    shutil.copyfile(demo.database, tmp_path / "leakage.duckdb")
    with duckdb.connect(str(tmp_path / "leakage.duckdb")) as connection:
        [(changed,)] = connection.execute(CHANGES[change]).fetchall()
        assert changed >= 1
        found = connection.execute(residual_test).fetchall()
    assert bool(found) is (change != "nothing")
