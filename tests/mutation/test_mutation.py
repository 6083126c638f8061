"""Every rule that is broken is noticed; what is not noticed is said."""

from pathlib import Path

import pytest

from leakage.mutation.bench import read_mutants
from leakage.project import ROOT
from tests.project import builds

LISTED = read_mutants()

SURVIVOR_AND_STRAY = """
- rule: nothing
  change: the same in other words
  file: models/intermediate/bridge/int_bridge__shifts.sql
  find: "mod(position_in_run, 2) = 1"
  replace: "mod(position_in_run, 2) <> 0"
- rule: nothing
  change: text that is not there
  file: models/intermediate/bridge/int_bridge__shifts.sql
  find: "mod(position_in_run, 7) = 1"
  replace: ""
- rule: neighbours pair off from the first one
  change: from the second one
  file: models/intermediate/bridge/int_bridge__shifts.sql
  find: "mod(position_in_run, 2) = 1"
  replace: "mod(position_in_run, 2) = 0"
"""


def test_the_list_says_each_mutant_once_and_where_it_is() -> None:
    assert len(LISTED) >= 40
    assert len({(mutant.rule, mutant.change) for mutant in LISTED}) == len(LISTED)
    stray = [mutant for mutant in LISTED if (ROOT / mutant.file).read_text().count(mutant.find) != 1]
    assert not stray
    assert not [mutant for mutant in LISTED if mutant.find == mutant.replace]


@pytest.mark.slow
def test_every_broken_rule_is_noticed(tmp_path: Path) -> None:
    run = builds.leakage(tmp_path, "mutate")
    assert run.exit_code == 0, run.output
    assert f"{len(LISTED)} of {len(LISTED)} mutants noticed" in run.output


@pytest.mark.slow
def test_a_mutant_that_survives_and_one_that_is_out_of_date_fail(tmp_path: Path) -> None:
    mutants = tmp_path / "mutants.yml"
    mutants.write_text(SURVIVOR_AND_STRAY)
    run = builds.leakage(tmp_path, "mutate", "--mutants", str(mutants))
    assert run.exit_code == 1, run.output
    assert "1 of 3 mutants noticed" in run.output
    assert (
        "the same in other words (models/intermediate/bridge/int_bridge__shifts.sql): survives every test" in run.output
    )
    assert "the text stands in 0 models or macros" in run.output
    assert "unit test shifts_between_neighbours_in_both_orders" in run.output
