"""What happens before the contract and after its term (leads, calls, stages, renewals), and the truth about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from leakage.demo.billing import Line
from leakage.demo.company import Account, Company, at
from leakage.demo.money import EXPONENT, add_months, divide, major, month_start

if TYPE_CHECKING:
    from leakage.demo.plans import Plan

RESPONSE = timedelta(hours=24)
LOST_AFTER = 10 * RESPONSE
STALLED_DAYS = 30
VALUE_MONTHS = 12
STAGES = ("Prospecting", "Proposal", "Negotiation")
LEAD_SHARE = 0.35  # of the won deals
UNKNOWN = "unknown"
OUTCOMES = ("advanced", "dropped", "in_flight")


@dataclass
class Tally:
    """One row of the truth of stages, in minor units."""

    counts: Counter[str] = field(default_factory=Counter)
    amounts: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, tuple[int, int]] = field(default_factory=dict)  # money and units

    def add(
        self, outcome: str, amount: int, dropped: int | None = None, reason: str | None = None, is_late: bool = False
    ) -> None:
        lost = dropped if dropped is not None else amount if outcome == "dropped" else 0
        self.counts[outcome] += 1
        self.counts["late"] += is_late
        self.amounts[outcome] += amount - lost if outcome != "dropped" else 0
        self.amounts["dropped"] += lost
        if reason:
            money, units = self.reasons.get(reason, (0, 0))
            self.reasons[reason] = (money + lost, units + 1)

    @property
    def top_reason(self) -> str | None:
        return min(self.reasons, key=lambda r: (-self.reasons[r][0], -self.reasons[r][1], r), default=None)


@dataclass
class Deal:
    """One opportunity as the lifecycle sees it."""

    id: str
    segment: str
    currency: str
    amount: int | None
    created_on: date
    closed_on: date | None
    is_closed: bool = False
    is_won: bool = False


@dataclass
class Ended:
    """A term that ended: what it was worth, and what what follows is worth for as many months."""

    segment: str
    currency: str
    contract_id: str
    months: int
    amount: int
    ended_on: date
    renewed: int
    reason: str
    is_pending: bool = False


class Lifecycle:
    """Writes the rows of the lifecycle beside the contracts, and keeps the tallies of its truth."""

    def __init__(self, company: Company):
        self.company = company
        self._tallies: defaultdict[tuple[str, date, str, str], Tally] = defaultdict(Tally)
        self._stays: defaultdict[str, list[int]] = defaultdict(list)
        self._won: list[tuple[str, int]] = []  # segment and dollars in cents, of the trailing months
        self._ended: list[Ended] = []
        self._accounts: list[Account] = []
        self._unvalued: list[tuple[str, date, str, str, str | None]] = []
        self._open: list[tuple[str, date, dict[str, Any]]] = []

    # what plans tell

    def sign(self, plan: Plan) -> None:
        """A won deal: its way through the stages, perhaps the lead it came from, and its terms that ended."""
        line, account, rng = plan.line, plan.account, self.company.random("lifecycle", plan.deal_id)
        assert line.closed_on <= self.company.as_of
        if len(self._accounts) < 12 and account not in self._accounts:
            self._accounts.append(account)
        amount = sum(row.total for row in plan.lines)
        created_on = line.closed_on - timedelta(days=45)
        deal = Deal(plan.deal_id, account.industry, line.currency, amount, created_on, line.closed_on)
        deal.is_closed = deal.is_won = True
        first = created_on + timedelta(days=rng.randint(5, 14))
        second = line.closed_on - timedelta(days=rng.randint(8, 18))
        self._walk(deal, [created_on, first, second, line.closed_on], "Closed Won")
        self._tally("deal_execution", created_on, deal, "advanced", amount)
        self._truth(deal, stage="Closed Won", entered_stage_on=line.closed_on, days_in_stage=0)
        if line.closed_on > add_months(self.company.as_of, -VALUE_MONTHS):
            cents = int(self.company.usd(amount, line.currency, line.closed_on).scaleb(2))
            self._won.append((account.industry, cents))
        if rng.random() < LEAD_SHARE:
            name = account.name if rng.random() < 0.8 else f"{account.name.split()[0]} Holding"
            created = at(created_on - timedelta(days=rng.randint(3, 20)))
            self._lead(created, name, answered=created + timedelta(hours=rng.randint(1, 20)), deal=deal)
        self._end_terms(plan)

    def _end_terms(self, plan: Plan) -> None:
        as_of = self.company.as_of
        for line in plan.lines if plan.line.months else []:
            for earlier in self._ended:
                if plan.renews and earlier.contract_id == plan.renews:
                    earlier.renewed += divide(line.total * earlier.months, line.term_months)
            if line.cut_on and not plan.spec.is_terminated:
                continue  # goes on in the line that amends it
            terms = _terms(line, as_of)
            for number, (_, last, value) in enumerate(terms):
                ended_on = min(last, line.cut_on or last)
                if ended_on >= as_of:
                    break
                following = terms[number + 1][2] if number + 1 < len(terms) else 0
                reason = "cancelled" if plan.spec.cancelled_month is not None else "not_renewed"
                place = (plan.account.industry, line.currency, plan.contract_id)
                self._ended.append(Ended(*place, line.term_months, value, ended_on, following, reason))

    def enter(self, row: dict[str, Any], account: Account) -> None:
        """An opportunity without any history that another part of the company wrote, lost or still open."""
        minor = int(row["amount"].scaleb(EXPONENT[row["currency_iso_code"]]))
        created_on = row["created_date"].date()
        deal = Deal(row["id"], account.industry, row["currency_iso_code"], minor, created_on, row["close_date"])
        deal.is_closed = row["is_closed"]
        if deal.is_closed:
            self._tally("deal_execution", created_on, deal, "dropped", minor, row["loss_reason_c"])
            self._truth(deal, stage=row["stage_name"])
        else:
            self._tally("deal_execution", created_on, deal, "in_flight", minor)
            self._stand(deal, row["stage_name"], created_on)

    # rows

    def _walk(self, deal: Deal, days: list[date], last: str | None) -> None:
        """The deal's changes of stage: it enters stage k on day k, and `last` on the last day."""
        names = [*STAGES[: len(days) - 1], last] if last else list(STAGES[: len(days)])
        for before, after, on in zip(names, names[1:], days[1:], strict=False):
            self._change(deal.id, "StageName", before, after, on)
        if deal.is_won:
            for name, entered_on, left_on in zip(STAGES, days, days[1:], strict=False):
                self._stays[name].append((left_on - entered_on).days)
            self._stays["Closed Won"].append(0)

    def _change(self, deal_id: str, name: str, old: object, new: object, on: date) -> None:
        self.company.sink.row(
            "salesforce.opportunity_field_history",
            id=self.company.crm_id("017"),
            opportunity_id=deal_id,
            field=name,
            old_value=str(old),
            new_value=str(new),
            created_date=at(on, 10),
        )

    def _lead(
        self,
        created: datetime,
        name: str,
        *,
        answered: datetime | None = None,
        deal: Deal | None = None,
        rating: str | None = "Warm",
        estimate: int | None = 500_000,
        is_answered_by_call: bool = False,
        is_duplicate: bool = False,
        converted_on: date | None = None,
        reason: str | None = None,
    ) -> str:
        """One lead with what became of it, and its truth in the two stages of leads."""
        lead_id = self.company.crm_id("00Q")
        converted_on = deal.created_on if deal else converted_on
        given_up = "Closed - Not Converted" if reason else "Open - Not Contacted"
        self.company.sink.row(
            "salesforce.lead",
            id=lead_id,
            company=name,
            email=f"contact.{lead_id.lower()}@lead.example",
            status="Closed - Converted" if converted_on else given_up,
            rating=rating,
            lead_source="Web",
            created_date=created,
            first_response_at_c=None if is_answered_by_call else answered,
            is_converted=converted_on is not None,
            converted_date=converted_on,
            converted_opportunity_id=deal.id if deal else None,
            estimated_value_c=None if estimate is None else major(estimate, "USD"),
            disqualified_reason_c=reason,
            owner_id=self.company.owners[0],
            is_deleted=False,
        )
        segment = deal.segment if deal else rating or UNKNOWN
        value = 0 if is_duplicate else (deal.amount or 0) if deal else estimate
        currency = deal.currency if deal else "USD"
        age = at(self.company.as_of, 23) - created
        in_time = answered is not None and answered - created <= LOST_AFTER
        if not in_time and not converted_on:
            outcome = "dropped" if answered or reason or age > LOST_AFTER else "in_flight"
            why = (reason or "never_answered") if outcome == "dropped" else None
            self._value("lead_intake", created.date(), segment, currency, outcome, why, value)
            return lead_id
        is_late = answered is not None and answered - created > RESPONSE
        key = ("lead_intake", month_start(created.date()), segment, currency)
        self._tallies[key].add("advanced", value or 0, is_late=is_late)
        entered_on = min(on for on in (answered.date() if answered else None, converted_on) if on)
        if deal and not is_duplicate:
            outcome, why = "advanced", None
        elif is_duplicate or converted_on or reason:
            outcome = "dropped"
            why = "duplicate_lead" if is_duplicate else "converted_without_deal" if converted_on else reason
        else:
            outcome, why = "in_flight", None
        self._value("qualification", entered_on, segment, currency, outcome, why, value)
        return lead_id

    def _call(self, started: datetime, number: str | None, **more: Any) -> None:
        values = {"direction": "inbound", "answered": False, **more}
        self.company.sink.row(
            "telephony.call", call_id=self.company.next("CALL-", 6), started_at=started, from_number=number, **values
        )

    def _unheard(self, started: datetime, outcome: str = "dropped") -> None:
        """A caller whom nobody called back is a lead of unknown segment."""
        why = "missed_call" if outcome == "dropped" else None
        self._value("lead_intake", started.date(), UNKNOWN, "USD", outcome, why, None)

    def _deal(
        self,
        account: Account | None,
        stages: list[date],
        *,
        amount: int | None = 1_200_000,
        closes: Sequence[date | None],
        reason: str | None = None,
        source: str | None = "Web",
        kind: str = "New Business",
        renews: str | None = None,
    ) -> Deal:
        """An opportunity that is not won: the days it entered its stages, its close dates, and why it was lost."""
        company, created_on, closed_on = self.company, stages[0], closes[-1]
        deal = Deal(
            company.crm_id("006"), account.industry if account else UNKNOWN, "USD", amount, created_on, closed_on
        )
        deal.is_closed = reason is not None
        stage = "Closed Lost" if deal.is_closed else STAGES[len(stages) - 1]
        company.sink.row(
            "salesforce.opportunity",
            id=deal.id,
            account_id=account.crm_id if account else None,
            name=f"{account.name if account else 'Nobody'} {kind}",
            stage_name=stage,
            amount=None if amount is None else major(amount, "USD"),
            currency_iso_code="USD",
            close_date=closed_on,
            created_date=at(created_on),
            is_closed=deal.is_closed,
            is_won=False,
            type=kind,
            lead_source=source,
            owner_id=company.owners[0],
            loss_reason_c=reason,
            renewed_contract_id_c=renews,
            is_deleted=False,
        )
        entered_on = stages[-1]
        if reason:
            assert closed_on is not None
            entered_on = closed_on
        self._walk(deal, [*stages, entered_on] if reason else stages, "Closed Lost" if reason else None)
        pushes = quarters = 0
        for number, (old, new) in enumerate(pairwise(closes)):
            assert old is not None and new is not None
            self._change(deal.id, "CloseDate", old, new, created_on + timedelta(days=5 + number))
            pushes += new > old
            quarters += _quarter(new) > _quarter(old)
        moved = bool(closes[0] and closed_on and _quarter(closed_on) > _quarter(closes[0]))
        status = "missing" if source is None else "valid" if source == "Web" else "dangling"
        more = {
            "push_count": pushes,
            "quarter_push_count": quarters,
            "moved": moved,
            "lead_source_status": status,
            "has_account": account is not None,
        }
        if reason:
            self._tally("deal_execution", created_on, deal, "dropped", amount or 0, reason)
            self._truth(deal, stage=stage, entered_stage_on=entered_on, days_in_stage=0, **more)
        else:
            self._tally("deal_execution", created_on, deal, "in_flight", amount or 0)
            self._stand(deal, stage, entered_on, **more)
        return deal

    # the cast

    def plant(self, casts: int) -> None:
        """Leads, calls and deals that were never won, once per cast."""
        for _ in range(casts):
            self._plant_leads()
            self._plant_calls()
            self._plant_deals()
        self._plant_renewals()

    def _ago(self, days: int, hour: int = 9) -> datetime:
        return at(self.company.as_of - timedelta(days=days), hour)

    def _day(self, days_ago: int) -> date:
        return self.company.as_of - timedelta(days=days_ago)

    def _plant_leads(self) -> None:
        hours = timedelta(hours=1)
        self._lead(self._ago(80), "Answered at once", answered=self._ago(80) + 2 * hours)
        self._lead(self._ago(81), "Answered late", answered=self._ago(81) + 60 * hours, rating="Hot")
        self._lead(self._ago(82), "Given up", answered=self._ago(82) + 3 * hours, reason="No budget")
        self._lead(self._ago(83), "Spam", reason="Spam", rating=None)
        self._lead(self._ago(84), "Never answered", estimate=750_000)
        self._lead(self._ago(85), "Never answered, not valued", estimate=None, rating="Cold")
        self._lead(self._ago(86), "Never answered, of a known segment", estimate=None, rating="Retail")
        self._lead(self._ago(87), "Answered much too late", answered=self._ago(87) + 300 * hours)
        self._lead(self._ago(3), "Came in just now", estimate=250_000)
        converted_on = self._day(70)
        self._lead(self._ago(88), "A customer, no deal", answered=self._ago(88) + hours, converted_on=converted_on)
        deal = self._deal(self._accounts[0], [self._day(60)], closes=[self._day(-50)])
        self._lead(self._ago(90), "Two leads, one deal", answered=self._ago(90) + hours, deal=deal)
        self._lead(self._ago(75), "One deal, two leads", answered=self._ago(75) + hours, deal=deal, is_duplicate=True)

    def _plant_calls(self) -> None:
        hour = timedelta(hours=1)
        numbers = [f"+1555{int(self.company.next('', 7)):07d}" for _ in range(8)]
        self._call(self._ago(50), numbers[0], callback_at=self._ago(50) + hour)
        self._call(self._ago(51), numbers[1])
        self._unheard(self._ago(51))
        for days in (49, 48, 47):  # one caller
            self._call(self._ago(days), numbers[2])
        self._unheard(self._ago(49))
        self._call(self._ago(46), numbers[3])
        self._call(self._ago(45), numbers[3], answered=True)
        self._call(self._ago(44), None)
        self._unheard(self._ago(44))
        self._call(self._ago(43), numbers[4], callback_at=self._ago(31))
        self._unheard(self._ago(43))
        self._call(self._ago(1), numbers[5])
        self._unheard(self._ago(1), "in_flight")
        self._call(self._ago(42), "+15550000000", direction="outbound")
        lead_id = self._lead(self._ago(41), "Called, and nobody called back")
        self._call(self._ago(41) + hour, numbers[6], lead_id=lead_id)
        answered = self._ago(40) + 5 * hour
        lead_id = self._lead(self._ago(40), "Answered on the telephone", answered=answered, is_answered_by_call=True)
        self._call(answered, numbers[7], lead_id=lead_id, answered=True)

    def _plant_deals(self) -> None:
        accounts, day = self._accounts, self._day
        next_quarter = add_months(_quarter(self.company.as_of), 3)
        self._deal(accounts[1], [day(200), day(190), day(170)], closes=[day(150)], reason="Price")
        self._deal(accounts[2], [day(120), day(110)], closes=[day(90)], reason="Competitor")
        self._deal(accounts[3], [day(20), day(10)], closes=[day(-20)])
        self._deal(accounts[4], [day(200), day(190), day(120)], closes=[day(-10)])  # stalled
        self._deal(accounts[5], [day(29)], closes=[day(-30)])  # long for its stage, and within the days
        first = next_quarter - timedelta(days=20)  # slips within its quarter, then out of it, then further
        slips = [first, first + timedelta(days=10), first + timedelta(days=40), first + timedelta(days=130)]
        self._deal(accounts[6], [day(60), day(50), day(15)], closes=slips)
        self._deal(accounts[7], [day(50), day(12)], closes=[first + timedelta(days=100), first + timedelta(days=35)])
        self._deal(None, [day(15), day(5)], closes=[day(-40)])
        self._deal(accounts[8 % len(accounts)], [day(14), day(4)], closes=[day(-40)], amount=None)
        self._deal(accounts[9 % len(accounts)], [day(13), day(3)], closes=[None])
        self._deal(accounts[10 % len(accounts)], [day(25), day(12)], closes=[day(7)])
        self._deal(accounts[0], [day(12), day(2)], closes=[day(-40)], source=None)
        self._deal(accounts[1], [day(11), day(1)], closes=[day(-40)], source="Sticker campaign")

    def _plant_renewals(self) -> None:
        """One contract that ended waits for an open renewal deal, another lost its renewal deal."""
        churned = [one for one in self._ended if not one.renewed and one.reason == "not_renewed"][:2]
        by_id = {account.crm_id: account for account in self._accounts}
        account = next(iter(by_id.values()))
        for number, ended in enumerate(churned):
            lost = number == 1
            days = [self._day(100), self._day(20)]
            closes = [self._day(15 if lost else -25)]
            reason = "Moved to competitor" if lost else None
            self._deal(account, days, closes=closes, reason=reason, kind="Renewal", renews=ended.contract_id)
            for one in self._ended:
                if one.contract_id == ended.contract_id:
                    one.is_pending, one.reason = not lost, reason or one.reason

    # the truth

    def _tally(self, stage: str, on: date, deal: Deal, outcome: str, amount: int, reason: str | None = None) -> None:
        self._tallies[stage, month_start(on), deal.segment, deal.currency].add(outcome, amount, reason=reason)

    def _value(
        self, stage: str, on: date, segment: str, currency: str, outcome: str, reason: str | None, amount: int | None
    ) -> None:
        if amount is None:
            self._unvalued.append((stage, on, segment, outcome, reason))
        else:
            self._tallies[stage, month_start(on), segment, currency].add(outcome, amount, reason=reason)

    def _stand(self, deal: Deal, stage: str, entered_on: date, **more: Any) -> None:
        """An open deal; whether it is stalled shows when all stays are known."""
        self._open.append((stage, entered_on, {"deal": deal, **more}))

    def _truth(self, deal: Deal, **found: Any) -> None:
        moved = found.pop("moved", False)
        values = {
            "is_stalled": False,
            "push_count": 0,
            "quarter_push_count": 0,
            "lead_source_status": "valid",
            "has_account": True,
            **found,
        }
        self.company.sink.truth(
            "deals",
            deal_id=deal.id,
            amount=None if deal.amount is None else major(deal.amount, deal.currency),
            currency=deal.currency,
            is_won=deal.is_won,
            is_closed=deal.is_closed,
            has_amount=deal.amount is not None,
            has_close_date=deal.closed_on is not None,
            moved_out_of_quarter_amount=major((deal.amount or 0) if moved else 0, deal.currency),
            **values,
        )

    def finish(self) -> None:
        """Write the truth of stages, deals and retention."""
        for stage, entered_on, found in self._open:
            deal, days = found.pop("deal"), (self.company.as_of - entered_on).days
            usual = self._stays.get(stage)
            is_stalled = bool(usual) and days > 2 * median(usual or [0]) and days > STALLED_DAYS
            found |= {"entered_stage_on": entered_on, "days_in_stage": days, "is_stalled": is_stalled}
            self._truth(deal, stage=stage, **found)
        for stage, on, segment, outcome, reason in self._unvalued:
            self._tallies[stage, month_start(on), segment, "USD"].add(outcome, self._usual(segment), reason=reason)
        for ended in self._ended:
            self._tally_renewal(ended)
        self._write_retention()
        for (stage, month, segment, currency), tally in self._tallies.items():
            values: dict[str, Any] = {"top_drop_reason": tally.top_reason, "late_count": tally.counts["late"]}
            for outcome in OUTCOMES:
                values[f"{outcome}_count"] = tally.counts[outcome]
                values[f"{outcome}_amount"] = major(tally.amounts[outcome], currency)
            self.company.sink.truth(
                "stages", cohort_month=month, stage=stage, segment=segment, currency=currency, **values
            )

    def _usual(self, segment: str) -> int:
        """Average dollars of the deals won lately: of the segment, else of all."""
        cents = [amount for one, amount in self._won if one == segment] or [amount for _, amount in self._won]
        return divide(sum(cents), len(cents)) if cents else 0

    def _tally_renewal(self, ended: Ended) -> None:
        outcome = "advanced" if ended.renewed else "in_flight" if ended.is_pending else "dropped"
        lost = 0 if outcome == "in_flight" else max(ended.amount - ended.renewed, 0)
        reason = None
        if lost:
            reason = "contracted_down" if outcome == "advanced" else ended.reason
        key = ("renewal", month_start(ended.ended_on), ended.segment, ended.currency)
        self._tallies[key].add(outcome, ended.amount, lost, reason)

    def _write_retention(self) -> None:
        rows: defaultdict[tuple[date, str, str], Counter[str]] = defaultdict(Counter)
        for one in self._ended:
            sums = rows[month_start(one.ended_on), one.segment, one.currency]
            if one.is_pending and not one.renewed:
                sums["pending"] += one.amount
                continue
            sums["starting"] += one.amount
            sums["churned"] += 0 if one.renewed else one.amount
            sums["contracted_down"] += max(one.amount - one.renewed, 0) if one.renewed else 0
            sums["expanded"] += max(one.renewed - one.amount, 0)
        for (month, segment, currency), sums in rows.items():
            names = ("starting", "churned", "contracted_down", "expanded", "pending")
            amounts = {f"{name}_amount": major(sums[name], currency) for name in names}
            self.company.sink.truth("retention", cohort_month=month, segment=segment, currency=currency, **amounts)


def _quarter(day: date) -> date:
    """First day of the quarter of a day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _terms(line: Line, as_of: date) -> list[tuple[date, date, int]]:
    """The terms of a line with their value at the rate of their last day."""
    if line.uplift_pct and line.uplift_applies == "anniversary":
        years = line.terms(as_of)
        return [(line.start, years[-1][1], years[-1][2] * len(years))]
    return line.terms(as_of)
