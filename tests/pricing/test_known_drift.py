"""The known sum of pricing drift, and a company without leaks."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.planted_truth.conftest import generated
from tests.project.builds import Build
from tests.project.conftest import once

__all__ = ["generated", "once"]  # fixtures that this file shares


def test_fifty_accounts_short_by_two_hundred_a_month_are_120_000_a_year(generated: Callable[..., Build]) -> None:
    build = generated("--scenario", "price-50x200")
    drift = build.query("""
        select drift_cause, is_sanctioned, count(*), sum(monthly_drift_amount), sum(annualized_drift_amount)
        from fct_pricing_drift
        where is_current
        group by drift_cause, is_sanctioned
    """)
    assert drift == [("wrong_rate", False, 50, Decimal("10000.0000"), Decimal("120000.0000"))]


@pytest.mark.slow
def test_lines_at_the_rate_card_make_no_row(generated: Callable[..., Build]) -> None:
    build = generated("--scenario", "price-50x200", "--no-leaks")
    assert build.value("select count(*) from int_pricing__layer") == 600
    assert build.value("select count(*) from fct_pricing_drift") == 0
    assert build.query("""
        select distinct status from fct_reconciliation where layer = 'pricing_vs_rate_card'
    """) == [("matched",)]
