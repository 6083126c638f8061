"""Stripe: invoices, payments, balance and payouts; and the bank that receives the payouts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from leakage.demo.billing import DAY, WITHDRAWN, Bill, Charge, CreditNote, Invoice
from leakage.demo.company import FEE_FIXED, FEE_PER_MILLE, Account, Company, at
from leakage.demo.ledger import BANK, FEES, RECEIVABLE, Entry, Ledger
from leakage.demo.money import EXPONENT, divide, major, percent_of

DISPUTE_FEE = 1_500
ARRIVAL_DAYS = 2


@dataclass
class Payout:
    """The balance of a week, on its way to the bank."""

    id: str
    currency: str
    created_on: date
    net: int = 0
    fees: int = 0

    @property
    def arrives_on(self) -> date:
        return self.created_on + timedelta(days=ARRIVAL_DAYS)


class Processor:
    """Writes invoices and payments, and keeps the balance until it is paid out."""

    def __init__(self, company: Company, ledger: Ledger):
        self.company, self.ledger, self.sink = company, ledger, company.sink
        self._payouts: dict[tuple[str, date], Payout] = {}
        self._refund_ids: dict[int, str] = {}  # of the invoice being written

    # invoices

    def invoice(
        self, account: Account, invoice: Invoice, *, deal_id: str, link: str, subscription_id: str | None
    ) -> list[str]:
        """Write an invoice with its lines, discounts, credits and payments; the ids of its lines."""
        invoice.id = invoice.id or self.company.next("in_")
        self._refund_ids = {}
        live = {"livemode": invoice.livemode}
        paid = sum(self._amount(invoice, c) for c in invoice.charges if c.captured and c.status == "succeeded")
        recurring = any(b.interval and not b.is_metered and b.charge_type is None for b in invoice.bills)
        subscription = subscription_id if recurring else None
        status = invoice.status or ("paid" if paid >= invoice.payable else "open")
        if status == "paid":
            paid = invoice.payable
        failed = sum(1 for c in invoice.charges if c.status == "failed")
        paid_on = max([c.on for c in invoice.charges] + [n.on for n in invoice.credit_notes], default=invoice.due_on)
        self.sink.row(
            "stripe.invoice",
            id=invoice.id,
            customer_id=account.stripe_id,
            subscription_id=subscription,
            number=None if status == "draft" else invoice.id.replace("in_", "INV-"),
            status=status,
            billing_reason="subscription_cycle" if subscription else "manual",
            created=at(invoice.issue_on),
            due_date=at(invoice.due_on),
            currency=invoice.currency.lower(),
            subtotal=sum(bill.amount for bill in invoice.bills) + (invoice.tax if invoice.tax_is_inside else 0),
            tax=invoice.tax,
            total=invoice.net + invoice.tax,
            amount_due=invoice.payable,
            amount_paid=paid,
            amount_remaining=invoice.payable - paid,
            attempt_count=failed + (1 if failed and status == "paid" else 0),
            metadata="{}",
            status_transitions_finalized_at=None if status == "draft" else at(invoice.issue_on, 10),
            status_transitions_paid_at=at(min(paid_on, self.company.as_of), 12) if status == "paid" else None,
            status_transitions_marked_uncollectible_at=self._on(invoice, "uncollectible"),
            status_transitions_voided_at=self._on(invoice, "void"),
            is_deleted=invoice.is_deleted,
            **live,
        )
        line_ids = [self._line(account, invoice, bill, deal_id, link, subscription) for bill in invoice.bills]
        for charge in invoice.charges:
            self.charge(account, charge, self._amount(invoice, charge), invoice)
        for note in invoice.credit_notes:
            self._credit_note(invoice, note, line_ids[0])
        return line_ids

    @staticmethod
    def _on(invoice: Invoice, status: str) -> Any:
        return at(invoice.status_on or invoice.due_on, 15) if invoice.status == status else None

    @staticmethod
    def _amount(invoice: Invoice, charge: Charge) -> int:
        return invoice.payable if charge.amount is None else charge.amount

    def _line(
        self, account: Account, invoice: Invoice, bill: Bill, deal_id: str, link: str, subscription: str | None
    ) -> str:
        line_id = self.company.next("il_")
        metadata: dict[str, str] = {}
        mode = bill.link or link
        if bill.line is not None and mode in ("line", "spaces", "lower"):
            spelled = {"line": bill.line.id, "spaces": f" {bill.line.id}  ", "lower": bill.line.id.lower()}
            metadata["opportunity_line_item_id"] = spelled[mode]
        if bill.line is not None and mode == "deal" and subscription is None:
            metadata["salesforce_opportunity_id"] = deal_id
        if bill.charge_type:
            metadata["charge_type"] = bill.charge_type
        if bill.change_order_id:
            metadata["change_order_id"] = bill.change_order_id
        price = None
        if bill.change_order_id is None:
            price = self.company.price_id(
                bill.product, invoice.currency, bill.unit, bill.interval, metered=bill.is_metered
            )
        self.sink.row(
            "stripe.invoice_line_item",
            id=line_id,
            invoice_id=invoice.id,
            subscription_id=subscription,
            subscription_item_id=bill.line.item_id if bill.line and subscription else None,
            plan_id=price,
            type="subscription" if subscription else "invoiceitem",
            amount=bill.amount + (invoice.tax if invoice.tax_is_inside else 0),
            currency=invoice.currency.lower(),
            quantity=bill.quantity,
            period_start=at(bill.first, 0),
            period_end=at(bill.last + DAY, 0),
            proration=bill.is_proration,
            description=bill.product.name,
            metadata=json.dumps(metadata),
            livemode=invoice.livemode,
        )
        for coupon, amount in bill.discounts:
            began = bill.line.start if bill.line else bill.first
            start, end = bill.discount_dates.get(coupon, (began, None))
            self.sink.row(
                "stripe.discount",
                id=self.company.next("di_"),
                type="invoice_line_item",
                type_id=line_id,
                amount=amount,
                coupon_id=coupon,
                start=at(start, 0),
                end=None if end is None else at(end, 0),
                invoice_id=invoice.id,
            )
        return line_id

    def _credit_note(self, invoice: Invoice, note: CreditNote, line_id: str) -> None:
        note_id, refund_id = self.company.next("cn_"), None
        if note.refund is not None:
            refund_id = self._refund_ids[id(note.refund)]
        tax = percent_of(note.amount, invoice.tax_pct)
        self.sink.row(
            "stripe.credit_note",
            id=note_id,
            invoice_id=invoice.id,
            status=note.status,
            reason=note.reason,
            created=at(note.on, 11),
            currency=invoice.currency.lower(),
            total=note.amount + tax,
            subtotal=note.amount,
            refund_id=refund_id,
            voided_at=at(note.on + DAY, 11) if note.status == "void" else None,
            livemode=True,
        )
        self.sink.row(
            "stripe.credit_note_line_item",
            id=self.company.next("cnli_"),
            credit_note_id=note_id,
            amount=note.amount,
            invoice_line_item_id=line_id,
            livemode=True,
        )

    # payments

    def charge(self, account: Account, charge: Charge, amount: int, invoice: Invoice | None) -> str:
        """Write a charge with its refunds, disputes and balance transactions, dated up to the as-of date."""
        charge_id, currency = self.company.next("ch_"), invoice.currency if invoice else account.currency
        livemode = invoice.livemode if invoice else True
        money_moved = charge.status == "succeeded" and charge.captured and livemode
        intent = self.company.next("pi_")
        linked = invoice is not None and charge.linked
        txn = self._balance(charge_id, "charge", amount, charge.on, currency) if money_moved else None
        self.sink.row(
            "stripe.charge",
            id=charge_id,
            customer_id=account.stripe_id,
            invoice_id=invoice.id if linked and invoice and account.api == "charge" else None,
            payment_intent_id=intent,
            amount=amount,
            amount_refunded=sum(r.amount for r in charge.refunds if r.status == "succeeded"),
            currency=currency.lower(),
            status=charge.status,
            paid=charge.status == "succeeded",
            captured=charge.captured,
            created=at(charge.on, 12),
            failure_code="card_declined" if charge.status == "failed" else None,
            failure_message="Your card was declined." if charge.status == "failed" else None,
            balance_transaction_id=txn,
            livemode=livemode,
        )
        if linked and invoice and account.api != "charge":
            self.sink.row(
                "stripe.invoice_payment",
                id=self.company.next("inpay_"),
                invoice_id=invoice.id,
                payment_intent_id=intent if account.api == "intent_link" else None,
                charge_id=charge_id if account.api == "charge_link" else None,
                amount_paid=amount,
                currency=currency.lower(),
                status="paid",
                created=at(charge.on, 12),
                livemode=livemode,
            )
        for refund in charge.refunds:
            refund_id = self._refund_ids[id(refund)] = self.company.next("re_")
            self.sink.row(
                "stripe.refund",
                id=refund_id,
                charge_id=charge_id,
                amount=refund.amount,
                currency=currency.lower(),
                status=refund.status,
                reason="requested_by_customer",
                created=at(refund.on, 14),
            )
            if refund.status == "succeeded":
                self._balance(refund_id, "refund", -refund.amount, refund.on, currency)
        for dispute in charge.disputes:
            dispute_id = self.company.next("du_")
            self.sink.row(
                "stripe.dispute",
                id=dispute_id,
                charge_id=charge_id,
                amount=dispute.amount,
                currency=currency.lower(),
                status=dispute.status,
                reason="product_not_received",
                created=at(dispute.on, 14),
                livemode=True,
            )
            if dispute.status in (*WITHDRAWN, "won"):
                self._balance(dispute_id, "adjustment", -dispute.amount, dispute.on, currency, fee=DISPUTE_FEE)
            if dispute.status == "won":
                back = dispute.on + timedelta(days=7)
                self._balance(dispute_id, "adjustment", dispute.amount, back, currency, fee=-DISPUTE_FEE)
        return charge_id

    def _balance(self, source: str, kind: str, amount: int, on: date, currency: str, fee: int | None = None) -> str:
        """A balance transaction, in the payout of the Monday after it."""
        if fee is None:
            fee = divide(amount * FEE_PER_MILLE, 1_000) + FEE_FIXED if kind == "charge" else 0
        monday = on + timedelta(days=7 - on.weekday())
        payout = None
        if monday <= self.company.as_of:
            payout = self._payouts.get((currency, monday))
            if payout is None:
                payout = self._payouts[currency, monday] = Payout(self.company.next("po_"), currency, monday)
            payout.net += amount - fee
            payout.fees += fee
        txn = self.company.next("txn_")
        self.sink.row(
            "stripe.balance_transaction",
            id=txn,
            source=source,
            type=kind,
            amount=amount,
            fee=fee,
            net=amount - fee,
            currency=currency.lower(),
            created=at(on, 12),
            available_on=at(min(monday, on + timedelta(days=2)), 0),
            payout_id=payout.id if payout else None,
            status="available" if payout else "pending",
        )
        return txn

    # payouts

    def arrived(self) -> list[Payout]:
        """Payouts that should be in the bank by the as-of date, oldest first."""
        rows = [p for p in self._payouts.values() if p.net and p.arrives_on <= self.company.as_of]
        return sorted(rows, key=lambda p: (p.created_on, p.currency))

    def in_transit(self) -> list[Payout]:
        rows = [p for p in self._payouts.values() if p.net and p.arrives_on > self.company.as_of]
        return sorted(rows, key=lambda p: p.id)

    def settle(self, missing: set[str], short: dict[str, int]) -> None:
        """Write all payouts and their deposits; some never arrive, some arrive short."""
        for number, payout in enumerate([*self.arrived(), *self.in_transit()]):
            is_arrived = payout.arrives_on <= self.company.as_of
            trace = f"STRIPE-{number + 1:05d}"
            self.sink.row(
                "stripe.payout",
                id=payout.id,
                amount=payout.net,
                currency=payout.currency.lower(),
                arrival_date=at(payout.arrives_on, 0),
                created=at(payout.created_on, 1),
                status="paid" if is_arrived else "in_transit",
                statement_descriptor=trace,
                livemode=True,
            )
            self.sink.row(
                "stripe.balance_transaction",
                id=self.company.next("txn_"),
                source=payout.id,
                type="payout",
                amount=-payout.net,
                fee=0,
                net=-payout.net,
                currency=payout.currency.lower(),
                created=at(payout.created_on, 1),
                available_on=at(payout.arrives_on, 0),
                payout_id=payout.id,
                status="available",
            )
            if is_arrived and payout.id not in missing:
                # every fifth deposit comes without a reference, and is known by its exact amount
                is_anonymous = number % 5 == 0 and payout.id not in short
                text = "STRIPE PAYMENTS" if is_anonymous else f"{trace} {payout.id}"
                # every third bank day is a day behind
                on = min(payout.arrives_on + timedelta(days=int(number % 3 == 1)), self.company.as_of)
                self.deposit(payout.net - short.get(payout.id, 0), payout.currency, on, text)
                self.ledger.post(
                    "Deposit",
                    payout.arrives_on,
                    [
                        Entry(RECEIVABLE, -payout.net - payout.fees),
                        Entry(BANK, payout.net),
                        Entry(FEES, payout.fees),
                    ],
                    currency=payout.currency,
                    memo=payout.id,
                )

    def deposit(
        self, amount: int, currency: str, on: date, text: str, counterparty: str = "STRIPE", kind: str = "transfer"
    ) -> str:
        line_id = self.company.next("BL-")
        assert currency in EXPONENT
        self.sink.row(
            "bank.statement_line",
            line_id=line_id,
            account_id=f"BANK-{currency}",
            booking_date=on,
            value_date=on,
            amount=major(amount, currency),
            currency=currency,
            counterparty_name=counterparty,
            remittance_information=text,
            entry_type=kind,
        )
        return line_id
