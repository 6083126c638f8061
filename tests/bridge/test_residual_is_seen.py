"""The test of the bridge's residual can fail: one cent too many in one row is seen, and so is a row that is lost."""

import pytest

from tests.project.data_tests import DataTests

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


@pytest.mark.parametrize("change", CHANGES)
def test_residual_is_seen(data_tests: DataTests, change: str) -> None:
    failing = data_tests.named([RESIDUAL_TEST]).failing_after(CHANGES[change])
    assert bool(failing) is (change != "nothing")
