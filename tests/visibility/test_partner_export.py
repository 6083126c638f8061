"""The command that writes the files: all at once or not at all, nowhere else, nothing that a spreadsheet would run."""

import csv
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from leakage.cli import app
from leakage.partners import export as module
from leakage.partners.export import FILES, MARKER, RECIPIENTS, cell, export
from leakage.project import LeakageError

KEYS = {"P-1": "1" * 32, "P-2": "2" * 32, "../P-3": "3" * 32}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A data set of three partners: one with rows, one without, one with an id that wants to be a path."""
    path = tmp_path / "leakage.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table {RECIPIENTS} as select * from (values {recipients()}) as t{HEADINGS}")
        connection.execute(
            "create table dim_partners as select * from (values ('P-1'), ('P-2'), ('P-9')) as t (partner_id)"
        )
        for mart in FILES.values():
            if mart != RECIPIENTS:
                connection.execute(f"""
                    create table {mart} as
                    select '{KEYS["P-1"]}' as visible_to_partner_key, 'P-1' as visible_to_partner_id,
                        '=HYPERLINK("x")' as account_name, cast(-1.5 as decimal(18, 4)) as amount,
                        date '2026-06-30' as day
                """)
    return path


HEADINGS = " (visible_to_partner_key, visible_to_partner_id, partner_system, partner_name)"


def recipients() -> str:
    return ", ".join(f"('{key}', '{name}', 'partner_portal', 'Partner {name}')" for name, key in KEYS.items())


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """Where to write; beside it nothing may be left."""
    before = set(tmp_path.iterdir())
    yield tmp_path / "export"
    assert {path.name for path in set(tmp_path.iterdir()) - before} <= {"export", "leakage.duckdb"}


def written(folder: Path) -> list[list[str]]:
    with (folder / "revenue.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_files_are_written_for_all_and_replaced_as_a_whole(database: Path, out: Path) -> None:
    partners = export(database, out)
    assert {path.name for path in out.iterdir()} == {one.folder for one in partners} | {MARKER}
    assert written(out / partners[0].folder)[1:] == [['\'=HYPERLINK("x")', "-1.5000", "2026-06-30"]]
    assert written(out / partners[1].folder) == [["account_name", "amount", "day"]]
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"delete from {RECIPIENTS} where visible_to_partner_id = 'P-1'")
    left = export(database, out)
    assert {path.name for path in out.iterdir()} == {one.folder for one in left} | {MARKER}
    assert len(left) == 2


def test_one_partner_leaves_the_others_as_they_are(database: Path, out: Path) -> None:
    first, second, *_ = export(database, out)
    before = (out / second.folder / "revenue.csv").stat().st_ino
    (out / first.folder / "revenue.csv").unlink()
    assert export(database, out, ["P-1", "P-1"]) == [first]
    assert (out / first.folder / "revenue.csv").is_file()
    assert (out / second.folder / "revenue.csv").stat().st_ino == before


def test_files_are_for_their_owner_alone(database: Path, out: Path) -> None:
    export(database, out, formats=("csv", "parquet"))
    assert {oct(path.stat().st_mode & 0o077) for path in out.rglob("*") if path.name != MARKER} == {"0o0"}
    assert out.stat().st_mode & 0o077 == 0


def test_a_failure_leaves_what_was_there(database: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(database, out)
    before = {path: path.read_bytes() for path in out.rglob("*.csv")}

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "write_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        export(database, out)
    assert {path: path.read_bytes() for path in out.rglob("*.csv")} == before


def test_a_failed_exchange_puts_the_old_export_back(database: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(database, out)
    rename, calls = os.rename, []

    def once_failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError("no")
        rename(source, target)

    monkeypatch.setattr(os, "rename", once_failing)
    with pytest.raises(OSError, match="no"):
        export(database, out)
    monkeypatch.undo()
    assert (out / MARKER).is_file()
    assert len(list(out.iterdir())) == 4


def test_an_id_that_wants_to_be_a_path_stays_in_the_folder(database: Path, out: Path) -> None:
    [partner] = export(database, out, ["../P-3"])
    assert (out / partner.folder / "revenue.csv").is_file()
    assert "/" not in partner.folder


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("P-7", "There is no partner P-7"),
        ("P_1", "Did you mean P-1"),
        ("P-9", "not in the partner portal"),
        ("'; drop table x; --", "There is no partner"),
    ],
)
def test_an_unknown_partner_is_said_to_be_unknown(database: Path, out: Path, wanted: str, said: str) -> None:
    with pytest.raises(LeakageError, match=said):
        export(database, out, [wanted])
    assert not out.exists()


def test_two_portals_with_one_id_are_told_apart(database: Path, out: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"insert into {RECIPIENTS} values ('{'4' * 32}', 'P-1', 'partner_portal@eu', 'Another')")
    with pytest.raises(LeakageError, match="partner_portal/P-1, partner_portal@eu/P-1"):
        export(database, out, ["P-1"])
    assert [one.name for one in export(database, out, ["partner_portal@eu/P-1"])] == ["Another"]


def test_a_folder_of_somebody_else_is_not_touched(database: Path, out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(LeakageError, match="holds other files"):
        export(database, out)
    assert (out / "thesis.txt").is_file()


def test_a_file_in_the_way_is_not_replaced(database: Path, tmp_path: Path) -> None:
    with pytest.raises(LeakageError, match="is a file"):
        export(database, database)


def test_a_data_set_of_before_is_said_to_be_one(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        connection.execute("create table x (a integer)")
    with pytest.raises(LeakageError, match="build the project again"):
        export(tmp_path / "old.duckdb", tmp_path / "out")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=cmd|' /C calc'!A0", "\uff1d1+1", "\uff0b1", "\uff20x"],
)
def test_a_text_that_would_be_a_formula_is_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Müller & Söhne", "Müller & Söhne"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        (Decimal("-1.5000"), "-1.5000"),
        (date(2026, 6, 30), "2026-06-30"),
    ],
)
def test_other_values_are_as_they_are(value: object, text: str) -> None:
    assert cell(value) == text


def test_the_command(database: Path, out: Path) -> None:
    done = CliRunner().invoke(
        app, ["partner-export", "--out", str(out), "--db", str(database), "--partner", "P-1", "--format", "parquet"]
    )
    assert done.exit_code == 0, done.output
    assert "1 partner" in done.output
    assert [path.suffix for path in sorted(out.rglob("revenue.*"))] == [".parquet"]
