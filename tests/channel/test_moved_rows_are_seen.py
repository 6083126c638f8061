"""The conservation tests of the channel can fail: a row that is lost, doubled or moved to somebody else is seen."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.project import builds
from tests.project.builds import Build

ONE_PAYMENT = "commission_payment_id = (select min(commission_payment_id) from fct_commission_audit)"
SOLD = """
    (partner_key, product_key, month) = (
        select (partner_key, product_key, month) from fct_sell_through_audit order by all limit 1
    )
"""
BILLED = """
    (partner_key, month, currency) = (
        select (partner_key, month, currency) from fct_partner_performance where billed_amount > 0 order by all limit 1
    )
"""
ANOTHER = "(select max(partner_key) from dim_partners where partner_key <> fct.partner_key)"

# What is changed, and the only test that need see it; others may.
CHANGES = {
    "nothing": ("select 1", None),
    "a_commission_lost": (f"delete from fct_commission_audit where {ONE_PAYMENT}", "commissions_hold_every_payment"),
    "a_commission_twice": (
        f"insert into fct_commission_audit select * from fct_commission_audit where {ONE_PAYMENT}",
        "commissions_hold_every_payment",
    ),
    "a_cent_more_due": (
        f"update fct_commission_audit set due_amount = due_amount + 0.01 where {ONE_PAYMENT}",
        "commissions_are_due_once",
    ),
    "a_month_of_sales_lost": (f"delete from fct_sell_through_audit where {SOLD}", "sell_through_holds_every_unit"),
    "sales_of_another_partner": (
        f"update fct_sell_through_audit as fct set partner_key = {ANOTHER} where {SOLD}",
        "sell_through_holds_every_unit",
    ),
    "money_of_another_partner": (
        f"update fct_partner_performance as fct set partner_key = {ANOTHER} where {BILLED}",
        "partner_performance_holds_all_money_of_the_states",
    ),
    "a_deal_of_another_partner": (
        """
        update fct_revenue_states as fct set partner_key = (select max(partner_key) from dim_partners
            where partner_key <> fct.partner_key)
        where revenue_line_key = (select min(revenue_line_key) from fct_revenue_states where partner_key is not null
            and billed_amount <> 0)
        """,
        "partner_performance_holds_all_money_of_the_states",
    ),
    "a_cent_more_rolled_up": (
        f"update fct_partner_performance set rolled_up_billed_amount = rolled_up_billed_amount + 0.01 where {BILLED}",
        "roll_ups_are_own_and_those_below",
    ),
    "a_partner_moved": (
        """
        update dim_partners set parent_partner_key = (select partner_key from dim_partners where partner_id = 'P-200')
        where partner_id = 'P-111'
        """,
        "partners_have_one_place",
    ),
}


@pytest.fixture(scope="module")
def conservation(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A copy of the demo company, and the tests of this folder as dbt runs them: each fails where it returns a row."""
    folder = tmp_path_factory.mktemp("moved")
    shutil.copyfile(demo.database, folder / "leakage.duckdb")
    compiled = builds.dbt(folder, "compile", "--select", "path:tests/channel")
    assert compiled.exit_code == 0, compiled.output
    nodes = compiled.manifest["nodes"].values()
    tests = {
        node["name"]: node["compiled_code"] for node in nodes if node["original_file_path"].startswith("tests/channel")
    }
    return folder / "leakage.duckdb", tests


@pytest.mark.parametrize("change", CHANGES)
def test_moved_rows_are_seen(conservation: tuple[Path, dict[str, str]], change: str) -> None:
    database, tests = conservation
    statement, seen_by = CHANGES[change]
    with duckdb.connect(str(database)) as connection:
        connection.begin()
        [(changed,)] = connection.execute(statement).fetchall()
        assert changed >= 1
        failed = {name for name, query in tests.items() if connection.execute(query).fetchall()}
        connection.rollback()
    assert (seen_by in failed) if seen_by else not failed


def test_every_conservation_test_is_made_to_fail(conservation: tuple[Path, dict[str, str]]) -> None:
    assert {seen_by for _, seen_by in CHANGES.values()} - {None} == set(conservation[1])
