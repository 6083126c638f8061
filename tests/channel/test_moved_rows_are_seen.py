"""The conservation tests of the channel can fail: a row that is lost, doubled or moved to somebody else is seen."""

import pytest

from leakage.project import ROOT
from tests.project.data_tests import DataTests

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


@pytest.fixture
def conservation(data_tests: DataTests) -> DataTests:
    """The tests of this folder."""
    return data_tests.named(path.stem for path in (ROOT / "tests" / "channel").glob("*.sql"))


@pytest.mark.parametrize("change", CHANGES)
def test_moved_rows_are_seen(conservation: DataTests, change: str) -> None:
    statement, seen_by = CHANGES[change]
    failing = conservation.failing_after(statement)
    assert (seen_by in failing) if seen_by else not failing


def test_every_conservation_test_is_made_to_fail(conservation: DataTests) -> None:
    assert {seen_by for _, seen_by in CHANGES.values()} - {None} == set(conservation.queries)
