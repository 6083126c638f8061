"""Quotas, forecasts that move, capacity and commitments; misses and what only looks like one.

Plans are drawn from what was sold, so that who misses which plan is known from the start.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from leakage.demo.company import Company
from leakage.demo.money import EXPONENT, major, month_end, round_half_away

QUARTERS = (6, 9, 12, 15)  # first months of the quarters that are planned
FIRST_MONTH, LAST_MONTH = 6, 17
SKILLS = ("Implementation", "Data migration", "Training")
STAGE_PCT = {"Prospecting": 10, "Qualification": 10, "Proposal": 75, "Negotiation": 90}
OTHER_STAGE_PCT = 25
# Percent of the plan that was booked, by what is planted; who breaches is known from here.
QUOTA_KINDS = {"met": 100, "nearly": 92, "beaten": 180, "missed": 70}
FORECAST_KINDS = {"accurate": 104, "within": 118, "too_high": 60, "too_low": 150}
BREACHES = {"missed", "too_high", "too_low", "overcommitted"}

Period = tuple[date, date]
Who = tuple[str, str]


@dataclass
class Deal:
    """What plans need to know of a deal."""

    rep: str
    partner: str | None
    currency: str
    closed_on: date
    is_won: bool
    is_closed: bool
    stage: str
    amount: Decimal
    lines: dict[str, Decimal] = field(default_factory=dict)


class Sales:
    """Every deal that any part of the company writes, read as it is written."""

    def __init__(self, company: Company):
        self.company = company
        self.deals: dict[str, Deal] = {}
        self.portal_ids: dict[str, str] = {}  # by CRM account
        company.sink.watch("salesforce.opportunity", self._deal)
        company.sink.watch("salesforce.opportunity_line_item", self._line)
        company.sink.watch("partner_portal.partner", self._partner)

    def _deal(self, row: dict[str, Any]) -> None:
        if not row["is_deleted"]:
            self.deals[row["id"]] = Deal(
                row["owner_id"],
                row.get("partner_account_id_c"),
                row["currency_iso_code"],
                row["close_date"],
                row["is_won"],
                row["is_closed"],
                row["stage_name"],
                row["amount"] or Decimal(0),
            )

    def _line(self, row: dict[str, Any]) -> None:
        if not row["is_deleted"] and row["opportunity_id"] in self.deals:
            self.deals[row["opportunity_id"]].lines[row["id"]] = row["total_price"] or Decimal(0)

    def _partner(self, row: dict[str, Any]) -> None:
        self.portal_ids[row["crm_account_id"]] = row["partner_id"]

    @cached_property
    def won(self) -> dict[str, Deal]:
        """The deals won by the as-of date; asked when all is written."""
        as_of = self.company.as_of
        return {key: deal for key, deal in self.deals.items() if deal.is_won and deal.closed_on <= as_of}

    @cached_property
    def bookings(self) -> dict[Who, list[tuple[date, str, Decimal]]]:
        """Contract lines by whom they count for: close date, currency, value."""
        found: defaultdict[Who, list[tuple[date, str, Decimal]]] = defaultdict(list)
        for deal in self.won.values():
            for amount in deal.lines.values() or [deal.amount]:
                for who in (("total", "total"), ("rep", deal.rep), ("partner", deal.partner or "")):
                    found[who].append((deal.closed_on, deal.currency, amount))
        return found

    def booked(self, who: Who, period: Period, currency: str) -> int:
        """Bookings of a rep, a partner or all, each contract line converted at its close date."""
        first, last = period
        return sum(
            self.convert(amount, sold_in, currency, closed_on)
            for closed_on, sold_in, amount in self.bookings.get(who, [])
            if first <= closed_on <= last
        )

    def convert(self, amount: Decimal, currency: str, target: str, on: date) -> int:
        """Minor units of the target currency."""
        value = Fraction(amount)
        if currency != target:
            value = value * Fraction(self.company.rate(currency, on)) / Fraction(self.company.rate(target, on))
        return round_half_away(value * 10 ** EXPONENT[target])


@dataclass
class Forecast:
    """What was said about one period, in minor units, by day."""

    who: Who
    period: Period
    currency: str
    said: list[tuple[date, int]]
    actual: int
    kind: str
    level: int = 1

    @property
    def planned(self) -> int:
        early = [amount for on, amount in self.said if on <= self.period[0]]
        return early[-1] if early else self.said[0][1]


class Planning:
    """The planning system of the company."""

    def __init__(self, company: Company, sales: Sales):
        self.company, self.sales = company, sales
        self.leaks = company.config.leaks
        self.quota_reps: defaultdict[Period, set[str]] = defaultdict(set)

    def write(self) -> None:
        """Write all plans and the truth about them; the last part of a company, when everything is sold."""
        self._quotas()
        self._forecasts()
        self._hours()

    # periods and kinds

    def _period(self, first: int, months: int = 3) -> Period:
        return self.company.month(first), month_end(self.company.month(first + months - 1))

    def _kind(self, kinds: dict[str, int], number: int) -> str:
        kind = list(kinds)[number % len(kinds)]
        return next(iter(kinds)) if kind in BREACHES and not self.leaks else kind

    @staticmethod
    def _whole(minor: int, currency: str) -> int:
        """Whole major units, as people plan."""
        unit = 10 ** EXPONENT[currency]
        return minor // unit * unit

    def _planned(self, kinds: dict[str, int], kind: str, actual: int, currency: str) -> int:
        """The plan of which that many percent were booked; who sold nothing had planned to, only if it is a miss."""
        if actual == 0:
            return 50_000 * 10 ** EXPONENT[currency] if kind in BREACHES else 0
        if kinds[kind] == 100:
            return actual
        return self._whole(actual * 100 // kinds[kind], currency)

    def _in(self, currency: str) -> str:
        return currency if currency in self.company.config.currencies else "USD"

    # quotas

    def _quotas(self) -> None:
        reps = self.company.owners
        for q, first in enumerate(QUARTERS):
            period = self._period(first)
            for r, rep in enumerate(reps):
                if (q, r) == (2, 4):  # hired in the quarter: sells, and has no quota yet
                    continue
                currency = self._in("EUR") if r == 2 else "USD"
                self._quota(rep, period, currency, self._kind(QUOTA_KINDS, q + r), mixed=(q, r) == (2, 3))
            self._unplanned("quota_attainment", "rep", period, [rep for r, rep in enumerate(reps) if (q, r) != (2, 4)])
        year = self._period(FIRST_MONTH, 12)
        self._quota(reps[0], year, "USD", "nearly", level=2)
        self._unplanned("quota_attainment", "rep", year, reps[:1], level=2)
        half_year = self._period(QUARTERS[-1], 6)  # still runs: short of it today, and no miss
        self._quota(reps[1], half_year, "USD", "missed", level=2, is_ended=False)
        self._unplanned("quota_attainment", "rep", half_year, reps[1:2], level=2)
        later = self._period(LAST_MONTH + 1)
        self._quota_row(reps[0], later, 100_000_00, "USD")

    def _quota(
        self,
        rep: str,
        period: Period,
        currency: str,
        kind: str,
        *,
        mixed: bool = False,
        level: int = 1,
        is_ended: bool = True,
    ) -> None:
        actual = self.sales.booked(("rep", rep), period, currency)
        planned = self._planned(QUOTA_KINDS, kind, actual, currency)
        euros = 1_000_00 if mixed and self._in("EUR") == "EUR" else 0
        part = self.sales.convert(major(euros, "EUR"), "EUR", "USD", period[0]) if euros else 0
        if euros and planned >= part:  # stated in two currencies
            self._quota_row(rep, period, euros, "EUR")
            self._quota_row(rep, period, planned - part, "USD")
        else:
            self._quota_row(rep, period, planned, currency)
        is_breach = is_ended and actual * 100 < planned * 90
        assert is_breach == (kind in BREACHES and is_ended), (rep, period, kind, planned, actual)
        self._truth("quota_attainment", ("rep", rep), period, currency, planned, actual, kind, is_breach, level=level)

    def _quota_row(self, rep: str, period: Period, amount: int, currency: str) -> None:
        self.company.sink.row(
            "planning.quota",
            rep_id=rep,
            period_start=period[0],
            period_end=period[1],
            amount=major(amount, currency),
            currency=currency,
        )

    def _unplanned(self, metric: str, scope: str, period: Period, planned: list[str], level: int = 1) -> None:
        """What those sold who had no plan for a period that others of their scope had planned."""
        others = [who for who in self.sales.bookings if who[0] == scope and who[1] not in ("", *planned)]
        actual = sum(self.sales.booked(who, period, "USD") for who in others)
        if actual:
            self._truth(metric, (scope, "(unplanned)"), period, "USD", 0, actual, "unplanned", False, level=level)

    # forecasts

    def _forecasts(self) -> None:
        forecasts: list[Forecast] = []
        for n, month in enumerate(range(FIRST_MONTH, LAST_MONTH + 1)):
            forecasts.append(self._forecast(("total", "total"), self._period(month, 1), "USD", n))
        for q, first in enumerate(QUARTERS):
            period = self._period(first)
            for r, rep in enumerate(self.company.owners):
                if (q, r) != (2, 4):
                    currency = self._in("JPY") if r == 1 else "USD"
                    forecasts.append(self._forecast(("rep", rep), period, currency, q + 2 * r, is_late=r == 3))
            planned = [f.who[1] for f in forecasts if f.who[0] == "rep" and f.period == period]
            self._unplanned("forecast_accuracy", "rep", period, planned)
            for p, partner in enumerate(self._partners()):
                if (q, p) != (3, 1):
                    forecasts.append(self._forecast(("partner", partner), period, "USD", q + p))
            planned = [f.who[1] for f in forecasts if f.who[0] == "partner" and f.period == period]
            if planned:
                self._unplanned("forecast_accuracy", "partner", period, planned)
        half_year = self._period(QUARTERS[-1], 6)
        running = self._forecast(("total", "total"), half_year, "USD", 0, level=2)
        running.kind = "running"
        forecasts.append(running)
        for forecast in forecasts:
            self._write(forecast)
        later = self._period(LAST_MONTH + 1)
        self._snapshot(("total", "total"), later, self.company.as_of - timedelta(days=5), 90_000_00, "USD")
        self._forecast_truth(forecasts)

    def _partners(self) -> list[str]:
        planned = self._period(FIRST_MONTH, 12)
        partners = sorted(who for who in self.sales.bookings if who[0] == "partner" and who[1])
        return [who[1] for who in partners if self.sales.booked(who, planned, "USD")]

    def _forecast(
        self, who: Who, period: Period, currency: str, number: int, *, is_late: bool = False, level: int = 1
    ) -> Forecast:
        """Said three weeks before the period, at its start, and twice while it runs; late ones speak while it runs."""
        actual = self.sales.booked(who, period, currency)
        kind = self._kind(FORECAST_KINDS, number)
        if kind == "too_low" and actual == 0:
            kind = "accurate"
        planned = self._planned(FORECAST_KINDS, kind, actual, currency)
        start = period[0]
        said = [(start + timedelta(days=4), planned), (start + timedelta(days=21), planned)]
        if not is_late:
            hoped = self._whole(planned * 13 // 10, currency)
            corrected = self._whole((planned + actual) // 2, currency)
            eve = start - timedelta(days=number % 2)
            said = [(start - timedelta(days=21), hoped), (eve, planned), (start + timedelta(days=9), planned)]
            said.append((start + timedelta(days=20), corrected))
        return Forecast(who, period, currency, said, actual, kind, level)

    def _write(self, forecast: Forecast) -> None:
        for on, amount in forecast.said:
            self._snapshot(forecast.who, forecast.period, on, amount, forecast.currency)
        afterwards = forecast.period[1] + timedelta(days=3)
        if afterwards <= self.company.as_of:  # the books are closed: no forecast any more
            self._snapshot(forecast.who, forecast.period, afterwards, forecast.actual, forecast.currency)

    def _named(self, who: Who) -> str:
        """Plans know a partner by its id in the portal, deals by its CRM account; forecasts say now this, now that."""
        return self.sales.portal_ids.get(who[1], who[1]) if who[0] == "partner" else who[1]

    def _snapshot(self, who: Who, period: Period, on: date, amount: int, currency: str) -> None:
        self.company.sink.row(
            "planning.forecast_snapshot",
            snapshot_date=on,
            period_start=period[0],
            period_end=period[1],
            scope=who[0],
            scope_id=self._named(who) if period[0].month % 2 else who[1],
            amount=major(amount, currency),
            currency=currency,
        )

    def _forecast_truth(self, forecasts: list[Forecast]) -> None:
        so_far: defaultdict[tuple[Who, int], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
        for one in sorted(forecasts, key=lambda f: f.period[1]):
            is_ended = one.period[1] <= self.company.as_of
            errors: list[Decimal | None] = [None, None]
            if is_ended:
                sums = so_far[one.who, one.level]
                change = Fraction(one.actual - one.planned)
                sums[:] = [sums[0] + change, sums[1] + abs(change), sums[2] + one.actual]
                errors = [share(sums[0], sums[2]), share(sums[1], sums[2])]
            is_breach = is_ended and abs(one.actual - one.planned) * 100 > one.planned * 20
            assert is_breach == (one.kind in BREACHES and is_ended), one
            amounts = [amount for _, amount in one.said]
            self._truth(
                "forecast_accuracy",
                one.who,
                one.period,
                one.currency,
                one.planned,
                one.actual,
                one.kind,
                is_breach,
                level=one.level,
                first_planned=major(amounts[0], one.currency),
                last_planned=major(amounts[-1], one.currency),
                change_count=sum(a != b for a, b in pairwise(amounts)),
                bias=errors[0],
                weighted_absolute_error=errors[1],
            )

    # hours

    def _hours(self) -> None:
        """Capacity up to five months ahead; hours of contracts, open deals, lost deals and of a line nobody knows."""
        rng = self.company.random("planning", "hours")
        won = sorted(line for key, deal in self.sales.won.items() for line in deal.lines or [key])
        unwon = {key: deal for key, deal in sorted(self.sales.deals.items()) if key not in self.sales.won}
        is_open = {k: d for k, d in unwon.items() if not d.is_closed or d.closed_on > self.company.as_of}
        lost = [next(iter(d.lines), k) for k, d in unwon.items() if k not in is_open]
        pipeline = [
            (next(iter(deal.lines), key), STAGE_PCT.get(deal.stage, OTHER_STAGE_PCT))
            for key, deal in list(is_open.items())[:6]
        ]
        for n, month in enumerate(range(12, 23)):
            for s, skill in enumerate(SKILLS):
                hours = {line: Decimal(rng.randint(8, 60)) / 2 for line in rng.sample(won, min(3, len(won)))}
                for i, (line, amount) in enumerate(hours.items()):
                    self._commitment(line, month, skill.lower() if i == 1 else skill, amount)
                committed = sum(hours.values(), Decimal(0))
                unlinked = Decimal("7.5") if (n, s) == (3, 1) else Decimal(0)
                if unlinked:
                    self._commitment("00kDm0009999999", month, skill, unlinked)
                if lost and s == 0:
                    self._commitment(lost[n % len(lost)], month, skill, Decimal(400))
                hoped = weighted = Decimal(0)
                for line, percent in pipeline if month > LAST_MONTH else []:
                    amount = Decimal(rng.randint(10, 20))
                    self._commitment(line, month, skill, amount)
                    hoped, weighted = hoped + amount, weighted + amount * percent / 100
                self._capacity(n + s, month, skill, committed, unlinked, hoped, weighted)
        if won:  # beyond the months that capacity is planned for
            self._commitment(won[0], 26, SKILLS[0], Decimal(12))
            self._hours_truth(26, SKILLS[0], *map(Decimal, (0, 12, 0, 0, 0)), kind="beyond_the_plan", is_judged=False)

    def _capacity(
        self,
        number: int,
        month: int,
        skill: str,
        committed: Decimal,
        unlinked: Decimal,
        hoped: Decimal,
        weighted: Decimal,
    ) -> None:
        kind = ("fits", "full", "overcommitted", "full_with_pipeline")[number % 4]
        kind = "fits" if kind in ("overcommitted", "full_with_pipeline") and not self.leaks else kind
        available = {
            "fits": committed + weighted + 24,
            "full": committed + weighted,
            "overcommitted": max(committed - 6, Decimal(0)),
            "full_with_pipeline": committed,
        }[kind]
        self.company.sink.row(
            "planning.capacity", month=self.company.month(month), skill=skill, available_hours=available
        )
        self._hours_truth(month, skill, available, committed, unlinked, hoped, weighted, kind=kind)

    def _commitment(self, line: str, month: int, skill: str, hours: Decimal) -> None:
        self.company.sink.row(
            "planning.commitment",
            contract_line_id=line,
            month=self.company.month(month),
            skill=skill,
            hours=hours,
        )

    def _hours_truth(
        self,
        month: int,
        skill: str,
        available: Decimal,
        committed: Decimal,
        unlinked: Decimal,
        hoped: Decimal,
        weighted: Decimal,
        *,
        kind: str,
        is_judged: bool = True,
    ) -> None:
        start = self.company.month(month)
        self.company.sink.truth(
            "plans",
            metric="capacity",
            scope="skill",
            scope_id=skill,
            period_start=start,
            period_end=month_end(start),
            planned=available,
            actual=committed,
            is_breach=is_judged and committed > available,
            pipeline=hoped,
            weighted_pipeline=weighted,
            is_projected_breach=is_judged and committed + weighted > available,
            unlinked=unlinked,
            kind=kind,
        )

    # truth

    def _truth(
        self,
        metric: str,
        who: Who,
        period: Period,
        currency: str,
        planned: int,
        actual: int,
        kind: str,
        is_breach: bool,
        *,
        level: int = 1,
        **more: Any,
    ) -> None:
        self.company.sink.truth(
            "plans",
            metric=metric if level == 1 else f"{metric}_level_{level}",
            scope=who[0],
            scope_id=self._named(who),
            period_start=period[0],
            period_end=period[1],
            currency=currency,
            planned=major(planned, currency),
            actual=major(actual, currency),
            is_breach=is_breach,
            kind=kind,
            **more,
        )


def share(part: Fraction, whole: Fraction) -> Decimal | None:
    """A quotient with 8 decimals."""
    return Decimal(round_half_away(part / whole * 10**8)).scaleb(-8) if whole else None
