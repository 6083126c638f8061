"""Input that cannot be used stops the run before a model is built, and the message says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leakage.raw_input import check
from tests.raw_input.warehouse import Warehouse, columns_of, declared, write_csv, write_needed_tables, write_parquet

ACCOUNT = "salesforce/account.csv"


def test_a_directory_that_does_not_exist(warehouse: Warehouse) -> None:
    warehouse.raw_dir.rmdir()
    assert "which does not exist; set LEAKAGE_RAW_DIR" in warehouse.refuse()


def test_an_empty_directory(warehouse: Warehouse) -> None:
    said = warehouse.refuse()
    assert "no system that the project knows" in said
    assert "salesforce" in said and "stripe" in said


def test_a_directory_of_something_else(warehouse: Warehouse) -> None:
    write_csv(warehouse.raw_dir / "holiday_pictures" / "list.csv", ["name"])
    assert "no system that the project knows" in warehouse.refuse()


def test_a_system_folder_without_tables(warehouse: Warehouse) -> None:
    (warehouse.raw_dir / "salesforce").mkdir()
    said = warehouse.refuse()
    assert "salesforce: holds no table of salesforce; expected some of account" in said


def test_a_table_folder_without_files(salesforce: Warehouse) -> None:
    (salesforce.raw_dir / "salesforce" / "contract").mkdir()
    assert "contract: the folder holds no .csv or .parquet file" in salesforce.refuse()


def test_a_needed_table_that_is_absent(salesforce: Warehouse) -> None:
    (salesforce.raw_dir / "salesforce" / "opportunity.csv").unlink()
    said = salesforce.refuse()
    assert "table opportunity is not there (One row per opportunity)" in said
    assert "set var salesforce_enabled to false" in said


def test_a_needed_column_that_is_absent(salesforce: Warehouse) -> None:
    columns = [name for name in columns_of(declared("salesforce")["opportunity"]) if name != "close_date"]
    write_csv(salesforce.raw_dir / "salesforce" / "opportunity.csv", columns)
    said = salesforce.refuse()
    assert "opportunity.csv: column close_date is not there" in said
    assert "needed for: when a deal counts as contracted" in said
    assert "salesforce_columns" in said


def test_a_price_or_a_plan_is_needed(warehouse: Warehouse) -> None:
    folder = warehouse.raw_dir / "stripe"
    write_needed_tables(folder, "stripe")
    (folder / "price.csv").unlink()
    assert "table price is not there" in warehouse.refuse()
    write_csv(folder / "plan.csv", columns_of(declared("stripe")["plan"]))
    warehouse.build("source_coverage")


def spoil(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text)


def half_parquet(path: Path) -> None:
    whole = write_parquet(path.with_suffix(".parquet"), "select range::varchar as id, 'a' as name from range(1000)")
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    path.unlink()


def both_formats(path: Path) -> None:
    write_parquet(path.with_suffix(".parquet"), "select '1' as id, 'a' as name")


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        pytest.param(spoil(""), "account.csv: the file is empty (zero bytes", id="zero bytes"),
        pytest.param(
            spoil("id;name\n1;a\n"), "separated by a semicolon; the delimiter must be a comma", id="semicolon"
        ),
        pytest.param(spoil("id\tname\n1\ta\n"), "separated by a tab", id="tab"),
        pytest.param(spoil("id|name\n1|a\n"), "separated by a bar", id="bar"),
        pytest.param(lambda p: p.write_bytes("id,name\n1,Café\n".encode("latin-1")), "not UTF-8", id="latin-1 value"),
        pytest.param(
            lambda p: p.write_bytes(("id,name\n" + "1,a\n" * 9000 + "2,Café\n").encode("latin-1")),
            "not UTF-8; convert it, for example with iconv -f latin1 -t utf-8 (CSV Error on Line: 9002)",
            id="latin-1 far down",
        ),
        pytest.param(lambda p: p.write_bytes("id,Café\n1,a\n".encode("latin-1")), "not UTF-8", id="latin-1 header"),
        pytest.param(lambda p: p.write_bytes("id,name\n1,a\n".encode("utf-16")), "not UTF-8", id="UTF-16"),
        pytest.param(spoil("id,name\n1,a\n2\n"), "CSV Error on Line: 3", id="value missing"),
        pytest.param(spoil("id,name\n1,a,b\n"), "Expected Number of Columns: 2 Found: 3", id="value too many"),
        pytest.param(spoil('id,name\n1,"a\n2,b\n'), "unterminated quote", id="open quote"),
        pytest.param(spoil("id,name,ID\n1,a,2\n"), "names a column twice: id", id="column twice"),
        pytest.param(half_parquet, "account.parquet: not a readable Parquet file", id="half-written Parquet"),
        pytest.param(both_formats, "as CSV and as Parquet", id="both formats"),
    ],
)
def test_a_file_that_cannot_be_used(salesforce: Warehouse, damage: Callable[[Path], object], expected: str) -> None:
    damage(salesforce.raw_dir / ACCOUNT)
    said = salesforce.refuse()
    assert expected in said
    assert "salesforce/account" in said


def test_all_problems_come_at_once(salesforce: Warehouse) -> None:
    folder = salesforce.raw_dir / "salesforce"
    (folder / "account.csv").write_text("")
    (folder / "product_2.csv").write_text("id;name\n")
    (folder / "opportunity.csv").unlink()
    said = salesforce.refuse()
    assert "3 problems" in said
    assert all(name in said for name in ("account.csv", "product_2.csv", "table opportunity"))


def test_a_table_that_cannot_be_used_stops_a_compilation_too(salesforce: Warehouse) -> None:
    (salesforce.raw_dir / ACCOUNT).write_text("id,title\n1,a\n")
    assert not salesforce.dbt("compile", "--select", "stg_salesforce__accounts")
    assert "column name is not there" in salesforce.said


def test_a_system_that_is_switched_on_without_data(salesforce: Warehouse) -> None:
    assert "stripe_enabled is true, but there is nothing of stripe" in salesforce.refuse(stripe_enabled=True)


def test_a_renamed_column_that_does_not_exist(salesforce: Warehouse) -> None:
    said = salesforce.refuse(salesforce_columns={"name": "full_name__c"})
    assert "column full_name__c is not there" in said


@pytest.mark.parametrize(("damage", "count"), [(False, 0), (True, 1)])
def test_the_check_stands_alone(salesforce: Warehouse, damage: bool, count: int) -> None:
    if damage:
        (salesforce.raw_dir / ACCOUNT).write_text("")
    assert len(check(salesforce.raw_dir)) == count
