"""Hierarchies of any depth, and those that are none: a portal alone, without any other system, shows them."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.project import builds

DEPTH = 300
CIRCLE = 3


def partners() -> list[tuple[str, str]]:
    """Partner and parent: a long chain, a circle with two partners below it, one that is its own parent."""
    chain = [(f"D{n}", f"D{n - 1}" if n else "") for n in range(DEPTH)]
    circle = [(f"C{n}", f"C{(n + 1) % CIRCLE}") for n in range(CIRCLE)]
    return [*chain, *circle, ("B1", "C0"), ("B2", "B1"), ("S", "S"), ("U", "nobody")]


@pytest.mark.slow
def test_deep_and_circular_hierarchies(tmp_path: Path) -> None:
    portal = tmp_path / "raw" / "partner_portal"
    portal.mkdir(parents=True)
    with (portal / "partner.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["partner_id", "name", "parent_partner_id", "tier", "crm_account_id", "joined_on"])
        rows.writerows([partner, partner, parent, "gold", "", "2020-01-01"] for partner, parent in partners())

    variables = {"as_of_date": "2026-06-30"}
    made = builds.dbt(
        tmp_path,
        "build",
        *builds.MODELS_ONLY,
        "--select",
        "+dim_partners",
        raw_dir=tmp_path / "raw",
        variables=variables,
    )
    assert made.exit_code == 0, made.output

    with duckdb.connect(str(tmp_path / "leakage.duckdb"), read_only=True) as connection:
        found = {
            partner: (path, level, finding)
            for partner, path, level, finding in connection.execute(
                "select partner_id, tier_path, hierarchy_level, data_finding from dim_partners"
            ).fetchall()
        }
    assert found[f"D{DEPTH - 1}"] == ("/".join(f"D{n}" for n in range(DEPTH)), DEPTH, None)
    assert {partner: found[partner] for partner in ("C0", "C1", "C2", "B2", "S", "U")} == {
        "C0": ("C0", 1, "circle"),
        "C1": ("C1", 1, "circle"),
        "C2": ("C2", 1, "circle"),
        "B2": ("C0/B1/B2", 3, None),
        "S": ("S", 1, "own_parent"),
        "U": ("nobody/U", 2, "unknown_parent"),
    }
