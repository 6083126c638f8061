"""NetSuite: invoices, monthly recognition, credits and deposits. Income is credit, raw amounts negative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from leakage.demo.billing import Bill, CreditNote, Invoice
from leakage.demo.company import Account, Company
from leakage.demo.money import add_months, major, month_end, month_start, percent_of, spread

RECEIVABLE, BANK, FEES, DEFERRED, INCOME, TAX = 101, 102, 103, 104, 105, 106
ACCOUNTS = [
    (RECEIVABLE, "1100", "Accounts receivable", "AcctRec"),
    (BANK, "1000", "Operating bank", "Bank"),
    (FEES, "6200", "Payment processing fees", "Expense"),
    (DEFERRED, "2400", "Deferred revenue", "DeferRevenue"),
    (INCOME, "4000", "Subscription and services revenue", "Income"),
    (TAX, "2200", "Sales tax payable", "OthCurrLiab"),
]
CURRENCY_IDS = {"USD": 1, "EUR": 2, "GBP": 3, "JPY": 4, "KWD": 5}
FIRST_PERIOD_YEAR = 2000  # where the numbers of periods start


@dataclass
class Entry:
    """One line of a transaction: minor units in transaction currency, debit positive."""

    account: int
    amount: int
    item: int | None = None
    source_line_id: str | None = None
    is_tax: bool = False


class Ledger:
    """Writes transactions with their lines."""

    def __init__(self, company: Company):
        self.company = company
        sink = company.sink
        for number, code, name, kind in ACCOUNTS:
            sink.row("netsuite.account", id=number, acctnumber=code, fullname=name, accttype=kind)
        for symbol in company.config.currencies:
            sink.row(
                "netsuite.currency",
                id=CURRENCY_IDS[symbol],
                symbol=symbol,
                name=symbol,
                isbasecurrency="T" if symbol == "USD" else "F",
            )
        month = company.rate_card_from
        while month <= company.as_of:
            sink.row(
                "netsuite.accounting_period",
                id=self._period(month),
                periodname=f"{month:%b %Y}",
                startdate=month,
                enddate=month_end(month),
                isposting="T",
                isquarter="F",
                isyear="F",
                closed="F" if month_end(month) >= company.as_of else "T",
            )
            month = add_months(month, 1)

    @staticmethod
    def _period(month: date) -> int:
        return 3_001 + (month.year - FIRST_PERIOD_YEAR) * 12 + month.month - 1

    def post(
        self,
        kind: str,
        on: date,
        entries: list[Entry],
        *,
        currency: str,
        entity: int | None = None,
        period: date | None = None,
        rate_on: date | None = None,
        external_id: str | None = None,
        memo: str | None = None,
        posting: bool = True,
        second_book: bool = False,
    ) -> int:
        """One balanced transaction; the first line takes the rounding of the book currency."""
        assert sum(entry.amount for entry in entries) == 0, (kind, entries)
        company, flag = self.company, "T" if posting else "F"
        number = company.number("ledger_transaction", 1_000_000)
        company.sink.row(
            "netsuite.transaction",
            id=number,
            type=kind,
            trandate=on,
            postingperiod=self._period(month_start(period or on)),
            status="A",
            entity=entity,
            currency=CURRENCY_IDS[currency],
            exchangerate=company.rate(currency, rate_on or on),
            externalid=external_id,
            memo=memo,
            posting=flag,
        )
        book = [company.usd(entry.amount, currency, rate_on or on) for entry in entries]
        book[0] = -sum(book[1:], Decimal(0))
        for line, (entry, amount) in enumerate(zip(entries, book, strict=True)):
            company.sink.row(
                "netsuite.transaction_line",
                id=line,
                transaction=number,
                item=entry.item,
                entity=entity,
                quantity=None,
                foreignamount=major(entry.amount, currency),
                mainline="T" if line == 0 else "F",
                taxline="T" if entry.is_tax else "F",
                custcol_source_line_id=entry.source_line_id,
            )
            for number_of_book in (1, 2) if second_book else (1,):
                company.sink.row(
                    "netsuite.transaction_accounting_line",
                    transaction=number,
                    transactionline=line,
                    accountingbook=number_of_book,
                    account=entry.account,
                    debit=amount if amount > 0 else None,
                    credit=-amount if amount < 0 else None,
                    amount=amount,
                    posting=flag,
                )
        return number

    def invoice(self, account: Account, invoice: Invoice, line_ids: list[str]) -> tuple[int, list[int]]:
        """The invoice and its recognition to date; its transaction and, per line, what is recognised."""
        company, bills = self.company, invoice.bills
        modes = [self._mode(account, invoice, bill) for bill in bills]
        recognized = []
        entries = [Entry(RECEIVABLE, invoice.net + invoice.tax)]
        for bill, line_id, mode in zip(bills, line_ids, modes, strict=True):
            target = DEFERRED if mode == "defer" else INCOME
            entries.append(Entry(target, -bill.net, bill.product.item_id, self._source(account, mode, line_id)))
        if invoice.tax:
            entries.append(Entry(TAX, -invoice.tax, is_tax=True))
        period = bills[0].last if modes[0] == "service_month" else None
        number = self.post(
            "CustInvc",
            invoice.issue_on,
            entries,
            currency=invoice.currency,
            entity=account.ledger_id,
            period=period,
            external_id=None if account.posting == "account" else invoice.id,
            second_book=invoice.has_second_book,
        )
        for bill, line_id, mode in zip(bills, line_ids, modes, strict=True):
            if mode != "defer":
                recognized.append(bill.net)
                continue
            done = 0
            for month, part in spread(bill.net, bill.first, bill.last):
                on = max(month_end(month), invoice.issue_on)
                if on > company.as_of or not part:
                    continue
                done += part
                self.post(
                    "Journal",
                    on,
                    [Entry(DEFERRED, part), Entry(INCOME, -part, bill.product.item_id, line_id)],
                    currency=invoice.currency,
                    entity=account.ledger_id,
                    period=month,
                    rate_on=invoice.issue_on,  # deferred revenue keeps the rate of its invoice
                    memo=f"Revenue of {month:%Y-%m}, {invoice.id}",
                )
            recognized.append(done)
        return number, recognized

    @staticmethod
    def _source(account: Account, mode: str, line_id: str) -> str | None:
        return line_id if account.posting == "line" or mode == "defer" else None

    @staticmethod
    def _mode(account: Account, invoice: Invoice, bill: Bill) -> str:
        """Straight to income where that hits the service month, deferred and recognised monthly otherwise."""
        one_month = month_start(bill.first) == month_start(bill.last)
        if one_month and month_start(invoice.issue_on) == month_start(bill.first):
            return "direct"
        if invoice.issue_on > bill.last and one_month:  # arrears: the books of the service month are still open
            return "service_month"
        if month_start(invoice.issue_on) > month_start(bill.last):  # arrears of several months: a catch-up
            return "catch_up"
        return "defer"

    def credit(self, account: Account, invoice: Invoice, note: CreditNote, line_id: str) -> None:
        tax = percent_of(note.amount, invoice.tax_pct)
        entries = [
            Entry(RECEIVABLE, -note.amount - tax),
            Entry(INCOME, note.amount, invoice.bills[0].product.item_id, line_id),
        ]
        if tax:
            entries.append(Entry(TAX, tax, is_tax=True))
        self.post(
            "CustCred",
            note.on,
            entries,
            currency=invoice.currency,
            entity=account.ledger_id,
            memo=f"Credit on {invoice.id}",
        )
