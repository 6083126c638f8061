"""Real exports, read where they lie: one firm's Xero books to the cent, and the shapes of three other connectors."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import builds
from tests.project.builds import CONNECTOR_SEEDS, MODELS_ONLY, Build

pytestmark = [
    pytest.mark.skipif(
        not CONNECTOR_SEEDS.is_dir(),
        reason=f"the connector exports are not at {CONNECTOR_SEEDS} (LEAKAGE_CONNECTOR_SEEDS names another place)",
    ),
]
NOT_ASSESSABLE = {"booked_vs_billed", "processor_vs_bank", "pricing_vs_rate_card"}


def only(system: str, folder: Path) -> Path:
    """A raw directory with one connector's export in it."""
    raw_dir = folder / "raw"
    raw_dir.mkdir(exist_ok=True)
    link = raw_dir / system
    if not link.exists():
        link.symlink_to(CONNECTOR_SEEDS / system, target_is_directory=True)
    return raw_dir


@pytest.fixture(scope="module")
def xero(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """The firm's books as of 31 March 2021, in its own currency."""
    build = once(
        "xero",
        lambda folder: builds.leakage(
            folder,
            "build",
            "--as-of",
            "2021-03-31",
            "--vars",
            "{reporting_currency: CAD}",
            raw_dir=only("xero", folder),
        ),
    )
    assert build.exit_code == 0, build.output
    return build


def test_the_build_is_green(xero: Build) -> None:
    assert set(xero.results().values()) <= {"success", "pass", "warn", "no-op"}


def test_all_sales_invoices_are_billed(xero: Build) -> None:
    states = "from fct_revenue_states where billed_amount <> 0"
    assert xero.value(f"select count(distinct invoice_id) {states}") == 116
    assert xero.query(f"select currency, count(distinct invoice_id) {states} group by currency order by currency") == [
        ("GBP", 30),
        ("USD", 86),
    ]
    assert xero.value(f"select sum(billed_amount) {states}") == Decimal("400541.59")


def test_the_ledger_ties_to_the_books(xero: Build) -> None:
    revenue = "select sum(book_amount) from int_canonical__ledger_lines where account_type = 'revenue'"
    assert xero.value(revenue) == Decimal("566973.74")


def test_every_invoice_is_recognized_as_billed_in_both_currencies(xero: Build) -> None:
    apart = """
        select invoice_id, sum(billed_amount), sum(recognized_amount), sum(billed_amount_rc), sum(recognized_amount_rc)
        from fct_revenue_states
        group by invoice_id
        having abs(sum(billed_amount) - sum(recognized_amount)) > 0.01
            or abs(sum(billed_amount_rc) - sum(recognized_amount_rc)) > 0.01
    """
    assert xero.query(apart) == []
    assert xero.value("select sum(recognized_amount_rc) from fct_revenue_states") != 0


def test_what_is_open_is_open(xero: Build) -> None:
    outstanding = """
        select count(*), sum(outstanding) from (
            select invoice_id, sum(billed_amount) - sum(collected_amount) as outstanding
            from fct_revenue_states group by invoice_id
        ) as invoices
        where outstanding <> 0
    """
    assert xero.query(outstanding) == [(13, Decimal("42841.00"))]


def test_what_is_not_there_is_not_assessed(xero: Build) -> None:
    reasons = dict(xero.query("select layer, reason from int_completeness__layers where not is_assessable"))
    assert set(reasons) >= NOT_ASSESSABLE
    assert all(reasons[layer] for layer in NOT_ASSESSABLE)
    statuses = dict(
        xero.query(
            "select layer, string_agg(distinct status, ',') from fct_reconciliation group by layer order by layer"
        )
    )
    assert {layer: statuses[layer] for layer in NOT_ASSESSABLE & set(statuses)} == dict.fromkeys(
        NOT_ASSESSABLE & set(statuses), "not_assessable"
    )
    assert "booked_vs_billed" in statuses, "one side has data: shown, with its status"
    found = {layer for (layer,) in xero.query("select distinct layer from fct_leakage_items")}
    assert not found & NOT_ASSESSABLE
    for layer in NOT_ASSESSABLE:
        assert f"{layer} is not assessable: {reasons[layer][:20]}" in xero.output


def test_no_invoice_is_called_uncontracted(xero: Build) -> None:
    assert xero.value("select count(*) from fct_gap_bridge where cause = 'billed_without_contract'") == 0
    assert xero.value("select count(*) from fct_leakage_items where cause = 'billed_without_contract'") == 0


@pytest.mark.slow
@pytest.mark.parametrize("system", ["stripe", "salesforce", "netsuite"])
def test_other_connectors_go_through_staging(tmp_path: Path, system: str) -> None:
    build = builds.dbt(
        tmp_path,
        "build",
        "--select",
        f"+path:models/staging/{system}",
        "+rejected_rows",
        *MODELS_ONLY,
        raw_dir=only(system, tmp_path),
        variables={"as_of_date": "2026-06-30"},
    )
    assert build.exit_code == 0, build.output
    rows = sum(
        build.value(f"select count(*) from {name}")
        for (name,) in build.query(
            f"select table_name from information_schema.tables where table_name like 'stg_{system}__%'"
        )
    )
    assert rows > 0
    assert build.value("select count(*) from rejected_rows where coalesce(reason, '') = ''") == 0
