"""A firm of spreadsheets: its funnel by hand; and no lead is missed where none are exported."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import builds
from tests.project.builds import MODELS_ONLY, Build

LEADS = """\
lead_id,created_on,status,source,segment,estimated_value,currency,responded_at,qualified_on,disqualified_reason,deal_id
won,2026-01-05,converted,Web,SMB,5000,USD,2026-01-05 10:00:00,2026-01-08,,d1
silence,2026-01-06,open,Web,SMB,3000,USD,,,,
late,2026-01-07,open,Web,SMB,2000,EUR,2026-01-09 10:00:00,,,
no_need,2026-01-08,disqualified,Web,,1000,USD,2026-01-08 10:00:00,,No need,
young,2026-06-29,open,Web,SMB,400,USD,,,,
"""
DEALS = """\
deal_id,account_id,name,amount,currency,created_on,closed_on,stage,is_won,is_closed,loss_reason,lead_source
d1,a1,First,6000,USD,2026-01-10,2026-02-10,Won,true,true,,Web
d2,a1,Second,7000,USD,2026-01-15,2026-03-10,Lost,false,true,Price,Web
d3,,Third,,USD,2026-05-15,2026-08-10,Proposal,false,false,,
"""
CALLS = """\
call_id,started_at,direction,from_number,answered,lead_id,callback_at
c1,2026-03-01 10:00:00,inbound,+1,false,,
c2,2026-03-01 10:00:00,inbound,+2,false,,2026-03-01 12:00:00
"""
FUNNEL = """
    select stage, segment, currency, advanced_count, dropped_count, in_flight_count, late_count, entered_amount,
        top_drop_reason
    from fct_stage_dropoff
"""
WITHOUT_LEADS = {
    ("deal_execution", "unknown", "USD", 1, 1, 0, 0, Decimal(13000), "Price"),
    ("deal_execution", "unknown", "USD", 0, 0, 1, 0, Decimal(0), None),
    # no invoices at all: nothing is leaked, nobody knows
    ("post_close_billing", "unknown", "USD", 0, 0, 1, 0, Decimal(6000), None),
}
WITH_LEADS = {
    ("deal_execution", "unknown", "USD", 0, 0, 1, 0, Decimal(0), None),
    ("deal_execution", "unknown", "USD", 0, 1, 0, 0, Decimal(7000), "Price"),
    # the won lead is worth its deal, the silent one its estimate
    ("lead_intake", "SMB", "USD", 1, 1, 0, 0, Decimal(9000), "never_answered"),
    ("lead_intake", "SMB", "EUR", 1, 0, 0, 1, Decimal(2000), None),
    ("lead_intake", "unknown", "USD", 1, 0, 0, 0, Decimal(1000), None),
    ("lead_intake", "SMB", "USD", 0, 0, 1, 0, Decimal(400), None),
    # the caller is worth what is usually won
    ("lead_intake", "unknown", "USD", 0, 1, 0, 0, Decimal(6000), "missed_call"),
    ("qualification", "SMB", "USD", 1, 0, 0, 0, Decimal(6000), None),
    ("qualification", "SMB", "EUR", 0, 0, 1, 0, Decimal(2000), None),
    ("qualification", "unknown", "USD", 0, 1, 0, 0, Decimal(1000), "No need"),
    ("deal_execution", "SMB", "USD", 1, 0, 0, 0, Decimal(6000), None),
    ("post_close_billing", "SMB", "USD", 0, 0, 1, 0, Decimal(6000), None),
}


def built(folder: Path, files: dict[str, str]) -> Build:
    for name, text in files.items():
        path = folder / "raw" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    marts = ("--select", "+fct_stage_dropoff", "+fct_retention", "+fct_deal_lifecycle")
    variables = {"as_of_date": "2026-06-30"}
    build = builds.dbt(folder, "build", *MODELS_ONLY, *marts, raw_dir=folder / "raw", variables=variables)
    assert build.exit_code == 0, build.output
    return build


@pytest.mark.slow
def test_the_funnel_of_a_firm_of_spreadsheets(tmp_path: Path) -> None:
    build = built(tmp_path, {"generic/lead": LEADS, "generic/deal": DEALS, "telephony/call": CALLS})
    assert set(build.query(FUNNEL)) == WITH_LEADS
    assert build.value("select count(*) from fct_retention") == 0


@pytest.mark.slow
def test_no_lead_is_missed_where_none_is_exported(tmp_path: Path) -> None:
    build = built(tmp_path, {"generic/deal": DEALS})
    assert set(build.query(FUNNEL)) == WITHOUT_LEADS
    assert build.query("select deal_id from fct_deal_lifecycle where has_valid_lead_source order by all") == [
        ("d1",),
        ("d2",),
    ]


@pytest.mark.slow
def test_a_lead_export_that_keeps_no_answers_drops_nobody(tmp_path: Path) -> None:
    """Without the column nobody knows who was answered: leads wait, a won one went on."""
    columns = [line.split(",") for line in LEADS.splitlines()]
    place = columns[0].index("responded_at")
    leads = "\n".join(",".join(line[:place] + line[place + 1 :]) for line in columns) + "\n"
    build = built(tmp_path, {"generic/lead": leads, "generic/deal": DEALS})
    dropped = build.query(
        "select subject_id, drop_reason from int_lifecycle__entries where stage_order < 3 and outcome = 'dropped'"
    )
    assert dropped == [("no_need", "No need")]
