"""Partners in three tiers, what they sell, register and report, and what they and a sales rep are paid for it.

Commissions are worked out here from the truth about each contract line, by the plans below, and not from what models
say. Who is paid wrongly, and which sales go missing, is decided when a deal or a month is drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from leakage.demo.billing import CreditNote
from leakage.demo.company import Account, Company
from leakage.demo.money import EXPONENT, add_months, major, month_end, month_start, percent_of, round_half_away
from leakage.demo.plans import Books, Plan, Spec

PORTAL_ACCOUNT = "001Pt{:010d}"  # ids of their own, so that accounts before and after keep theirs
HELD = 30  # days
RUN_DAYS_BEFORE = 2  # commissions are last paid so many days before the as-of date
RESOLD = ("CORE", "ANALYTICS", "SECURITY", "CONNECT")  # what resellers have a contract for
UNCONTRACTED = "DATALAKE"  # what they sell at list price
RESALE_QUANTITY = 30
REBATES = {"P-110": (3, True), "P-120": (4, False), "P-210": (2, True)}  # percent of an invoice, whether approved


@dataclass(frozen=True)
class Partner:
    """One partner of the portal."""

    number: int
    id: str
    tier: str
    parent: str | None = None
    resells_in: str | None = None

    @property
    def crm_id(self) -> str:
        return PORTAL_ACCOUNT.format(self.number)


PARTNERS = (
    Partner(1, "P-100", "platinum"),
    Partner(2, "P-110", "gold", "P-100", "USD"),
    Partner(3, "P-111", "silver", "P-110"),
    Partner(4, "P-120", "gold", "P-100", "EUR"),
    Partner(5, "P-121", "silver", "P-120"),
    Partner(6, "P-200", "platinum"),
    Partner(7, "P-210", "gold", "P-200", "JPY"),
    Partner(8, "P-211", "silver", "P-210"),
)
BY_ID = {partner.id: partner for partner in PARTNERS}
BY_ACCOUNT = {partner.crm_id: partner for partner in PARTNERS}
BRINGING = ("P-110", "P-111", "P-120", "P-121", "P-210", "P-211")  # who brings deals of the rest of the company


@dataclass(frozen=True)
class CommissionPlan:
    """One commission plan; months count from the first of the last 18."""

    id: str
    basis: str
    rate: Fraction
    partner: str | None = None
    tier: str | None = None
    is_of_rep: bool = False
    product: str | None = None
    override: Fraction = Fraction(0)
    levels: int | None = None
    holding: int | None = None
    from_month: int | None = None
    to_month: int | None = None


def _pct(number: str) -> Fraction:
    return Fraction(number) / 100


COMMISSION_PLANS = (
    CommissionPlan("CP-01", "collected", _pct("7"), tier="silver", override=_pct("2"), holding=HELD, to_month=9),
    CommissionPlan("CP-02", "collected", _pct("8"), tier="silver", override=_pct("2"), holding=HELD, from_month=9),
    CommissionPlan("CP-03", "billed", _pct("10"), tier="gold", override=_pct("1.5")),
    CommissionPlan("CP-04", "billed", _pct("12"), tier="gold", product="ANALYTICS", override=_pct("1.5")),
    CommissionPlan("CP-05", "booked", _pct("5"), tier="platinum"),
    CommissionPlan("CP-06", "recognized", _pct("6"), partner="P-120", override=_pct("1")),
    CommissionPlan("CP-07", "collected", _pct("9"), partner="P-121", override=_pct("1"), levels=2),
    CommissionPlan("CP-08", "collected", _pct("3"), is_of_rep=True),
)


@dataclass
class Sold:
    """What commissions need to know of a contract line; amounts in minor units."""

    id: str
    deal: str
    account: str
    partner: str | None
    owner: str
    product: str | None
    currency: str
    closed_on: date
    amounts: Counter[str] = field(default_factory=Counter)

    def basis(self, name: str) -> int:
        """The state that a plan pays on, less money that went back without a credit note."""
        return self.amounts[name] - (self.amounts["refund"] if name != "collected" else 0)


@dataclass(frozen=True)
class Entitled:
    """Somebody who is paid for a contract line."""

    partner: str | None  # None is the sales rep
    plan: CommissionPlan
    rate: Fraction
    is_override: bool = False


class Channel:
    """The partner portal of the company."""

    def __init__(self, company: Company):
        self.company, self.leaks = company, company.config.leaks
        self.rng = company.random("channel")
        self.rep = company.owners[2]
        self.run_on = company.as_of - timedelta(days=RUN_DAYS_BEFORE)
        self.sold: dict[str, Sold] = {}
        self.cast: dict[str, tuple[str, Plan]] = {}  # contract line: what is planted on it
        self.accounts: dict[str, Account] = {}
        self._forced: str | None = None
        self._deals: dict[str, dict[str, Any]] = {}
        self._products = {product.crm_id: product.code for product in company.products.values()}
        company.partner_of = self._partner_of
        company.sink.watch("salesforce.product_2", self._product)
        company.sink.watch("salesforce.opportunity", self._deal)
        company.sink.watch("salesforce.opportunity_line_item", self._line)
        company.sink.watch("truth.states", self._states)
        company.sink.watch("truth.bridge", self._gap)

    # what is sold through whom

    def _partner_of(self, deal_id: str) -> str | None:
        """The CRM account of the partner of a deal: every third deal has one."""
        if self._forced is not None:
            return self._forced or None
        rng = self.company.random("channel", deal_id)
        return BY_ID[rng.choice(BRINGING)].crm_id if rng.random() < 1 / 3 else None

    def _product(self, row: dict[str, Any]) -> None:
        self._products[row["id"]] = row["product_code"]

    def _deal(self, row: dict[str, Any]) -> None:
        self._deals[row["id"]] = dict(row)

    def _line(self, row: dict[str, Any]) -> None:
        self._sell(row["id"], row["opportunity_id"], self._products[row["product_2_id"]])

    def _sell(self, line: str, deal_id: str, product: str | None) -> Sold:
        deal = self._deals[deal_id]
        partner = BY_ACCOUNT.get(deal.get("partner_account_id_c") or "")
        self.sold[line] = Sold(
            line,
            deal_id,
            deal["account_id"],
            partner.id if partner else None,
            deal["owner_id"],
            product,
            deal["currency_iso_code"],
            deal["close_date"],
        )
        return self.sold[line]

    def _states(self, row: dict[str, Any]) -> None:
        line = row["contract_line_id"]
        if line is None:
            return
        sold = self.sold.get(line) or self._sell(line, line, None)  # a deal without lines is its own line
        for state in ("contracted", "billed", "recognized", "collected"):
            sold.amounts["booked" if state == "contracted" else state] += self._minor(
                row[f"{state}_amount"], row["currency"]
            )

    def _gap(self, row: dict[str, Any]) -> None:
        if row["contract_line_id"] is not None and row["cause"] == "refund":
            self.sold[row["contract_line_id"]].amounts["refund"] += self._minor(row["gap_amount"], row["currency"])

    @staticmethod
    def _minor(amount: Decimal, currency: str) -> int:
        return int(amount.scaleb(EXPONENT[currency]))

    def _in(self, currency: str) -> str:
        return currency if currency in self.company.config.currencies else "USD"

    def sell(self, books: Books) -> None:
        """Deals of the channel itself, and what resellers buy; before the processor settles."""
        for partner in PARTNERS:
            currency = self._in(partner.resells_in or "USD")
            self.accounts[partner.id] = self.company.new_account(currency, crm_id=partner.crm_id, kind="Partner")
            for code in RESOLD if partner.resells_in else ():
                resale = {"product": code, "currency": currency, "discount_pct": 10, "quantity": RESALE_QUANTITY}
                rebate = REBATES.get(partner.id) if code == RESOLD[0] else None
                self._plan(books, "", "resale", self.accounts[partner.id], rebate, pays_after=10, **resale)
        for partner_id, kind, more in DEALS:
            spec = {**more, "currency": self._in(more.get("currency", "USD"))}
            self._plan(books, BY_ID[partner_id].crm_id, kind, None, **spec)

    def _plan(
        self,
        books: Books,
        partner: str,
        kind: str,
        account: Account | None,
        rebate: tuple[int, bool] | None = None,
        **spec: Any,
    ) -> None:
        self._forced = partner
        plan = Plan(books, Spec(**{"alone": True, **spec}), "clean", f"Channel: {kind}", account=account)
        self._forced = None
        if rebate:
            self._rebate(plan, *rebate)
        plan.publish()
        for line in plan.lines:
            self.cast[line.id] = (kind, plan)

    def _rebate(self, plan: Plan, percent: int, is_approved: bool) -> None:
        """A credit note for volume; money given away unless somebody approved it."""
        if not (is_approved or self.leaks):
            return
        invoice = plan.invoices[3]
        note = CreditNote(
            percent_of(invoice.net, percent), invoice.issue_on + timedelta(days=2), reason="volume_rebate"
        )
        invoice.credit_notes.append(note)
        if is_approved:
            plan.approve("account", plan.account.crm_id, "credit_memo", percent=100)
            plan.gap("credit_memo", note.amount, approved=True)
        else:
            plan.leak("credit_memo", note.amount)
        partner = next(one.id for one in PARTNERS if one.crm_id == plan.account.crm_id)
        self.company.sink.truth(
            "rebates",
            partner_id=partner,
            month=month_start(note.on),
            currency=plan.spec.currency,
            rebate_amount=major(note.amount, plan.spec.currency),
            is_approved=is_approved,
        )

    # who is to be paid

    def _in_force(self, plan: CommissionPlan, on: date) -> bool:
        starts = date(2000, 1, 1) if plan.from_month is None else self.company.month(plan.from_month)
        return starts <= on and (plan.to_month is None or on < self.company.month(plan.to_month))

    def _entitled(self, sold: Sold) -> Iterator[Entitled]:
        plans = [p for p in COMMISSION_PLANS if self._in_force(p, sold.closed_on) and p.product in (None, sold.product)]
        if sold.owner == self.rep:
            yield from (Entitled(None, plan, plan.rate) for plan in plans if plan.is_of_rep)
        if sold.partner is None or BY_ID[sold.partner].crm_id == sold.account:
            return
        partner = BY_ID[sold.partner]
        own = [p for p in plans if p.partner == partner.id]
        tier = [p for p in plans if p.tier == partner.tier]
        best = own or [p for p in tier if p.product] or tier
        if not best:
            return
        (plan,) = best
        yield Entitled(partner.id, plan, plan.rate)
        above = partner.parent
        for _ in range(plan.levels or 1):
            if above is not None and plan.override:
                yield Entitled(above, plan, plan.override, is_override=True)
                above = BY_ID[above].parent

    # writing

    def write(self) -> None:
        """The portal and the truth about it; when everything is sold."""
        for partner in PARTNERS:
            self.company.sink.row(
                "partner_portal.partner",
                partner_id=partner.id,
                name=self.accounts[partner.id].name,
                parent_partner_id=partner.parent,
                tier=partner.tier.title(),
                crm_account_id=partner.crm_id,
                joined_on=add_months(self.company.first_month, -36),
            )
        for plan in COMMISSION_PLANS:
            self._write_plan(plan)
        self._commissions()
        self._sell_through()
        self._registrations()

    def _write_plan(self, plan: CommissionPlan) -> None:
        ends = None if plan.to_month is None else self.company.month(plan.to_month) - timedelta(days=1)
        self.company.sink.row(
            "partner_portal.commission_plan",
            plan_id=plan.id,
            partner_id=plan.partner,
            rep_id=self.rep if plan.is_of_rep else None,
            tier=plan.tier,
            product_code=plan.product,
            basis=plan.basis,
            rate=_decimal(plan.rate),
            override_rate=_decimal(plan.override) if plan.override else None,
            override_levels=plan.levels,
            holding_days=plan.holding,
            valid_from=date(2000, 1, 1) if plan.from_month is None else self.company.month(plan.from_month),
            valid_to=ends,
        )

    def _commissions(self) -> None:
        for line, amount in self.company.refunded_over_billing.items():
            self.sold[line].amounts["refund"] += amount
        for sold in sorted(self.sold.values(), key=lambda s: s.id):
            kind, plan = self.cast.get(sold.id, ("ok", None))
            for one in self._entitled(sold):
                planting = kind if kind in OVERRIDE_KINDS or not (one.is_override or one.partner is None) else "ok"
                self._pay(sold, one, planting, plan)
        self._pay_deals()

    def _pay_deals(self) -> None:
        """Deals of several lines are paid in one sum per payee."""
        deals: defaultdict[tuple[str, str | None], list[tuple[Sold, Entitled]]] = defaultdict(list)
        for sold in self.sold.values():
            if self.cast.get(sold.id, ("",))[0] == "by_deal":
                for one in self._entitled(sold):
                    deals[sold.deal, one.partner].append((sold, one))
        for (deal, partner), parts in deals.items():
            due = sum(round_half_away(one.rate * sold.basis(one.plan.basis)) for sold, one in parts)
            self._paid(partner, ("opportunity", deal), parts[0][0].currency, due, due, "ok")

    def _pay(self, sold: Sold, one: Entitled, kind: str, plan: Plan | None) -> None:
        """What one payee gets for one contract line, right or as planted."""
        if self.cast.get(sold.id, ("",))[0] == "by_deal":
            return
        kind = kind if self.leaks or kind in DECOY_KINDS else "ok"
        line, currency = ("contract_line", sold.id), sold.currency
        basis = sold.basis(one.plan.basis)
        due = max(round_half_away(one.rate * basis), 0)
        if kind == "override_missing" and one.is_override:
            self._missing(one.partner, sold, due)
        elif kind == "override_missing" or due == 0:
            self._paid(one.partner, line, currency, due, due, "ok") if due else None
        elif kind == "override_too_high" and one.is_override:
            self._paid(one.partner, line, currency, due, due, "ok")
            assert one.partner
            top = BY_ID[one.partner].parent
            self._paid(top, line, currency, 0, due, "rate_mismatch")
        elif kind == "duplicate":
            self._paid(one.partner, line, currency, due, due, "ok")
            self._paid(one.partner, line, currency, 0, due, "duplicate_payment")
        elif kind in ("unbilled", "uncollected"):
            too_early = sold.amounts["booked"] if kind == "unbilled" else sold.basis("billed")
            self._paid(one.partner, line, currency, due, round_half_away(one.rate * too_early), f"paid_on_{kind}")
        elif kind == "rate":
            stated = one.rate * Fraction(6, 5)
            self._paid(one.partner, line, currency, due, round_half_away(stated * basis), "rate_mismatch", stated)
        elif kind == "short":
            self._paid(one.partner, line, currency, due, due * 4 // 5, "underpaid")
        elif kind == "missing":
            self._missing(one.partner, sold, due)
        elif kind == "accelerator":
            stated = one.rate * Fraction(3, 2)
            self._approved(
                self._paid(
                    one.partner, line, currency, due, round_half_away(stated * basis), "approved_exception", stated
                )
            )
        elif kind == "spiff":
            self._paid(one.partner, line, currency, due, due, "ok")
            self._approved(self._paid(one.partner, line, currency, 0, 25_000, "approved_exception"))
        elif kind in ("claimed_back", "claimed_back_twice"):
            extra = due // 10
            self._paid(one.partner, line, currency, due + extra, due + extra, "ok")
            self._paid(one.partner, line, currency, -extra, -extra, "ok")
            if kind == "claimed_back_twice":
                self._paid(one.partner, line, currency, 0, -extra, "duplicate_payment")
        elif kind == "by_invoice":
            self._pay_invoices(sold, one, plan)
        elif kind == "held":
            assert plan is not None
            paid_by = self.run_on - timedelta(days=HELD)
            basis = sum(i.net for i in plan.invoices if i.charges and i.charges[0].on <= paid_by)
            payable = round_half_away(one.rate * basis)
            self._paid(one.partner, line, currency, payable, payable, "ok")
        elif kind == "all_held":
            return
        elif kind == "other_currency":
            rate = Fraction(self.company.rate(currency, sold.closed_on))
            dollars = round_half_away(Fraction(basis, 10 ** EXPONENT[currency]) * rate * 100)
            due = round_half_away(one.rate * dollars)
            self._paid(one.partner, line, "USD", due, due, "ok")
        else:
            self._paid(one.partner, line, currency, due, due, "ok")

    def _pay_invoices(self, sold: Sold, one: Entitled, plan: Plan | None) -> None:
        """A commission per invoice; the second invoice is forgotten, the third paid twice."""
        assert plan is not None
        for number, invoice in enumerate(plan.invoices):
            due = round_half_away(one.rate * invoice.net)
            if number == 1 and self.leaks:
                self._missing(one.partner, sold, due)
                continue
            self._paid(one.partner, ("invoice", invoice.id), sold.currency, due, due, "ok")
            if number == 2 and self.leaks:
                self._paid(one.partner, ("invoice", invoice.id), sold.currency, 0, due, "duplicate_payment")

    def _paid(
        self,
        partner: str | None,
        subject: tuple[str, str],
        currency: str,
        due: int,
        paid: int,
        finding: str,
        rate: Fraction | None = None,
    ) -> str:
        """A payment of the last run, with the truth about it."""
        payment_id = self.company.next("CPAY-", 5)
        kind, subject_id = subject
        self.company.sink.row(
            "partner_portal.commission_payment",
            payment_id=payment_id,
            partner_id=partner,
            rep_id=None if partner else self.rep,
            **{f"{kind}_id": subject_id},
            amount=major(paid, currency),
            rate=None if rate is None else _decimal(rate),
            currency=currency,
            paid_on=self.run_on,
        )
        self._commission_truth(payment_id, partner, subject_id, currency, finding, due, paid)
        return payment_id

    def _missing(self, partner: str | None, sold: Sold, due: int) -> None:
        self._commission_truth(None, partner, sold.id, sold.currency, "underpaid", due, 0)

    def _commission_truth(
        self,
        payment_id: str | None,
        partner: str | None,
        subject_id: str,
        currency: str,
        finding: str,
        due: int,
        paid: int,
    ) -> None:
        amount = 0 if finding in ("ok", "approved_exception") else paid - due
        payee = partner or self.rep
        self.company.sink.truth(
            "commissions",
            commission_payment_id=payment_id,
            payee=payee,
            subject_id=subject_id,
            currency=currency,
            finding=finding,
            due_amount=major(due, currency),
            paid_amount=major(paid, currency),
            finding_amount=major(amount, currency),
        )
        if amount:
            subject = payment_id or f"{subject_id}|{payee}"
            self.leak(finding, "commissions", subject, currency, amount, None)

    def _approved(self, payment_id: str) -> None:
        """An accelerator or spiff that somebody approved."""
        company = self.company
        company.sink.row(
            "governance.approved_exception",
            exception_id=company.next("EX-", 4),
            scope="commission",
            reference_id=payment_id,
            valid_from=company.month(0),
            valid_to=add_months(company.as_of, 6),
            approved_by="Ada Berg",
            approved_on=company.month(12),
            reason="Channel: accelerator or spiff",
        )
        company.sink.truth(
            "decoys",
            decoy_id=company.next("D", 3),
            kind="approved_commission",
            subject_type="commission",
            subject_id=payment_id,
        )

    def leak(self, cause: str, layer: str, subject_id: str, currency: str, amount: int, account: str | None) -> None:
        """A finding that becomes an item of its own."""
        self.company.sink.truth(
            "leaks",
            leak_id=self.company.next("L", 3),
            cause=cause,
            layer=layer,
            subject_type="commission" if layer == "commissions" else layer,
            subject_id=subject_id,
            crm_account_id=account,
            currency=currency,
            leakage_amount=major(amount, currency),
            is_item=True,
            note=f"Channel: {cause}",
        )

    # sell-through

    def _sell_through(self) -> None:
        for sold_line, (kind, plan) in self.cast.items():
            if kind == "resale":
                partner = next(p for p in PARTNERS if self.accounts[p.id] is plan.account)
                line = next(line for line in plan.lines if line.id == sold_line)
                months = Months(self, partner, line.product.code, line.currency, line.unit)
                months.resell(line.quantity)
        for partner in PARTNERS:
            if partner.resells_in and self.leaks:
                currency = self._in(partner.resells_in)
                unit = self.company.list_unit(UNCONTRACTED, currency, self.company.month(8))
                Months(self, partner, UNCONTRACTED, currency, unit).without_contract()

    # registrations

    def _registrations(self) -> None:
        company = self.company
        won = next(line for line, (kind, _) in self.cast.items() if kind == "by_deal")
        for partner, customer, code, days_ago, deal, finding in (
            ("P-111", "Registered and won Ltd", "CORE", 300, self.sold[won].deal, "converted"),
            ("P-110", "Contested Customer Inc", "SECURITY", 40, None, "overlapping"),
            ("P-120", "Contested Customer, Inc.", "SECURITY", 35, None, "overlapping"),
            ("P-210", "Forgotten Customer GmbH", "CARE", 200, None, "lapsed"),
            ("P-211", "New Customer BV", "CORE", 20, None, "open"),
        ):
            registration = company.next("REG-", 4)
            company.sink.row(
                "partner_portal.deal_registration",
                registration_id=registration,
                partner_id=partner,
                opportunity_id=deal,
                customer_name=customer,
                product_code=code,
                amount=Decimal(12_000),
                currency="USD",
                registered_on=company.as_of - timedelta(days=days_ago),
                status="Approved",
            )
            company.sink.truth("deal_registrations", registration_id=registration, partner_id=partner, finding=finding)


class Months:
    """One product of one reseller, month by month."""

    def __init__(self, channel: Channel, partner: Partner, code: str, currency: str, unit: int):
        self.channel, self.company = channel, channel.company
        self.partner, self.code, self.currency, self.unit = partner, code, currency, unit

    def resell(self, quantity: int) -> None:
        """Sales as they are bought; what is planted depends on the product, so that nothing covers anything else."""
        leaks = self.channel.leaks
        for number in range(6, 18):
            reported, activated, price = quantity, quantity, self.unit
            finding, extra = "ok", 0
            if self.code == "CONNECT" and number in (13, 14):  # late: reported a month after the activation
                reported += -4 if number == 13 else 4
            if self.code == "CORE" and number == 17:  # the month is not over: reports are still to come
                activated += 2
            if leaks and self.code == "CORE" and number == 10:
                activated, finding, extra = activated + 5, "unreported_sale", 5
            if leaks and self.code == "ANALYTICS" and number == 11:
                reported, activated, finding, extra = reported + 7, activated + 7, "unbilled_sell_through", 7
            if leaks and self.code == "SECURITY" and number == 9:
                price, finding, extra = self.unit * 9 // 10, "price_exception", reported
            if leaks and self.code == "CONNECT" and number == 12:
                finding, extra = "duplicate_claim", reported // 2
            self._report(number, reported - reported // 2, price, 1)
            self._report(number, reported // 2, price, 2)
            if finding == "duplicate_claim":
                self._report(number, reported // 2, price, 2)
            self._activate(number, activated)
            each = self.unit - price if finding == "price_exception" else self.unit
            self._tell(number, finding, extra, extra * each, reported, activated, quantity)

    def without_contract(self) -> None:
        """Sold at list price and never invoiced."""
        self._report(8, 3, self.unit, 1)
        self._activate(8, 3)
        self._tell(8, "unbilled_sell_through", 3, 3 * self.unit, 3, 3, 0)

    def _report(self, number: int, quantity: int, price: int, customer: int) -> None:
        self.company.sink.row(
            "partner_portal.sell_through",
            report_id=self.company.next("ST-", 5),
            partner_id=self.partner.id,
            period_month=self.company.month(number),
            product_code=self.code,
            quantity=Decimal(quantity),
            unit_price=major(price, self.currency),
            currency=self.currency,
            end_customer=f"End Customer {self.partner.number}-{customer}",
        )

    def _activate(self, number: int, quantity: int) -> None:
        self.company.sink.row(
            "partner_portal.activation",
            activation_id=self.company.next("ACT-", 5),
            partner_id=self.partner.id,
            product_code=self.code,
            activated_on=month_end(self.company.month(number)),
            quantity=Decimal(quantity),
        )

    def _tell(
        self, number: int, finding: str, quantity: int, amount: int, reported: int, activated: int, invoiced: int
    ) -> None:
        month = self.company.month(number)
        self.company.sink.truth(
            "sell_through",
            partner_id=self.partner.id,
            product_code=self.code,
            month=month,
            currency=self.currency,
            finding=finding,
            reported_quantity=Decimal(reported),
            activated_quantity=Decimal(activated),
            invoiced_quantity=Decimal(invoiced),
            finding_quantity=Decimal(quantity),
            finding_amount=major(amount, self.currency),
        )
        if finding != "ok":
            subject = f"{self.partner.id}|{self.code}|{month:%Y-%m}"
            lost = 0 if finding == "duplicate_claim" else amount
            self.channel.leak(finding, "sell_through", subject, self.currency, lost, self.partner.crm_id)


def _decimal(rate: Fraction) -> Decimal:
    return (Decimal(rate.numerator) / rate.denominator).quantize(Decimal("0.00000001")).normalize()


OVERRIDE_KINDS = {"override_missing", "override_too_high"}
DECOY_KINDS = {"accelerator", "spiff", "claimed_back", "held", "all_held", "other_currency", "by_invoice", "by_deal"}
# Who sold what, what happens to the commission, and what kind of deal it is: clean business of a customer of its own.
DEALS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("P-111", "by_deal", {"start_month": 4, "products": 2}),
    ("P-110", "by_invoice", {"start_month": 12, "quantity": 8}),
    ("P-110", "duplicate", {"start_month": 5}),
    ("P-210", "unbilled", {"start_month": 8, "currency": "JPY"}),
    ("P-111", "uncollected", {"start_month": 7, "pays_after": 40, "terms_days": 45}),
    ("P-110", "rate", {"start_month": 6, "product": "ANALYTICS", "currency": "KWD"}),
    ("P-120", "ok", {"start_month": 6, "currency": "EUR"}),
    ("P-210", "short", {"start_month": 9, "currency": "GBP"}),
    ("P-210", "missing", {"start_month": 10}),
    ("P-110", "accelerator", {"start_month": 7}),
    ("P-210", "spiff", {"start_month": 7, "currency": "EUR"}),
    ("P-111", "claimed_back", {"start_month": 8}),
    ("P-211", "claimed_back_twice", {"start_month": 8}),
    ("P-111", "held", {"start_month": 9, "frequency": 1}),
    ("P-211", "all_held", {"start_month": 17, "pays_after": 10}),
    ("P-210", "other_currency", {"start_month": 6, "currency": "EUR"}),
    ("P-121", "ok", {"start_month": 6}),
    ("P-121", "override_missing", {"start_month": 6, "pays_after": 5}),
    ("P-111", "override_too_high", {"start_month": 6}),
    ("P-100", "ok", {"start_month": 6, "term": 12, "frequency": 12}),
    ("P-200", "ok", {"start_month": 3, "frequency": 3, "timing": "arrears"}),
)
