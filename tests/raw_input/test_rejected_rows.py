"""What makes a row a reject, what is only left out, and how values are read."""

from datetime import datetime
from typing import Any

import pytest

from tests.raw_input.warehouse import Warehouse, columns_of, declared, write_csv, write_needed_tables, write_parquet

CHARGE = {
    "id": "ch_1",
    "amount": "1000",
    "currency": "usd",
    "status": "succeeded",
    "paid": "true",
    "captured": "true",
    "created": "2026-01-31 10:00:00",
}


def charges(warehouse: Warehouse, *changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Builds charges that differ from a good one by these changes; gives the rejected rows."""
    write_needed_tables(warehouse.raw_dir / "stripe", "stripe")
    columns = list(dict.fromkeys([*CHARGE, *(name for change in changes for name in change)]))
    write_csv(warehouse.raw_dir / "stripe" / "charge.csv", columns, [CHARGE | change for change in changes])
    warehouse.build("stg_stripe__charges", "int_rejects__raw_rows")
    return warehouse.reasons("charge")


def good(warehouse: Warehouse) -> list[Any]:
    return [row[0] for row in warehouse.query("select charge_id from stg_stripe__charges order by 1")]


UNUSABLE = [
    ({"id": ""}, "missing id"),
    ({"amount": "12.5"}, "not a whole number in amount: 12.5"),
    ({"amount": "1,000"}, "not a whole number in amount: 1,000"),
    ({"amount": "ten"}, "not a whole number in amount: ten"),
    ({"amount": "99999999999999999999"}, "not a whole number in amount: 99999999999999999999"),
    ({"amount": ""}, "missing amount"),
    ({"captured": "maybe"}, "not a flag in captured: maybe"),
    ({"created": "2026-02-30"}, "not a timestamp in created: 2026-02-30"),
    ({"created": "31/01/2026"}, "not a timestamp in created: 31/01/2026"),
    ({"created": "2026-01-31 25:00:00"}, "not a timestamp in created: 2026-01-31 25:00:00"),
    ({"currency": "XXU"}, "unknown currency in currency: XXU"),
    ({"status": "perhaps"}, "word not accepted in status: perhaps"),
    ({"amount": "x", "currency": "?"}, "not a whole number in amount: x; unknown currency in currency: ?"),
]


def test_a_row_that_cannot_be_read_is_rejected(warehouse: Warehouse) -> None:
    changes = [{"id": f"{n:02}"} | change for n, (change, _) in enumerate(UNUSABLE)]
    rejected = charges(warehouse, {"id": "fine"}, *changes)
    expected = [(change["id"] or "(missing)", reason) for change, (_, reason) in zip(changes, UNUSABLE, strict=True)]
    assert rejected == sorted(expected)
    assert good(warehouse) == ["fine"]


def test_rows_of_one_key(warehouse: Warehouse) -> None:
    rejected = charges(
        warehouse,
        {"id": "copied", "_fivetran_synced": "2026-01-01"},
        {"id": "copied", "_fivetran_synced": "2026-01-01"},
        {"id": "copied", "_fivetran_synced": "2026-01-01"},
        {"id": "changed", "_fivetran_synced": "2026-01-01", "amount": "1"},
        {"id": "changed", "_fivetran_synced": "2026-01-02", "amount": "2"},
        {"id": "tied", "_fivetran_synced": "2026-01-02", "amount": "1"},
        {"id": "tied", "_fivetran_synced": "2026-01-02", "amount": "2"},
        {"id": "undated", "amount": "1"},
        {"id": "undated", "amount": "2"},
        {"id": "half dated", "amount": "1"},
        {"id": "half dated", "amount": "2", "_fivetran_synced": "2026-01-02"},
    )
    assert rejected == [
        ("changed", "superseded"),
        ("copied", "exact copy"),
        ("copied #2", "exact copy"),
        ("half dated", "superseded"),
        ("tied", "several different rows with one key"),
        ("tied #2", "several different rows with one key"),
        ("undated", "several different rows with one key"),
        ("undated #2", "several different rows with one key"),
    ]
    assert good(warehouse) == ["changed", "copied", "half dated"]
    assert warehouse.query("select amount_minor from stg_stripe__charges where charge_id = 'changed'") == [(2,)]


def test_deleted_rows_old_versions_and_test_rows_are_left_out_and_no_rejects(warehouse: Warehouse) -> None:
    rejected = charges(
        warehouse,
        {"id": "deleted", "_fivetran_deleted": "true", "amount": "?"},
        {"id": "soft deleted", "is_deleted": "TRUE"},
        {"id": "history", "_fivetran_active": "false", "amount": "1"},
        {"id": "history", "_fivetran_active": "true", "amount": "2"},
        {"id": "test", "livemode": "false"},
        {"id": "live", "livemode": "true"},
    )
    assert rejected == []
    assert good(warehouse) == ["history", "live"]


def test_a_later_deletion_wins_over_the_row(warehouse: Warehouse) -> None:
    rejected = charges(
        warehouse,
        {"id": "gone", "_fivetran_synced": "2026-01-01", "_fivetran_deleted": "false"},
        {"id": "gone", "_fivetran_synced": "2026-01-02", "_fivetran_deleted": "true"},
    )
    assert rejected == [("gone", "superseded")]
    assert good(warehouse) == []


INSTANTS = {
    "2017-05-07": datetime.fromisoformat("2017-05-07 00:00:00"),
    "2017-05-07 0:00:00": datetime.fromisoformat("2017-05-07 00:00:00"),
    "2021-01-31 19:13:19.638 UTC": datetime.fromisoformat("2021-01-31 19:13:19.638"),
    "2021-01-31T19:13:19Z": datetime.fromisoformat("2021-01-31 19:13:19"),
    "2021-01-31T19:13:19.638+02:00": datetime.fromisoformat("2021-01-31 17:13:19.638"),
    "2021-01-31 19:13:19+02": datetime.fromisoformat("2021-01-31 17:13:19"),
    "2021-01-31 19:13:19 -0530": datetime.fromisoformat("2021-02-01 00:43:19"),
    "2021-01-31 19:13": datetime.fromisoformat("2021-01-31 19:13:00"),
}
NUMBERS = {"12": 12, "12.0": 12, "-3": -3, "+7": 7, "1.2e3": 1200, "1e+3": 1000}
FLAGS = {"true": True, "T": True, "1": True, "YES": True, "False": False, "f": False, "0": False, "no": False}


@pytest.mark.parametrize(
    ("raw", "staged", "expected"),
    [("created", "created_at", INSTANTS), ("amount", "amount_minor", NUMBERS), ("captured", "is_captured", FLAGS)],
)
def test_the_ways_a_value_may_be_written(warehouse: Warehouse, raw: str, staged: str, expected: dict[str, Any]) -> None:
    assert charges(warehouse, *({"id": f"as {text}", raw: text} for text in expected)) == []
    found = dict(warehouse.query(f"select charge_id, {staged} from stg_stripe__charges"))
    assert found == {f"as {text}": value for text, value in expected.items()}


def test_words_and_currencies_match_in_any_case(warehouse: Warehouse) -> None:
    assert charges(warehouse, {"status": " Succeeded ", "currency": "Jpy"}) == []
    assert warehouse.query("select status, currency from stg_stripe__charges") == [("succeeded", "JPY")]


def test_the_key_of_an_invoice_line_is_its_unique_id_else_its_id(warehouse: Warehouse) -> None:
    folder = warehouse.raw_dir / "stripe"
    charges(warehouse)
    columns = [*columns_of(declared("stripe")["invoice_line_item"]), "unique_id"]
    line = {
        "invoice_id": "in_1",
        "id": "si_1",
        "amount": "1",
        "currency": "usd",
        "proration": "false",
    }
    lines = [line | {"unique_id": "il_1"}, line | {"unique_id": "il_2"}, line, line | {"unique_id": "il_1"}]
    write_csv(folder / "invoice_line_item.csv", columns, lines)
    warehouse.build("stg_stripe__invoice_line_items", "int_rejects__raw_rows")
    assert warehouse.query("select invoice_line_item_id from stg_stripe__invoice_line_items order by 1") == [
        ("il_1",),
        ("il_2",),
        ("si_1",),
    ]
    assert warehouse.reasons("invoice_line_item") == [("in_1|il_1", "exact copy")]


def test_nested_parquet_and_json_text_are_read_alike(warehouse: Warehouse) -> None:
    charges(warehouse)
    folder = warehouse.raw_dir / "stripe"
    (folder / "customer.csv").unlink()
    write_parquet(
        folder / "customer.parquet",
        "select 'cus_1' as id, timestamp '2026-01-01' as created, {'salesforce_account_id': '001', 'n': 1} as metadata",
    )
    warehouse.build("stg_stripe__customers")
    assert warehouse.query("select metadata from stg_stripe__customers") == [('{"salesforce_account_id":"001","n":1}',)]


@pytest.mark.parametrize(("target", "passes"), [("dev", True), ("ci", False), ("prod", False)])
def test_the_test_on_rejects_warns_in_dev_and_fails_elsewhere(warehouse: Warehouse, target: str, passes: bool) -> None:
    charges(warehouse, {"amount": "?"})
    warehouse.build("+rejected_rows")
    assert warehouse.dbt("test", "--select", "assert_no_rejected_rows", "--target", target, reparse=True) is passes
