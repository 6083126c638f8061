"""Payouts, invoices and bank lines with known groups: what the matching models are measured on."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

CURRENCIES = ("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK", "NOK")
FIRST_DAY = date(2020, 1, 1)
WEIGHTS = {
    "payout_named": 150,
    "payout_blind": 80,
    "payout_near_amounts": 20,
    "payout_equal_amounts": 6,
    "payout_batch": 8,
    "payout_split": 8,
    "payout_net_of_fee": 15,
    "payout_short": 10,
    "payout_missing": 8,
    "deposit_unknown": 8,
    "invoice_named": 150,
    "invoices_named": 40,
    "invoice_part_paid": 15,
    "invoice_blind": 100,
    "invoice_monthly": 10,
    "invoices_in_one": 15,
    "invoice_instalments": 12,
    "invoice_net_of_fee": 10,
    "payer_unknown": 10,
    "reversal": 15,
    "invoice_missing": 10,
    "transfer_missing": 15,
    "cost": 20,
}
"""How often each case is drawn."""
FEE_PERCENT_TENTHS, FEE_FIXED_CENTS = 29, 30


Row = dict[str, Any]


@dataclass
class Labelled:
    """Facts in cents, and groups: which rows truly belong together."""

    payouts: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    bank_lines: list[Row] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    groups: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def fee(cents: int, fixed: int = FEE_FIXED_CENTS) -> int:
    """2.9 percent and a fixed part, half a cent away from zero."""
    return (cents * FEE_PERCENT_TENTHS + 500) // 1000 + fixed


class Generator:
    """Draws cases until there are as many bank lines as asked for; one seed, one result."""

    def __init__(self, rows: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.rows = rows
        self.days = max(300, rows // 25)
        self.result = Labelled()
        self.result.accounts = [f"Customer {number:05d} {self.word()} Ltd." for number in range(max(20, rows // 20))]

    def word(self) -> str:
        return "".join(self.random.choice("bcdfghklmnprstvw") + self.random.choice("aeiou") for _ in range(4)).title()

    def cents(self) -> int:
        return self.random.randint(5_000, 2_000_000)

    def price(self) -> int:
        """One amount in five is a list price times a small quantity: equal amounts and sums by chance are common."""
        if self.random.random() < 0.8:
            return self.cents()
        return self.random.choice((9_900, 19_900, 49_900, 120_000)) * self.random.randint(1, 12)

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange(self.days))

    def arrives(self, day: date) -> date:
        return day + timedelta(days=self.random.choice((0, 0, 0, 1, 1, 2, 3)))

    def pays(self, due: date) -> date:
        return due + timedelta(days=self.random.randint(-20, 25))

    def payout(self, cents: int, on: date, currency: str) -> Row:
        number = len(self.result.payouts)
        row = {
            "id": f"po_{number:08d}",
            "reference": f"STRIPE-{number:07d}",
            "cents": cents,
            "currency": currency,
            "on": on,
        }
        self.result.payouts.append(row)
        return row

    def invoice(self, cents: int, due: date, currency: str, account: int) -> Row:
        number = len(self.result.invoices)
        row = {
            "id": f"in_{number:08d}",
            "number": f"INV-{number:07d}",
            "cents": cents,
            "currency": currency,
            "account": account,
            "issued": due - timedelta(days=30),
            "due": due,
        }
        self.result.invoices.append(row)
        return row

    def bank(self, cents: int, on: date, currency: str, party: str | None, text: str) -> Row:
        number = len(self.result.bank_lines)
        row = {"id": f"BL{number:08d}", "cents": cents, "currency": currency, "on": on, "party": party, "text": text}
        self.result.bank_lines.append(row)
        return row

    def group(self, case: str, *rows: tuple[str, Row]) -> None:
        self.result.groups.append((case, [(side, row["id"]) for side, row in rows]))

    def noisy(self, reference: str) -> str:
        prefix, number = reference.replace("_", "-").split("-")
        return self.random.choice(
            (
                reference,
                reference.lower(),
                f"{prefix} {number}",
                f"{prefix}{number}",
                f"/{reference}/",
                f"{prefix} - {number}",
            )
        )

    def payer(self, account: int) -> str:
        name = self.result.accounts[account]
        return self.random.choice((name, name.upper(), name.rstrip("."), name.replace(" ", "  ")))

    # processor payouts

    def payout_case(self, case: str) -> None:
        currency, on = self.random.choice(CURRENCIES), self.day()
        blind = self.random.choice(("STRIPE", "STRIPE PAYMENTS", "STRIPE TRANSFER", "Stripe Payments UK Ltd"))
        if case == "payout_named":
            one = self.payout(self.cents(), on, currency)
            text = f"STRIPE PAYOUT {self.noisy(self.random.choice((one['id'], one['reference'])))} {self.word()}"
            self.group(
                case, ("payout", one), ("bank", self.bank(one["cents"], self.arrives(on), currency, "STRIPE", text))
            )
        elif case == "payout_short":
            one = self.payout(self.cents(), on, currency)
            line = self.bank(
                one["cents"] - self.random.randint(1, 4000),
                self.arrives(on),
                currency,
                "STRIPE",
                self.noisy(one["reference"]),
            )
            self.group(case, ("payout", one), ("bank", line))
        elif case == "payout_blind":
            one = self.payout(self.cents(), on, currency)
            self.group(
                case, ("payout", one), ("bank", self.bank(one["cents"], self.arrives(on), currency, "STRIPE", blind))
            )
        elif case == "payout_near_amounts":
            cents = self.cents()
            for step in range(self.random.randint(2, 4)):
                day = on + timedelta(days=self.random.randrange(3))
                one = self.payout(cents + step, day, currency)
                self.group(
                    case,
                    ("payout", one),
                    ("bank", self.bank(cents + step, self.arrives(day), currency, "STRIPE", blind)),
                )
        elif case == "payout_equal_amounts":
            cents = self.cents()
            for step in range(2):
                day = on + timedelta(days=step * self.random.randint(2, 4))
                one = self.payout(cents, day, currency)
                text = self.noisy(one["id"]) if self.random.random() < 0.5 else blind
                self.group(
                    case,
                    ("payout", one),
                    (
                        "bank",
                        self.bank(cents, day + timedelta(days=self.random.choice((0, 0, 1))), currency, "STRIPE", text),
                    ),
                )
        elif case == "payout_batch":
            many = [self.payout(self.cents(), on, currency) for _ in range(self.random.randint(2, 4))]
            line = self.bank(sum(one["cents"] for one in many), self.arrives(on), currency, "STRIPE", blind)
            self.group(case, ("bank", line), *(("payout", one) for one in many))
        elif case == "payout_split":
            parts = [self.cents() for _ in range(self.random.randint(2, 3))]
            one = self.payout(sum(parts), on, currency)
            self.group(
                case,
                ("payout", one),
                *(("bank", self.bank(part, self.arrives(on), currency, "STRIPE", blind)) for part in parts),
            )
        elif case == "payout_net_of_fee":
            one = self.payout(self.cents(), on, currency)
            line = self.bank(one["cents"] - fee(one["cents"]), self.arrives(on), currency, "STRIPE", blind)
            self.group(case, ("payout", one), ("bank", line))
        elif case == "payout_missing":
            self.payout(self.cents(), on, currency)
        elif case == "deposit_unknown":
            self.bank(self.cents(), on, currency, "STRIPE", blind)

    # customer transfers

    def invoice_case(self, case: str) -> None:
        currency, due = self.random.choice(CURRENCIES[:3]), self.day()
        account = self.random.randrange(len(self.result.accounts))
        party = self.payer(account)
        blind = self.random.choice(("THANK YOU", "PAYMENT", "TRANSFER 2024", "monthly invoice", ""))
        if case == "invoice_named":
            one = self.invoice(self.price(), due, currency, account)
            payer = party if self.random.random() < 0.7 else f"{self.word()} Holding"
            line = self.bank(
                one["cents"], self.pays(due), currency, payer, f"payment {self.noisy(one['number'])} {self.word()}"
            )
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoices_named":
            many = [self.invoice(self.price(), due, currency, account) for _ in range(self.random.randint(2, 5))]
            text = self.random.choice((", ", " / ", " + ", " ")).join(one["number"] for one in many)
            line = self.bank(sum(one["cents"] for one in many), self.pays(due), currency, party, text)
            self.group(case, ("bank", line), *(("invoice", one) for one in many))
        elif case == "invoice_part_paid":
            one = self.invoice(self.price(), due, currency, account)
            line = self.bank(
                one["cents"] * self.random.randint(30, 90) // 100,
                self.pays(due),
                currency,
                party,
                self.noisy(one["number"]),
            )
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoice_blind":
            one = self.invoice(self.price(), due, currency, account)
            self.group(
                case, ("invoice", one), ("bank", self.bank(one["cents"], self.pays(due), currency, party, blind))
            )
        elif case == "invoice_monthly":
            cents = self.price()
            for month in range(self.random.randint(2, 6)):
                day = due + timedelta(days=30 * month)
                one = self.invoice(cents, day, currency, account)
                if self.random.random() < 0.95:
                    line = self.bank(cents, day + timedelta(days=self.random.randint(-6, 6)), currency, party, blind)
                    self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoices_in_one":
            many = [
                self.invoice(self.price(), due + timedelta(days=step), currency, account)
                for step in range(self.random.randint(2, 6))
            ]
            line = self.bank(sum(one["cents"] for one in many), self.pays(due), currency, party, blind)
            self.group(case, ("bank", line), *(("invoice", one) for one in many))
        elif case == "invoice_instalments":
            parts = [self.price() for _ in range(self.random.randint(2, 3))]
            one = self.invoice(sum(parts), due, currency, account)
            self.group(
                case,
                ("invoice", one),
                *(("bank", self.bank(part, self.pays(due), currency, party, blind)) for part in parts),
            )
        elif case == "invoice_net_of_fee":
            one = self.invoice(self.price(), due, currency, account)
            self.group(
                case, ("invoice", one), ("bank", self.bank(one["cents"] - 1500, self.pays(due), currency, party, blind))
            )
        elif case == "payer_unknown":
            one = self.invoice(self.price(), due, currency, account)
            line = self.bank(one["cents"], self.pays(due), currency, f"{self.word()} {self.word()}", blind)
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "reversal":
            cents, day = self.price(), self.pays(due)
            bounced = self.bank(cents, day, currency, party, blind)
            back = self.bank(
                -cents, day + timedelta(days=self.random.randint(1, 8)), currency, party, "RETURNED " + blind
            )
            self.group(case, ("bank", bounced), ("bank", back))
            if self.random.random() < 0.5:
                one = self.invoice(cents, due, currency, account)
                line = self.bank(cents, back["on"] + timedelta(days=self.random.randint(1, 9)), currency, party, blind)
                self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoice_missing":
            self.bank(self.price(), due, currency, party, blind)
        elif case == "transfer_missing":
            self.invoice(self.price(), due, currency, account)
        elif case == "cost":
            self.bank(-self.price(), due, currency, f"{self.word()} Supplies", "RENT")

    def run(self) -> Labelled:
        """All cases by their weights, then every table in an order that tells nothing."""
        cases = list(WEIGHTS)
        while len(self.result.bank_lines) < self.rows:
            case = self.random.choices(cases, list(WEIGHTS.values()))[0]
            (self.payout_case if case.startswith(("payout", "deposit")) else self.invoice_case)(case)
        for rows in (self.result.payouts, self.result.invoices, self.result.bank_lines):
            self.random.shuffle(rows)
        return self.result


def generate(rows: int, seed: int) -> Labelled:
    """As many bank lines as asked for, a few more where the last case has several, and what belongs to them."""
    return Generator(rows, seed).run()
