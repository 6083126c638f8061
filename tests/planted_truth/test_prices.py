"""Every planted difference from the rate card comes back as itself, and a line at its price makes no row."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.planted_truth.test_truth import differences, summed, truth
from tests.project.builds import Build

pytestmark = pytest.mark.xdist_group("planted_truth")

CAUSES = {  # model.md section 8: cause and whether it is sanctioned; a wrong rate also where an exception covers it
    ("price_lock", True),
    ("approved_discount", True),
    ("promotion", True),
    ("unapproved_discount", False),
    ("expired_promo", False),
    ("stacked_discount", False),
    ("missed_uplift", False),
    ("grandfathered_rate", False),
    ("wrong_rate", False),
    ("wrong_rate", True),
}
MEASURES = ("drift_amount", "monthly_drift_amount", "annualized_drift_amount")


@pytest.fixture(params=["demo company", "another seed", "without leaks"])
def company(request: pytest.FixtureRequest, demo: Build, generated: Callable[..., Build]) -> Build:
    if request.param == "demo company":
        return demo
    return generated("--seed", "7") if request.param == "another seed" else generated("--no-leaks")


def told(build: Build) -> set[str]:
    """Contract lines whose prices the truth knows."""
    return {row["contract_line_id"] for row in truth(build, "discounts")}


def drift(build: Build, measure: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Found and planted drift by invoice line, cause and all that the truth says about it."""
    lines = told(build)
    found = build.query(f"""
        select
            contract_line_id, invoice_line_id, currency, drift_cause, is_sanctioned, is_current, {measure}
        from fct_pricing_drift
    """)
    planted = [
        (
            row["contract_line_id"],
            row["invoice_line_id"],
            row["currency"],
            row["drift_cause"],
            row["is_sanctioned"] == "true",
            row["is_current"] == "true",
            row[measure],
        )
        for row in truth(build, "pricing")
    ]
    return summed([row for row in found if row[0] in lines]), summed(planted)


@pytest.mark.parametrize("measure", MEASURES)
def test_drift_is_what_was_planted_cause_by_cause(company: Build, measure: str) -> None:
    found, planted = drift(company, measure)
    assert planted
    assert not differences(found, planted)


def test_unexplained_prices_are_explained_as_they_were_made(company: Build) -> None:
    planted = {row["invoice_line_id"]: row["explanation"] for row in truth(company, "pricing") if row["explanation"]}
    found = dict(company.query("select invoice_line_id, fitted_explanation from fct_pricing_drift"))
    assert planted
    assert {line: found[line] for line in planted} == planted


def test_every_cause_is_planted(demo: Build) -> None:
    assert {(row["drift_cause"], row["is_sanctioned"] == "true") for row in truth(demo, "pricing")} == CAUSES


def test_without_leaks_only_sanctioned_drift_is_planted(generated: Callable[..., Build]) -> None:
    build = generated("--no-leaks")
    assert {row["is_sanctioned"] for row in truth(build, "pricing")} == {"true"}


def test_discounts_at_signing_are_those_of_the_truth(company: Build) -> None:
    lines = told(company)
    found = company.query("""
        select contract_line_id, currency, status, coalesce(approved_pct, 0), list_amount, net_amount
        from fct_discount_approvals
    """)
    planted = [
        (
            row["contract_line_id"],
            row["currency"],
            row["status"],
            float(row["approved_pct"] or 0),
            float(row["list_amount"]),
            float(row["net_amount"]),
        )
        for row in truth(company, "discounts")
    ]
    readable = [(a, b, c, float(d), float(e), float(f)) for a, b, c, d, e, f in found if a in lines]
    assert sorted(readable) == sorted(planted)


def test_excess_of_a_discount_is_one_item_of_all_invoices_so_far(company: Build) -> None:
    found = company.query("""
        select subject_id, currency, leakage_amount from fct_leakage_items where cause = 'unapproved_discount'
    """)
    planted = [
        (row["subject_id"], row["currency"], row["leakage_amount"])
        for row in truth(company, "leaks")
        if row["cause"] == "unapproved_discount"
    ]
    by_line = summed(
        [
            (row["contract_line_id"], row["currency"], row["drift_amount"])
            for row in truth(company, "pricing")
            if row["drift_cause"] == "unapproved_discount"
        ]
    )
    assert summed(found) == summed(planted) == by_line
