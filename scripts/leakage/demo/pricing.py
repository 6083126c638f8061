"""Prices: every cause of drift from the rate card, decoys beside it, and the truth about the prices of the whole cast.

Products, rate card, promotions and deals of this part are its own and come after everything else.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from leakage.demo import decoys, leaks, registry
from leakage.demo.billing import DAY, Bill, Line, Product
from leakage.demo.company import Account, Company, at
from leakage.demo.money import major, percent_of, round_half_away
from leakage.demo.plans import Books, Plan, Spec
from leakage.demo.price_truth import Parts, Prices
from leakage.demo.registry import Entry

CATALOG = [  # code, name, cents per unit and month (one-time: per unit)
    ("RELAY", "Atlas Relay", 6_000),
    ("BEACON", "Atlas Beacon", 4_000),
    ("VAULT", "Atlas Vault", 5_000),
    ("STUDIO", "Atlas Studio", 8_000),
    ("PRISM", "Atlas Prism", 10_000),
    ("WORKSHOP", "Workshop", 120_000),
]
RELAY_PRICES = ((0, 100), (9, 110), (14, 121))  # from a month number on, percent of the base price
VAULT_TIERS = ((1, 9, 100), (10, 49, 90), (50, None, 80))
SEGMENT, SEGMENT_PCT = "Retail", 85


# The rate card


def write_catalog(company: Company) -> None:
    """Products of this part and their prices: versions, quantity tiers, a segment."""
    for n, (code, name, cents) in enumerate(CATALOG):
        crm_id = company.crm_id("01t")
        product = Product(code, name, "Pricing", crm_id, f"prod_{code}", 5_101 + n, cents, code == "WORKSHOP")
        company.products[code] = product
        company.sink.row(
            "salesforce.product_2",
            id=crm_id,
            name=name,
            product_code=code,
            family=product.family,
            is_active=True,
            is_deleted=False,
        )
        company.sink.row(
            "stripe.product",
            id=product.stripe_id,
            name=name,
            metadata=json.dumps({"product_code": code}),
            active=True,
            livemode=True,
            is_deleted=False,
        )
        company.sink.row("netsuite.item", id=product.item_id, fullname=f"Pricing : {name}", externalid=code)
        for currency in company.config.currencies:
            _write_prices(company, code, currency)


def _write_prices(company: Company, code: str, currency: str) -> None:
    if code == "RELAY":
        for number, (month, pct) in enumerate(RELAY_PRICES):
            # the second version has no end: the third replaces it by its later start
            last = company.month(RELAY_PRICES[1][0]) - DAY if number == 0 else None
            write_price(company, code, currency, pct, first=_from(company, month), valid_to=last)
    elif code == "VAULT":
        for least, most, pct in VAULT_TIERS:
            write_price(company, code, currency, pct, min_quantity=least, max_quantity=most)
    else:
        write_price(company, code, currency, 100)
        if code == "STUDIO":
            row = write_price(company, code, currency, SEGMENT_PCT, segment=SEGMENT)
            company.rate_card_ids[code, currency, SEGMENT] = row


def _from(company: Company, month: int) -> date:
    return company.month(month) if month else company.rate_card_from


def write_price(
    company: Company, code: str, currency: str, pct: int, *, first: date | None = None, **values: Any
) -> str:
    """A row of the rate card, in percent of the base price; its id."""
    row = company.next("RC-", 4)
    unit = base_unit(company, code, currency) * pct
    assert unit % 100 == 0
    company.sink.row(
        "reference.rate_card",
        rate_card_id=row,
        product_code=code,
        currency=currency,
        charge_type="one_time" if code == "WORKSHOP" else "recurring",
        unit_price=major(unit // 100, currency),
        valid_from=first or company.rate_card_from,
        **values,
    )
    return row


def base_unit(company: Company, code: str, currency: str) -> int:
    """The price that the percentages of this part count from."""
    return company.list_unit(code, currency, company.rate_card_from)


# The cast


@dataclass(frozen=True)
class Terms:
    """A deal's prices in percent of the base price, as its author knows them."""

    signed: int = 100
    sound: int | None = None  # what the company without leaks signs
    lists: tuple[tuple[int, int], ...] = ((0, 100),)  # rate card price of this customer from a month number on
    approved: int | None = None  # percent of discount that was approved
    cause: str = "wrong_rate"
    explanation: str | None = None
    industry: str | None = None


@dataclass(frozen=True)
class Member:
    """One deal of the cast."""

    name: str
    note: str
    is_leak: bool
    spec: Spec
    terms: Terms
    plant: Callable[[Plan], None]


CAST: list[Member] = []
TERMS = frozenset(Terms.__dataclass_fields__)


def _member(is_leak: bool, values: dict[str, Any]) -> Callable[[Callable[[Plan], None]], Callable[[Plan], None]]:
    def decorate(plant: Callable[[Plan], None]) -> Callable[[Plan], None]:
        note = " ".join((plant.__doc__ or plant.__name__).split())
        terms = Terms(**{name: value for name, value in values.items() if name in TERMS})
        defaults = {"start_month": 9, "term": 12, "product": "BEACON", "quantity": 10}
        spec = Spec(**{**defaults, **{name: value for name, value in values.items() if name not in TERMS}})
        CAST.append(Member(plant.__name__, note, is_leak, spec, terms, plant))
        return plant

    return decorate


def sanctioned(**values: Any) -> Callable[[Callable[[Plan], None]], Callable[[Plan], None]]:
    """A difference from the rate card that somebody agreed to, or none at all: a decoy."""
    return _member(False, values)


def unsanctioned(**values: Any) -> Callable[[Callable[[Plan], None]], Callable[[Plan], None]]:
    """A difference from the rate card that nobody agreed to."""
    return _member(True, values)


def plant_prices(books: Books, casts: int) -> None:
    """Every member of the cast on a deal of its own."""
    company = books.company
    write_catalog(company)
    for _ in range(casts):
        for member in CAST:
            _plant(books, member)


def _plant(books: Books, member: Member) -> None:
    company, terms = books.company, member.terms
    spec = member.spec if member.spec.currency in company.config.currencies else replace(member.spec, currency="USD")
    is_bad = member.is_leak and company.config.leaks
    group = "price_leak" if member.is_leak else "price_decoy"
    account = _account(books, spec, terms)
    base = base_unit(company, str(spec.product), spec.currency)
    signed = terms.signed if is_bad or not member.is_leak or terms.sound is None else terms.sound

    def list_unit(line: Line, on: date) -> int:
        pct = [pct for month, pct in terms.lists if on >= _from(company, month)][-1]
        return percent_of(base_unit(company, line.product.code, line.currency), pct)

    closed_on = company.month(spec.start_month) - timedelta(days=spec.closed_days_before)
    listed = [pct for month, pct in terms.lists if closed_on >= _from(company, month)][-1]
    plan = Plan(
        books,
        spec,
        group,
        member.note,
        account=account,
        unit=base * signed // 100,
        list_unit=base * listed // 100,
    )
    plan.prices = Prices(
        plan, list_unit, cause=terms.cause, approved_pct=terms.approved if is_bad or not member.is_leak else None
    )
    if is_bad or not member.is_leak:
        plan.prices.explanation = terms.explanation
        member.plant(plan)
    plan.publish()
    if not member.is_leak:
        company.sink.truth(
            "decoys",
            decoy_id=plan.id,
            kind=f"price_{member.name}",
            subject_type="contract_line",
            subject_id=plan.line.id,
            crm_account_id=plan.account.crm_id,
        )


def _account(books: Books, spec: Spec, terms: Terms) -> Account | None:
    if terms.industry is None:
        return None
    books.accounts += 1
    return books.company.new_account(spec.currency, industry=terms.industry)


def prices_of(plan: Plan) -> Prices:
    """The prices of a plan of this part."""
    assert isinstance(plan.prices, Prices)
    return plan.prices


# The other members of the cast, planted elsewhere


def tell_prices(entry: Entry, plan: Plan) -> None:
    """The truth about the prices of a plan of the general cast."""
    if entry.plant.__module__ not in (leaks.__name__, decoys.__name__, registry.__name__):
        return
    name = entry.plant.__name__
    for one in (plan, *plan.followers):
        one.prices = Prices(
            one,
            (lambda line, on: line.unit) if entry.kind == "account_price" else partial(_general, plan.company),
            cause="missed_uplift" if name in ("uplift_not_applied", "anniversary_not_raised") else "wrong_rate",
            approved_pct=25 if name == "approved_discount" else None,
            excepted=name == "approved_price",
            skip_changed=name in ("one_short_next_long", "two_half_prices"),
            as_parts=_promotion_parts(name),
        )


def _general(company: Company, line: Line, on: date) -> int:
    return company.list_unit(line.product.code, line.currency, on)


def _promotion_parts(name: str) -> Callable[[int, Bill], Parts | None] | None:
    if name not in ("promotion_in_its_window", "promotion_that_overstays"):
        return None

    def parts(number: int, bill: Bill) -> Parts:
        return [("promotion" if number < 3 else "expired_promo", bill.amount - bill.net)]

    return parts


# Coupons and what registers them


def coupon_for(
    plan: Plan,
    *,
    percent: int | None = None,
    amount: int | None = None,
    months: int | None = None,
    redeem_by: date | None = None,
) -> str:
    """A coupon of the billing system; an amount in minor units."""
    coupon = plan.company.next("coupon_", 4)
    plan.company.sink.row(
        "stripe.coupon",
        id=coupon,
        percent_off=percent,
        amount_off=amount,
        currency=plan.spec.currency.lower() if amount else None,
        duration="repeating" if months else "forever",
        duration_in_months=months,
        redeem_by=None if redeem_by is None else at(redeem_by, 0),
        valid=True,
        livemode=True,
        is_deleted=False,
    )
    return coupon


def promote(plan: Plan, coupon: str, *, percent: int | None = None, amount: int | None = None, **values: Any) -> None:
    """The registration of a coupon as a promotion."""
    plan.company.sink.row(
        "reference.promotion",
        promotion_id=plan.company.next("PROMO-", 4),
        coupon_id=coupon,
        product_code=plan.line.product.code,
        percent_off=percent,
        amount_off=None if amount is None else major(amount, plan.spec.currency),
        **{"valid_from": plan.company.month(0), **values},
    )


def discount(plan: Plan, numbers: range, taken: dict[str, int], causes: Callable[[int], Parts]) -> None:
    """Take discounts off some invoices and tell what each of them is; what is sanctioned is approved in the bridge."""
    for number in numbers:
        bill = plan.invoices[number].bill
        bill.discounts = list(taken.items())
        for cause, amount in causes(number):
            if cause == "promotion":
                plan.gap("pricing_drift", amount, approved=True)
            else:
                plan.leak("pricing_drift", amount)
    prices_of(plan).as_parts = lambda number, bill: causes(number) if number in numbers else None


def reprice(plan: Plan, numbers: range, pct: int) -> None:
    """Some invoices at another price, in percent of the base price: drift from the contract price."""
    base = base_unit(plan.company, plan.line.product.code, plan.spec.currency)
    for number in numbers:
        bill = plan.invoices[number].bill
        right = bill.net
        if bill.weight == plan.line.months:
            bill.reprice(unit=base * pct // 100 * plan.line.months)
        else:
            bill.amount = round_half_away(bill.weight * base * pct * bill.quantity / 100)
        plan.leak("pricing_drift", right - bill.net)


def approve_discount(plan: Plan, percent: int, *, status: str = "Approved", approver: str | None = "") -> None:
    """An approval row of the CRM."""
    plan.company.sink.row(
        "salesforce.discount_approval_c",
        id=plan.company.crm_id("a01"),
        opportunity_line_item_id_c=plan.line.id,
        approved_discount_pct_c=percent,
        approver_id_c=plan.company.owners[0] if approver == "" else approver,
        approved_at_c=at(plan.line.closed_on - DAY),
        status_c=status,
        is_deleted=False,
    )


def unapproved(plan: Plan) -> None:
    """The item of a discount that goes beyond what is allowed: the excess of all invoices so far."""
    amount = prices_of(plan).unapproved()
    assert amount > 0
    plan.found("unapproved_discount", "pricing_vs_rate_card", "contract_line", plan.line.id, amount)


# Sanctioned: the list price grew, the deal was discounted within its rights, a promotion was registered


@sanctioned(product="RELAY", start_month=4, lists=RELAY_PRICES)
def locked_while_the_list_rises(plan: Plan) -> None:
    """Signed before the list price was raised twice."""


@sanctioned(product="RELAY", start_month=6, frequency=3, currency="JPY", lists=RELAY_PRICES)
def locked_in_yen_by_quarter(plan: Plan) -> None:
    """A lock in a currency without decimals, billed by the quarter."""


@sanctioned(product="RELAY", start_month=2, frequency=12, term=24, currency="KWD", lists=RELAY_PRICES)
def locked_in_dinars_by_year(plan: Plan) -> None:
    """A lock in a currency with three decimals, billed by the year."""


@sanctioned(product="RELAY", signed=105, closed_days_before=40, lists=RELAY_PRICES)
def premium_beside_a_lock(plan: Plan) -> None:
    """Signed above the list price of the day, which rose above it before the start."""


@sanctioned(product="RELAY", signed=110, closed_days_before=40, lists=RELAY_PRICES)
def signed_at_the_coming_price(plan: Plan) -> None:
    """Signed at the price of the start day: nothing to explain until the list price rises again."""


@sanctioned(product="RELAY", start_month=15, lists=RELAY_PRICES, signed=121)
def signed_at_the_latest_version(plan: Plan) -> None:
    """The version with the later start replaces one without an end."""


@sanctioned(signed=88)
def discount_within_threshold(plan: Plan) -> None:
    """Twelve percent off, which needs no approval."""


@sanctioned(signed=85, frequency=3, currency="EUR")
def discount_at_threshold(plan: Plan) -> None:
    """Exactly the threshold, billed by the quarter."""


@sanctioned(signed=78, approved=25, currency="KWD")
def discount_below_its_approval(plan: Plan) -> None:
    """Twenty-two percent off where twenty-five were approved."""
    approve_discount(plan, 25)


@sanctioned(signed=90, frequency=12, currency="GBP")
def discount_by_the_year(plan: Plan) -> None:
    """Ten percent off a year billed at once."""


@sanctioned(signed=90, product="WORKSHOP", frequency=0, start_month=12, quantity=2)
def discount_on_a_one_time_service(plan: Plan) -> None:
    """Ten percent off a one-time service."""


@sanctioned(signed=90, frequency=3, term=14, start_month=2, currency="JPY", quantity=7)
def clipped_last_quarter(plan: Plan) -> None:
    """Fourteen months by the quarter: the last period is shorter, its monthly drift is the same."""


@sanctioned(signed=112, customer="stranger")
def premium(plan: Plan) -> None:
    """Signed above the list price."""


@sanctioned()
def promotion_of_an_amount(plan: Plan) -> None:
    """A registered amount off each of four invoices."""
    coupon = coupon_for(plan, amount=5_000)
    promote(plan, coupon, amount=5_000, max_months=4)
    discount(plan, range(4), {coupon: 5_000}, lambda number: [("promotion", 5_000)])


@sanctioned(currency="JPY")
def promotion_of_an_amount_in_yen(plan: Plan) -> None:
    """A registered amount in a currency without decimals."""
    coupon = coupon_for(plan, amount=1_500)
    promote(plan, coupon, amount=1_500)
    discount(plan, range(9), {coupon: 1_500}, lambda number: [("promotion", 1_500)])


@sanctioned(quantity=12)
def promotion_of_a_quantity(plan: Plan) -> None:
    """A promotion from ten units on, for twelve."""
    coupon, amount = coupon_for(plan, percent=10), percent_of(plan.invoices[0].net, 10)
    promote(plan, coupon, percent=10, min_quantity=10)
    discount(plan, range(3), {coupon: amount}, lambda number: [("promotion", amount)])


@sanctioned(signed=90)
def promotion_beside_a_discount(plan: Plan) -> None:
    """A discount in the contract, and a registered promotion of its price on the first invoices."""
    coupon, amount = coupon_for(plan, percent=20), percent_of(plan.invoices[0].net, 20)
    promote(plan, coupon, percent=20, valid_to=plan.company.month(11) - DAY)
    discount(plan, range(2), {coupon: amount}, lambda number: [("promotion", amount)])


@sanctioned()
def promotions_that_may_stack(plan: Plan) -> None:
    """Two promotions that may stand beside each other."""
    net = plan.invoices[0].net
    taken = {}
    for percent in (10, 5):
        coupon = coupon_for(plan, percent=percent)
        promote(plan, coupon, percent=percent, max_stack=2)
        taken[coupon] = percent_of(net, percent)
    discount(plan, range(3), taken, lambda number: [("promotion", sum(taken.values()))])


@sanctioned(product="VAULT", quantity=9)
def last_unit_of_a_tier(plan: Plan) -> None:
    """Nine units at the price of one to nine."""


@sanctioned(product="VAULT", signed=90, lists=((0, 90),))
def first_unit_of_a_tier(plan: Plan) -> None:
    """Ten units at the price of ten to forty-nine."""


@sanctioned(product="VAULT", quantity=60, signed=80, lists=((0, 80),), frequency=3)
def open_tier(plan: Plan) -> None:
    """Sixty units at the price of fifty and more, by the quarter."""


@sanctioned(product="STUDIO", signed=SEGMENT_PCT, lists=((0, SEGMENT_PCT),), industry=SEGMENT)
def price_of_the_segment(plan: Plan) -> None:
    """The price of the customer's segment."""


@sanctioned(product="STUDIO", signed=70, lists=((0, 70),), industry=SEGMENT)
def agreement_before_segment(plan: Plan) -> None:
    """The account has an agreement of its own, below the price of its segment."""
    own_price(plan, 70)


@sanctioned(product="STUDIO", signed=63, lists=((0, 70),), industry="Healthcare")
def discount_on_an_agreement(plan: Plan) -> None:
    """A tenth off the account's own agreement."""
    own_price(plan, 70)


def own_price(plan: Plan, pct: int) -> None:
    """An agreement of the account on the rate card."""
    write_price(plan.company, plan.line.product.code, plan.spec.currency, pct, account_id=plan.account.crm_id)


@sanctioned(explanation="rate card price less 10 %")
def price_excepted(plan: Plan) -> None:
    """A lower price for three months, approved for the account in full."""
    plan.approve("contract_line", plan.line.id, "pricing_drift", percent=100)
    for invoice in plan.invoices[6:]:
        bill, right = invoice.bill, invoice.net
        bill.reprice(unit=bill.unit * 9 // 10)
        plan.gap("pricing_drift", right - bill.net, approved=True)
    prices_of(plan).excepted = True


# Not sanctioned: beyond what was approved


@unsanctioned(signed=70, sound=90)
def discount_without_approval(plan: Plan) -> None:
    """Thirty percent off and nobody was asked: half of it is within the threshold."""
    unapproved(plan)


@unsanctioned(signed=70, sound=90, approved=20, frequency=3, currency="EUR")
def discount_approved_in_part(plan: Plan) -> None:
    """Thirty percent off where twenty were approved: only the excess."""
    approve_discount(plan, 20)
    unapproved(plan)


@unsanctioned(signed=80, sound=90, currency="KWD")
def discount_refused(plan: Plan) -> None:
    """Twenty percent off; the approval was refused."""
    approve_discount(plan, 25, status="Rejected")
    unapproved(plan)


@unsanctioned(signed=82, sound=90, frequency=12)
def discount_approved_by_nobody(plan: Plan) -> None:
    """Eighteen percent off a year; the approval names no approver."""
    approve_discount(plan, 25, approver=None)
    unapproved(plan)


@unsanctioned(signed=75, sound=90, product="RELAY", start_month=6, lists=RELAY_PRICES)
def discount_that_the_list_outgrows(plan: Plan) -> None:
    """A quarter off without approval: the excess stays that of the signing while the list price rises."""
    unapproved(plan)


@unsanctioned(signed=90, sound=95)
def discount_in_two_steps(plan: Plan) -> None:
    """A tenth off, and three weeks later another tenth off that price, in a deal of its own."""
    base = base_unit(plan.company, plan.line.product.code, plan.spec.currency)
    spec = replace(plan.spec, start_month=plan.spec.start_month + 1, closed_days_before=20, quantity=6)
    second = plan.follow(spec, unit=base * 81 // 100, list_unit=base)
    second.prices = Prices(second, prices_of(plan).list_unit, split="stepwise")
    unapproved(second)


# Not sanctioned: promotions that are over, or too many


@unsanctioned(cause="expired_promo")
def promotion_past_its_end(plan: Plan) -> None:
    """A promotion that ended in the window and was given for two more months."""
    coupon, amount = coupon_for(plan, percent=20), percent_of(plan.invoices[0].net, 20)
    promote(plan, coupon, percent=20, valid_to=plan.company.month(11) - DAY)
    discount(plan, range(4), {coupon: amount}, lambda n: [("promotion" if n < 2 else "expired_promo", amount)])


@unsanctioned(cause="expired_promo", currency="EUR")
def coupon_past_redeem_by(plan: Plan) -> None:
    """A coupon applied to periods after its last day of redemption."""
    last = plan.company.month(12) - DAY
    coupon, amount = coupon_for(plan, percent=10, redeem_by=last), percent_of(plan.invoices[0].net, 10)
    promote(plan, coupon, percent=10)
    discount(plan, range(5), {coupon: amount}, lambda n: [("promotion" if n < 3 else "expired_promo", amount)])


@unsanctioned(cause="expired_promo", frequency=3, start_month=6)
def coupon_past_its_duration(plan: Plan) -> None:
    """A coupon for six months on a third quarter."""
    coupon, amount = coupon_for(plan, percent=10, months=6), percent_of(plan.invoices[0].net, 10)
    promote(plan, coupon, percent=10)
    discount(plan, range(3), {coupon: amount}, lambda n: [("promotion" if n < 2 else "expired_promo", amount)])


@unsanctioned(cause="expired_promo", currency="JPY")
def registration_past_its_duration(plan: Plan) -> None:
    """A coupon without an end whose registration allows one month, counted from its start in the third month."""
    coupon, amount = coupon_for(plan, percent=25), percent_of(plan.invoices[0].net, 25)
    promote(plan, coupon, percent=25, max_months=1)
    began = plan.invoices[2].bill.first
    discount(plan, range(2, 4), {coupon: amount}, lambda n: [("promotion" if n < 3 else "expired_promo", amount)])
    for invoice in plan.invoices[2:4]:
        invoice.bill.discount_dates[coupon] = began, None


@unsanctioned(cause="expired_promo")
def discount_past_its_own_end(plan: Plan) -> None:
    """A discount that ended on the subscription and was still taken off."""
    coupon, amount = coupon_for(plan, percent=10), percent_of(plan.invoices[0].net, 10)
    promote(plan, coupon, percent=10)
    discount(plan, range(3), {coupon: amount}, lambda n: [("promotion" if n < 2 else "expired_promo", amount)])
    for invoice in plan.invoices[:3]:
        invoice.bill.discount_dates[coupon] = plan.line.start, plan.company.month(11) - DAY


@unsanctioned(cause="stacked_discount")
def second_discount_on_top(plan: Plan) -> None:
    """Two promotions where one is allowed: the later one is extra."""
    first, second = coupon_for(plan, percent=10), coupon_for(plan, percent=20)
    net = plan.invoices[0].net
    early, late = percent_of(net, 10), percent_of(net, 20)
    promote(plan, first, percent=10, max_stack=1)
    promote(plan, second, percent=20, max_stack=1)
    # listed before the older one: what counts is when it started
    discount(
        plan, range(3, 6), {second: late, first: early}, lambda n: [("promotion", early), ("stacked_discount", late)]
    )
    for invoice in plan.invoices[3:6]:
        invoice.bill.discount_dates = {
            first: (plan.line.start, None),
            second: (plan.invoices[3].bill.first, None),
        }


@unsanctioned(cause="stacked_discount", currency="JPY")
def third_discount_on_top(plan: Plan) -> None:
    """Three promotions where the strictest allows two."""
    net, taken, dates = plan.invoices[0].net, {}, {}
    for number, (percent, stack) in enumerate(((5, 3), (10, 2), (20, 3))):
        coupon = coupon_for(plan, percent=percent)
        promote(plan, coupon, percent=percent, max_stack=stack)
        taken[coupon] = percent_of(net, percent)
        dates[coupon] = plan.line.start + timedelta(days=number), None
    amounts = list(taken.values())
    causes: Parts = [("promotion", amounts[0] + amounts[1]), ("stacked_discount", amounts[2])]
    discount(plan, range(1, 3), taken, lambda number: causes)
    for invoice in plan.invoices[1:3]:
        invoice.bill.discount_dates = dict(dates)


@unsanctioned(explanation="rate card price less 25 %", quantity=11)
def promotion_above_its_registration(plan: Plan) -> None:
    """A quarter off where a fifth is registered: the rest is a wrong price."""
    coupon, net = coupon_for(plan, percent=25), plan.invoices[0].net
    promote(plan, coupon, percent=20)
    right, extra = percent_of(net, 20), percent_of(net, 25) - percent_of(net, 20)
    discount(plan, range(2), {coupon: right + extra}, lambda n: [("promotion", right), ("wrong_rate", extra)])


@unsanctioned(quantity=8, explanation="rate card price less 30 %")
def promotion_below_its_quantity(plan: Plan) -> None:
    """A promotion from ten units on, for eight."""
    coupon, amount = coupon_for(plan, percent=30), percent_of(plan.invoices[0].net, 30)
    promote(plan, coupon, percent=30, min_quantity=10)
    discount(plan, range(2), {coupon: amount}, lambda number: [("wrong_rate", amount)])


@unsanctioned(explanation="rate card price less 35 %")
def discount_that_nobody_registered(plan: Plan) -> None:
    """A coupon without a registration."""
    coupon, amount = coupon_for(plan, percent=35), percent_of(plan.invoices[0].net, 35)
    discount(plan, range(2), {coupon: amount}, lambda number: [("wrong_rate", amount)])


# Not sanctioned: another price than the contract's


@unsanctioned(
    cause="missed_uplift", start_month=0, frequency=3, currency="KWD", auto_renew=True, uplift_pct=7, product="BEACON"
)
def quarterly_uplift_missed(plan: Plan) -> None:
    """Renewed with an uplift in a currency with three decimals and billed as before."""
    reprice(plan, range(4, 6), 100)


@unsanctioned(cause="grandfathered_rate", product="RELAY", start_month=11, signed=110, lists=RELAY_PRICES)
def billed_at_the_price_before(plan: Plan) -> None:
    """Signed at the raised price and billed at the one before."""
    reprice(plan, range(3), 100)


@unsanctioned(
    cause="grandfathered_rate",
    product="RELAY",
    start_month=15,
    signed=121,
    lists=RELAY_PRICES,
    frequency=3,
    currency="EUR",
)
def billed_at_the_second_version(plan: Plan) -> None:
    """Billed at the version in between, which has no end of its own."""
    reprice(plan, range(1), 110)


@unsanctioned(product="VAULT", quantity=5)
def price_of_a_larger_tier(plan: Plan) -> None:
    """Five units at the price of ten."""
    reprice(plan, range(2, 9), 90)


@unsanctioned(product="STUDIO", industry="Healthcare")
def price_of_another_segment(plan: Plan) -> None:
    """The price of a segment that the customer is not in."""
    row = plan.company.rate_card_ids[plan.line.product.code, plan.spec.currency, SEGMENT]
    prices_of(plan).explanation = f"price of rate card row {row}"
    reprice(plan, range(4, 9), SEGMENT_PCT)


@unsanctioned(frequency=12, currency="JPY", start_month=10)
def year_billed_too_high(plan: Plan) -> None:
    """A year billed above the contract: negative drift."""
    reprice(plan, range(1), 103)


@unsanctioned(frequency=3, term=14, start_month=2)
def clipped_period_too_cheap(plan: Plan) -> None:
    """The short last period of fourteen months at another price."""
    reprice(plan, range(4, 5), 92)


@unsanctioned(product="PRISM", signed=90, explanation="rate card price less 10 % twice")
def discount_taken_twice(plan: Plan) -> None:
    """The contract's discount was taken off the price that already held it."""
    reprice(plan, range(5, 9), 81)


@unsanctioned(product="PRISM", explanation="rate card price less 20 % and 15 %")
def two_promotions_in_the_price(plan: Plan) -> None:
    """Two promotions that ended long ago, worked into the price."""
    for percent in (20, 15):
        promote(plan, coupon_for(plan, percent=percent), percent=percent, valid_to=plan.company.month(1))
    reprice(plan, range(6, 9), 68)


@unsanctioned(explanation="rate card price less 10 %")
def price_excepted_in_part(plan: Plan) -> None:
    """A lower price of which an exception covers four tenths."""
    plan.approve("contract_line", plan.line.id, "pricing_drift", percent=40)
    bill = plan.invoices[4].bill
    right = bill.net
    bill.reprice(unit=bill.unit * 9 // 10)
    approved = percent_of(right - bill.net, 40)
    plan.gap("pricing_drift", approved, approved=True)
    plan.leak("pricing_drift", right - bill.net - approved)
