"""The conservation tests of plans can fail: a deal that moves to another day or rep is seen, and so are hours."""

import pytest

from tests.project.conftest import data_tests, demo, once
from tests.project.data_tests import DataTests

__all__ = ["data_tests", "demo", "once"]  # fixtures that this folder shares

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


@pytest.mark.parametrize("change", CHANGES)
def test_moved_deals_are_seen(data_tests: DataTests, change: str) -> None:
    failing = data_tests.named(TESTS).failing_after(CHANGES[change])
    assert bool(failing) is (change != "nothing")
