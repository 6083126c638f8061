"""Puts the company together: the cast of leaks and decoys, and flawless business around them."""

from __future__ import annotations

from dataclasses import replace

from leakage.demo import decoys, exceptions, leaks, pairs, situations  # noqa: F401  (registers the cast)
from leakage.demo.channel import Channel
from leakage.demo.company import WINDOW, Company, Config
from leakage.demo.leaks import plant_bank_leaks
from leakage.demo.planning import Planning, Sales
from leakage.demo.plans import Books, Plan, Spec
from leakage.demo.pricing import plant_prices, tell_prices
from leakage.demo.registry import DECOYS, LEAKS, Entry
from leakage.demo.transfers import plant_transfers

LINES_PER_CAST = 4_000  # one more set of leaks and decoys for every so many lines


def generate(config: Config) -> dict[str, int]:
    """Write the demo company; counts of what was written."""
    company = Company(config)
    sales = Sales(company)
    channel = Channel(company)
    books = Books(company)
    casts = max(1, config.lines // LINES_PER_CAST)
    for _ in range(casts):
        _cast(books, is_extra=False)
    if config.has_pairs:
        _cast(books, is_extra=True)
        pairs.plant(books)
        exceptions.plant(books)
    planted = books.lines
    while _is_smaller(books, config):
        Plan(books, _ordinary(books), "clean", "Business as usual").publish()
    plant_prices(books, casts)
    channel.sell(books)
    missing, short = plant_bank_leaks(books, casts) if config.leaks else (set(), {})
    books.processor.settle(missing, short)
    for payout in books.processor.in_transit():
        company.sink.truth(
            "decoys",
            decoy_id=company.next("D", 3),
            kind="payout_in_transit",
            subject_type="payout",
            subject_id=payout.id,
        )
    plant_transfers(books, casts)
    channel.write()
    books.lifecycle.plant(casts)
    books.lifecycle.finish()
    Planning(company, sales).write()
    company.sink.close()
    return {"accounts": books.accounts, "lines": books.lines, "planted": planted}


def _cast(books: Books, *, is_extra: bool) -> None:
    """One set of leaks and decoys."""
    for entries, plant in ((LEAKS, _leak), (DECOYS, _decoy)):
        for entry in entries:
            if entry.is_extra == is_extra:
                plant(books, entry)


def _is_smaller(books: Books, config: Config) -> bool:
    return books.lines < config.lines if config.accounts is None else books.accounts < config.accounts


def _affordable(spec: Spec, config: Config) -> Spec:
    """A cast member in a currency that this company does not use is paid in dollars."""
    return spec if spec.currency in config.currencies else replace(spec, currency="USD")


def _leak(books: Books, entry: Entry) -> None:
    config = books.company.config
    plan = Plan(books, _affordable(entry.spec, config), "leak", entry.note)
    if config.leaks:
        entry.plant(plan)
    tell_prices(entry, plan)
    plan.publish()


def _decoy(books: Books, entry: Entry) -> None:
    company = books.company
    plan = Plan(books, _affordable(entry.spec, company.config), "decoy", entry.note)
    entry.plant(plan)
    tell_prices(entry, plan)
    plan.publish()
    for one in (plan, *plan.followers):
        for line in one.lines:
            company.sink.truth(
                "decoys",
                decoy_id=plan.id,
                kind=entry.kind,
                subject_type="contract_line",
                subject_id=line.id,
                crm_account_id=plan.account.crm_id,
            )


def _ordinary(books: Books) -> Spec:
    """The next flawless deal, of a kind drawn by its number."""
    config = books.company.config
    rng = books.company.random("ordinary", books.lines)
    frequency = rng.choice((1, 1, 3, 3, 12))
    currency = rng.choice(config.currencies)
    return Spec(
        start_month=rng.randint(WINDOW - config.months, WINDOW - 4),
        start_day=rng.choice((1, 1, 1, 15, 31)) if frequency == 1 else 1,
        term=rng.choice((12, 24, 36)),
        frequency=frequency,
        timing=rng.choice(("advance", "advance", "advance", "arrears")),
        currency=currency,
        discount_pct=rng.choice((0, 0, 0, 10)),
        auto_renew=rng.random() < 0.5,
        uplift_pct=rng.choice((0, 0, 5)),
        terms_days=rng.choice((14, 30, 45)),
    )
