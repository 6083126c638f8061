"""Payouts, invoices and bank lines with known groups: what the matching models are measured on."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

EXPONENT = {"USD": 2, "EUR": 2, "GBP": 2, "CHF": 2, "SEK": 2, "CAD": 2, "JPY": 0, "KWD": 3}
CUSTOMER_CURRENCIES = ("USD", "EUR", "GBP", "JPY", "KWD")
FIRST_DAY = date(2020, 1, 1)
FEE_CHANGES = FIRST_DAY + timedelta(days=200)
Difficulty = Literal["easy", "hard"]
Row = dict[str, Any]

# case: how often it is drawn in easy and in hard data, and the rung that is made for it
CASES: dict[str, tuple[int, int, str]] = {
    "payout_named": (150, 110, "reference"),
    "payout_blind": (80, 80, "exact_amount"),
    "payout_near_amounts": (20, 40, "exact_amount"),
    "payout_equal_amounts": (6, 12, "nearest_date"),
    "payout_equal_lagging": (0, 12, "nearest_date"),
    "payout_tie": (0, 8, "nearest_date"),
    "payout_batch": (8, 15, "subset_sum"),
    "payout_batch_decoy": (0, 6, "subset_sum"),
    "payout_split": (8, 15, "subset_sum"),
    "payout_net_of_fee": (15, 20, "net_of_fee"),
    "payout_short": (10, 10, "reference"),
    "payout_missing": (8, 15, ""),
    "deposit_unknown": (8, 15, ""),
    "invoice_named": (150, 110, "reference"),
    "invoices_named": (40, 40, "reference"),
    "invoice_part_paid": (15, 20, "reference"),
    "invoice_overpaid": (0, 10, "reference"),
    "invoice_paid_twice": (0, 10, "reference"),
    "invoice_blind": (100, 80, "exact_amount"),
    "reference_truncated": (0, 20, "exact_amount"),
    "reference_wrong": (0, 15, "exact_amount"),
    "reference_of_others": (0, 15, "exact_amount"),
    "pays_for_others": (0, 8, "other_party"),
    "invoice_near_amounts": (0, 20, "exact_amount"),
    "invoice_monthly": (10, 10, "nearest_date"),
    "invoice_lagging": (0, 10, "nearest_date"),
    "invoice_tie": (0, 8, "nearest_date"),
    "invoices_in_one": (15, 20, "subset_sum"),
    "invoices_in_one_decoy": (0, 6, "subset_sum"),
    "invoice_instalments": (12, 15, "subset_sum"),
    "invoice_net_of_fee": (10, 15, "net_of_fee"),
    "payer_unknown": (10, 15, "amount_only"),
    "reversal": (15, 20, "reversal"),
    "offset": (0, 10, ""),
    "invoice_missing": (10, 15, ""),
    "transfer_missing": (15, 20, ""),
    "busy_customer": (0, 1, "nearest_date"),
    "cost": (20, 20, ""),
}


@dataclass
class Group:
    """Rows that truly belong together, and whether somebody who knows all rows could tell.

    A tie has no right answer: whatever is said of it is a guess. A misled pair is one of equal amounts whose days speak
    for another pair: nobody could know better, so it is not asked for, and that other pair is not held against anybody
    who only suggests it.
    """

    case: str
    rows: list[tuple[str, str]]
    verdict: Literal["decidable", "tie", "misled"] = "decidable"
    blind: bool = False  # a pair that only amount and date speak for


@dataclass
class Labelled:
    """Facts in minor units, and the groups in them."""

    payouts: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    bank_lines: list[Row] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    fees: list[Row] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


class Generator:
    """Draws cases until there are as many bank lines as asked for; one seed, one result."""

    def __init__(self, rows: int, seed: int, difficulty: Difficulty) -> None:
        self.random = random.Random(f"{seed}-{difficulty}")
        self.rows = rows
        self.is_hard = difficulty == "hard"
        self.days = max(300, rows // 25)
        self.result = Labelled()
        self.amounts: defaultdict[tuple[int | None, str], dict[int, bool]] = defaultdict(dict)
        self.result.accounts = [self.name(number) for number in range(max(20, rows // 20))]
        self.result.fees = self.schedule()

    # words, amounts and days

    def word(self) -> str:
        return "".join(self.random.choice("bcdfghklmnprstvw") + self.random.choice("aeiou") for _ in range(4)).title()

    def name(self, number: int) -> str:
        middle = self.word()
        if self.is_hard and number % 4 == 0:
            middle += self.random.choice((" Söhne", " Bäckerei", " Groß", " Éclair", " Zürich"))
        return f"Customer {number:05d} {middle} Ltd."

    def schedule(self) -> list[Row]:
        """Percent fees of the processor, fixed fees of the bank; both change once in hard data."""
        rows = []
        for currency, exponent in EXPONENT.items():
            unit = 10**exponent
            periods: list[tuple[date, date | None, int, int]] = [(FIRST_DAY, None, 29, 30)]
            if self.is_hard:
                periods = [
                    (FIRST_DAY, FEE_CHANGES - timedelta(days=1), 29, 30),
                    (FEE_CHANGES, None, 31, 25),
                ]
            for first, last, permille, hundredths in periods:
                fixed = hundredths * unit // 100
                common = {"currency": currency, "first": first, "last": last}
                rows.append({"system": "stripe", "permille": permille, "fixed": fixed, **common})
                bank = (0, 15 * unit) if first == FIRST_DAY else (1, 12 * unit)
                rows.append({"system": "bank", "permille": bank[0], "fixed": bank[1], **common})
        return rows

    def fee(self, system: str, currency: str, minor: int, on: date) -> int:
        """The fee in force on a day, half a minor unit away from zero."""
        for row in self.result.fees:
            if (row["system"], row["currency"]) == (system, currency) and row["first"] <= on <= (row["last"] or on):
                return (minor * int(row["permille"]) + 500) // 1000 + int(row["fixed"])
        raise KeyError((system, currency, on))

    def minor(self, currency: str) -> int:
        return self.random.randint(5_000, 2_000_000) * 10 ** max(0, EXPONENT[currency] - 2)

    def amount(self, party: int | None, currency: str, *, alone: bool = False) -> int:
        """An amount; alone: no other row of this party and currency has it, nor is it a price. Rows without a partner
        and parts of sums stand alone, because nobody could tell them from the partner of an equal row."""
        known = self.amounts[party, currency]
        while True:
            if not alone and party is not None and self.random.random() < 0.2:
                drawn = self.random.choice((9_900, 19_900, 49_900, 120_000)) * self.random.randint(1, 12)
            else:
                drawn = self.minor(currency)
            if not known.get(drawn, False) and not (alone and drawn in known):
                known[drawn] = alone
                return drawn

    def claim(self, party: int | None, currency: str, minor: int) -> bool:
        """Take an amount for a row alone; false where another row has it."""
        if minor in self.amounts[party, currency]:
            return False
        self.amounts[party, currency][minor] = True
        return True

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange(self.days))

    def arrives(self, day: date) -> date:
        return day + timedelta(days=self.random.choice((0, 0, 0, 1, 1, 2, 3)))

    def pays(self, due: date) -> date:
        return due + timedelta(days=self.random.randint(-20, 25))

    # rows

    def payout(self, minor: int, on: date, currency: str) -> Row:
        number = len(self.result.payouts)
        row = {
            "id": f"po_{number:08d}",
            "reference": f"STRIPE-{number:07d}",
            "minor": minor,
            "currency": currency,
            "on": on,
        }
        self.result.payouts.append(row)
        return row

    def invoice(self, minor: int, due: date, currency: str, account: int) -> Row:
        number = len(self.result.invoices)
        row = {
            "id": f"in_{number:08d}",
            "number": f"INV-{number:07d}",
            "minor": minor,
            "currency": currency,
            "account": account,
            "issued": due - timedelta(days=30),
            "due": due,
        }
        self.result.invoices.append(row)
        return row

    def bank(self, minor: int, on: date, currency: str, party: str | None, text: str) -> Row:
        number = len(self.result.bank_lines)
        row = {"id": f"BL{number:08d}", "minor": minor, "currency": currency, "on": on, "party": party, "text": text}
        self.result.bank_lines.append(row)
        return row

    def group(self, case: str, *rows: tuple[str, Row], tie: bool = False, blind: bool = False) -> None:
        verdict: Literal["tie", "decidable"] = "tie" if tie else "decidable"
        self.result.groups.append(Group(case, [(side, row["id"]) for side, row in rows], verdict, blind))

    def noisy(self, reference: str) -> str:
        prefix, number = reference.replace("_", "-").split("-")
        spellings = [
            reference,
            reference.lower(),
            f"{prefix} {number}",
            f"{prefix}{number}",
            f"/{reference}/",
            f"{prefix} - {number}",
        ]
        if self.is_hard:
            spellings += [
                reference.replace("0", "O"),
                reference.replace("1", "l"),
                f"{prefix}.{number}",
                f"{prefix}{number}".title(),
            ]
        return self.random.choice(spellings)

    def payer(self, account: int) -> str:
        name = self.result.accounts[account]
        spellings = [name, name.upper(), name.rstrip("."), name.replace(" ", "  ")]
        if self.is_hard:
            for pairs in (
                ("ö", "oe", "ä", "ae", "ü", "ue", "É", "E", "ß", "ss"),
                ("ö", "o", "ä", "a", "ü", "u", "É", "E", "ß", "ss"),
            ):
                plain = name
                for accented, letter in zip(pairs[::2], pairs[1::2], strict=True):
                    plain = plain.replace(accented, letter)
                spellings.append(plain.upper())
        return self.random.choice(spellings)

    # processor payouts

    def payout_case(self, case: str) -> None:
        currency, on = self.random.choice(tuple(EXPONENT)), self.day()
        blind = self.random.choice(("STRIPE", "STRIPE PAYMENTS", "STRIPE TRANSFER", "Stripe Payments UK Ltd"))

        def amount(*, alone: bool = False) -> int:
            return self.amount(None, currency, alone=alone)

        def deposit(minor: int, day: date, text: str = blind) -> Row:
            return self.bank(minor, day, currency, "STRIPE", text)

        if case == "payout_named":
            one = self.payout(amount(), on, currency)
            text = f"STRIPE PAYOUT {self.noisy(self.random.choice((one['id'], one['reference'])))} {self.word()}"
            self.group(case, ("payout", one), ("bank", deposit(one["minor"], self.arrives(on), text)))
        elif case == "payout_short":
            one = self.payout(amount(), on, currency)
            line = deposit(one["minor"] - self.random.randint(1, 4000), self.arrives(on), self.noisy(one["reference"]))
            self.group(case, ("payout", one), ("bank", line))
        elif case == "payout_blind":
            one = self.payout(amount(), on, currency)
            self.group(case, ("payout", one), ("bank", deposit(one["minor"], self.arrives(on))), blind=True)
        elif case == "payout_near_amounts":
            minor = amount()
            for step in range(self.random.randint(2, 4)):
                day = on + timedelta(days=self.random.randrange(3))
                one = self.payout(minor + step, day, currency)
                self.group(case, ("payout", one), ("bank", deposit(minor + step, self.arrives(day))), blind=True)
        elif case == "payout_equal_amounts":
            minor = amount(alone=True)
            for step in range(2):
                day = on + timedelta(days=step * self.random.randint(2, 4))
                one = self.payout(minor, day, currency)
                is_named = self.random.random() < 0.5
                arrived = day + timedelta(days=self.random.choice((0, 0, 1)))
                line = deposit(minor, arrived, self.noisy(one["id"]) if is_named else blind)
                self.group(case, ("payout", one), ("bank", line), blind=not is_named)
        elif case == "payout_equal_lagging":
            minor = amount(alone=True)
            for step in range(self.random.randint(3, 6)):
                one = self.payout(minor, on + timedelta(days=2 * step), currency)
                self.group(case, ("payout", one), ("bank", deposit(minor, self.arrives(one["on"]))), blind=True)
        elif case == "payout_tie":
            minor, arrived = amount(alone=True), self.arrives(on)
            for _ in range(self.random.randint(2, 3)):
                one = self.payout(minor, on, currency)
                self.group(case, ("payout", one), ("bank", deposit(minor, arrived)), blind=True)
        elif case in ("payout_batch", "payout_batch_decoy"):
            many = [self.payout(amount(alone=True), on, currency) for _ in range(self.random.randint(2, 4))]
            total = sum(one["minor"] for one in many)
            if case.endswith("decoy"):
                decoy = many[0]["minor"] + many[1]["minor"]
                part = self.random.randint(1_000, decoy - 1_000)
                for minor in (part, decoy - part):
                    self.payout(minor, on, currency)
            line = deposit(total, self.arrives(on))
            self.group(case, ("bank", line), *(("payout", one) for one in many), tie=case.endswith("decoy"))
        elif case == "payout_split":
            parts = [amount(alone=True) for _ in range(self.random.randint(2, 3))]
            one = self.payout(sum(parts), on, currency)
            self.group(case, ("payout", one), *(("bank", deposit(part, self.arrives(on))) for part in parts))
        elif case == "payout_net_of_fee":
            one = self.payout(amount(alone=True), on, currency)
            net = one["minor"] - self.fee("stripe", currency, one["minor"], on)
            if self.claim(None, currency, net):
                self.group(case, ("payout", one), ("bank", deposit(net, self.arrives(on))))
        elif case == "payout_missing":
            self.payout(amount(alone=True), on, currency)
        elif case == "deposit_unknown":
            deposit(amount(alone=True), on)

    # customer transfers

    def invoice_case(self, case: str) -> None:
        currency, due = self.random.choice(CUSTOMER_CURRENCIES), self.day()
        account = self.random.randrange(len(self.result.accounts))
        party = self.payer(account)
        blind = self.random.choice(("THANK YOU", "PAYMENT", "TRANSFER 2024", "monthly invoice", ""))

        def amount(*, alone: bool = False) -> int:
            return self.amount(account, currency, alone=alone)

        def owed(minor: int, day: date = due) -> Row:
            return self.invoice(minor, day, currency, account)

        def transfer(minor: int, day: date, text: str = blind, payer: str | None = party) -> Row:
            return self.bank(minor, day, currency, payer, text)

        if case == "invoice_named":
            one = owed(amount())
            payer = party if self.random.random() < 0.7 else f"{self.word()} Holding"
            line = transfer(one["minor"], self.pays(due), f"payment {self.noisy(one['number'])} {self.word()}", payer)
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoices_named":
            many = [owed(amount()) for _ in range(self.random.randint(2, 5))]
            text = self.random.choice((", ", " / ", " + ", " ")).join(one["number"] for one in many)
            line = transfer(sum(one["minor"] for one in many), self.pays(due), text)
            self.group(case, ("bank", line), *(("invoice", one) for one in many))
        elif case in ("invoice_part_paid", "invoice_overpaid"):
            one = owed(amount(alone=True))
            share = self.random.randint(30, 90) if case == "invoice_part_paid" else self.random.randint(101, 130)
            part = one["minor"] * share // 100
            if self.claim(account, currency, part):
                line = transfer(part, self.pays(due), self.noisy(one["number"]))
                self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoice_paid_twice":
            one, on = owed(amount(alone=True)), self.pays(due)
            line = transfer(one["minor"], on, self.noisy(one["number"]))
            transfer(one["minor"], on + timedelta(days=self.random.randint(1, 20)), self.noisy(one["number"]))
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "invoice_blind":
            one = owed(amount())
            self.group(case, ("invoice", one), ("bank", transfer(one["minor"], self.pays(due))), blind=True)
        elif case == "reference_truncated":
            one = owed(amount(alone=True))
            text = f"invoice {one['number'][: self.random.randint(5, 9)]}"
            self.group(case, ("invoice", one), ("bank", transfer(one["minor"], self.pays(due), text)))
        elif case == "reference_wrong":
            one, other = (
                owed(amount(alone=True)),
                owed(amount(alone=True), due + timedelta(days=self.random.randint(1, 20))),
            )
            line = transfer(one["minor"], self.pays(due), self.noisy(other["number"]))
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "reference_of_others":
            stranger = self.random.randrange(len(self.result.accounts))
            foreign = self.invoice(self.amount(stranger, currency, alone=True), due, currency, stranger)
            one = owed(amount(alone=True))
            line = transfer(one["minor"], self.pays(due), self.noisy(foreign["number"]))
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "pays_for_others":
            stranger = self.random.randrange(len(self.result.accounts))
            minor = amount(alone=True)
            if stranger != account and self.claim(stranger, currency, minor):
                one = self.invoice(minor, due, currency, stranger)
                self.group(
                    case,
                    ("invoice", one),
                    ("bank", transfer(minor, self.pays(due), f"for {self.noisy(one['number'])}")),
                )
        elif case == "invoice_near_amounts":
            minor = amount()
            for step in range(self.random.randint(2, 4)):
                one = owed(minor + step)
                self.group(case, ("invoice", one), ("bank", transfer(minor + step, self.pays(due))), blind=True)
        elif case == "invoice_monthly":
            minor = amount(alone=True)
            for month in range(self.random.randint(2, 6)):
                one = owed(minor, due + timedelta(days=30 * month))
                if self.random.random() < 0.95:
                    line = transfer(minor, one["due"] + timedelta(days=self.random.randint(-6, 6)))
                    self.group(case, ("invoice", one), ("bank", line), blind=True)
        elif case == "invoice_lagging":
            minor, every = amount(alone=True), self.random.choice((7, 14, 30))
            for step in range(self.random.randint(3, 8)):
                one = owed(minor, due + timedelta(days=every * step))
                line = transfer(minor, one["due"] + timedelta(days=self.random.randint(0, every)))
                self.group(case, ("invoice", one), ("bank", line), blind=True)
        elif case == "invoice_tie":
            minor, on = amount(alone=True), self.pays(due)
            for _ in range(self.random.randint(2, 3)):
                self.group(case, ("invoice", owed(minor)), ("bank", transfer(minor, on)), blind=True)
        elif case in ("invoices_in_one", "invoices_in_one_decoy"):
            many = [owed(amount(alone=True), due + timedelta(days=step)) for step in range(self.random.randint(2, 6))]
            if case.endswith("decoy"):
                decoy = many[0]["minor"] + many[1]["minor"]
                part = self.random.randint(1_000, decoy - 1_000)
                for minor in (part, decoy - part):
                    owed(minor)
            line = transfer(sum(one["minor"] for one in many), self.pays(due))
            self.group(case, ("bank", line), *(("invoice", one) for one in many), tie=case.endswith("decoy"))
        elif case == "invoice_instalments":
            parts = [amount(alone=True) for _ in range(self.random.randint(2, 3))]
            one = owed(sum(parts))
            self.group(case, ("invoice", one), *(("bank", transfer(part, self.pays(due))) for part in parts))
        elif case == "invoice_net_of_fee":
            one = owed(amount(alone=True))
            net = one["minor"] - self.fee("bank", currency, one["minor"], due)
            if net > 0 and self.claim(account, currency, net):
                self.group(case, ("invoice", one), ("bank", transfer(net, self.pays(due))))
        elif case == "payer_unknown":
            one = owed(amount(alone=True))
            line = transfer(one["minor"], self.pays(due), blind, f"{self.word()} {self.word()}")
            self.group(case, ("invoice", one), ("bank", line))
        elif case == "reversal":
            minor, day = amount(alone=True), self.pays(due)
            bounced = transfer(minor, day)
            word = (
                self.random.choice(("RETURNED", "R-TRANSACTION", "Storno", "RCUR/MD07", "Rückläufer"))
                if self.is_hard
                else "RETURNED"
            )
            back = transfer(-minor, day + timedelta(days=self.random.randint(1, 8)), f"{word} {blind}")
            self.group(case, ("bank", bounced), ("bank", back))
            if self.random.random() < 0.5:
                line = transfer(minor, back["on"] + timedelta(days=self.random.randint(1, 9)))
                self.group(case, ("invoice", owed(minor)), ("bank", line))
        elif case == "offset":
            minor, day = amount(alone=True), self.pays(due)
            transfer(minor, day)
            if self.random.random() < 0.5:
                transfer(
                    -minor, day + timedelta(days=self.random.randint(0, 5)), "REFUND", f"{self.word()} {self.word()}"
                )
            else:
                transfer(-minor, day + timedelta(days=self.random.randint(15, 40)), "REFUND")
        elif case == "invoice_missing":
            transfer(amount(alone=True), due)
        elif case == "transfer_missing":
            owed(amount(alone=True))
        elif case == "busy_customer":
            self.busy_customer(case)
        elif case == "cost":
            transfer(-amount(alone=True), due, "RENT", f"{self.word()} Supplies")

    def busy_customer(self, case: str) -> None:
        """A customer of its own with hundreds of invoices of few amounts; two in three transfers name their invoice."""
        account = len(self.result.accounts)
        self.result.accounts.append(self.name(account))
        currency, first = self.random.choice(CUSTOMER_CURRENCIES), self.day()
        amounts = [self.amount(account, currency, alone=True) for _ in range(self.random.randint(3, 8))]
        for _ in range(self.random.randint(100, min(400, max(100, self.rows // 20)))):
            due = first + timedelta(days=self.random.randrange(300))
            one = self.invoice(self.random.choice(amounts), due, currency, account)
            fate = self.random.random()
            if fate < 0.05:
                continue
            text = self.noisy(one["number"]) if fate < 0.7 else "THANK YOU"
            line = self.bank(
                one["minor"], due + timedelta(days=self.random.randint(-3, 20)), currency, self.payer(account), text
            )
            self.group(case, ("invoice", one), ("bank", line), blind=fate >= 0.7)

    def run(self) -> Labelled:
        """All cases by their weights, then every table in an order that tells nothing."""
        easy_and_hard = {case: hard if self.is_hard else easy for case, (easy, hard, _) in CASES.items()}
        cases = [case for case, weight in easy_and_hard.items() if weight]
        weights = [easy_and_hard[case] for case in cases]
        while len(self.result.bank_lines) < self.rows:
            case = self.random.choices(cases, weights)[0]
            (self.payout_case if case.startswith(("payout", "deposit")) else self.invoice_case)(case)
        for rows in (self.result.payouts, self.result.invoices, self.result.bank_lines):
            self.random.shuffle(rows)
        return self.result


def generate(rows: int, seed: int, difficulty: Difficulty = "hard") -> Labelled:
    """As many bank lines as asked for, a few more where the last case has several, and what belongs to them."""
    labelled = Generator(rows, seed, difficulty).run()
    judge(labelled)
    return labelled


def judge(labelled: Labelled) -> None:
    """Mark the pairs that amount and dates alone do not decide.

    Of equal amounts of one party, the assignment with the smallest total distance of days is right, where it is the
    only one; so a pair is decidable if it is in that assignment, and no swap and no free row is as good.
    """
    targets = {("payout", row["id"]): (row, row["on"], -2, 5, None) for row in labelled.payouts}
    targets |= {("invoice", row["id"]): (row, row["due"], -35, 60, row["account"]) for row in labelled.invoices}
    lines = {row["id"]: row for row in labelled.bank_lines}
    blocks: defaultdict[tuple[Any, ...], list[Group]] = defaultdict(list)
    free: defaultdict[tuple[Any, ...], list[date]] = defaultdict(list)
    taken = {row for group in labelled.groups for row in group.rows}
    for group in labelled.groups:
        if group.blind:
            row, _, _, _, account = targets[group.rows[0]]
            blocks[account, row["currency"], row["minor"]].append(group)
    for key, (row, on, _, _, account) in targets.items():
        if key not in taken:
            free[account, row["currency"], row["minor"]].append(on)
    for block, groups in blocks.items():
        if len(groups) == 1 and not free[block]:
            continue
        _, _, before, after, _ = targets[groups[0].rows[0]]
        days = [(targets[group.rows[0]][1].toordinal(), lines[group.rows[1][1]]["on"].toordinal()) for group in groups]
        best = assign(
            [expected for expected, _ in days] + [on.toordinal() for on in free[block]],
            [booked for _, booked in days],
            before,
            after,
        )
        for number, group in enumerate(groups):
            if best.get(number) != number:
                group.verdict = "misled" if number in best or number in best.values() else "tie"


def assign(expected: list[int], booked: list[int], before: int, after: int) -> dict[int, int]:
    """Which booked day belongs to which expected day: pairs that every assignment of most pairs and least distance
    has."""
    left = sorted(range(len(expected)), key=lambda number: (expected[number], number))
    right = sorted(range(len(booked)), key=lambda number: (booked[number], number))

    def cost(target: int, line: int) -> int | None:
        late = booked[line] - expected[target]
        return abs(late) if before <= late <= after else None

    # most pairs first, least distance second; an assignment in order of days is always among the best
    table = [[(0, 0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, target in enumerate(left, 1):
        for j, line in enumerate(right, 1):
            options = [table[i - 1][j], table[i][j - 1]]
            price = cost(target, line)
            if price is not None:
                pairs, distance = table[i - 1][j - 1]
                options.append((pairs - 1, distance + price))
            table[i][j] = min(options)
    best: dict[int, int] = {}
    i, j = len(left), len(right)
    while i and j:
        price = cost(left[i - 1], right[j - 1])
        pairs, distance = table[i - 1][j - 1]
        if price is not None and table[i][j] == (pairs - 1, distance + price):
            best[left[i - 1]] = right[j - 1]
            i, j = i - 1, j - 1
        elif table[i][j] == table[i - 1][j]:
            i -= 1
        else:
            j -= 1
    idle_targets = set(left) - set(best)
    idle_lines = set(right) - set(best.values())

    def is_only(target: int, line: int) -> bool:
        price = cost(target, line)
        if any(cost(other, line) == price for other in idle_targets):
            return False
        if any(cost(target, other) == price for other in idle_lines):
            return False
        for other, its_line in best.items():
            swapped = cost(target, its_line), cost(other, line)
            if other != target and None not in swapped and sum(swapped) == price + cost(other, its_line):  # type: ignore[arg-type, operator]
                return False
        return True

    return {target: line for target, line in best.items() if is_only(target, line)}
