"""Contract lines, their expected billing schedule, and the invoices a flawless biller would write."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from leakage.demo.money import add_months, billing_periods, days_in, percent_of, round_half_away, split

FREQUENCY_WORD = {
    0: "one_time",
    1: "monthly",
    3: "quarterly",
    6: "semiannual",
    12: "annual",
    24: "biennial",
    36: "triennial",
}
WITHDRAWN = ("lost", "needs_response", "under_review")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Product:
    """What is sold, with its id in every system."""

    code: str
    name: str
    family: str
    crm_id: str
    stripe_id: str
    item_id: int
    list_cents: int
    is_one_time: bool = False


@dataclass
class Line:
    """One contract line. Amounts are minor units; unit prices per unit and month, net of the contract's discount."""

    id: str
    product: Product
    currency: str
    quantity: int
    unit: int
    list_unit: int
    discount_pct: Fraction
    start: date
    end: date | None
    closed_on: date
    months: int  # billing frequency, 0 for one-time
    timing: str
    terms_days: int
    anchor: date
    term_months: int
    auto_renew: bool = False
    uplift_pct: int = 0
    uplift_applies: str = "renewal"
    cut_on: date | None = None  # last service day of a schedule that was cut
    included: int | None = None
    overage_unit: int | None = None
    amends: str | None = None
    item_id: str | None = None  # subscription item
    total: int = field(init=False)

    def __post_init__(self) -> None:
        weight = Fraction(1) if not self.months else sum(self._weights(self.start, self._last), Fraction(0))
        self.total = round_half_away(self.unit * self.quantity * weight)

    @property
    def _last(self) -> date:
        assert self.end is not None
        return self.end

    def _weights(self, first: date, last: date) -> list[Fraction]:
        return [weight for _, _, weight in billing_periods(self.anchor, first, last, self.months)]

    def terms(self, as_of: date) -> list[tuple[date, date, int]]:
        """Stretches of the schedule that are priced as one: terms with their renewals, or contract years."""
        if self.uplift_pct and self.uplift_applies == "anniversary":
            years, amount = self.term_months // 12, self.total // (self.term_months // 12)
            stretches = []
            for year in range(years):
                first = add_months(self.start, 12 * year)
                stretches.append((first, add_months(self.start, 12 * year + 12) - DAY, amount))
                amount += percent_of(amount, self.uplift_pct)
            return stretches
        stretches, amount = [(self.start, self._last, self.total)], self.total
        while self.auto_renew and (first := stretches[-1][1] + DAY) <= as_of:
            amount += percent_of(amount, self.uplift_pct)
            stretches.append((first, add_months(self.start, self.term_months * (len(stretches) + 1)) - DAY, amount))
        return stretches


@dataclass
class Expected:
    """One billing period of one line."""

    line: Line
    first: date
    last: date
    weight: Fraction
    amount: int
    expected_on: date
    is_renewal: bool


def schedule(line: Line, as_of: date) -> list[Expected]:
    """The expected billing schedule of the contract, model.md section 2."""
    if not line.months:
        last = line.end or line.start
        return [Expected(line, line.start, last, Fraction(1), line.total, max(line.start, line.closed_on), False)]
    rows = []
    for number, (first, last, total) in enumerate(line.terms(as_of)):
        periods = billing_periods(line.anchor, first, last, line.months)
        amounts = split(total, [weight for _, _, weight in periods])
        for (start, end, weight), amount in zip(periods, amounts, strict=True):
            if line.cut_on and start > line.cut_on:
                continue
            expected_on = max(start if line.timing == "advance" else end + DAY, line.closed_on)
            if line.cut_on and end > line.cut_on:
                kept = Fraction(days_in(start, line.cut_on), days_in(start, end))
                weight, amount, end = weight * kept, round_half_away(amount * kept), line.cut_on
                if line.timing == "arrears":
                    expected_on = max(end + DAY, line.closed_on)
            is_renewal = line.uplift_applies == "renewal" and number > 0
            rows.append(Expected(line, start, end, weight, amount, expected_on, is_renewal))
    return rows


@dataclass
class Refund:
    """Money that goes back on a charge."""

    amount: int
    on: date
    status: str = "succeeded"


@dataclass
class Dispute:
    """A chargeback on a charge."""

    amount: int
    on: date
    status: str


@dataclass
class Charge:
    """A payment attempt; without an amount it pays what is left to pay."""

    on: date
    amount: int | None = None
    status: str = "succeeded"
    captured: bool = True
    linked: bool = True
    refunds: list[Refund] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)


@dataclass
class CreditNote:
    """A credit on the first line of an invoice, net of tax. With a refund it does not lower what is to be paid."""

    amount: int
    on: date
    refund: Refund | None = None
    status: str = "issued"
    reason: str = "order_change"

    @property
    def counts(self) -> bool:
        return self.status == "issued"


@dataclass
class Bill:
    """One invoice line."""

    line: Line | None
    product: Product
    first: date
    last: date
    quantity: int
    unit: int  # per unit and billing period; what Stripe calls the unit amount
    amount: int  # before discounts
    weight: Fraction = Fraction(1)
    discounts: list[tuple[str, int]] = field(default_factory=list)
    discount_dates: dict[str, tuple[date, date | None]] = field(default_factory=dict)  # by coupon, where they say more
    charge_type: str | None = None  # as the metadata says
    change_order_id: str | None = None
    is_proration: bool = False
    interval: int = 1
    is_metered: bool = False
    link: str | None = None  # overrides the link mode of the deal

    @property
    def net(self) -> int:
        return self.amount - sum(amount for _, amount in self.discounts)

    def reprice(self, *, quantity: int | None = None, unit: int | None = None) -> None:
        """Another quantity or unit price on a full period."""
        self.quantity = self.quantity if quantity is None else quantity
        self.unit = self.unit if unit is None else unit
        self.amount = self.quantity * self.unit


@dataclass
class Invoice:
    """An invoice with what is paid on it and credited to it."""

    currency: str
    issue_on: date
    due_on: date
    bills: list[Bill]
    tax_pct: int = 0
    status: str | None = None  # given only where it is not what the payments say
    charges: list[Charge] = field(default_factory=list)
    credit_notes: list[CreditNote] = field(default_factory=list)
    status_on: date | None = None  # voided or written off
    postings: int = 1  # how many times the ledger has it
    has_second_book: bool = False  # a secondary accounting book repeats the posting
    worth: Fraction = Fraction(1)  # of its minor unit, in minor units of the contract's currency
    tax_is_inside: bool = False  # the prices of the lines hold the tax
    livemode: bool = True
    is_deleted: bool = False
    id: str = ""

    @property
    def bill(self) -> Bill:
        (only,) = self.bills
        return only

    @property
    def net(self) -> int:
        return sum(bill.net for bill in self.bills)

    @property
    def credited(self) -> int:
        return sum(note.amount for note in self.credit_notes if note.counts)

    def value(self, amount: int) -> int:
        """An amount of the invoice in the contract's currency."""
        return round_half_away(amount * self.worth)

    @property
    def tax(self) -> int:
        return percent_of(self.net, self.tax_pct)

    @property
    def payable(self) -> int:
        """What the customer has to pay: the total less the credits that are not refunds."""
        total = self.net + self.tax
        credits = sum(n.amount for n in self.credit_notes if n.counts and n.refund is None)
        return total - credits - percent_of(credits, self.tax_pct)

    @property
    def is_billed(self) -> bool:
        return self.status not in ("draft", "void") and self.livemode and not self.is_deleted

    @property
    def pay_on(self) -> date:
        """Day of the flawless payment."""
        return self.charges[0].on

    def unpaid(self) -> None:
        self.charges = []


def invoice_for(expected: Expected, tax_pct: int, pay_after: int) -> Invoice:
    """The flawless invoice of a billing period: on its day, at its price, paid in time."""
    line = expected.line
    amount_per_unit = expected.amount // line.quantity if expected.amount % line.quantity == 0 else line.unit
    full = expected.weight == line.months or not line.months
    bill = Bill(
        line=line,
        product=line.product,
        first=expected.first,
        last=expected.last,
        quantity=line.quantity,
        unit=amount_per_unit if full else line.unit * max(line.months, 1),
        amount=expected.amount,
        weight=expected.weight,
        charge_type=None if line.months else "one_time",
        is_proration=not full and (expected.first == line.start or expected.last == line.cut_on),
        interval=line.months,
    )
    issued = expected.expected_on
    return Invoice(
        currency=line.currency,
        issue_on=issued,
        due_on=issued + timedelta(days=line.terms_days),
        bills=[bill],
        tax_pct=tax_pct,
        charges=[Charge(on=issued + timedelta(days=min(pay_after, line.terms_days)))],
    )
