"""The lifecycle marts say of every stage, deal and renewal what the generator wrote beside it, exactly."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leakage.accuracy.compare import read_truth
from tests.planted_truth.companies import truth_folder
from tests.project.builds import Build

Rows = dict[tuple[Any, ...], dict[str, Any]]


def typed(name: str, text: str) -> Any:
    """A value of a truth file as the mart has it."""
    if not text:
        return None
    if name.startswith(("is_", "has_")):
        return text == "true"
    if name.endswith(("_count", "days_in_stage")):
        return int(text)
    if name.endswith("amount"):
        return Decimal(text)
    return date.fromisoformat(text) if name.endswith(("_month", "_on")) else text


def planted(build: Build, name: str, grain: tuple[str, ...]) -> Rows:
    truth = read_truth(truth_folder(build), name)
    rows = [{column: typed(column, text) for column, text in row.items()} for row in truth]
    assert rows
    found = {tuple(row.pop(column) for column in grain): row for row in rows}
    assert len(found) == len(rows), "the truth has one row per key"
    return found


def marts(build: Build, mart: str, grain: tuple[str, ...], columns: list[str], condition: str = "true") -> Rows:
    names = [*grain, *columns]
    rows = build.query(f"select {', '.join(names)} from {mart} where {condition}")
    return {row[: len(grain)]: dict(zip(columns, row[len(grain) :], strict=True)) for row in rows}


def differences(found: Rows, truth: Rows) -> str:
    """What a person needs to see: the key, the column, what is there, what should be."""
    told = []
    for key in sorted(found.keys() | truth.keys(), key=repr):
        there, should = found.get(key), truth.get(key)
        if there is None or should is None:
            told.append(f"{key}: found {there}, planted {should}")
            continue
        wrong = [name for name, value in should.items() if there[name] != value]
        told += [f"{key} {name}: found {there[name]}, planted {should[name]}" for name in wrong]
    return "\n".join(told)


def compared(build: Build, name: str, mart: str, grain: tuple[str, ...], condition: str = "true") -> str:
    truth = planted(build, name, grain)
    columns = list(next(iter(truth.values())))
    return differences(marts(build, mart, grain, columns, condition), truth)


def test_every_stage_is_as_planted(company: Build) -> None:
    grain = ("cohort_month", "stage", "segment", "currency")
    stages = "stage not in ('post_close_billing', 'collection')"
    assert not compared(company, "stages", "fct_stage_dropoff", grain, stages)


def test_every_deal_is_as_planted(company: Build) -> None:
    assert not compared(company, "deals", "fct_deal_lifecycle", ("deal_id",))


def test_retention_is_as_planted(company: Build) -> None:
    assert not compared(company, "retention", "fct_retention", ("cohort_month", "segment", "currency"))


NOBODY_CAN_SAY = {"timing", "ambiguous_match", "not_assessable"}
NOT_OWED = {"duplicate_invoice", "overbilled", "billed_without_contract", "unapplied_cash"}
Sums = defaultdict[tuple[str, str], dict[str, Decimal]]


def after_the_close(build: Build, stage: str) -> dict[tuple[str, str], dict[str, Decimal]]:
    """What truth says of a stage, by segment and currency: what entered, and of it what dropped and is in flight."""
    with (truth_folder(build).parent / "raw" / "salesforce" / "account.csv").open(encoding="utf-8") as file:
        segments = {row["id"]: row["industry"] for row in csv.DictReader(file)}
    is_billing = stage == "post_close_billing"
    sums: Sums = defaultdict(lambda: dict.fromkeys(("entered", "dropped", "in_flight"), Decimal(0)))
    for row in read_truth(truth_folder(build), "states"):
        place = sums[segments[row["crm_account_id"]], row["currency"]]
        if is_billing and row["contract_line_id"]:
            place["entered"] += Decimal(row["contracted_amount"])
            place["in_flight"] += Decimal(row["contracted_amount"]) - Decimal(row["due_amount"])
        elif not is_billing:
            place["entered"] += Decimal(row["billed_amount"])
    for row in read_truth(truth_folder(build), "bridge"):
        place, amount = sums[segments[row["crm_account_id"]], row["currency"]], Decimal(row["gap_amount"])
        if is_billing != (row["step"] == "contracted_to_billed") or (is_billing and not row["contract_line_id"]):
            continue
        if row["cause"] in NOBODY_CAN_SAY:
            place["in_flight"] += amount
        elif row["cause"] in NOT_OWED:
            place["entered"] -= 0 if is_billing or row["cause"] == "unapplied_cash" else amount
        elif amount > 0:
            place["dropped"] += amount
    return {key: place for key, place in sums.items() if place["entered"]}


@pytest.mark.parametrize("stage", ["post_close_billing", "collection"])
def test_money_after_the_close_is_that_of_the_revenue_truth(company: Build, stage: str) -> None:
    found = company.query(
        "select segment, currency, sum(entered_amount), sum(dropped_amount), sum(in_flight_amount),"
        f" sum(advanced_amount) from fct_stage_dropoff where stage = '{stage}' group by all"
    )
    should_be = {
        (
            *key,
            place["entered"],
            place["dropped"],
            place["in_flight"],
            place["entered"] - place["dropped"] - place["in_flight"],
        )
        for key, place in after_the_close(company, stage).items()
    }
    assert set(found) == should_be


def test_the_cast_is_there(company: Build) -> None:
    """The truth plants every fate at least once: a comparison of nothing proves nothing."""
    deals = planted(company, "deals", ("deal_id",)).values()
    for name in ("is_won", "is_stalled", "push_count", "quarter_push_count", "moved_out_of_quarter_amount"):
        assert any(row[name] for row in deals), name
    for name in ("has_account", "has_amount", "has_close_date"):
        assert any(not row[name] for row in deals), name
    assert {row["lead_source_status"] for row in deals} == {"valid", "missing", "dangling"}
    stages = planted(company, "stages", ("cohort_month", "stage", "segment", "currency"))
    for stage in ("lead_intake", "qualification", "deal_execution", "renewal"):
        for outcome in ("advanced", "dropped", "in_flight"):
            rows = [row for key, row in stages.items() if key[1] == stage]
            assert sum(row[f"{outcome}_count"] for row in rows), (stage, outcome)
    reasons = {row["top_drop_reason"] for row in stages.values()}
    assert {"never_answered", "missed_call", "Price"} <= reasons
