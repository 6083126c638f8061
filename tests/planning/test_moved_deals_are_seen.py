"""The conservation tests of plans can fail: a deal that moves to another day or rep is seen, and so are hours."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.project import builds
from tests.project.builds import Build
from tests.project.conftest import demo, once

__all__ = ["demo", "once"]  # fixtures that this folder shares

TESTS = ("bookings_are_all_in_their_plans", "hours_are_all_in_the_mart")

ONE_LINE = """contract_line_key = (
    select min(contract_line_key) from int_canonical__contract_lines
    where total_price > 0 and closed_on between date '2025-07-01' and date '2025-09-30'
        and owner_id = (select min(scope_id) from fct_plan_variance where metric = 'quota_attainment')
)"""
ANOTHER_REP = "(select max(scope_id) from fct_plan_variance where scope = 'rep' and scope_id <> '(unplanned)')"

CHANGES = {
    "nothing": "select 1",
    "a_deal_moved_to_the_next_quarter": (
        f"update int_canonical__contract_lines set closed_on = date '2025-10-01' where {ONE_LINE}"
    ),
    "a_deal_moved_to_another_rep": (
        f"update int_canonical__contract_lines set owner_id = {ANOTHER_REP} where {ONE_LINE}"
    ),
    "a_deal_a_cent_larger": (
        f"update int_canonical__contract_lines set total_price = total_price + 0.01 where {ONE_LINE}"
    ),
    "a_rep_lost_from_the_mart": """
        delete from fct_plan_variance
        where metric = 'quota_attainment' and period_start = date '2025-07-01' and actual > 0
            and scope_id = (select min(scope_id) from fct_plan_variance where metric = 'quota_attainment')
    """,
    "hours_lost": """
        update int_plans__commitments set hours = hours - 1
        where commitment_key = (select min(commitment_key) from int_plans__commitments where standing = 'committed')
    """,
    "a_commitment_lost": """
        delete from int_plans__commitments
        where commitment_key = (select min(commitment_key) from int_plans__commitments where standing = 'lost')
    """,
}


@pytest.fixture(scope="module")
def conservation_tests(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The queries as dbt runs them: they fail where they return a row."""
    folder = tmp_path_factory.mktemp("compiled")
    shutil.copyfile(demo.database, folder / "leakage.duckdb")
    compiled = builds.dbt(folder, "compile", "--select", *TESTS)
    assert compiled.exit_code == 0, compiled.output
    nodes = compiled.manifest["nodes"]
    queries = [str(node["compiled_code"]) for node in nodes.values() if node["name"] in TESTS]
    assert len(queries) == len(TESTS)
    return queries


@pytest.mark.parametrize("change", CHANGES)
def test_moved_deals_are_seen(demo: Build, conservation_tests: list[str], tmp_path: Path, change: str) -> None:
    shutil.copyfile(demo.database, tmp_path / "leakage.duckdb")
    with duckdb.connect(str(tmp_path / "leakage.duckdb")) as connection:
        [(changed,)] = connection.execute(CHANGES[change]).fetchall()
        assert changed >= 1
        found = [row for query in conservation_tests for row in connection.execute(query).fetchall()]
    assert bool(found) is (change != "nothing")
