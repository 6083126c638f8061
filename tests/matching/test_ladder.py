"""The matching ladder on labelled data: how right it is, and that the order of the input says nothing."""

import csv
import random
from pathlib import Path

import pytest

from leakage.matching.benchmark import load, measure, read_groups, run_models, write_tables
from leakage.matching.generate import generate

pytestmark = pytest.mark.xdist_group("matching")


def matched(folder: Path) -> list:
    database = folder / "matching.duckdb"
    database.unlink(missing_ok=True)
    load(folder, database)
    run_models(database, folder)
    return read_groups(database)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple:
    folder = tmp_path_factory.mktemp("matching")
    labelled = generate(1500, 7)
    write_tables(labelled, folder)
    return folder, labelled, matched(folder)


def test_confirmed_matches_are_right_and_nearly_all_is_found(run: tuple) -> None:
    _, labelled, groups = run
    outcome = measure(labelled, groups)
    assert outcome.confirmed.found == outcome.confirmed.right > 1000
    precision, recall, f1, *_ = outcome.total.figures()
    assert f1 >= 0.998, (precision, recall)


def test_every_rung_is_used_and_measured(run: tuple) -> None:
    _, labelled, groups = run
    rungs = {rung for rung, _ in measure(labelled, groups).by_rung}
    assert rungs == {
        "reversal",
        "reference",
        "exact_amount",
        "nearest_date",
        "subset_sum",
        "net_of_fee",
        "amount_only",
    }


def test_a_wrong_group_lowers_the_figures(run: tuple) -> None:
    _, labelled, groups = run
    first, second = [row for row in groups if row[3] == "exact_amount" and row[1] == "bank"][:2]
    swapped = {first[2]: second[0], second[2]: first[0]}
    broken = [(swapped.get(row[2], row[0]), *row[1:]) if row[1] == "bank" else row for row in groups]
    assert measure(labelled, broken).confirmed.right == measure(labelled, groups).confirmed.right - 2


def test_the_order_of_the_input_does_not_matter(run: tuple) -> None:
    folder, _, groups = run
    shuffle = random.Random(3).shuffle
    for name in ("payouts", "invoices", "bank_lines", "accounts"):
        with (folder / f"{name}.csv").open(newline="") as file:
            header, *rows = csv.reader(file)
        shuffle(rows)
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    assert matched(folder) == groups
