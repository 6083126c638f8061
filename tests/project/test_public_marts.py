"""The built database keeps the promise of scripts/leakage/public_marts.yml."""

import duckdb
import pytest

from leakage.contract import public_marts
from leakage.engines import columns_of, tables
from tests.project.builds import Build

TO_COME = {
    "fct_outbox_events",
    "fct_tickets",
}
"""Promised and not built yet; a mart that is there must leave this list."""


def mart_models(build: Build) -> set[str]:
    nodes = build.manifest["nodes"].values()
    return {node["name"] for node in nodes if node["resource_type"] == "model" and node["path"].startswith("marts/")}


def test_every_promised_mart_is_there_or_named_as_to_come(parsed: Build) -> None:
    assert set(public_marts()) - mart_models(parsed) == TO_COME


@pytest.mark.parametrize("name", sorted(set(public_marts()) - TO_COME))
def test_a_built_mart_has_the_promised_columns_types_and_grain(demo: Build, name: str) -> None:
    mart = public_marts()[name]
    with duckdb.connect(str(demo.database), read_only=True) as connection:
        assert name in tables(connection)
        assert mart.wrong_columns(columns_of(connection, name)) == []
        grain = ", ".join(mart.grain)
        doubles = connection.execute(f"select {grain}, count(*) from {name} group by {grain} having count(*) > 1")
        assert doubles.fetchall() == []


def test_the_comparison_sees_a_missing_column_and_a_wrong_type() -> None:
    mart = public_marts()["fct_gap_bridge"]
    built = dict.fromkeys(mart.columns, "VARCHAR")
    del built["cause"]
    problems = mart.wrong_columns(built)
    assert "fct_gap_bridge.cause (text) is missing" in problems
    assert "fct_gap_bridge.gap_amount_rc is VARCHAR, promised money" in problems
    assert "fct_gap_bridge.service_month is VARCHAR, promised date" in problems
