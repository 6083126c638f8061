"""The world of the demo company: its products, prices, rates, accounts and the ids of everything."""

from __future__ import annotations

import calendar
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from leakage.demo.billing import Product
from leakage.demo.money import EXPONENT, add_months, divide, major, month_end, month_start, round_half_away
from leakage.demo.writers import Sink

PAIRS_FROM = 2_000  # lines from which on a company has pairs of causes by default
WINDOW = 18  # months that the planted cast needs
FEE_PER_MILLE, FEE_FIXED = 29, 30
# Local list prices: a fixed ratio to the dollar price in cents, so that every price is whole minor units.
PRICE_RATIO = {
    "USD": Fraction(1),
    "EUR": Fraction(9, 10),
    "GBP": Fraction(4, 5),
    "JPY": Fraction(3, 2),
    "KWD": Fraction(3),
}
USD_RATE = {"EUR": 108_000_000, "GBP": 127_000_000, "JPY": 670_000, "KWD": 325_000_000}  # 1e-8 dollars
RAISED_PERCENT = 8  # of the product whose list price was raised in the window
CATALOG = [  # code, name, family, cents per unit and month (one-time: per unit)
    ("CORE", "Atlas Core", "Platform", 10_000),
    ("ANALYTICS", "Atlas Analytics", "Platform", 4_500),
    ("SECURITY", "Atlas Security", "Platform", 8_000),
    ("CONNECT", "Atlas Connect", "Integration", 2_500),
    ("DATALAKE", "Atlas Data Lake", "Platform", 6_000),
    ("CARE", "Premium Care", "Support", 15_000),
    ("LEGACY", "Atlas Classic", "Platform", 5_000),
    ("API", "Atlas API", "Usage", 20_000),
    ("ONBOARDING", "Onboarding", "Services", 250_000),
    ("BESPOKE", "Bespoke Reports", "Services", 90_000),
]
RECURRING = ("CORE", "ANALYTICS", "SECURITY", "CONNECT", "DATALAKE", "CARE")
ONE_TIME = ("ONBOARDING", "BESPOKE")
OVERAGE_CENTS, INCLUDED_UNITS = 25, 1_000
_FIRST = (
    "Northwind Harbor Juniper Summit Cobalt Prairie Granite Willow Falcon Meridian Cedar Orchard Beacon "
    "Lantern Copper Maple Aurora Canyon Drift Ember Fjord Glacier Hollow Indigo Jasper Kestrel Larkspur "
    "Mistral Nimbus Opal "
)
_SECOND = (
    "Logistics Foods Robotics Textiles Energy Health Media Optics Freight Labs Mills Paper Motors Dental Seeds "
    "Marine Tools Glass Travel Books Steel Water Games Audio Coffee Bikes Studios Farms Lighting Ceramics "
)
FIRST_WORDS, SECOND_WORDS = _FIRST.split(), _SECOND.split()
SUFFIXES = ("Ltd", "Inc", "GmbH", "LLC", "SA", "BV", "Co")


@dataclass(frozen=True)
class Config:
    """What kind of company to write, and where to."""

    out: Path
    seed: int = 20260630
    lines: int = 120
    months: int = WINDOW
    currencies: tuple[str, ...] = ("USD", "EUR", "GBP", "JPY", "KWD")
    leaks: bool = True
    file_format: str = "csv"
    as_of: date = date(2026, 6, 30)
    accounts: int | None = None
    pairs: bool | None = None  # by default in companies large enough to hold them

    @property
    def has_pairs(self) -> bool:
        return self.leaks and (self.lines >= PAIRS_FROM if self.pairs is None else self.pairs)

    def __post_init__(self) -> None:
        if self.as_of != month_end(self.as_of):
            raise ValueError("the as-of date of the demo company must be the last day of a month")
        if self.months < WINDOW:
            raise ValueError(f"the demo company needs at least {WINDOW} months")
        unknown = set(self.currencies) - set(PRICE_RATIO)
        if unknown or "USD" not in self.currencies:
            raise ValueError(f"currencies are USD and any of {', '.join(sorted(PRICE_RATIO))}, got {self.currencies}")


@dataclass
class Account:
    """A customer with its id in every system."""

    crm_id: str
    name: str
    domain: str
    currency: str
    stripe_id: str
    ledger_id: int
    api: str  # how a charge names its invoice: charge | charge_link | intent_link
    posting: str  # how the ledger names the invoice line: line | invoice | account
    industry: str
    products: set[str] = field(default_factory=set)
    deals: int = 0


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a day, UTC."""
    return datetime.combine(day, time(hour))


class Company:
    """Catalogs, calendar, ids and files; the state that all planting functions share."""

    def __init__(self, config: Config):
        self.config = config
        self.as_of = config.as_of
        self.sink = Sink(config.out, config.file_format, at(config.as_of, 23))
        self.first_month = add_months(month_start(config.as_of), 1 - config.months)
        self.raised_on = self.month(12)
        self.rate_card_from = date(self.first_month.year - 9, 1, 1)
        self._ids: Counter[str] = Counter()
        self.refunded_over_billing: Counter[str] = Counter()  # by contract line: refunds that no cell calls so
        self._prices: dict[tuple[Any, ...], str] = {}
        self.rate_card_ids: dict[tuple[str, str, str], str] = {}  # by product, currency and segment
        self._rates: dict[tuple[str, date], int] = {}
        self.products: dict[str, Product] = {}
        self.partner_of: Callable[[str], str | None] = lambda deal_id: None
        self.owners = [f"005Dm{n:010d}" for n in range(1, 6)]
        self._write_catalog()
        self._write_rates()

    # calendar

    def month(self, number: int) -> date:
        """First day of a month of the last 18: month 17 is that of the as-of date."""
        return add_months(month_start(self.config.as_of), number - (WINDOW - 1))

    @property
    def last_leap_day(self) -> date:
        """The last 29 February at least a year before the as-of date."""
        year = next(y for y in range(self.as_of.year - 1, 0, -1) if calendar.isleap(y))
        return date(year, 2, 29)

    # ids

    def next(self, prefix: str, width: int = 8) -> str:
        self._ids[prefix] += 1
        return f"{prefix}{self._ids[prefix]:0{width}d}"

    def crm_id(self, prefix: str) -> str:
        return self.next(f"{prefix}Dm", 10)

    def number(self, kind: str, start: int) -> int:
        """Whole-number ids of the ledger; each kind has a range of its own."""
        self._ids[kind] += 1
        return start + self._ids[kind]

    def random(self, *parts: object) -> random.Random:
        return random.Random(":".join(map(str, (self.config.seed, *parts))))

    # prices and rates

    def list_unit(self, code: str, currency: str, on: date) -> int:
        """List price per unit and month in force on a day."""
        cents = self.products[code].list_cents
        if code == "LEGACY" and on >= self.raised_on:
            cents = cents * (100 + RAISED_PERCENT) // 100
        return round_half_away(cents * PRICE_RATIO[currency])

    def usd(self, minor: int, currency: str, on: date) -> Decimal:
        """Book value: dollars at the rate of the day, on the cent."""
        if currency == "USD":
            return major(minor, "USD")
        scale = 10 ** (EXPONENT[currency] + 6)  # the rate has 8 decimals, a cent two
        return major(divide(minor * self._rates[currency, on], scale), "USD")

    def worth(self, currency: str, in_currency: str, on: date) -> Fraction:
        """What a minor unit of a currency is on a day in minor units of another."""
        rates = [10**8 if code == "USD" else self._rates[code, on] for code in (currency, in_currency)]
        return Fraction(rates[0] * 10 ** EXPONENT[in_currency], rates[1] * 10 ** EXPONENT[currency])

    def rate(self, currency: str, on: date) -> Decimal:
        return Decimal(1) if currency == "USD" else Decimal(self._rates[currency, on]).scaleb(-8)

    def price_id(self, product: Product, currency: str, unit: int, interval: int, metered: bool = False) -> str:
        """The Stripe price of a product; written when first used."""
        key = (product.code, currency, unit, interval, metered)
        if key not in self._prices:
            self._prices[key] = self.next("price_")
            self.sink.row(
                "stripe.price",
                id=self._prices[key],
                product_id=product.stripe_id,
                unit_amount=unit,
                unit_amount_decimal=Decimal(unit),
                currency=currency.lower(),
                recurring_interval=None if not interval else "year" if interval % 12 == 0 else "month",
                recurring_interval_count=None if not interval else interval // 12 if interval % 12 == 0 else interval,
                recurring_usage_type=None if not interval else "metered" if metered else "licensed",
                active=True,
                created=at(self.rate_card_from),
                livemode=True,
                is_deleted=False,
            )
        return self._prices[key]

    # masters

    def new_account(
        self,
        currency: str,
        *,
        link: str = "metadata",
        api: str = "charge",
        posting: str = "line",
        industry: str | None = None,
        crm_id: str | None = None,
        kind: str = "Customer",
    ) -> Account:
        n = self._ids["account"]
        crm_id = crm_id or self.crm_id("001")
        self._ids["account"] += 1
        pairs = len(FIRST_WORDS) * len(SECOND_WORDS)
        words = f"{FIRST_WORDS[n % len(FIRST_WORDS)]} {SECOND_WORDS[(n // len(FIRST_WORDS) + n) % len(SECOND_WORDS)]}"
        number = f" {n // pairs + 1}" if n >= pairs else ""
        name = f"{words}{number} {SUFFIXES[n % len(SUFFIXES)]}"
        domain = f"{words}{number}".lower().replace(" ", "-") + ".example"
        tax_id = f"US{700_000_000 + n}"
        industry = industry or ("Manufacturing", "Retail", "Healthcare")[n % 3]
        ledger_id = self.number("ledger_customer", 200_000)
        account = Account(crm_id, name, domain, currency, self.next("cus_"), ledger_id, api, posting, industry)
        crm: dict[str, Any] = {
            "name": name,
            "website": f"https://www.{domain}",
            "industry": industry,
            "billing_country": "US",
            "owner_id": self.owners[n % len(self.owners)],
            "type": kind,
            "tax_id_c": tax_id,
            "created_date": at(add_months(self.first_month, -24)),
        }
        self.sink.row("salesforce.account", id=crm_id, is_deleted=False, **crm)
        linked_id: str | None = crm_id
        email = f"billing@{domain}"
        shown_name, ledger_external = name, crm_id
        if link == "merged":  # the customer still names the record that was merged away
            linked_id = self.crm_id("001")
            crm["website"] = crm["tax_id_c"] = None
            self.sink.row("salesforce.account", id=linked_id, master_record_id=crm_id, is_deleted=True, **crm)
            shown_name, email = f"{words} Holding", f"ap.{account.ledger_id}@gmail.com"
        elif link == "spaces":
            linked_id = f"  {crm_id} "
        elif link == "stranger":  # nothing but a name that is alike
            linked_id, shown_name, email = None, f"{words} Group", f"ap.{account.ledger_id}@gmail.com"
        elif link in ("email", "name", "tax"):
            linked_id = None
            if link == "name":
                shown_name, email = f"{words}{number}, {SUFFIXES[n % len(SUFFIXES)]}.".upper(), f"ap.{n}@gmail.com"
            else:
                shown_name = f"{words} accounts payable"
            if link == "tax":
                email = f"ap.{n}@gmail.com"
        self.sink.row(
            "stripe.customer",
            id=account.stripe_id,
            name=shown_name,
            email=email,
            currency=currency.lower(),
            created=at(add_months(self.first_month, -24)),
            tax_info_tax_id=f"{tax_id[:2]} {tax_id[2:5]}.{tax_id[5:]}" if link == "tax" else None,
            metadata=json.dumps({"salesforce_account_id": linked_id} if linked_id else {}),
            livemode=True,
            is_deleted=False,
        )
        self.sink.row(
            "netsuite.customer",
            id=account.ledger_id,
            companyname=name,
            email=f"billing@{domain}",
            externalid=None if link in ("email", "name") else ledger_external,
        )
        return account

    def _write_catalog(self) -> None:
        sink = self.sink
        for n, owner in enumerate(self.owners):
            person = ("Ada Berg", "Ben Cole", "Chiara Diaz", "Dev Eriksen", "Elif Fuchs")[n]
            email = person.lower().replace(" ", ".") + "@atlas.example"
            manager = None if n == 0 else self.owners[0]
            sink.row("salesforce.user", id=owner, name=person, email=email, is_active=True, manager_id=manager)
        for n, (code, name, family, cents) in enumerate(CATALOG):
            product = Product(
                code, name, family, self.crm_id("01t"), f"prod_{code}", 5_001 + n, cents, code in ONE_TIME
            )
            self.products[code] = product
            sink.row(
                "salesforce.product_2",
                id=product.crm_id,
                name=name,
                product_code=code,
                family=family,
                is_active=True,
                is_deleted=False,
            )
            sink.row(
                "stripe.product",
                id=product.stripe_id,
                name=name,
                metadata=json.dumps({"product_code": code}),
                active=True,
                livemode=True,
                is_deleted=False,
            )
            sink.row("netsuite.item", id=product.item_id, fullname=f"{family} : {name}", externalid=code)
            for currency in self.config.currencies:
                self._write_list_price(product, currency)
        sink.row(
            "reference.rate_card",
            rate_card_id=self.next("RC-", 4),
            product_code="API",
            currency="USD",
            charge_type="overage",
            unit_price=major(OVERAGE_CENTS, "USD"),
            valid_from=self.rate_card_from,
        )
        for currency in self.config.currencies:
            sink.row(
                "reference.fee_schedule",
                system="stripe",
                currency=currency,
                percent=Decimal(FEE_PER_MILLE) / 10,
                fixed_amount=major(FEE_FIXED, currency),
                valid_from=self.rate_card_from,
            )

    def _write_list_price(self, product: Product, currency: str) -> None:
        unit = self.list_unit(product.code, currency, self.rate_card_from)
        raised = product.code == "LEGACY"
        self.sink.row(
            "salesforce.pricebook_entry",
            id=self.crm_id("01u"),
            pricebook_2_id="01sDm0000000001",
            product_2_id=product.crm_id,
            unit_price=major(self.list_unit(product.code, currency, self.as_of), currency),
            currency_iso_code=currency,
            is_active=True,
            is_deleted=False,
        )
        for price, first, last in (
            (unit, self.rate_card_from, self.raised_on - timedelta(days=1) if raised else None),
            (self.list_unit(product.code, currency, self.as_of), self.raised_on, None),
        ):
            if first == self.rate_card_from or raised:
                self.sink.row(
                    "reference.rate_card",
                    rate_card_id=self.next("RC-", 4),
                    product_code=product.code,
                    currency=currency,
                    charge_type="one_time" if product.is_one_time else "recurring",
                    unit_price=major(price, currency),
                    valid_from=first,
                    valid_to=last,
                )

    def _write_rates(self) -> None:
        """A rate for every day: a random walk within 3 % of the base, in whole steps."""
        for currency in self.config.currencies:
            if currency == "USD":
                continue
            rng, step = self.random("fx", currency), 0
            day = add_months(self.first_month, -3)
            while day <= self.as_of:
                step = max(-300, min(300, step + rng.randint(-20, 20)))
                self._rates[currency, day] = USD_RATE[currency] * (10_000 + step) // 10_000
                self.sink.row(
                    "reference.fx_rate",
                    rate_date=day,
                    from_currency=currency,
                    to_currency="USD",
                    rate=self.rate(currency, day),
                )
                day += timedelta(days=1)
