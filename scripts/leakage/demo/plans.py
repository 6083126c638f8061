"""A plan: one deal with its lines and flawless invoices, which planting functions bend before it is written."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from leakage.demo.billing import (
    DAY,
    FREQUENCY_WORD,
    WITHDRAWN,
    Bill,
    Charge,
    Expected,
    Invoice,
    Line,
    invoice_for,
    schedule,
)
from leakage.demo.company import INCLUDED_UNITS, OVERAGE_CENTS, RECURRING, Account, Company, at
from leakage.demo.ledger import Ledger
from leakage.demo.lifecycle import Lifecycle
from leakage.demo.money import add_months, major, month_end, month_start, round_half_away, split
from leakage.demo.processor import Processor
from leakage.demo.truth import BILLING, CASH, LAYER, LineBook, step_of

GRACE_DAYS = 5
LINES_PER_ACCOUNT = 4


@dataclass(frozen=True)
class Spec:
    """What kind of deal a plan is about; months count from the first of the last 18."""

    start_month: int = 6
    start_day: int = 1
    start: date | None = None  # instead of month and day
    on_leap_day: bool = False  # instead of month and day
    term: int = 24
    frequency: int = 1
    timing: str = "advance"
    currency: str = "USD"
    product: str | None = None
    products: int = 1
    quantity: int | None = None
    discount_pct: int = 0
    terms_days: int = 30
    closed_days_before: int = 10  # negative: signed after the start
    anchor_next_month: bool = False  # billed on the first of the month, the first period prorated
    auto_renew: bool = False
    uplift_pct: int = 0
    uplift_applies: str = "renewal"
    cancelled_month: int | None = None  # last service month known as cancelled
    is_terminated: bool = False
    cut_on_month_day: tuple[int, int] | None = None  # an amendment starts the day after
    is_renewed: bool = False  # a renewal deal follows
    has_no_lines: bool = False  # the deal has an amount and no lines
    usage: str | None = None  # line | account: what the usage rows name
    change_order: bool = False
    tax_pct: int = 0
    link: str = "line"  # what Stripe names: line | spaces | lower | item | deal | none
    customer: str = "metadata"  # how the customer is linked to the CRM; a stranger is not
    api: str = "charge"
    posting: str = "line"
    pays_after: int | None = None  # days from invoice to payment
    alone: bool = False  # has an account of its own


class PriceTruth(Protocol):
    """What is true about the prices of a plan, where somebody tells."""

    def write_drift(self, invoice: Invoice, line_ids: list[str]) -> None: ...

    def write_discounts(self) -> None: ...


def _percent(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / share.denominator).quantize(Decimal("0.0001"))


class Books:
    """Where plans are written: the company with its processor and ledger, and who sits in which account."""

    def __init__(self, company: Company):
        self.company = company
        self.ledger = Ledger(company)
        self.processor = Processor(company, self.ledger)
        self.lifecycle = Lifecycle(company)
        self._open: dict[tuple[str, ...], Account] = {}
        self.lines = 0
        self.accounts = 0

    def account_for(self, spec: Spec, group: str) -> Account:
        key = (group, spec.currency, spec.customer, spec.api, spec.posting)
        account = self._open.get(key)
        wanted = {spec.product} if spec.product else set()
        if (
            spec.alone
            or account is None
            or account.deals >= LINES_PER_ACCOUNT
            or account.products & wanted
            or len(account.products) + spec.products > LINES_PER_ACCOUNT
        ):
            account = self.company.new_account(spec.currency, link=spec.customer, api=spec.api, posting=spec.posting)
            self.accounts += 1
            if not spec.alone:
                self._open[key] = account
        account.deals += 1
        return account


class Plan:
    """One deal on one account. `invoices` are the recurring ones in order of their periods."""

    def __init__(self, books: Books, spec: Spec, group: str, note: str, *, account: Account | None = None, **more: Any):
        self.books, self.company, self.spec, self.note = books, books.company, spec, note
        prefix, width = {"leak": ("L", 3), "decoy": ("D", 3), "pair": ("P", 4)}.get(group, ("C", 6))
        self.id = self.company.next(prefix, width)
        self.rng = self.company.random(self.id)
        self.account = account or books.account_for(spec, group)
        self.book = LineBook(self.account, spec.currency)
        self.leaks: list[dict[str, Any]] = []
        self.followers: list[Plan] = []
        self.prices: PriceTruth | None = None
        self._explained: dict[tuple[int, str | None], int] = {}  # by identity of the invoice, and line
        self._cash: dict[int, list[int]] = {}  # where it is not what the invoice's own charges say
        self._amends: str | None = more.get("amends")
        self.renews: str | None = more.get("renews")
        self._unit: int | None = more.get("unit")
        self._list_unit: int | None = more.get("list_unit")
        self.deal_id = self.company.crm_id("006")
        self.contract_id = self.company.crm_id("800")
        self.lines = [self._line(number) for number in range(spec.products)]
        self._write_deal()
        books.lifecycle.sign(self)
        self.expected: list[Expected] = []
        self.invoices: list[Invoice] = []
        self.overages: list[Invoice] = []
        self.change_orders: list[Invoice] = []
        self.extra: list[Invoice] = []  # orphans, corrections, whatever a planting function adds
        self._schedule()
        books.lines += len(self.lines)

    # the deal

    @property
    def line(self) -> Line:
        return self.lines[0]

    def _line(self, number: int) -> Line:
        spec, company = self.spec, self.company
        start = spec.start or company.month(spec.start_month) + timedelta(days=spec.start_day - 1)
        if spec.on_leap_day:
            start = company.last_leap_day
        code = spec.product or ("API" if spec.usage else None)
        if code is None:
            free = [c for c in RECURRING if c not in self.account.products]
            code = self.rng.choice(free)
        self.account.products.add(code)
        product = company.products[code]
        closed_on = start - timedelta(days=spec.closed_days_before)
        list_unit = self._list_unit or company.list_unit(code, spec.currency, closed_on)
        unit = self._unit or round_half_away(Fraction(list_unit) * (100 - spec.discount_pct) / 100)
        drawn = self.rng.randint(1, 3) if code in ("API", "ONBOARDING") else self.rng.randint(5, 20)
        anchor = add_months(month_start(start), 1) if spec.anchor_next_month else start
        line = Line(
            id=self.deal_id if spec.has_no_lines else company.crm_id("00k"),
            product=product,
            currency=spec.currency,
            quantity=spec.quantity or drawn,
            unit=unit,
            list_unit=list_unit,
            discount_pct=Fraction(100 * (list_unit - unit), list_unit),
            start=start,
            end=add_months(start, spec.term) - DAY if spec.frequency else None,
            closed_on=closed_on,
            months=spec.frequency,
            timing=spec.timing,
            terms_days=spec.terms_days,
            anchor=anchor,
            term_months=spec.term,
            auto_renew=spec.auto_renew and spec.cancelled_month is None and not spec.is_renewed,
            uplift_pct=spec.uplift_pct,
            uplift_applies=spec.uplift_applies,
            included=INCLUDED_UNITS if spec.usage else None,
            overage_unit=OVERAGE_CENTS if spec.usage else None,
            amends=self._amends,
        )
        if spec.is_terminated:
            line.cut_on = self.cancelled_on
        if spec.cut_on_month_day:
            month, day = spec.cut_on_month_day
            line.cut_on = company.month(month) + timedelta(days=day - 1)
        return line

    @property
    def cancelled_on(self) -> date | None:
        month = self.spec.cancelled_month
        return None if month is None else month_end(self.company.month(month))

    def _write_deal(self) -> None:
        company, spec, line, sink = self.company, self.spec, self.line, self.company.sink
        kind = "Renewal" if self.renews else "Expansion" if self._amends else "New Business"
        sink.row(
            "salesforce.opportunity",
            id=self.deal_id,
            account_id=self.account.crm_id,
            name=f"{self.account.name} {line.product.name}",
            stage_name="Closed Won",
            amount=major(sum(row.total for row in self.lines), spec.currency),
            currency_iso_code=spec.currency,
            close_date=line.closed_on,
            created_date=at(line.closed_on - timedelta(days=45)),
            is_closed=True,
            is_won=True,
            type=kind,
            lead_source="Web",
            owner_id=self.rng.choice(company.owners),
            contract_id=self.contract_id,
            partner_account_id_c=company.partner_of(self.deal_id),
            renewed_contract_id_c=self.renews,
            is_deleted=False,
        )
        sink.row(
            "salesforce.contract",
            id=self.contract_id,
            account_id=self.account.crm_id,
            start_date=line.start,
            end_date=line.end,
            contract_term=spec.term if line.months else None,
            status="Terminated" if spec.is_terminated else "Activated",
            auto_renew_c=spec.auto_renew,
            uplift_pct_c=spec.uplift_pct or None,
            uplift_applies_c=spec.uplift_applies if spec.uplift_pct else None,
            payment_terms_days_c=spec.terms_days,
            cancellation_date_c=self.cancelled_on,
            is_deleted=False,
        )
        for row in [] if spec.has_no_lines else self.lines:
            sink.row(
                "salesforce.opportunity_line_item",
                id=row.id,
                opportunity_id=self.deal_id,
                product_2_id=row.product.crm_id,
                quantity=row.quantity,
                unit_price=major(row.unit, spec.currency),
                list_price=major(row.list_unit, spec.currency),
                discount=_percent(row.discount_pct),
                total_price=major(row.total, spec.currency),
                service_date=row.start,
                end_date_c=row.end,
                billing_frequency_c=FREQUENCY_WORD[row.months],
                billing_timing_c=row.timing,
                included_quantity_c=row.included,
                overage_unit_price_c=major(row.overage_unit, spec.currency) if row.overage_unit else None,
                amends_line_item_id_c=row.amends,
                is_deleted=False,
            )

    # the flawless company

    def _schedule(self) -> None:
        company, spec = self.company, self.spec
        pays_after = spec.pays_after if spec.pays_after is not None else self.rng.randint(2, 20)
        by_period: dict[tuple[date, date], Invoice] = {}
        for line in self.lines:
            for expected in schedule(line, company.as_of):
                self.expected.append(expected)
                self._expect(line, expected.amount, expected.expected_on)
                if expected.expected_on > company.as_of:
                    continue
                invoice = invoice_for(expected, spec.tax_pct, pays_after)
                together = by_period.setdefault((expected.first, expected.last), invoice)
                if together is invoice:
                    self.invoices.append(invoice)
                else:
                    together.bills += invoice.bills
        if spec.usage:
            self._use()
        if spec.change_order:
            self.order_change("delivered", self.rng.randint(20, 60) * 10_000)

    def _expect(self, line: Line, amount: int, on: date) -> None:
        state = self.book.states[line.id, None]
        state.contracted += amount
        state.due += amount if on <= self.company.as_of else 0

    def _use(self) -> None:
        """Usage of every month; what is above the included units is billed on the first of the next month."""
        month, line = month_start(self.line.start), self.line
        while month <= self.company.as_of:
            used = self.rng.choice((700, 1_000, 1_240, 1_900, 2_600))
            for day, quantity in ((9, used - used // 3), (23, used // 3)):
                self.company.sink.row(
                    "metering.usage",
                    usage_id=self.company.next("USE-"),
                    contract_line_id=line.id if self.spec.usage == "line" else None,
                    account_id=self.account.crm_id,
                    product_code=line.product.code,
                    usage_date=month + timedelta(days=day - 1),
                    quantity=quantity,
                )
            over = max(0, used - INCLUDED_UNITS)
            if over:
                issue = month_end(month) + DAY
                self._expect(line, over * OVERAGE_CENTS, issue)
                if issue <= self.company.as_of:
                    bill = Bill(
                        line,
                        line.product,
                        month,
                        month_end(month),
                        over,
                        OVERAGE_CENTS,
                        over * OVERAGE_CENTS,
                        charge_type="overage",
                        is_metered=True,
                    )
                    self.overages.append(self.new_invoice(bill, issue))
            month = add_months(month, 1)

    def order_change(self, status: str, amount: int, *, month: int = 12, day: int = 10) -> None:
        delivered_on = self.company.month(month) + timedelta(days=day - 1)
        number = self.company.next("CO-", 5)
        self.company.sink.row(
            "metering.change_order",
            change_order_id=number,
            contract_line_id=self.line.id,
            description="Additional integration work",
            delivered_on=delivered_on,
            amount=major(amount, self.spec.currency),
            currency=self.spec.currency,
            status=status,
        )
        if status in ("approved", "delivered"):
            self._expect(self.line, amount, delivered_on)
            bill = Bill(
                self.line, self.line.product, delivered_on, delivered_on, 1, amount, amount, change_order_id=number
            )
            self.change_orders.append(self.new_invoice(bill, delivered_on + timedelta(days=2)))

    def new_invoice(self, bill: Bill, issue_on: date, *, pays_after: int = 12) -> Invoice:
        due_on = issue_on + timedelta(days=self.spec.terms_days)
        paid = Charge(on=issue_on + timedelta(days=pays_after))
        return Invoice(self.spec.currency, issue_on, due_on, [bill], tax_pct=self.spec.tax_pct, charges=[paid])

    def again(self, invoice: Invoice, *, days_later: int = 0, amount: int | None = None) -> Invoice:
        """A second invoice over the same bill, added to the extra ones."""
        bill = replace(invoice.bill, discounts=list(invoice.bill.discounts))
        if amount is not None:
            bill.amount = bill.unit = amount
            bill.quantity = 1
        second = self.new_invoice(bill, invoice.issue_on + timedelta(days=days_later))
        self.extra.append(second)
        return second

    def follow(self, spec: Spec, **more: Any) -> Plan:
        """A later deal of the same account, written when this one is."""
        self.followers.append(Plan(self.books, spec, "clean", self.note, account=self.account, **more))
        return self.followers[-1]

    def is_paid(self, *invoices: Invoice) -> None:
        """Invoices that are paid in full, whatever their own charges say."""
        for invoice in invoices:
            self.takes(invoice, invoice.net)

    def takes(self, invoice: Invoice, amount: int) -> None:
        """The cash of an invoice, whatever its own charges say."""
        self._cash[id(invoice)] = [amount]

    # the truth

    def gap(
        self,
        cause: str,
        amount: int,
        *,
        step: str | None = None,
        invoice: Invoice | None = None,
        approved: bool = False,
        orphan: bool = False,
        line: Line | None = None,
        month: date | None = None,
    ) -> None:
        """A cell of the bridge: on a line of the plan, the first if none is named, or on an orphan invoice."""
        step, line = step or step_of(cause), line or self.line
        if orphan:
            assert invoice is not None
            invoice.id = invoice.id or self.company.next("in_")
            self.book.gap(None, invoice.id, step, cause, approved, amount, month)
        else:
            self.book.gap(line.id, None, step, cause, approved, amount, month)
        if step == CASH and invoice is not None:
            key = id(invoice), None if orphan else line.id
            self._explained[key] = self._explained.get(key, 0) + amount

    def leak(
        self,
        cause: str,
        amount: int,
        *,
        invoice: Invoice | None = None,
        orphan: bool = False,
        is_item: bool = True,
        gap: bool = True,
    ) -> None:
        """A planted leak: its bridge cell and its item (payment causes and orphans per invoice, the rest per line)."""
        step = step_of(cause)
        if gap:
            self.gap(cause, amount, invoice=invoice, orphan=orphan)
        if orphan or step == CASH:
            assert invoice is not None
            invoice.id = invoice.id or self.company.next("in_")
            self.found(cause, LAYER[step], "invoice", invoice.id, amount, is_item=is_item)
        else:
            self.found(cause, LAYER[step], "contract_line", self.line.id, amount, is_item=is_item)

    def found(
        self, cause: str, layer: str, subject_type: str, subject_id: str, amount: int, *, is_item: bool = True
    ) -> None:
        """An item. Over-billing and too little billed on one subject are two matters and never netted."""
        for row in self.leaks:
            same_way = (row["amount"] > 0) == (amount > 0)
            if same_way and (row["cause"], row["subject_id"]) == (cause, subject_id):
                row["amount"] += amount
                return
        self.leaks.append(
            {
                "cause": cause,
                "layer": layer,
                "subject_type": subject_type,
                "subject_id": subject_id,
                "amount": amount,
                "is_item": is_item,
            }
        )

    def approve(self, scope: str, reference_id: str, cause: str | None = None, **values: Any) -> None:
        """An exception in the books of governance; valid unless the values say otherwise."""
        valid = {
            "percent": None,
            "amount": None,
            "valid_from": self.company.month(0),
            "valid_to": add_months(self.company.as_of, 6),
            "approved_by": "Ada Berg",
            "approved_on": self.company.month(12),
        }
        self.company.sink.row(
            "governance.approved_exception",
            exception_id=self.company.next("EX-", 4),
            scope=scope,
            reference_id=reference_id,
            cause=cause,
            reason=self.note,
            **{**valid, **values},
        )

    # writing

    def publish(self) -> None:
        """Write subscription, invoices, payments and postings, then the truth about them."""
        subscription = self._write_subscription() if self.line.months else None
        everything = [*self.invoices, *self.overages, *self.change_orders, *self.extra]
        for invoice in sorted(everything, key=lambda i: (i.issue_on, i.bills[0].first)):
            self._publish(invoice, subscription)
        for row in self.leaks:
            self.company.sink.truth(
                "leaks",
                leak_id=self.id,
                crm_account_id=self.account.crm_id,
                currency=self.spec.currency,
                leakage_amount=major(row.pop("amount"), self.spec.currency),
                note=self.note,
                **row,
            )
        self.book.write(self.company.sink)
        if self.prices is not None:
            self.prices.write_discounts()
        for follower in self.followers:
            follower.publish()

    def _write_subscription(self) -> str:
        company, line, sink = self.company, self.line, self.company.sink
        subscription = company.next("sub_")
        last = line.cut_on or max(e.last for e in self.expected)
        ended = last <= company.as_of
        current = max((e for e in self.expected if e.first <= company.as_of), key=lambda e: e.first)
        metadata = {"salesforce_opportunity_id": self.deal_id} if self.spec.link in ("deal", "item") else {}
        sink.row(
            "stripe.subscription",
            id=subscription,
            customer_id=self.account.stripe_id,
            status="canceled" if ended else "active",
            start_date=at(line.start, 0),
            billing_cycle_anchor=at(line.anchor, 0),
            current_period_start=at(current.first, 0),
            current_period_end=at(current.last + DAY, 0),
            canceled_at=at(last, 20) if ended else None,
            ended_at=at(last, 20) if ended else None,
            created=at(line.closed_on, 8),
            metadata=json.dumps(metadata),
            livemode=True,
        )
        for row in self.lines:
            row.item_id = company.next("si_")
            unit = row.unit * row.months
            sink.row(
                "stripe.subscription_item",
                id=row.item_id,
                subscription_id=subscription,
                plan_id=company.price_id(row.product, row.currency, unit, row.months),
                quantity=row.quantity,
                created=at(row.closed_on, 8),
                metadata=json.dumps({"opportunity_line_item_id": row.id} if self.spec.link == "item" else {}),
            )
        return subscription

    def _publish(self, invoice: Invoice, subscription: str | None) -> None:
        company, account = self.company, self.account
        invoice.charges = [c for c in invoice.charges if c.on <= company.as_of]
        line_ids = self.books.processor.invoice(
            account, invoice, deal_id=self.deal_id, link=self.spec.link, subscription_id=subscription
        )
        if not invoice.is_billed:
            return
        if self.prices is not None and not any(invoice is one for one in self.extra):
            self.prices.write_drift(invoice, line_ids)
        recognized = [0] * len(line_ids)
        for _ in range(invoice.postings):
            _, parts = self.books.ledger.invoice(account, invoice, line_ids)
            recognized = [a + b for a, b in zip(recognized, parts, strict=True)]
        for note in invoice.credit_notes:
            if note.counts:
                self.books.ledger.credit(account, invoice, note, line_ids[0])
                recognized[0] -= note.amount
        collected = self._cash.get(id(invoice)) or self._collected(invoice)
        for number, (bill, posted, cash) in enumerate(zip(invoice.bills, recognized, collected, strict=True)):
            line, orphan = (bill.line.id, None) if bill.line else (None, invoice.id)
            credited = invoice.credited if number == 0 else 0
            state, billed = self.book.states[line, orphan], invoice.value(bill.net) - invoice.value(credited)
            state.billed += billed
            state.recognized += invoice.value(posted)
            state.collected += cash
            open_amount = billed - cash - self._explained.get((id(invoice), line), 0)
            if open_amount:
                grace_ends = invoice.due_on + timedelta(days=GRACE_DAYS)
                assert grace_ends >= company.as_of, f"{self.id}: {invoice} lacks {open_amount} without a cause"
                self.book.gap(line, orphan, CASH, "timing", False, open_amount)

    @staticmethod
    def _collected(invoice: Invoice) -> list[int]:
        """Cash per invoice line, net of tax."""
        good = [c for c in invoice.charges if c.captured and c.status == "succeeded"]
        cash = sum(invoice.payable if c.amount is None else c.amount for c in good)
        for charge in good:
            cash -= sum(r.amount for r in charge.refunds if r.status == "succeeded")
            cash -= sum(d.amount for d in charge.disputes if d.status in WITHDRAWN)
        if len(invoice.bills) > 1:
            assert not invoice.tax and not invoice.credit_notes
            return split(cash, [bill.net for bill in invoice.bills])
        net = round_half_away(Fraction(cash * invoice.net, invoice.net + invoice.tax)) if invoice.net else 0
        if invoice.worth == 1 or not net:
            return [net]
        # paid in full stays paid in full in another currency
        owed, worth = invoice.net - invoice.credited, invoice.value(invoice.net) - invoice.value(invoice.credited)
        return [round_half_away(Fraction(worth * net, owed))]


__all__ = ["BILLING", "CASH", "Books", "Plan", "Spec"]
