"""What partners find in their files: their own rows, those of sub-partners where the policy says so, nothing else."""

import dataclasses
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from leakage.partners.export import FILES, Partner, export
from leakage.project import DEMO_RAW_DIR
from tests.project.builds import Build
from tests.project.conftest import demo, once
from tests.visibility.partner_files import FORBIDDEN, Portal, cells, columns, foreign_cells

__all__ = ["demo", "once"]  # fixtures that this folder shares


@pytest.fixture(scope="module")
def portal() -> Portal:
    return Portal(DEMO_RAW_DIR)


@pytest.fixture(scope="module")
def exported(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Partner]]:
    """The export of all partners of the demo company, in both formats."""
    out = tmp_path_factory.mktemp("export") / "partners"
    written = export(demo.database, out, formats=("csv", "parquet"))
    return out, {partner.id: partner for partner in written}


def folders(exported: tuple[Path, dict[str, Partner]]) -> dict[str, Path]:
    out, partners = exported
    return {name: out / partner.folder for name, partner in partners.items()}


def test_every_partner_of_the_portal_has_its_files(exported: tuple[Path, dict[str, Partner]], portal: Portal) -> None:
    found = folders(exported)
    assert set(found) == set(portal.partners)
    for folder in found.values():
        assert {path.name for path in folder.iterdir()} == {
            f"{name}.{suffix}" for name in FILES for suffix in ("csv", "parquet")
        }


def test_nothing_foreign_is_in_any_file(exported: tuple[Path, dict[str, Partner]], portal: Portal) -> None:
    for name, folder in folders(exported).items():
        foreign = portal.foreign_to(name)
        assert len(foreign.ids) > 100
        assert len(foreign.names) > 20
        assert foreign_cells(folder, foreign) == []


def test_the_hunt_finds_what_another_partner_sees(exported: tuple[Path, dict[str, Partner]], portal: Portal) -> None:
    """Had one partner the files of another, it would be seen: ids as well as names."""
    found = folders(exported)
    strangers = [(a, b) for a in found for b in found if b not in portal.seen_by(a) and portal.deals_of({b})]
    assert strangers
    for mine, other in strangers:
        if portal.deals_of(portal.seen_by(other)) - portal.deals_of(portal.seen_by(mine)):
            assert foreign_cells(found[other], portal.foreign_to(mine))


def test_no_margin_no_list_price_no_finding(exported: tuple[Path, dict[str, Partner]]) -> None:
    out, _ = exported
    assert [name for name in columns(out) if any(word in name for word in FORBIDDEN)] == []
    assert {name for name in columns(out) if name.startswith("visible_to")} == set()


def test_parents_see_below_them_only_where_the_policy_says_so(
    exported: tuple[Path, dict[str, Partner]], portal: Portal
) -> None:
    seen = {
        name: {str(value) for file, column, value in cells(folder) if file == "revenue.csv" and column == "partner_id"}
        for name, folder in folders(exported).items()
    }
    with_right = {name for name in portal.partners if portal.seen_by(name) != {name}}
    parents = {row["parent_partner_id"] for row in portal.partners.values()} - {""}
    assert with_right
    assert parents - with_right, "a parent without the right is there too"
    for name, partners in seen.items():
        assert partners <= portal.seen_by(name)
    assert any(seen[name] - {name} for name in with_right)


def test_revenue_is_all_of_the_partners_contract_lines(
    exported: tuple[Path, dict[str, Partner]], portal: Portal
) -> None:
    """Conservation against the raw files: every line of the partner's deals is there, with its whole contract value."""
    for name, folder in folders(exported).items():
        found = {
            str(value)
            for file, column, value in cells(folder)
            if file == "revenue.csv" and column == "contract_line_id"
        }
        seen = portal.seen_by(name)
        won = {
            line
            for line, deal in portal.lines.items()
            if portal.partner_of_deal.get(deal) in seen and portal.deals[deal]["is_won"] == "true"
        }
        assert won <= found


def test_payments_of_an_invoice_sum_to_what_it_shows_as_collected(demo: Build) -> None:
    differences = demo.query("""
        select invoices.invoice_key, invoices.collected_amount, sum(payments.paid_amount)
        from int_visibility__invoices as invoices
        left join int_visibility__payments as payments
            on invoices.invoice_key = payments.invoice_key and invoices.partner_key = payments.partner_key
            and invoices.currency = payments.currency
        group by all
        having invoices.collected_amount <> coalesce(sum(payments.paid_amount), 0)
    """)
    assert differences == []
    assert demo.value("select count(*) from int_visibility__payments") > 0


def test_an_override_of_an_unseen_partner_shows_its_money_alone(demo: Build) -> None:
    hidden = demo.query("""
        select commissions.visible_to_partner_id, commissions.basis_amount, commissions.rate
        from fct_visible_commissions as commissions
        where commissions.subject_id is null
    """)
    assert hidden
    assert all(basis is None and rate is None for _, basis, rate in hidden)


CHANGES: dict[str, Callable[[duckdb.DuckDBPyConnection], object]] = {
    "a row of another partner": lambda connection: connection.execute("""
        update fct_visible_revenue set visible_to_partner_key = (
            select visible_to_partner_key from dim_visible_partners where visible_to_partner_id = 'P-211'
        )
        where visible_to_partner_id = 'P-111'
    """),
    "another customer's name": lambda connection: connection.execute(
        "update fct_visible_invoices set account_name = 'x ' || (select min(account_name) from dim_accounts) || ' y'"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_hunt_can_fail(demo: Build, portal: Portal, tmp_path: Path, change: str) -> None:
    shutil.copyfile(demo.database, tmp_path / "leakage.duckdb")
    with duckdb.connect(str(tmp_path / "leakage.duckdb")) as connection:
        CHANGES[change](connection)
    written = export(tmp_path / "leakage.duckdb", tmp_path / "out")
    assert any(foreign_cells(tmp_path / "out" / one.folder, portal.foreign_to(one.id)) for one in written)


def test_amounts_are_exact_decimals(exported: tuple[Path, dict[str, Partner]]) -> None:
    out, _ = exported
    amounts = [value for file, column, value in cells(out) if file.endswith(".parquet") and column.endswith("_amount")]
    assert amounts
    assert {type(value) for value in amounts} <= {Decimal, type(None)}


def test_a_partner_has_a_harmless_folder() -> None:
    partner = Partner("0123456789abcdef" * 2, "P-1", "partner_portal", "One")
    assert partner.folder == "P-1-0123456789ab"
    for id_ in ("../../etc/passwd", "..", "/root", "a\x00b", "con", "😀", "", "C:\\x", "." * 300, "-rf"):
        folder = dataclasses.replace(partner, id=id_).folder
        assert Path(folder).name == folder
        assert not folder.startswith((".", "-"))
        assert len(folder) < 60
