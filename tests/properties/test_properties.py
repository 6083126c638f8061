"""What must hold for every company, held against generated ones.

LEAKAGE_PROPERTIES=20 pytest -n 0 -m slow tests/properties    # twenty times as many companies
LEAKAGE_SHRINK=1 pytest -n 0 -m slow tests/properties         # look for the smallest that fails, which takes a while
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakage.compiled import Runs, write_company
from leakage.contract import public_marts
from leakage.fingerprint import digests
from tests.properties.companies import AS_OF, SYSTEMS, accounts, companies, joined
from tests.properties.conftest import factor
from tests.properties.values import MINOR_UNITS, Currency, Money, Rows, doubled, renamed

pytestmark = pytest.mark.slow

MARTS = ("fct_revenue_states", "fct_gap_bridge", "fct_reconciliation", "fct_leakage_items", "fct_realization")
DAYS = [date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 5, 15)]

Fact = dict[str, Any]
Totals = dict[Any, Decimal]


def build(runs: Runs, company: Rows, marts: Iterable[str] = MARTS, as_of: date = AS_OF) -> None:
    write_company(runs.compiled.raw_dir, company, SYSTEMS)
    runs.build([*marts, "dim_accounts"], as_of)


def facts(runs: Runs, mart: str) -> list[Fact]:
    """The rows of a mart, each with the id of its account."""
    found = runs.connection.execute(f"""
        select facts.*, accounts.crm_account_id
        from {mart} as facts
        left join dim_accounts as accounts on facts.account_key = accounts.account_key
    """)
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def by_grain(runs: Runs, mart: str) -> dict[tuple[Any, ...], Fact]:
    return {tuple(row[column] for column in public_marts()[mart].grain): row for row in facts(runs, mart)}


def counted(rows: Iterable[Mapping[str, Any]], without: Iterable[str] = ()) -> Counter[tuple[Any, ...]]:
    """Rows as a multiset, without some columns."""
    left_out = set(without)
    return Counter(tuple((name, value) for name, value in row.items() if name not in left_out) for row in rows)


def summed(rows: Iterable[tuple[Any, ...]]) -> Totals:
    """Rows as key columns and, last, an amount; what sums to nothing is left out."""
    totals: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for *key, amount in rows:
        totals[tuple(key)] += amount
    return {key: total for key, total in totals.items() if total}


def major(money: Money) -> Decimal:
    return Decimal(str(money))


# --- conservation -----------------------------------------------------------------------------------------------------


@settings(max_examples=3 * factor)
@given(company=companies())
def test_no_cent_is_lost(runs: Runs, company: Rows) -> None:
    """Every data test holds for any company; states sum to the documents, items to the leakage of the bridge."""
    build(runs, company)
    assert not runs.broken_invariants()
    plain = accounts_in_one_currency(company)
    assert states_of(runs, "billed_amount", plain) == billed(company, plain, AS_OF)
    untaxed = plain - taxed_accounts(company)
    assert states_of(runs, "collected_amount", untaxed) == collected(company, untaxed, AS_OF)
    assert item_totals(runs) == leakage_totals(runs)


def accounts_in_one_currency(company: Rows) -> set[str]:
    """Accounts whose documents need no conversion."""
    used = defaultdict(set)
    for table in ("generic.contract_line", "generic.invoice"):
        for row in company[table]:
            used[row["account_id"]].add(row["currency"])
    return {account for account, currencies in used.items() if len(currencies) == 1}


def taxed_accounts(company: Rows) -> set[str]:
    return {row["account_id"] for row in company["generic.invoice"] if row["tax_amount"].minor}


def states_of(runs: Runs, column: str, wanted: set[str]) -> Totals:
    rows = runs.query(f"""
        select accounts.crm_account_id, states.{column}
        from fct_revenue_states as states
        inner join dim_accounts as accounts on states.account_key = accounts.account_key
    """)
    return summed(row for row in rows if row[0] in wanted)


def billed(company: Rows, wanted: set[str], day: date) -> Totals:
    """Net amounts of the invoices that stand on a day, less the credit notes on them."""
    standing = {
        row["invoice_id"]: row
        for row in company["generic.invoice"]
        if row["status"] not in ("draft", "void") and row["issued_on"] <= day and row["account_id"] in wanted
    }
    rows = [
        (standing[row["invoice_id"]]["account_id"], major(row["net_amount"]))
        for row in company["generic.invoice_line"]
        if row["invoice_id"] in standing
    ]
    for note in company.get("generic.credit_note", ()):
        on_invoice = note["invoice_id"] in standing
        on_account = note["invoice_id"] is None and any(
            row["account_id"] == note["account_id"] and row["issued_on"] <= note["issued_on"]
            for row in standing.values()
        )
        if note["issued_on"] <= day and (on_invoice or on_account):
            rows.append((note["account_id"], -major(note["net_amount"])))
    return summed(rows)


def collected(company: Rows, wanted: set[str], day: date) -> Totals:
    """Succeeded payments up to a day, less refunds and what disputes withdrew."""
    taken_back: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in [*company.get("generic.refund", ()), *company.get("generic.dispute", ())]:
        if row["created_on"] <= day and row["status"] != "won":
            taken_back[row["payment_id"]] += major(row["amount"])
    return summed(
        (row["account_id"], major(row["amount"]) - taken_back[row["payment_id"]])
        for row in company["generic.payment"]
        if row["status"] == "succeeded" and row["paid_on"] <= day and row["account_id"] in wanted
    )


def item_totals(runs: Runs) -> Totals:
    return summed(
        runs.query("""
            select cause, currency, leakage_amount
            from fct_leakage_items
            where is_leakage and layer in ('booked_vs_billed', 'billed_vs_collected') and cause <> 'persistent_drift'
        """)
    )


def leakage_totals(runs: Runs) -> Totals:
    """Missing money of the bridge that nobody approved, without the small differences that the drift chart carries."""
    return summed(
        runs.query("""
            select parts.cause, parts.currency, cells.gap_amount - coalesce(approved.approved_amount, 0)
            from int_bridge__cells as cells
            inner join int_bridge__parts as parts on cells.part_key = parts.part_key
            left join int_bridge__approved_cells as approved on cells.cell_key = approved.cell_key
            where
                parts.gap_amount > 0
                and parts.cause not in ('timing', 'rounding', 'not_assessable', 'ambiguous_match')
                and parts.cause not in ('duplicate_invoice', 'overbilled', 'billed_without_contract')
                and not (parts.cause = 'pricing_drift' and parts.step = 'billed_to_collected')
                and parts.part_key not in (select part_key from int_items__small_parts)
        """)
    )


# --- the same facts ---------------------------------------------------------------------------------------------------


@settings(max_examples=2 * factor)
@given(company=companies(), seed=st.integers(0, 2**32))
def test_the_order_of_rows_does_not_matter(runs: Runs, company: Rows, seed: int) -> None:
    order = random.Random(seed)
    marts = [model.name for model in runs.compiled.models if model.name in public_marts()]
    build(runs, company, marts)
    before = digests(runs.connection)
    build(runs, Rows({table: order.sample(rows, len(rows)) for table, rows in company.items()}), marts)
    assert digests(runs.connection) == before


@settings(max_examples=2 * factor)
@given(company=companies(), stranger=accounts(99))
def test_an_unrelated_account_changes_nothing(runs: Runs, company: Rows, stranger: Rows) -> None:
    """Small persistent drift aside, whose false discovery rate is controlled over all accounts."""
    build(runs, company)
    before = {mart: counted(facts(runs, mart)) for mart in MARTS}
    build(runs, joined(company, stranger))
    for mart in MARTS:
        others = [row for row in facts(runs, mart) if row["crm_account_id"] != "A99"]
        assert counted(row for row in others if row.get("cause") != "persistent_drift") == before[mart], mart


# --- scale and currency -----------------------------------------------------------------------------------------------


@settings(max_examples=2 * factor)
@given(company=companies(exact=True))
def test_twice_the_business_is_twice_the_money(runs: Runs, company: Rows) -> None:
    """Doubling all quantities and amounts doubles every amount, exactly, and changes nothing else.

    The company is made of amounts that each day of each period, half of them and every exchange rate divide without
    rest: there nothing is rounded and doubling commutes. Elsewhere round(2x) and 2 round(x) differ by a minor unit,
    which is no property of the models. Severity and due date follow thresholds in money; the carrying cost is a
    rounded quotient, so that twice as much may be one minor unit more or less than its double.
    """
    build(runs, company)
    before = {mart: by_grain(runs, mart) for mart in MARTS}
    build(runs, doubled(company))
    for mart in MARTS:
        after = by_grain(runs, mart)
        assert after.keys() == before[mart].keys()
        for key, row in before[mart].items():
            assert not wrongly_doubled(row, after[key]), (mart, key)


def wrongly_doubled(before: Fact, after: Fact) -> dict[str, tuple[Any, Any]]:
    wrong = {}
    for name, value in before.items():
        if name in ("severity", "due_on"):
            continue
        found, expected = after[name], 2 * value if value is not None and is_money(name) else value
        one = Decimal(10) ** -MINOR_UNITS["USD" if name.endswith("_rc") else before["currency"]]
        if found != expected and not (name.startswith("carrying_cost") and abs(found - expected) <= one):
            wrong[name] = (value, found)
    return wrong


def is_money(name: str) -> bool:
    return "_amount" in name or name.startswith(("time_weighted_loss", "carrying_cost"))


@pytest.mark.parametrize("after", ["AUD", "KRW"])
@settings(max_examples=1 * factor)
@given(company=companies())
def test_the_name_of_a_currency_does_not_matter(runs: Runs, company: Rows, after: str) -> None:
    """Euros as Australian dollars, and as won: the same number of minor units at the same rate to the dollar.

    Every amount stays the same in minor units and, to the cent, in the reporting currency. Keys that hash the currency
    and unit prices (which keep eight decimals of the major unit) are left out.
    """
    shift = MINOR_UNITS["EUR"] - MINOR_UNITS[after]
    build(runs, company)
    before = {mart: counted(in_minor_units(facts(runs, mart), "EUR"), ANY_CURRENCY) for mart in MARTS}
    build(runs, at_rate_of_minor_units(renamed(company, "EUR", after), after, shift))
    for mart in MARTS:
        assert counted(in_minor_units(facts(runs, mart), after), ANY_CURRENCY) == before[mart], mart


ANY_CURRENCY = ("revenue_line_key", "leak_item_key", "subject_key")


def at_rate_of_minor_units(company: Rows, currency: str, shift: int) -> Rows:
    """The rates of a currency, moved by as many decimals as its minor unit was."""
    rates = [
        row | {"rate": row["rate"].scaleb(-shift)} if row["from_currency"] == Currency(currency) else row
        for row in company["reference.fx_rate"]
    ]
    return Rows(company | {"reference.fx_rate": rates})


def in_minor_units(rows: list[Fact], currency: str) -> list[Fact]:
    """The rows of a currency with amounts in minor units and without its name."""

    def plain(row: Fact) -> Fact:
        if row["currency"] != currency:
            return row
        scaled = {
            name: value.scaleb(MINOR_UNITS[currency]).normalize()
            for name, value in row.items()
            if is_money(name) and not name.endswith("_rc") and value is not None
        }
        return row | scaled | {"currency": "that currency"}

    return [plain(row) for row in rows]


# --- time -------------------------------------------------------------------------------------------------------------

HAPPENED_ON = {
    "generic.contract_line": "closed_on",
    "generic.credit_note": "issued_on",
    "generic.deal": "closed_on",
    "generic.dispute": "created_on",
    "generic.invoice": "issued_on",
    "generic.ledger_line": "posted_on",
    "generic.payment": "paid_on",
    "generic.refund": "created_on",
    "governance.approved_exception": "approved_on",
    "metering.change_order": "delivered_on",
    "metering.usage": "usage_date",
    "reference.fx_rate": "rate_date",
}


def until(company: Rows, day: date) -> Rows:
    """Only what had happened by a day."""
    known = Rows(
        {
            table: [row for row in rows if table not in HAPPENED_ON or row[HAPPENED_ON[table]] <= day]
            for table, rows in company.items()
        }
    )
    invoices = {row["invoice_id"] for row in known["generic.invoice"]}
    known["generic.invoice_line"] = [row for row in known["generic.invoice_line"] if row["invoice_id"] in invoices]
    known["generic.contract_line"] = [
        row | {"cancelled_on": None} if row.get("cancelled_on") and row["cancelled_on"] > day else row
        for row in known["generic.contract_line"]
    ]
    return known


@settings(max_examples=2 * factor)
@given(company=companies(), day=st.sampled_from(DAYS))
def test_later_facts_do_not_change_a_past_day(runs: Runs, company: Rows, day: date) -> None:
    """Neither a row nor an amount of any fact depends on what happened afterwards."""
    marts = [model.name for model in runs.compiled.models if model.name in public_marts()]
    build(runs, company, marts, day)
    before = {name: digest for name, digest in digests(runs.connection).items() if name.startswith("fct_")}
    assert not runs.broken_invariants(day)
    build(runs, until(company, day), marts, day)
    assert {name: digest for name, digest in digests(runs.connection).items() if name.startswith("fct_")} == before


@settings(max_examples=1 * factor)
@given(company=companies())
def test_what_is_due_stays_due(runs: Runs, company: Rows) -> None:
    """From day to day the due amount of a contract line only grows, and cash is what was paid by then.

    A line that another one amends or renews may lose what was due after the change became known: it is left out.
    """
    plain = accounts_in_one_currency(company)
    untaxed = plain - taxed_accounts(company)
    amended = {row.get("amends_contract_line_id") for row in company["generic.contract_line"]}
    due: dict[str, Decimal] = {}
    for day in [*DAYS, AS_OF]:
        build(runs, company, ["fct_revenue_states"], day)
        assert states_of(runs, "collected_amount", untaxed) == collected(company, untaxed, day), day
        assert states_of(runs, "billed_amount", plain) == billed(company, plain, day), day
        now = dict(
            runs.query("""
                select contract_line_id, sum(due_amount)
                from fct_revenue_states
                where contract_line_id is not null
                group by contract_line_id
            """)
        )
        assert not {line: (amount, now.get(line)) for line, amount in due.items() if now.get(line, 0) < amount}, day
        due = {line: amount for line, amount in now.items() if line not in amended}
    assert due
