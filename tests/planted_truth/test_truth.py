"""The marts find what was planted, with its cause, to the minor unit; and they find nothing else."""

from collections.abc import Callable
from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console

from leakage.accuracy.compare import compare_cells, compare_items, compare_states, decoys_found, read_truth
from leakage.summary import collect_summary, print_summary
from tests.planted_truth.companies import truth_folder
from tests.project.builds import Build


def test_states_are_those_of_the_truth(company: Build) -> None:
    assert not compare_states(truth_folder(company), company.query).differences()


def test_every_cent_of_the_gap_has_its_planted_cause(company: Build) -> None:
    assert not compare_cells(truth_folder(company), company.query).differences()


def test_items_are_the_planted_leaks_and_nothing_else(company: Build) -> None:
    assert not compare_items(truth_folder(company), company.query).differences()


def test_nothing_is_found_on_a_decoy(company: Build) -> None:
    assert not decoys_found(truth_folder(company), company.query)


def test_decoys_do_not_breach(company: Build) -> None:
    """Accounts of decoys reconcile on every layer of money; those with an approved gap aside.

    The layer `recognized_vs_collected` knows no payment grace, so an invoice in its grace is an honest breach there.
    """
    approved = {
        row["crm_account_id"] for row in read_truth(truth_folder(company), "bridge") if row["is_approved"] == "true"
    }
    in_grace = {
        row["crm_account_id"] for row in read_truth(truth_folder(company), "decoys") if row["kind"] == "due_in_grace"
    }
    decoys = {row["crm_account_id"] for row in read_truth(truth_folder(company), "decoys")} - approved - {""}
    rows = company.query("""
        select accounts.crm_account_id, layers.layer, layers.service_month, layers.status
        from fct_reconciliation as layers
        inner join dim_accounts as accounts on layers.account_key = accounts.account_key
        where layers.layer <> 'pricing_vs_rate_card'
    """)
    assert rows
    breaches = [row for row in rows if row[0] in decoys and row[3] not in ("matched", "timing", "within_tolerance")]
    assert not [row for row in breaches if row[0] not in in_grace or row[1] != "recognized_vs_collected"]


def test_payouts_in_transit_are_timing(company: Build) -> None:
    in_transit = {
        row["subject_id"] for row in read_truth(truth_folder(company), "decoys") if row["subject_type"] == "payout"
    }
    status = dict(company.query("select subject_id, status from fct_reconciliation where layer = 'processor_vs_bank'"))
    assert in_transit
    assert {status[one] for one in in_transit} == {"timing"}


def known_sums(build: Build) -> dict[str, Decimal]:
    return {row["name"]: Decimal(row["amount"]) for row in read_truth(truth_folder(build), "known_sums")}


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["price-50x200", "drift-200x50", "net-zero"])
def test_known_sums(scenario: str, generated: Callable[..., Build]) -> None:
    build = generated("--scenario", scenario)
    known = known_sums(build)
    assert not compare_cells(truth_folder(build), build.query).differences()
    assert not compare_items(truth_folder(build), build.query).differences()
    gap = build.value("select sum(gap_amount) from fct_gap_bridge where cause = 'pricing_drift'")
    assert gap == known["total_gap"]
    under, over, net = build.query("""
        select sum(gross_under_amount), sum(gross_over_amount), sum(variance_amount)
        from fct_reconciliation
        where layer = 'booked_vs_billed'
    """)[0]
    assert (under, over, net) == (known["gross_under"], known["gross_over"], known["total_gap"])
    found = build.value("select sum(leakage_amount) from fct_leakage_items")
    assert found == known["total_gap"], "the items add up to the known sum as well"


@pytest.mark.slow
def test_a_net_of_nothing_hides_no_account(generated: Callable[..., Build]) -> None:
    """Twenty accounts over by what twenty others are under: each of the forty is a breach, in every month."""
    build = generated("--scenario", "net-zero")
    accounts = build.query("""
        select
            account_key, count(*), count(distinct status), min(status),
            sum(gross_under_amount), sum(gross_over_amount)
        from fct_reconciliation
        where layer = 'booked_vs_billed'
        group by account_key
    """)
    assert len(accounts) == 40
    assert {row[1:4] for row in accounts} == {(12, 1, "breach")}
    assert sorted({row[4:] for row in accounts}) == [(0, Decimal(3600)), (Decimal(3600), 0)]
    items = build.query("select count(*), sum(leakage_amount) from fct_leakage_items where is_leakage")
    assert items == [(20, Decimal(72_000))]

    layers = {row["layer"]: row for row in collect_summary(build.database)["layers"]}
    booked = layers["booked_vs_billed"]
    assert (booked["accounts_off"], booked["gross_under"], booked["gross_over"], booked["net"]) == (
        40,
        72_000,
        72_000,
        0,
    )
    page = Console(width=150, record=True, file=StringIO())
    print_summary(collect_summary(build.database), page)
    shown = [line.split() for line in page.export_text().splitlines()]
    assert ["40", "72,000.00", "72,000.00", "-"] in [words[-4:] for words in shown if words[:1] == ["booked_vs_billed"]]
    assert ["pricing_drift", "72,000.00", "-", "72,000.00", "72,000.00", "-"] in [
        words[-6:] for words in shown if "pricing_drift" in words
    ]
