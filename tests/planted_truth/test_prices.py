"""Every planted difference from the rate card comes back as itself, and a line at its price makes no row."""

import pytest

from leakage.accuracy.compare import read_truth
from leakage.accuracy.prices import MEASURES, compare_discounts, compare_drift, compare_unapproved_items
from tests.planted_truth.companies import truth_folder
from tests.project.builds import Build

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


@pytest.mark.parametrize("measure", MEASURES)
def test_drift_is_what_was_planted_cause_by_cause(company: Build, measure: str) -> None:
    compared = compare_drift(truth_folder(company), company.query, measure)
    assert compared.planted
    assert not compared.differences()


def test_every_cause_is_planted_and_only_sanctioned_ones_without_leaks(company: Build) -> None:
    truth = truth_folder(company)
    planted = {(row["drift_cause"], row["is_sanctioned"] == "true") for row in read_truth(truth, "pricing")}
    assert planted == (CAUSES if read_truth(truth, "leaks") else {cause for cause in CAUSES if cause[1]})


def test_unexplained_prices_are_explained_as_they_were_made(company: Build) -> None:
    rows = read_truth(truth_folder(company), "pricing")
    planted = {row["invoice_line_id"]: row["explanation"] for row in rows if row["explanation"]}
    found = dict(
        company.query(
            "select invoice_line_id, fitted_explanation from fct_pricing_drift where drift_cause = 'wrong_rate'"
        )
    )
    assert planted
    assert {line: found[line] for line in planted} == planted


def test_discounts_at_signing_are_those_of_the_truth(company: Build) -> None:
    assert not compare_discounts(truth_folder(company), company.query).differences()


def test_excess_of_a_discount_is_one_item_of_all_invoices_so_far(company: Build) -> None:
    compared = compare_unapproved_items(truth_folder(company), company.query)
    assert compared.planted or not read_truth(truth_folder(company), "leaks")
    assert not compared.differences()
