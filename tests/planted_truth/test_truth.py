"""The marts find what was planted, with its cause, to the minor unit; and they find nothing else."""

import csv
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from leakage.project import ROOT
from tests.project.builds import Build

Amounts = dict[tuple[Any, ...], Decimal]


def truth_folder(build: Build) -> Path:
    generated = build.database.parent / "truth"
    return generated if generated.is_dir() else ROOT / "seeds" / "demo_company" / "truth"


def truth(build: Build, name: str) -> list[dict[str, str]]:
    with (truth_folder(build) / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def summed(rows: list[tuple[Any, ...]]) -> Amounts:
    """Rows as key columns and, last, an amount; what sums to nothing is left out."""
    amounts: defaultdict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for *key, amount in rows:
        amounts[tuple(key)] += Decimal(amount)
    return {key: amount for key, amount in amounts.items() if amount}


def differences(found: Amounts, planted: Amounts) -> str:
    """What a person needs to see: the key, what is there, what should be."""
    keys = sorted((key for key in found.keys() | planted.keys() if found.get(key) != planted.get(key)), key=repr)
    return "\n".join(f"{key}: found {found.get(key)}, planted {planted.get(key)}" for key in keys)


def planted_items(build: Build) -> Amounts:
    return summed(
        [
            (row["cause"], row["subject_type"], row["subject_id"], row["currency"], row["leakage_amount"])
            for row in truth(build, "leaks")
            if row["is_item"] == "true"
        ]
    )


def found_items(build: Build) -> Amounts:
    return summed(
        build.query("select cause, subject_type, subject_id, currency, leakage_amount from fct_leakage_items")
    )


def planted_bridge(build: Build) -> Amounts:
    return summed(
        [
            (
                row["contract_line_id"],
                row["crm_account_id"],
                row["currency"],
                row["step"],
                row["cause"],
                row["is_approved"] == "true",
                row["gap_amount"],
            )
            for row in truth(build, "bridge")
        ]
    )


def found_bridge(build: Build) -> Amounts:
    return summed(
        build.query("""
            select
                coalesce(bridge.contract_line_id, ''), accounts.crm_account_id, bridge.currency, bridge.step,
                bridge.cause, bridge.is_approved, bridge.gap_amount
            from fct_gap_bridge as bridge
            left join dim_accounts as accounts on bridge.account_key = accounts.account_key
        """)
    )


STATES = ("contracted", "due", "billed", "recognized", "collected")


def planted_states(build: Build) -> Amounts:
    return summed(
        [
            (row["contract_line_id"], row["crm_account_id"], row["currency"], state, row[f"{state}_amount"])
            for row in truth(build, "states")
            for state in STATES
        ]
    )


def found_states(build: Build) -> Amounts:
    query = " union all ".join(
        f"""
            select
                coalesce(states.contract_line_id, ''), accounts.crm_account_id, states.currency, '{state}',
                states.{state}_amount
            from fct_revenue_states as states
            left join dim_accounts as accounts on states.account_key = accounts.account_key
        """
        for state in STATES
    )
    return summed(build.query(query))


def group(company: str, *more: pytest.MarkDecorator) -> Any:
    """The tests of one company run one after another in one process: none waits for a build of another."""
    return pytest.param(company, marks=[pytest.mark.xdist_group(company), *more])


@pytest.fixture(params=[group("demo company"), group("without leaks"), group("another seed", pytest.mark.slow)])
def company(request: pytest.FixtureRequest) -> Build:
    if request.param == "another seed":
        generated: Callable[..., Build] = request.getfixturevalue("generated")
        return generated("--seed", "7")
    build: Build = request.getfixturevalue("demo" if request.param == "demo company" else "without_leaks")
    return build


def test_states_are_those_of_the_truth(company: Build) -> None:
    assert not differences(found_states(company), planted_states(company))


def test_every_cent_of_the_gap_has_its_planted_cause(company: Build) -> None:
    assert not differences(found_bridge(company), planted_bridge(company))


def test_items_are_the_planted_leaks_and_nothing_else(company: Build) -> None:
    assert not differences(found_items(company), planted_items(company))


def test_nothing_is_found_on_a_decoy(company: Build) -> None:
    decoys = truth(company, "decoys")
    subjects = {row["subject_id"] for row in decoys}
    accounts = {row["crm_account_id"] for row in decoys} - {""}
    items = company.query("""
        select items.subject_id, accounts.crm_account_id, items.cause
        from fct_leakage_items as items
        left join dim_accounts as accounts on items.account_key = accounts.account_key
        where items.leakage_amount <> 0  -- an unpaid duplicate asks to be cancelled and costs nothing
    """)
    assert not [row for row in items if row[0] in subjects or row[1] in accounts]
    leakage = company.query("select contract_line_id, cause, gap_amount from fct_gap_bridge where is_leakage")
    assert not [row for row in leakage if row[0] in subjects]


def test_decoys_do_not_breach(company: Build) -> None:
    """Accounts of decoys reconcile on every layer of money; those with an approved gap aside.

    The layer `recognized_vs_collected` knows no payment grace, so an invoice in its grace is an honest breach there.
    """
    approved = {row["crm_account_id"] for row in truth(company, "bridge") if row["is_approved"] == "true"}
    in_grace = {row["crm_account_id"] for row in truth(company, "decoys") if row["kind"] == "due_in_grace"}
    decoys = {row["crm_account_id"] for row in truth(company, "decoys")} - approved - {""}
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
    in_transit = {row["subject_id"] for row in truth(company, "decoys") if row["subject_type"] == "payout"}
    status = dict(company.query("select subject_id, status from fct_reconciliation where layer = 'processor_vs_bank'"))
    assert in_transit
    assert {status[one] for one in in_transit} == {"timing"}


def known_sums(build: Build) -> dict[str, Decimal]:
    return {row["name"]: Decimal(row["amount"]) for row in truth(build, "known_sums")}


@pytest.mark.parametrize(
    "scenario", [group("price-50x200"), group("drift-200x50"), group("net-zero", pytest.mark.slow)]
)
def test_known_sums(scenario: str, generated: Callable[..., Build]) -> None:
    build = generated("--scenario", scenario)
    known = known_sums(build)
    assert not differences(found_bridge(build), planted_bridge(build))
    assert not differences(found_items(build), planted_items(build))
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
