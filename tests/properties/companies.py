"""Strategies for whole companies as raw files: contracts of every shape, billed and paid right, wrong or not at all.

An account is drawn by itself; a company is a house account that is billed and paid every month (so that no layer is
stale), the drawn accounts, prices and exchange rates. Amounts are whole minor units.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from leakage.demo.money import add_months, days_in, divide, split
from tests.properties.values import Currency, Money, Price, Quantity, Rows

SYSTEMS = ("generic", "governance", "metering", "reference")
AS_OF = date(2026, 6, 30)
FIRST_DAY = date(2023, 11, 1)
CURRENCIES = ("USD", "EUR", "JPY", "KWD")
PRODUCTS = ("P0", "P1", "P2")
FREQUENCIES = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "annual": 12,
    "biennial": 24,
    "triennial": 36,
    "one_time": 0,
}
# Month ends, both sides of a leap day, turns of the year, days near the as-of date and after it.
STARTS = [
    date(2023, 12, 31),
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2024, 12, 1),
    date(2025, 1, 15),
    date(2025, 2, 28),
    date(2025, 6, 30),
    date(2025, 8, 31),
    date(2025, 10, 1),
    date(2025, 12, 30),
    date(2026, 1, 1),
    date(2026, 1, 31),
    date(2026, 3, 15),
    date(2026, 5, 31),
    date(2026, 6, 26),
    date(2026, 7, 15),
]
BILLED = [
    *["right"] * 8,
    *["missing", "double", "short price", "high price", "penny off", "short quantity", "more quantity", "halves"],
    *["late", "early", "next period", "no period", "unlinked", "unknown", "draft", "void", "other currency", "overage"],
]
PAID = [
    *["full"] * 8,
    *["none", "partial", "two parts", "failed", "failed then full", "over", "unlinked", "unlinked odd", "late"],
    *["refund", "refund part", "dispute", "dispute won", "marked paid", "written off", "wrong invoice"],
]
CREDITED = [*["no"] * 10, "line", "invoice", "account"]
# What leaves every amount a multiple of the unit that an exact company is made of.
EXACTLY_BILLED = [
    *["right"] * 6,
    *["missing", "double", "short price", "high price", "short quantity", "halves", "late", "early", "next period"],
    *["no period", "unlinked", "unknown", "draft", "void"],
]


@dataclass
class Books:
    """The raw rows of one account while they are written."""

    account_id: str
    currency: str
    tax_percent: int
    rows: Rows = field(default_factory=Rows)

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def count(self, table: str) -> int:
        return len(self.rows.get(table, ()))

    def money(self, minor: int, currency: str | None = None) -> Money:
        return Money(minor, currency or self.currency)


@dataclass(frozen=True)
class Line:
    """A contract line as its invoices need it."""

    line_id: str
    product: str
    quantity: Decimal
    periods: list[tuple[date, date, int]]
    is_one_time: bool
    is_arrears: bool
    closed_on: date
    terms: int

    def expected_on(self, first: date, last: date) -> date:
        """The day on which a period's invoice is expected."""
        arrears = self.is_arrears and not self.is_one_time
        return max(last + timedelta(days=1) if arrears else first, self.closed_on)


Draw = Callable[[st.SearchStrategy], Any]


def billing_periods(start: date, end: date, months: int, total: int) -> list[tuple[date, date, int]]:
    """First day, last day and amount of each billing period, clipped to the term, the total split by weight."""
    if not months:
        return [(start, end, total)]
    found, k = [], 0
    while (first := add_months(start, k * months)) <= end:
        full_end = add_months(start, (k + 1) * months) - timedelta(days=1)
        found.append((first, min(end, full_end), days_in(first, full_end)))
        k += 1
    scale = math.lcm(*(full for _, _, full in found))
    weights = [days_in(first, last) * scale // full for first, last, full in found]
    return [(first, last, part) for (first, last, _), part in zip(found, split(total, weights), strict=True)]


# Minor units that an exchange rate of three decimals turns into whole cents.
CONVERTIBLE = {"USD": 1, "EUR": 1000, "JPY": 10, "KWD": 10_000}


def unit_of(currency: str, start: date, end: date, months: int) -> int:
    """An amount of which a day of a period converts without rest, also taxed, short by a tenth and halved thrice."""
    days = {days_in(first, last) for first, last, _ in billing_periods(start, end, months, 0)}
    return 400 * CONVERTIBLE[currency] * math.lcm(*days)


@st.composite
def accounts(draw: Draw, number: int, exact: bool = False) -> Rows:
    """One account with its contracts, invoices, payments and all that goes with them."""
    books = Books(f"A{number}", draw(st.sampled_from(CURRENCIES)), draw(st.sampled_from([0, 0, 20])))
    books.add(
        "generic.account",
        account_id=books.account_id,
        account_name=f"Account {number} Ltd",
        email_domain=f"account{number}.example",
    )
    write = draw_exact_line if exact else draw_line
    schedule = draw_exact_schedule(draw) if exact else None
    for no in range(draw(st.sampled_from([1, 1, 2, 3]))):
        line = write(draw, books, no, schedule)
        draw_billing(draw, books, line, exact)
    draw_exception(draw, books, exact)
    return books.rows


def draw_schedule(draw: Draw) -> tuple[str, date, date]:
    frequency = draw(st.sampled_from(list(FREQUENCIES)))
    start = draw(st.sampled_from(STARTS))
    months = draw(st.sampled_from([1, 3, 6, 12, 12, 13, 24, 36]))
    end = add_months(start, months) + timedelta(days=draw(st.sampled_from([-1, -1, -1, -1, 9, -2])))
    return frequency, start, max(end, start)


def draw_exact_schedule(draw: Draw) -> tuple[str, date, date]:
    """A term of whole billing periods."""
    frequency = draw(st.sampled_from([one for one in FREQUENCIES if FREQUENCIES[one] <= 12]))
    start = draw(st.sampled_from([day for day in STARTS if day.day < 29]))
    months = max(FREQUENCIES[frequency], 1) * draw(st.sampled_from([1, 2, 5] if frequency == "monthly" else [1, 2]))
    return frequency, start, add_months(start, months) - timedelta(days=1)


def draw_line(draw: Draw, books: Books, no: int, schedule: None) -> Line:
    frequency, start, end = draw_schedule(draw)
    quantity = draw(st.sampled_from([Decimal(1), Decimal(3), Decimal(10), Decimal("2.5")]))
    total = draw(st.integers(1, 9_999_999))
    closed_on = start + timedelta(days=draw(st.sampled_from([-20, 0, 12, 45])))
    uplift = draw(st.sampled_from([None, None, "3", "7.25"]))
    renews = draw(st.sampled_from([False, False, True]))
    extras = {
        "auto_renew": renews,
        "uplift_pct": uplift,
        "uplift_applies": draw(st.sampled_from(["renewal", "anniversary"])) if uplift else None,
        "cancelled_on": draw(st.sampled_from([None, end - timedelta(days=30)])) if renews else None,
    }
    if no and draw(st.booleans()):
        amends = f"L{books.account_id}-{no - 1}"
        extras["amends_contract_line_id"] = amends
    return write_line(draw, books, no, (frequency, start, end), quantity, total, closed_on, extras)


def draw_exact_line(draw: Draw, books: Books, no: int, schedule: tuple[str, date, date]) -> Line:
    frequency, start, end = schedule
    months = FREQUENCIES[frequency]
    periods = len(billing_periods(start, end, months, 0))
    total = periods * unit_of(books.currency, start, end, months) * draw(st.sampled_from([1, 2, 6]))
    closed_on = start + timedelta(days=draw(st.sampled_from([-20, 0, 12])))
    # Up to two renewals, each half as much again, still divide.
    renews = months >= 12 and draw(st.booleans())
    extras = {"auto_renew": renews, "uplift_pct": draw(st.sampled_from([None, "50"])) if renews else None}
    return write_line(draw, books, no, schedule, Decimal(4), total, closed_on, extras)


def write_line(
    draw: Draw,
    books: Books,
    no: int,
    schedule: tuple[str, date, date],
    quantity: Decimal,
    total: int,
    closed_on: date,
    extras: dict[str, Any],
) -> Line:
    frequency, start, end = schedule
    line_id = f"L{books.account_id}-{no}"
    product = PRODUCTS[no % len(PRODUCTS)]
    timing = draw(st.sampled_from(["advance", "arrears"]))
    terms = draw(st.sampled_from([0, 14, 30]))
    usage = draw(st.sampled_from([None, None, None, 100]))
    deal = draw(st.sampled_from([None, None, None, "won", "won", "lost"]))
    if deal:
        books.add(
            "generic.deal",
            deal_id=f"D{line_id}",
            account_id=books.account_id,
            name=f"Deal {line_id}",
            amount=books.money(total),
            currency=Currency(books.currency),
            created_on=closed_on - timedelta(days=40),
            closed_on=closed_on,
            stage=deal,
            is_won=deal == "won",
            is_closed=True,
            owner="Robin",
        )
    books.add(
        "generic.contract_line",
        contract_line_id=line_id,
        deal_id=f"D{line_id}" if deal else None,
        account_id=books.account_id,
        product_code=product,
        quantity=Quantity(quantity),
        total_price=books.money(total),
        currency=Currency(books.currency),
        closed_on=closed_on,
        start_date=start,
        end_date=end,
        billing_frequency=frequency,
        billing_timing=timing,
        payment_terms_days=terms,
        included_quantity=Quantity(Decimal(usage)) if usage else None,
        overage_unit_price=Price(CONVERTIBLE[books.currency] * 28 * 29 * 30 * 31, books.currency) if usage else None,
        **extras,
    )
    if usage:
        for month in range(draw(st.integers(1, 3))):
            books.add(
                "metering.usage",
                usage_id=f"U{line_id}-{month}",
                contract_line_id=line_id,
                account_id=books.account_id,
                product_code=product,
                usage_date=add_months(max(start, date(2026, 2, 28)), month),
                quantity=Quantity(Decimal(draw(st.sampled_from([90, 101, 130])))),
            )
    order = draw(st.sampled_from([None, None, None, "delivered", "approved", "proposed"]))
    if order:
        books.add(
            "metering.change_order",
            change_order_id=f"O{line_id}",
            contract_line_id=line_id,
            description="extra work",
            delivered_on=draw(st.sampled_from([date(2026, 3, 31), date(2026, 5, 2), date(2026, 6, 28)])),
            amount=books.money(total),
            currency=Currency(books.currency),
            status=order,
        )
    periods = billing_periods(start, end, FREQUENCIES[frequency], total)
    return Line(line_id, product, quantity, periods, frequency == "one_time", timing == "arrears", closed_on, terms)


def draw_billing(draw: Draw, books: Books, line: Line, exact: bool) -> None:
    """Invoices of the periods that are due, the last six in any way, those before as they should be."""
    due = [(*period, line.expected_on(*period[:2])) for period in line.periods]
    due = [period for period in due if period[3] <= AS_OF]
    for position, (first, last, amount, expected_on) in enumerate(due):
        drawn = position >= len(due) - 6
        billed = draw(st.sampled_from(EXACTLY_BILLED if exact else BILLED)) if drawn else "right"
        paid = draw(st.sampled_from(PAID)) if drawn else "full"
        # A part payment of a taxed and credited invoice splits in sevenths: not in an exact company.
        credited = draw(st.sampled_from(CREDITED)) if drawn and not (exact and books.tax_percent) else "no"
        for part, row in enumerate(invoices_of(line, first, last, amount, billed)):
            following = line.periods[min(position + 1, len(line.periods) - 1)]
            if billed == "next period":
                row |= {"period_start": following[0], "period_end": following[1]}
            shift = {"late": 25, "early": -25}.get(billed, 0)
            issued_on = max(expected_on + timedelta(days=shift + part), FIRST_DAY)
            invoice_id = f"I{line.line_id}-{position}-{part}"
            write_invoice(books, line, invoice_id, row, billed, issued_on, paid)
            if billed not in ("draft", "void"):
                write_payments(books, invoice_id, paid, issued_on + timedelta(days=line.terms))
                write_credit(books, invoice_id, credited, issued_on + timedelta(days=9))
                write_postings(books, invoice_id, row, line, issued_on, is_posted=billed != "double")


def invoices_of(line: Line, first: date, last: date, amount: int, billed: str) -> list[dict[str, Any]]:
    """The lines, one to an invoice, by which a period is billed."""
    row = {
        "contract_line_id": line.line_id,
        "product_code": line.product,
        "quantity": Quantity(line.quantity),
        "amount": amount,
        "period_start": first,
        "period_end": last,
    }
    half = Quantity(line.quantity / 2)
    if billed == "missing":
        return []
    if billed == "double":
        return [row, dict(row)]
    if billed == "halves":
        return [row | {"amount": amount // 2}, row | {"amount": amount - amount // 2}]
    changes: dict[str, dict[str, Any]] = {
        "short price": {"amount": amount - amount // 10},
        "high price": {"amount": amount + amount // 10},
        "penny off": {"amount": amount - 1},
        "short quantity": {"amount": amount // 2, "quantity": half},
        "more quantity": {"amount": amount * 2, "quantity": Quantity(line.quantity * 2)},
        "no period": {"period_start": None, "period_end": None},
        "unlinked": {"contract_line_id": None},
        "unknown": {"contract_line_id": "nowhere", "product_code": "P9"},
        "other currency": {"currency": "GBP"},
        "overage": {"charge_type": "overage"},
    }
    return [row | changes.get(billed, {})]


def write_invoice(
    books: Books, line: Line, invoice_id: str, row: dict[str, Any], billed: str, issued_on: date, paid: str
) -> None:
    amount, currency = row.pop("amount"), row.pop("currency", books.currency)
    tax = divide(amount * books.tax_percent, 100)
    status = {"marked paid": "paid", "written off": "uncollectible"}.get(paid, "open")
    books.add(
        "generic.invoice",
        invoice_id=invoice_id,
        account_id=books.account_id,
        number=f"No. {invoice_id}",
        status=billed if billed in ("draft", "void") else status,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=line.terms),
        currency=Currency(currency),
        tax_amount=books.money(tax, currency),
        total_amount=books.money(amount + tax, currency),
    )
    books.add(
        "generic.invoice_line",
        invoice_line_id=f"{invoice_id}.1",
        invoice_id=invoice_id,
        net_amount=books.money(amount, currency),
        **row,
    )


def write_payments(books: Books, invoice_id: str, paid: str, due_on: date) -> None:
    total = books.rows["generic.invoice"][-1]["total_amount"]
    payment_id = f"P{invoice_id}"

    def pay(minor: int, after: int, *, status: str = "succeeded", names: str | None = invoice_id) -> str:
        one = f"{payment_id}-{books.count('generic.payment')}"
        books.add(
            "generic.payment",
            payment_id=one,
            account_id=books.account_id,
            invoice_id=names,
            amount=Money(minor, total.currency),
            currency=Currency(total.currency),
            paid_on=due_on + timedelta(days=after),
            status=status,
            failure_reason="card declined" if status == "failed" else None,
        )
        return one

    def take_back(table: str, payment: str, minor: int, status: str) -> None:
        books.add(
            f"generic.{table}",
            id=f"{table}-{payment}",
            payment_id=payment,
            amount=Money(minor, total.currency),
            currency=Currency(total.currency),
            created_on=due_on + timedelta(days=11),
            status=status,
        )

    half = total.minor // 2
    if paid in ("failed", "failed then full"):
        pay(total.minor, 0, status="failed")
    if paid in ("full", "failed then full"):
        pay(total.minor, -2)
    elif paid == "late":
        pay(total.minor, 20)
    elif paid == "partial":
        pay(half, 0)
    elif paid == "two parts":
        pay(half, 0)
        pay(total.minor - half, 3)
    elif paid == "over":
        pay(total.minor * 2, 1)
    elif paid == "unlinked":
        pay(total.minor, 1, names=None)
    elif paid == "unlinked odd":
        pay(total.minor + half, 1, names=None)
    elif paid == "wrong invoice":
        pay(total.minor, 1, names="unknown")
    elif paid.startswith("refund"):
        take_back("refund", pay(total.minor, 0), half if paid == "refund part" else total.minor, "succeeded")
    elif paid.startswith("dispute"):
        take_back("dispute", pay(total.minor, 0), total.minor, "won" if paid == "dispute won" else "needs_response")


def write_credit(books: Books, invoice_id: str, credited: str, issued_on: date) -> None:
    if credited == "no":
        return
    net = books.rows["generic.invoice_line"][-1]["net_amount"]
    books.add(
        "generic.credit_note",
        credit_note_id=f"C{invoice_id}",
        invoice_id=None if credited == "account" else invoice_id,
        invoice_line_id=f"{invoice_id}.1" if credited == "line" else None,
        account_id=books.account_id,
        net_amount=Money(net.minor // 2, net.currency),
        currency=Currency(net.currency),
        issued_on=issued_on,
    )


def write_postings(
    books: Books, invoice_id: str, row: dict[str, Any], line: Line, issued_on: date, *, is_posted: bool
) -> None:
    net = books.rows["generic.invoice_line"][-1]["net_amount"]
    if not is_posted:
        return
    for side, account_type in (("credit", "revenue"), ("debit", "receivable")):
        books.add(
            "generic.ledger_line",
            ledger_line_id=f"G{invoice_id}-{side}",
            transaction_id=f"G{invoice_id}",
            posted_on=issued_on,
            account_code=account_type,
            account_type=account_type,
            currency=Currency(net.currency),
            account_id=books.account_id,
            product_code=row["product_code"],
            invoice_id=invoice_id,
            **{side: net},
        )


def draw_exception(draw: Draw, books: Books, exact: bool) -> None:
    kind = draw(st.sampled_from(["none", "none", "account", "contract_line", "invoice", "not approved"]))
    lines, invoices = books.rows["generic.contract_line"], books.rows.get("generic.invoice", [])
    if kind == "none" or (kind == "invoice" and not invoices):
        return
    scope = "account" if kind == "not approved" else kind
    reference = {"account": books.account_id, "contract_line": lines[0]["contract_line_id"]}
    percent = draw(st.sampled_from([None, "50", "100"] if exact else [None, "33.3", "100"]))
    books.add(
        "governance.approved_exception",
        exception_id=f"X{books.account_id}",
        scope=scope,
        reference_id=reference.get(scope) or invoices[-1]["invoice_id"],
        cause=draw(st.sampled_from([None, "overdue_unpaid", "unbilled_work"])),
        amount=None if percent else lines[0]["total_price"],
        percent=percent,
        valid_from=date(2025, 1, 1),
        valid_to=draw(st.sampled_from([None, date(2026, 12, 31), date(2026, 3, 31)])),
        approved_by=None if kind == "not approved" else "Kim",
        approved_on=date(2025, 1, 1),
        reason="agreed",
    )


def house_account(currency: str = "USD") -> Rows:
    """Billed and paid every month up to the as-of date: every data set is fresh, every layer can be judged."""
    books = Books("AHOUSE", currency, 0)
    books.add("generic.account", account_id=books.account_id, account_name="House", email_domain="house.example")
    line = Line("LHOUSE", "P0", Decimal(1), [], False, False, date(2024, 12, 20), 14)
    start, months = date(2025, 1, 1), 24
    books.add(
        "generic.contract_line",
        contract_line_id=line.line_id,
        account_id=books.account_id,
        product_code=line.product,
        quantity=Quantity(line.quantity),
        total_price=books.money(months * 100_000),
        currency=Currency(currency),
        closed_on=line.closed_on,
        start_date=start,
        end_date=add_months(start, months) - timedelta(days=1),
        billing_frequency="monthly",
        billing_timing="advance",
        payment_terms_days=line.terms,
    )
    for k in range(months):
        first = add_months(start, k)
        if first > AS_OF:
            break
        invoice_id = f"IHOUSE-{k}"
        [row] = invoices_of(line, first, add_months(first, 1) - timedelta(days=1), 100_000, "right")
        write_invoice(books, line, invoice_id, row, "right", first, "full")
        write_payments(books, invoice_id, "full", first + timedelta(days=line.terms))
        write_postings(books, invoice_id, row, line, first, is_posted=True)
    return books.rows


def reference_data() -> Rows:
    """Prices of the products in every currency, and exchange rates of every week, none of them a whole number."""
    rows = Rows({"generic.product": [], "reference.rate_card": [], "reference.fx_rate": []})
    for product in PRODUCTS:
        rows["generic.product"].append({"product_code": product, "product_name": f"Product {product}"})
        for currency in CURRENCIES:
            rows["reference.rate_card"].append(
                {
                    "rate_card_id": f"{product}-{currency}",
                    "product_code": product,
                    "currency": Currency(currency),
                    "charge_type": "recurring",
                    "unit_price": Price(100_000, currency),
                    "valid_from": FIRST_DAY,
                }
            )
    rates = {"EUR": Decimal("1.121"), "GBP": Decimal("1.304"), "JPY": Decimal("0.007"), "KWD": Decimal("3.251")}
    for week in range((AS_OF - FIRST_DAY).days // 7 + 1):
        for currency, rate in rates.items():
            rows["reference.fx_rate"].append(
                {
                    "rate_date": FIRST_DAY + timedelta(days=7 * week),
                    "from_currency": Currency(currency),
                    "to_currency": Currency("USD"),
                    "rate": rate + Decimal(week % 3) / 1000,
                }
            )
    return rows


def joined(*parts: Rows) -> Rows:
    """Several sets of rows as one company."""
    company = Rows()
    for part in parts:
        for table, rows in part.items():
            company.setdefault(table, []).extend(rows)
    return company


@st.composite
def companies(draw: Draw, exact: bool = False, least: int = 6, most: int = 9) -> Rows:
    """A whole company of several drawn accounts."""
    count = draw(st.integers(least, most))
    drawn = [draw(accounts(number, exact)) for number in range(count)]
    return joined(reference_data(), house_account(), *drawn)
