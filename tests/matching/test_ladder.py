"""The matching ladder on labelled data: how right it is, and that the order of the input says nothing."""

import csv
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leakage.matching.benchmark import load, measure, read_groups, run_models, write_tables
from leakage.matching.generate import Difficulty, Labelled, assign, generate

Groups = list[tuple[Any, ...]]
RUNGS = {
    "reversal",
    "reference",
    "exact_amount",
    "nearest_date",
    "subset_sum",
    "net_of_fee",
    "other_party",
    "amount_only",
}


def matched(folder: Path) -> Groups:
    database = folder / "matching.duckdb"
    database.unlink(missing_ok=True)
    load(folder, database)
    run_models(database, folder)
    return read_groups(database)


@pytest.fixture(scope="module")
def match(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Path, Labelled, Groups]]:
    """Match labelled data of a size and seed."""

    def run(rows: int, seed: int, difficulty: Difficulty = "hard") -> tuple[Path, Labelled, Groups]:
        folder = tmp_path_factory.mktemp("matching")
        labelled = generate(rows, seed, difficulty)
        write_tables(labelled, folder)
        return folder, labelled, matched(folder)

    return run


@pytest.fixture(scope="module")
def small(match: Callable[..., tuple[Path, Labelled, Groups]]) -> tuple[Path, Labelled, Groups]:
    return match(1500, 7)


def check(labelled: Labelled, groups: Groups) -> None:
    """Nothing that is confirmed is wrong; of what can be decided nearly all is found, and little else is said."""
    outcome = measure(labelled, groups)
    assert outcome.confirmed.found == outcome.confirmed.right > 0.7 * outcome.total.true
    precision, recall, f1, *_, value_f1 = outcome.total.figures()
    assert f1 >= 0.998, (precision, recall)
    assert value_f1 >= 0.998


def test_confirmed_matches_are_right_and_nearly_all_is_found(small: tuple[Path, Labelled, Groups]) -> None:
    check(*small[1:])


def test_every_rung_is_used_and_measured(small: tuple[Path, Labelled, Groups]) -> None:
    assert set(measure(*small[1:]).by_rung) == RUNGS


def test_ties_stay_open(small: tuple[Path, Labelled, Groups]) -> None:
    _, labelled, groups = small
    tied = {row for group in labelled.groups if group.verdict == "tie" for row in group.rows}
    said = {(side, source_id): is_confirmed for _, side, source_id, rung, is_confirmed, _ in groups if rung}
    assert len(tied) > 20
    assert not {row for row in tied if said.get(row)}, "confirmed"
    reasons = {reason for _, side, source_id, _, _, reason in groups if (side, source_id) in tied and reason}
    assert reasons <= {"ambiguous_amount", "ambiguous_sum", "no_counterpart"}


def test_a_wrong_group_lowers_the_figures(small: tuple[Path, Labelled, Groups]) -> None:
    _, labelled, groups = small
    first, second = [row for row in groups if row[3] == "exact_amount" and row[4] and row[1] == "bank"][:2]
    swapped = {first[2]: second[0], second[2]: first[0]}
    broken = [(swapped.get(row[2], row[0]), *row[1:]) if row[1] == "bank" else row for row in groups]
    assert measure(labelled, broken).confirmed.right == measure(labelled, groups).confirmed.right - 2


@pytest.mark.parametrize(
    ("expected", "booked", "pairs"),
    [
        ([1, 10], [9, 19], {0: 0, 1: 1}),  # 8 + 9 days in their order, 1 + 18 the other way
        ([1, 2], [5, 6], {}),  # 8 days either way
        ([1, 1], [1, 1], {}),
        ([1, 21], [23], {1: 0}),
        ([1, 11], [6], {}),
        ([1, 11, 28], [6, 29], {2: 1}),
        ([1], [80], {}),  # too late for any invoice
    ],
)
def test_labels_know_the_smallest_distance(expected: list[int], booked: list[int], pairs: dict[int, int]) -> None:
    assert assign(expected, booked, -35, 60) == pairs


@pytest.mark.slow
def test_the_order_of_the_input_does_not_matter(small: tuple[Path, Labelled, Groups]) -> None:
    folder, _, groups = small
    shuffle = random.Random(3).shuffle
    for name in ("payouts", "invoices", "bank_lines", "accounts", "fees"):
        with (folder / f"{name}.csv").open(newline="") as file:
            header, *rows = csv.reader(file)
        shuffle(rows)
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    assert matched(folder) == groups


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "seed", "difficulty"), [(20_000, 1, "hard"), (20_000, 2, "hard"), (5_000, 3, "easy")])
def test_larger_data(
    rows: int, seed: int, difficulty: Difficulty, match: Callable[..., tuple[Path, Labelled, Groups]]
) -> None:
    check(*match(rows, seed, difficulty)[1:])
