"""The demo company is whole, consistent and reproducible. Reads the files, not the code that wrote them."""

import csv
import filecmp
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from leakage.demo.channel import PARTNERS
from leakage.demo.cli import app
from leakage.project import ROOT

COMMITTED = ROOT / "seeds" / "demo_company"
AS_OF = date(2026, 6, 30)
EXPONENT = {"usd": 2, "eur": 2, "gbp": 2, "jpy": 0, "kwd": 3}
# Causes of the gap bridge and findings of the layers that these systems can show. `timing` and `not_assessable`
# are no leaks; the other pricing causes and those of the lifecycle belong to other marts.
PLANTED = {
    "ambiguous_match",
    "billed_without_contract",
    "credit_memo",
    "deposit_unknown",
    "dispute",
    "duplicate_claim",
    "duplicate_invoice",
    "duplicate_payment",
    "overbilled",
    "overdue_unpaid",
    "paid_on_unbilled",
    "paid_on_uncollected",
    "payment_failure",
    "payout_missing",
    "payout_short",
    "persistent_drift",
    "posting_duplicate",
    "posting_missing",
    "posting_without_invoice",
    "price_exception",
    "pricing_drift",
    "rate_mismatch",
    "refund",
    "renewal_miss",
    "rounding",
    "scope_creep",
    "unapplied_cash",
    "unapproved_discount",
    "unbilled_sell_through",
    "unbilled_work",
    "underpaid",
    "unreported_sale",
    "unverified_payment",
    "write_off",
}
PRIMARY_KEYS = {
    "netsuite.transaction_line": ("transaction", "id"),
    "netsuite.transaction_accounting_line": ("transaction", "transactionline", "accountingbook"),
    "bank.statement_line": ("line_id",),
    "reference.rate_card": ("rate_card_id",),
    "reference.promotion": ("promotion_id",),
    "reference.fee_schedule": ("system", "currency", "valid_from"),
    "reference.fx_rate": ("rate_date", "from_currency", "to_currency"),
    "metering.usage": ("usage_id",),
    "telephony.call": ("call_id",),
    "metering.change_order": ("change_order_id",),
    "governance.approved_exception": ("exception_id",),
    "partner_portal.partner": ("partner_id",),
    "partner_portal.deal_registration": ("registration_id",),
    "partner_portal.sell_through": ("report_id",),
    "partner_portal.activation": ("activation_id",),
    "partner_portal.commission_plan": ("plan_id",),
    "partner_portal.commission_payment": ("payment_id",),
    "planning.quota": ("rep_id", "period_start", "period_end", "currency"),
    "planning.forecast_snapshot": ("snapshot_date", "period_start", "period_end", "scope", "scope_id", "currency"),
    "planning.capacity": ("month", "skill"),
    "planning.commitment": ("contract_line_id", "month", "skill"),
}
FOREIGN_KEYS = [
    ("salesforce.opportunity", "account_id", "salesforce.account"),
    ("salesforce.opportunity", "contract_id", "salesforce.contract"),
    ("salesforce.opportunity", "renewed_contract_id_c", "salesforce.contract"),
    ("salesforce.opportunity", "owner_id", "salesforce.user"),
    ("salesforce.opportunity_line_item", "opportunity_id", "salesforce.opportunity"),
    ("salesforce.opportunity_line_item", "product_2_id", "salesforce.product_2"),
    ("salesforce.opportunity_line_item", "amends_line_item_id_c", "salesforce.opportunity_line_item"),
    ("salesforce.account", "master_record_id", "salesforce.account"),
    ("salesforce.lead", "converted_opportunity_id", "salesforce.opportunity"),
    ("salesforce.lead", "owner_id", "salesforce.user"),
    ("salesforce.opportunity_field_history", "opportunity_id", "salesforce.opportunity"),
    ("telephony.call", "lead_id", "salesforce.lead"),
    ("stripe.price", "product_id", "stripe.product"),
    ("stripe.subscription", "customer_id", "stripe.customer"),
    ("stripe.subscription_item", "subscription_id", "stripe.subscription"),
    ("stripe.subscription_item", "plan_id", "stripe.price"),
    ("stripe.invoice", "customer_id", "stripe.customer"),
    ("stripe.invoice", "subscription_id", "stripe.subscription"),
    ("stripe.invoice_line_item", "invoice_id", "stripe.invoice"),
    ("stripe.invoice_line_item", "subscription_item_id", "stripe.subscription_item"),
    ("stripe.invoice_line_item", "plan_id", "stripe.price"),
    ("stripe.invoice_payment", "invoice_id", "stripe.invoice"),
    ("stripe.invoice_payment", "charge_id", "stripe.charge"),
    ("stripe.discount", "type_id", "stripe.invoice_line_item"),
    ("stripe.discount", "coupon_id", "stripe.coupon"),
    ("stripe.credit_note", "invoice_id", "stripe.invoice"),
    ("stripe.credit_note", "refund_id", "stripe.refund"),
    ("stripe.credit_note_line_item", "credit_note_id", "stripe.credit_note"),
    ("stripe.credit_note_line_item", "invoice_line_item_id", "stripe.invoice_line_item"),
    ("stripe.charge", "customer_id", "stripe.customer"),
    ("stripe.charge", "invoice_id", "stripe.invoice"),
    ("stripe.charge", "balance_transaction_id", "stripe.balance_transaction"),
    ("stripe.refund", "charge_id", "stripe.charge"),
    ("stripe.dispute", "charge_id", "stripe.charge"),
    ("stripe.balance_transaction", "payout_id", "stripe.payout"),
    ("netsuite.transaction", "entity", "netsuite.customer"),
    ("netsuite.transaction", "currency", "netsuite.currency"),
    ("netsuite.transaction", "postingperiod", "netsuite.accounting_period"),
    ("netsuite.transaction", "externalid", "stripe.invoice"),
    ("netsuite.transaction_line", "transaction", "netsuite.transaction"),
    ("netsuite.transaction_line", "item", "netsuite.item"),
    ("netsuite.transaction_line", "custcol_source_line_id", "stripe.invoice_line_item"),
    ("netsuite.transaction_accounting_line", "account", "netsuite.account"),
    ("metering.usage", "account_id", "salesforce.account"),
    ("partner_portal.partner", "crm_account_id", "salesforce.account"),
    ("partner_portal.partner", "parent_partner_id", "partner_portal.partner"),
    ("partner_portal.deal_registration", "opportunity_id", "salesforce.opportunity"),
    ("partner_portal.sell_through", "partner_id", "partner_portal.partner"),
    ("partner_portal.activation", "partner_id", "partner_portal.partner"),
    ("partner_portal.commission_plan", "partner_id", "partner_portal.partner"),
    ("partner_portal.commission_payment", "partner_id", "partner_portal.partner"),
    ("planning.quota", "rep_id", "salesforce.user"),
]

Rows = list[dict[str, str]]


class Company:
    """The files of one company, as text."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.tables: dict[str, Rows] = {
            f"{path.parent.name}.{path.stem}": list(read(path)) for path in sorted((folder / "raw").glob("*/*.csv"))
        }
        self.truth = {path.stem: list(read(path)) for path in sorted((folder / "truth").glob("*.csv"))}

    def __getitem__(self, table: str) -> Rows:
        return self.tables[table]

    def ids(self, table: str) -> set[str]:
        return {row[PRIMARY_KEYS.get(table, ("id",))[0]] for row in self[table]}


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def write(out: Path, *options: str) -> Path:
    done = CliRunner().invoke(app, ["--out", str(out), *options])
    assert done.exit_code == 0, done.output
    return out


def same(left: Path, right: Path) -> bool:
    compared = filecmp.dircmp(left, right)
    stack, equal = [compared], True
    while stack:
        one = stack.pop()
        equal &= not (one.left_only or one.right_only or one.funny_files)
        equal &= all(filecmp.cmp(Path(one.left) / f, Path(one.right) / f, shallow=False) for f in one.common_files)
        stack += one.subdirs.values()
    return equal


@pytest.fixture(scope="module", params=["committed", "other seed", "larger", "dollars", "no leaks", "pairs"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Company:
    options = {
        "other seed": ["--seed", "7"],
        "larger": ["--seed", "11", "--lines", "400", "--months", "27"],
        "dollars": ["--currencies", "USD", "--as-of", "2025-02-28"],
        "no leaks": ["--no-leaks"],
        "pairs": ["--seed", "5", "--pairs"],
    }
    if request.param == "committed":
        return Company(COMMITTED)
    return Company(write(tmp_path_factory.mktemp("company"), *options[request.param]))


def test_committed_company_is_what_the_generator_writes(tmp_path: Path) -> None:
    assert same(write(tmp_path / "again"), COMMITTED), "run `leakage demo` and commit what it writes"


def test_same_seed_same_bytes_and_other_seed_other_bytes(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a", "--seed", "3"), write(tmp_path / "b", "--seed", "3")
    assert same(first, second)
    assert not same(first, write(tmp_path / "c", "--seed", "4"))


def test_parquet_holds_what_csv_holds(tmp_path: Path) -> None:
    company = Company(write(tmp_path / "csv"))
    parquet = write(tmp_path / "parquet", "--format", "parquet")
    for table, rows in company.tables.items():
        found = pq.read_table(parquet / "raw" / f"{table.replace('.', '/')}.parquet").to_pylist()
        assert len(found) == len(rows), table
        for left, right in zip(rows, found, strict=True):
            for name, text in left.items():
                value = right[name]
                if isinstance(value, bool):
                    assert text == str(value).lower(), (table, name)
                elif isinstance(value, Decimal):
                    assert Decimal(text) == value, (table, name)
                else:
                    assert text == ("" if value is None else str(value)), (table, name)


def test_small_enough_for_the_repository() -> None:
    assert sum(path.stat().st_size for path in COMMITTED.rglob("*.csv")) < 4_000_000


def test_primary_keys_are_unique(company: Company) -> None:
    for table, rows in company.tables.items():
        keys = Counter(tuple(row[column] for column in PRIMARY_KEYS.get(table, ("id",))) for row in rows)
        assert not [key for key, count in keys.items() if count > 1], table


def test_references_are_whole(company: Company) -> None:
    for table, column, target in FOREIGN_KEYS:
        known = company.ids(target)
        assert not {row[column] for row in company[table] if row[column]} - known, (table, column)


def test_metadata_names_existing_records(company: Company) -> None:
    targets = {
        "opportunity_line_item_id": company.ids("salesforce.opportunity_line_item"),
        "salesforce_opportunity_id": company.ids("salesforce.opportunity"),
        "salesforce_account_id": company.ids("salesforce.account"),
        "change_order_id": company.ids("metering.change_order"),
    }
    for table in ("customer", "subscription", "subscription_item", "invoice_line_item"):
        for row in company[f"stripe.{table}"]:
            for name, value in json.loads(row["metadata"]).items():
                if name != "charge_type":
                    assert value.strip().lower() in {known.lower() for known in targets[name]}, (table, row["id"])


def test_ledger_ids_never_collide(company: Company) -> None:
    kinds = ("account", "customer", "item", "transaction", "currency", "accounting_period")
    ids = [row["id"] for kind in kinds for row in company[f"netsuite.{kind}"]]
    assert len(ids) == len(set(ids))


def test_nothing_happens_after_the_as_of_date(company: Company) -> None:
    as_of = max(row["trandate"] for row in company["netsuite.transaction"])
    for table in ("invoice", "charge", "refund", "dispute", "credit_note", "balance_transaction", "payout"):
        assert all(row["created"][:10] <= as_of for row in company[f"stripe.{table}"]), table
    assert all(row["booking_date"] <= as_of for row in company["bank.statement_line"])


def test_invoice_is_lines_less_discounts_plus_tax(company: Company) -> None:
    lines: Counter[str] = Counter()
    for row in company["stripe.invoice_line_item"]:
        lines[row["invoice_id"]] += int(row["amount"])
    discounts: Counter[str] = Counter()
    for row in company["stripe.discount"]:
        discounts[row["invoice_id"]] += int(row["amount"])
    for row in company["stripe.invoice"]:
        assert int(row["subtotal"]) == lines[row["id"]]
        charged, tax = lines[row["id"]] - discounts[row["id"]], int(row["tax"])
        assert int(row["total"]) in (charged + tax, charged), "the tax is on top, or inside the prices"
        assert int(row["amount_remaining"]) == int(row["amount_due"]) - int(row["amount_paid"]) >= 0


def test_money_that_moved_is_in_one_payout(company: Company) -> None:
    transactions = {row["id"]: row for row in company["stripe.balance_transaction"]}
    for row in company["stripe.charge"]:
        moved = row["status"] == "succeeded" and row["captured"] == "true" and row["livemode"] == "true"
        assert bool(row["balance_transaction_id"]) == moved
        if moved:
            own = transactions[row["balance_transaction_id"]]
            assert (own["source"], own["amount"], own["currency"]) == (row["id"], row["amount"], row["currency"])
    net: Counter[str] = Counter()
    for row in transactions.values():
        assert int(row["net"]) == int(row["amount"]) - int(row["fee"])
        net[row["payout_id"]] += int(row["net"]) if row["type"] != "payout" else 0
    for row in company["stripe.payout"]:
        assert int(row["amount"]) == net[row["id"]] != 0
    not_paid_out = [row for row in transactions.values() if not row["payout_id"]]
    assert all(row["status"] == "pending" for row in not_paid_out)


def test_bank_has_every_payout_that_arrived_but_the_planted_ones(company: Company) -> None:
    planted: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in company.truth["leaks"]:
        planted[row["cause"]][row["subject_id"]] = Decimal(row["leakage_amount"])
    expected: Counter[tuple[str, Decimal]] = Counter()
    for row in company["stripe.payout"]:
        if row["status"] == "paid" and row["id"] not in planted["payout_missing"]:
            amount = Decimal(row["amount"]).scaleb(-EXPONENT[row["currency"]])
            amount -= planted["payout_short"].get(row["id"], Decimal(0))
            expected[row["currency"].upper(), amount] += 1
    booked = Counter(
        (row["currency"], Decimal(row["amount"]))
        for row in company["bank.statement_line"]
        if row["counterparty_name"] == "STRIPE" and row["line_id"] not in planted["deposit_unknown"]
    )
    assert booked == expected


def test_ledger_transactions_balance(company: Company) -> None:
    book: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in company["netsuite.transaction_accounting_line"]:
        debit, credit = Decimal(row["debit"] or 0), Decimal(row["credit"] or 0)
        assert debit >= 0 and credit >= 0 and Decimal(row["amount"]) == debit - credit
        book[row["transaction"], row["accountingbook"]] += debit - credit
    assert not any(book.values())
    foreign: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in company["netsuite.transaction_line"]:
        foreign[row["transaction"]] += Decimal(row["foreignamount"])
    assert not any(foreign.values())


def invoiced_abroad(company: Company) -> set[str]:
    """Accounts with an invoice in another currency than theirs: their truth is in that of the contract."""
    customers = {row["id"]: row for row in company["stripe.customer"]}
    return {
        json.loads(customers[row["customer_id"]]["metadata"])["salesforce_account_id"].strip()
        for row in company["stripe.invoice"]
        if row["currency"] != customers[row["customer_id"]]["currency"]
    }


def test_revenue_in_the_books_is_what_the_truth_says(company: Company) -> None:
    income = {row["id"] for row in company["netsuite.account"] if row["accttype"] == "Income"}
    posted = {
        (row["transaction"], row["transactionline"])
        for row in company["netsuite.transaction_accounting_line"]
        if row["account"] in income and row["posting"] == "T" and row["accountingbook"] == "1"
    }
    abroad = invoiced_abroad(company)
    entities = {row["id"] for row in company["netsuite.customer"] if row["externalid"] in abroad}
    posted -= {
        (row["transaction"], row["id"]) for row in company["netsuite.transaction_line"] if row["entity"] in entities
    }
    symbols = {row["id"]: row["symbol"] for row in company["netsuite.currency"]}
    currency = {row["id"]: symbols[row["currency"]] for row in company["netsuite.transaction"]}
    books: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in company["netsuite.transaction_line"]:
        if (row["transaction"], row["id"]) in posted:
            books[currency[row["transaction"]]] -= Decimal(row["foreignamount"])
    truth: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in company.truth["states"]:
        if row["crm_account_id"] not in abroad:
            truth[row["currency"]] += Decimal(row["recognized_amount"])
    assert books == truth


def test_cash_of_the_processor_and_of_transfers_is_what_the_truth_says(company: Company) -> None:
    customers = {row["id"]: row for row in company["stripe.customer"]}
    taxed = {row["customer_id"] for row in company["stripe.invoice"] if int(row["tax"])}
    accounts = {json.loads(customers[one]["metadata"])["salesforce_account_id"].strip() for one in taxed}
    accounts |= invoiced_abroad(company)
    left_out = {
        row["id"]
        for row in company["stripe.customer"]
        if json.loads(row["metadata"]).get("salesforce_account_id", "").strip() in accounts
    }
    charges = {row["id"]: row for row in company["stripe.charge"] if row["customer_id"] not in left_out}
    cash: Counter[str] = Counter()
    for row in charges.values():
        cash[row["currency"]] += int(row["amount"]) if row["balance_transaction_id"] else 0
    for row in company["stripe.refund"]:
        if row["charge_id"] in charges:
            cash[row["currency"]] -= int(row["amount"]) if row["status"] == "succeeded" else 0
    for row in company["stripe.dispute"]:
        if row["charge_id"] in charges:
            cash[row["currency"]] -= int(row["amount"]) if row["status"] in ("lost", "needs_response") else 0
    names = {row["name"].replace(",", "").lower() for row in company["salesforce.account"]}
    for row in company["bank.statement_line"]:
        if row["counterparty_name"].replace(",", "").lower() in names:
            currency = row["currency"].lower()
            cash[currency] += int(Decimal(row["amount"]).scaleb(EXPONENT[currency]))
    truth: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in company.truth["states"]:
        if row["crm_account_id"] not in accounts:
            truth[row["currency"].lower()] += Decimal(row["collected_amount"])
    assert truth == {code: Decimal(minor).scaleb(-EXPONENT[code]) for code, minor in cash.items()}


def test_truth_closes(company: Company) -> None:
    """Due less collected is the sum of the bridge, for every line and orphan."""
    gaps: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in company.truth["bridge"]:
        gaps[row["contract_line_id"], row["orphan_id"]] += Decimal(row["gap_amount"])
    for row in company.truth["states"]:
        difference = Decimal(row["due_amount"]) - Decimal(row["collected_amount"])
        assert difference == gaps.pop((row["contract_line_id"], row["orphan_id"]), Decimal(0))
    assert not gaps


def test_truth_refers_to_existing_records(company: Company) -> None:
    known = {
        "contract_line": company.ids("salesforce.opportunity_line_item") | company.ids("salesforce.opportunity"),
        "invoice": company.ids("stripe.invoice") | company.ids("netsuite.transaction"),
        "payout": company.ids("stripe.payout") | company.ids("bank.statement_line"),
        "account": company.ids("salesforce.account"),
    }
    partners = company.ids("partner_portal.partner")
    payees = partners | company.ids("salesforce.user")
    months = {row["period_month"][:7] for row in company["partner_portal.sell_through"]}
    months |= {row["activated_on"][:7] for row in company["partner_portal.activation"]}
    codes = {row["product_code"] for row in company["salesforce.product_2"]}
    # a payment, or what should have been paid to whom; what a partner sold in a month
    known["commission"] = company.ids("partner_portal.commission_payment")
    parts = {"commission": (known["contract_line"], payees), "sell_through": (partners, codes, months)}
    for name in ("leaks", "decoys"):
        for row in company.truth[name]:
            named = row["subject_id"].split("|")
            if len(named) > 1:
                assert all(one in ids for one, ids in zip(named, parts[row["subject_type"]], strict=True)), row
            else:
                assert row["subject_id"] in known[row["subject_type"]], row
            assert not row["crm_account_id"] or row["crm_account_id"] in known["account"], row


def test_a_large_company_has_the_cast_many_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leakage.demo.generate.LINES_PER_CAST", 40)
    company = Company(write(tmp_path, "--lines", "1600"))

    def causes(company: Company) -> Counter[str]:
        """Leaks by cause, without those of the channel: its partners are the same in every company."""
        channel = {"commissions", "sell_through"}
        partners = tuple(partner.crm_id for partner in PARTNERS)
        rows = [row for row in company.truth["leaks"] if row["layer"] not in channel]
        return Counter(row["cause"] for row in rows if row["crm_account_id"] not in partners)

    one, many = causes(Company(COMMITTED)), causes(company)
    bank = {"payout_missing", "payout_short", "deposit_unknown"}
    assert {cause: 40 * count for cause, count in one.items() if cause not in bank} == {
        cause: count for cause, count in many.items() if cause not in bank
    }
    assert 1 < many["payout_missing"] == many["payout_short"] == many["deposit_unknown"]
    spoiled = [row["subject_id"] for row in company.truth["leaks"] if row["cause"] in bank]
    assert len(spoiled) == len(set(spoiled))


def test_leaks_and_decoys_stay_apart(company: Company) -> None:
    leaks = {(row["subject_type"], row["subject_id"]) for row in company.truth["leaks"]}
    decoys = {(row["subject_type"], row["subject_id"]) for row in company.truth["decoys"]}
    assert not leaks & decoys
    accounts = {row["crm_account_id"] for row in company.truth["leaks"]} - {""}
    assert not accounts & {row["crm_account_id"] for row in company.truth["decoys"]}


def test_more_decoys_than_leaks(company: Company) -> None:
    aside = "P"  # pairs and exceptions are variations of the leaks
    leaks = {row["leak_id"] for row in company.truth["leaks"] if not row["leak_id"].startswith(aside)}
    assert len({row["decoy_id"] for row in company.truth["decoys"]}) >= len(leaks)


@pytest.mark.parametrize("folder", [COMMITTED], ids=["committed"])
def test_every_cause_is_planted_and_only_known_ones(folder: Path) -> None:
    assert {row["cause"] for row in Company(folder).truth["leaks"]} == PLANTED


def test_without_leaks_there_is_only_timing_and_what_is_approved(tmp_path: Path) -> None:
    company = Company(write(tmp_path, "--no-leaks"))
    assert not company.truth["leaks"]
    assert all(row["cause"] == "timing" or row["is_approved"] == "true" for row in company.truth["bridge"])


@pytest.mark.parametrize(
    ("scenario", "name", "amount"),
    [
        ("price-50x200", "annualized_drift", "120000.00"),
        ("drift-200x50", "total_gap", "180000.00"),
        ("net-zero", "total_gap", "0.00"),
    ],
)
def test_known_sums(tmp_path: Path, scenario: str, name: str, amount: str) -> None:
    company = Company(write(tmp_path, "--scenario", scenario))
    assert {row["name"]: row["amount"] for row in company.truth["known_sums"]}[name] == amount
    billing = sum(Decimal(r["gap_amount"]) for r in company.truth["bridge"] if r["step"] == "contracted_to_billed")
    known = {row["name"]: Decimal(row["amount"]) for row in company.truth["known_sums"]}
    assert billing == known["gross_under"] - known["gross_over"]


@pytest.mark.parametrize(
    "options", [["--months", "6"], ["--as-of", "2026-06-29"], ["--currencies", "USD,XXX"], ["--scenario", "none"]]
)
def test_impossible_companies_are_refused(tmp_path: Path, options: list[str]) -> None:
    done = CliRunner().invoke(app, ["--out", str(tmp_path), *options])
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())
