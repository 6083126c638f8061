"""What was planned, what came of it, who missed it: every figure of the mart is planted, and no row is beside them."""

from decimal import Decimal
from typing import Any

from leakage.accuracy.compare import read_truth
from tests.planted_truth.companies import truth_folder
from tests.project.builds import Build

GRAIN = ("metric", "scope", "scope_id", "period_start")
FIGURES = (
    "period_end",
    "currency",
    "planned",
    "actual",
    "is_breach",
    "first_planned",
    "last_planned",
    "change_count",
    "bias",
    "weighted_absolute_error",
    "pipeline",
    "weighted_pipeline",
    "is_projected_breach",
    "unlinked",
)
MISSES = {"missed", "too_high", "too_low", "overcommitted"}


def comparable(value: Any) -> Any:
    """A figure as text, numbers by their value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return str(value)


def test_plans_are_those_of_the_truth(company: Build) -> None:
    columns = ", ".join(GRAIN + FIGURES)
    found = {
        tuple(map(comparable, row[: len(GRAIN)])): tuple(map(comparable, row[len(GRAIN) :]))
        for row in company.query(f"select {columns} from fct_plan_variance")
    }
    planted = {
        tuple(comparable(row[name]) for name in GRAIN): tuple(comparable(row[name]) for name in FIGURES)
        for row in read_truth(truth_folder(company), "plans")
    }
    assert planted
    keys = found.keys() | planted.keys()
    assert {key: (found.get(key), planted.get(key)) for key in keys if found.get(key) != planted.get(key)} == {}


def test_misses_and_what_only_looks_like_one_are_planted(company: Build) -> None:
    rows = read_truth(truth_folder(company), "plans")
    breaches = {row["kind"] for row in rows if row["is_breach"] == "true"}
    decoys = {row["kind"] for row in rows if row["is_breach"] == "false"}
    with_leaks = company.value("select count(*) from fct_plan_variance where is_breach") > 0
    assert breaches <= MISSES
    assert breaches == (MISSES if with_leaks else set())
    assert {"met", "nearly", "beaten", "accurate", "within", "running", "full", "beyond_the_plan"} <= decoys
