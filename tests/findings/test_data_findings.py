"""The findings of the demo company are the ones that its planted rows make, each with a word on what to do."""

from tests.project.builds import Build
from tests.project.conftest import demo, once, parsed

__all__ = ["demo", "once", "parsed"]  # fixtures that this file shares


AFTER_THE_END = "001Dm0000000058"
"""The account that uses on after its contract."""

PLANTED = [
    ("deal_without_account", "deal", "it names no customer that is there"),
    ("deal_without_amount", "deal", "it counts in the funnel with no money"),
    ("deal_without_close_date", "deal", "nobody says when it is expected"),
    ("deal_past_its_close_date", "deal", "it is open"),
    ("deal_without_lead_source", "deal", "other deals have one"),
    ("lead_source_dangles", "deal", "no lead names source Sticker campaign"),
    ("discount_approval_covers_nothing", "discount_approval", "it names no approver"),
    ("exception_covers_nothing", "approved_exception", "it is over"),
    ("exception_covers_nothing", "approved_exception", "it names no approver"),
    (
        "price_not_on_rate_card",
        "invoice_line",
        "the rate card has prices of the product, none for its currency, quantity, kind of charge and day",
    ),
    *(
        (
            "usage_without_contract_line",
            "usage",
            f"300.00000000 units of API, account {AFTER_THE_END} has no line of it, or several, on that day",
        )
        for _ in range(2)
    ),
]


def test_demo_company_has_the_planted_findings_and_no_other(demo: Build) -> None:
    found = demo.query("select finding, table_name, detail from data_findings")
    assert sorted(found) == sorted(PLANTED)


def test_every_subject_is_in_the_mart_and_in_its_test(parsed: Build) -> None:
    nodes = parsed.manifest["nodes"].values()
    subjects = {
        node["unique_id"]
        for node in nodes
        if node["name"].startswith("int_findings__") and node["resource_type"] == "model"
    }
    for name in ("data_findings", "every_finding_reaches_the_mart"):
        [read] = [node["depends_on"]["nodes"] for node in nodes if node["name"] == name]
        assert subjects and subjects <= set(read)


def test_every_finding_says_what_to_do(demo: Build) -> None:
    assert demo.value("select count(*) from data_findings where recommended_action is null or description is null") == 0


def test_an_expired_exception_is_found_by_its_id(demo: Build) -> None:
    over = demo.query("""
        select exception_id from int_canonical__approved_exceptions
        where valid_to < '2026-06-30' and approved_by is not null
    """)
    listed = demo.query("select source_row_id from data_findings where detail = 'it is over'")
    assert listed == over != []
