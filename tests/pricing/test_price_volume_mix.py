"""The analysis compares any two periods: it runs, holds all revenue of both, and turns its signs with them."""

from pathlib import Path
from typing import Any

import pytest

from tests.project import builds
from tests.project.builds import Build
from tests.project.conftest import demo, once

__all__ = ["demo", "once"]  # fixtures that this file shares


ANALYSIS = "price_volume_mix_of_two_periods"
EFFECTS = ("price_amount", "account_volume_amount", "account_mix_amount", "started_amount + stopped_amount")


def compared(folder: Path, demo: Build, *periods: str) -> list[tuple[Any, ...]]:
    """Effects by account, product, kind of charge and currency between two periods of the demo company."""
    made = builds.dbt(folder, "compile", "-s", ANALYSIS, variables={"compared_periods": list(periods)})
    assert made.exit_code == 0, made.output
    [node] = [n for n in made.manifest["nodes"].values() if n["name"] == ANALYSIS]
    sql = (made.target_path / "compiled" / "revenue_leakage" / node["original_file_path"]).read_text()
    sql = sql.replace(f'"{folder_database(node)}".', "")
    names = "account_name, product_name, charge_type, currency"
    return demo.query(f"""
        select {names}, sum(old_amount), sum(new_amount), sum(change_amount), {", ".join(f"sum({e})" for e in EFFECTS)}
        from ({sql}) as found
        group by {names}
        order by all
    """)


def folder_database(node: dict[str, Any]) -> str:
    return str(node["database"])


@pytest.fixture
def halves(tmp_path: Path, demo: Build) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    old, new = ("2025-07-01", "2025-12-01"), ("2026-01-01", "2026-06-01")
    return compared(tmp_path / "there", demo, *old, *new), compared(tmp_path / "back", demo, *new, *old)


def test_any_two_periods(demo: Build, halves: tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]) -> None:
    there, back = halves
    for place, (first, last) in ((4, ("2025-07-01", "2025-12-01")), (5, ("2026-01-01", "2026-06-01"))):
        billed = dict(
            demo.query(f"""
                select currency, sum(billed_amount) from fct_revenue_states
                where service_month between '{first}' and '{last}'
                group by currency
            """)
        )
        found = {currency: sum(row[place] for row in there if row[3] == currency) for currency in billed}
        assert found == billed
    assert all(row[6] == row[5] - row[4] == sum(row[7:]) for row in there)
    assert [(*row[:4], *(-amount for amount in row[6:])) for row in there] == [(*row[:4], *row[6:]) for row in back]
