"""The conservation tests of the lifecycle can fail: a deal that is moved, lost or counted twice is seen."""

import pytest

from tests.project.data_tests import DataTests

CLOSES = "every_stage_closes"
HANDS_OVER = "stages_hand_over_what_they_advance"
HOLDS = "stages_hold_everything_that_is_there"
RETENTION = "retention_is_the_renewal_stage"
DROPS = "drops_sum_to_the_stages"
ALL = {CLOSES, HANDS_OVER, HOLDS, RETENTION, DROPS}

GRAIN = "(cohort_month, stage, segment, currency)"


def row(condition: str) -> str:
    """One row of the funnel."""
    return f"{GRAIN} = (select {GRAIN} from fct_stage_dropoff where {condition} order by all limit 1)"


WON = "stage = 'deal_execution' and advanced_count > 0 and currency = 'USD'"
OTHER = "stage = 'deal_execution' and advanced_count > 0 and currency = 'USD' and segment <> 'Healthcare'"
ONE_DEAL = {  # one unit of 100 in every column that counts it
    "entered": "entered_count = entered_count {0} 1, entered_amount = entered_amount {0} 100,"
    " entered_amount_rc = entered_amount_rc {0} 100, entered_directly_count = entered_directly_count {0} 1,"
    " entered_directly_amount = entered_directly_amount {0} 100,"
    " entered_directly_amount_rc = entered_directly_amount_rc {0} 100",
    "advanced": "advanced_count = advanced_count {0} 1, advanced_amount = advanced_amount {0} 100,"
    " advanced_amount_rc = advanced_amount_rc {0} 100",
    "dropped": "dropped_count = dropped_count {0} 1, dropped_amount = dropped_amount {0} 100,"
    " dropped_amount_rc = dropped_amount_rc {0} 100",
}


def deal(entered: str = "", advanced: str = "", dropped: str = "") -> str:
    """The columns of one deal, added (+) or taken away (-)."""
    signs = {"entered": entered, "advanced": advanced, "dropped": dropped}
    return ", ".join(ONE_DEAL[name].format(sign) for name, sign in signs.items() if sign)


CHANGES = {  # what is changed, and which tests see it; the others do not
    "nothing": (["select 1"], set()),
    "a won deal is called lost": (
        [f"update fct_stage_dropoff set {deal('', '-', '+')} where {row(WON)}"],
        {HANDS_OVER},
    ),
    "a won deal is moved to another segment": (
        [
            f"update fct_stage_dropoff set {deal('-', '-')} where {row(WON + ' and segment = ' + repr('Healthcare'))}",
            f"update fct_stage_dropoff set {deal('+', '+')} where {row(OTHER)}",
        ],
        {HANDS_OVER},
    ),
    "a lost deal is counted twice": (
        [f"update fct_stage_dropoff set {deal('+', '', '+')} where {row(WON)}"],
        {HOLDS},
    ),
    "a deal left its stage and arrived nowhere": (
        [f"update fct_stage_dropoff set advanced_count = advanced_count - 1 where {row(WON)}"],
        {CLOSES, HANDS_OVER},
    ),
    "a cent in the reporting currency": (
        [f"update fct_stage_dropoff set in_flight_amount_rc = in_flight_amount_rc + 0.01 where {row(WON)}"],
        {CLOSES},
    ),
    "a row of leads is lost": (
        [f"delete from fct_stage_dropoff where {row(repr('lead_intake') + ' = stage and advanced_count > 0')}"],
        {HANDS_OVER, HOLDS},
    ),
    "collected money is lost": (
        [f"delete from fct_stage_dropoff where {row(repr('collection') + ' = stage and advanced_amount > 0')}"],
        {HANDS_OVER, HOLDS},
    ),
    "a renewal counts as churned": (
        ["update fct_retention set churned_amount = churned_amount + 1 where starting_amount > 0"],
        {RETENTION},
    ),
    "a reason without a drop": (
        ["insert into int_lifecycle__drops (entry_key, reason, dropped_amount) values ('nobody', 'nothing', 1)"],
        {DROPS},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_moved_deal_is_seen(data_tests: DataTests, change: str) -> None:
    statements, seen_by = CHANGES[change]
    assert data_tests.named(ALL).failing_after(*statements) == seen_by
