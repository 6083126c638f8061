"""The build command: what it publishes, what it keeps, what it says."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leakage.build import only_build_of
from leakage.project import ROOT, LeakageError, project_vars
from tests.project import builds
from tests.project.builds import Build, environment

SMALL = ("--select", "public_mail_domains", "--no-summary")


def test_the_summary_names_every_figure(demo: Build, tmp_path: Path) -> None:
    shutil.copy(demo.database, tmp_path / "leakage.duckdb")
    shown = builds.leakage(tmp_path, "summary")
    assert shown.exit_code == 0, shown.output
    collected = demo.value("select sum(collected_amount_rc) from fct_revenue_states")
    assert f"{collected:,.2f}" in shown.output
    for cause in demo.query("select distinct cause from fct_gap_bridge where gap_amount_rc <> 0"):
        assert cause[0] in shown.output
    assert "every cent has its cause" in shown.output


def test_a_wrong_raw_directory_is_a_message(tmp_path: Path) -> None:
    build = builds.leakage(tmp_path, "build", "--raw-dir", str(tmp_path / "nowhere"))
    assert build.exit_code == 2
    assert "nowhere" in build.output
    assert "does not exist" in build.output
    assert "Traceback" not in build.output
    assert "in macro" not in build.output
    assert not build.database.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "30.6.2026"], "does not match the format"),
        (["--vars", "reporting_currency"], "names and values"),
        (["--target", "mars"], "no target mars"),
    ],
)
def test_wrong_use_is_a_message(tmp_path: Path, arguments: list[str], said: str) -> None:
    build = builds.leakage(tmp_path, "build", *arguments)
    assert build.exit_code == 2
    assert said in " ".join(build.output.replace("│", " ").split())
    assert "Traceback" not in build.output


def test_a_failed_build_leaves_the_published_data_set_alone(tmp_path: Path) -> None:
    assert builds.leakage(tmp_path, "build", *SMALL).exit_code == 0
    published = tmp_path / "leakage.duckdb"
    before = published.read_bytes()
    failed = builds.leakage(tmp_path, "build", "--vars", "{as_of_date: yesterday}", "--no-summary")
    assert failed.exit_code != 0
    assert "must be an ISO date" in failed.output
    assert published.read_bytes() == before
    assert not published.with_name("leakage.duckdb.building").exists()


def test_a_terminated_build_leaves_no_trace(tmp_path: Path) -> None:
    building = tmp_path / "leakage.duckdb.building"
    process = subprocess.Popen(
        [sys.executable, "-m", "leakage", "build"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + 300
    while not building.exists() and process.poll() is None and time.monotonic() < give_up:
        time.sleep(0.2)
    assert building.exists()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) != 0
    assert not building.exists()
    assert not (tmp_path / "leakage.duckdb").exists()


def test_a_second_build_of_the_same_file_is_told_to_wait(tmp_path: Path) -> None:
    with (tmp_path / "leakage.duckdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(str(os.getpid()))
        lock.flush()
        build = builds.leakage(tmp_path, "build")
    assert build.exit_code == 2
    assert f"Another build of {tmp_path / 'leakage.duckdb'} is running (process {os.getpid()})" in build.output


def test_the_lock_goes_with_its_build(tmp_path: Path) -> None:
    database = tmp_path / "leakage.duckdb"
    with only_build_of(database), pytest.raises(LeakageError), only_build_of(database):
        pass
    with only_build_of(database):
        pass


def test_a_partial_build_keeps_the_rest_of_the_published_data_set(demo: Build, tmp_path: Path) -> None:
    shutil.copy(demo.database, tmp_path / "leakage.duckdb")
    build = builds.leakage(tmp_path, "build", "--select", "fct_realization", "--no-summary")
    assert build.exit_code == 0, build.output
    items = "select count(*) from fct_leakage_items"
    assert build.value(items) == demo.value(items)


def test_a_cadence_selects_its_layers_only(tmp_path: Path) -> None:
    listed = builds.dbt(tmp_path, "--quiet", "ls", "--selector", "daily", "--resource-type", "test")
    assert listed.exit_code == 0, listed.output
    found = {line.rpartition(".")[2] for line in listed.output.split() if "tolerance" in line}
    assert found == {"tolerance_booked_vs_billed", "tolerance_processor_vs_bank"}


def test_the_selectors_share_out_the_layers(demo: Build, tmp_path: Path) -> None:
    layers = {
        f"tolerance_{layer}": cadence
        for layer, cadence in demo.query("select layer, cadence from reconciliation_layers")
    }
    tagged = {
        node["name"]: set(node["tags"]) & {"daily", "weekly", "monthly", "quarterly"}
        for node in demo.manifest["nodes"].values()
        if node["name"].startswith("tolerance_") and node["resource_type"] == "test"
    }
    assert tagged == {name: {cadence} for name, cadence in layers.items()}


def test_unit_tests_hold_whatever_the_vars_are(demo: Build, tmp_path: Path) -> None:
    """They run in every build, also in that of a firm with other settings: what they depend on, they must set."""
    shutil.copy(demo.database, tmp_path / "leakage.duckdb")
    variables = {
        "as_of_date": "2021-03-31",
        "reporting_currency": "CAD",
        "reporting_timezone": "America/Toronto",
        "billing_grace_days": 9,
        "payment_grace_days": 11,
        "default_payment_terms_days": 17,
        "default_billing_frequency": "quarterly",
        "default_billing_timing": "arrears",
        "discount_approval_threshold_pct": 7,
        "realization_materiality_pct": 80,
        "lead_response_hours": 3,
        "cost_of_capital_pct": 3,
        "drift_event_pct": 2,
        "cusum_k": 1,
        "cusum_h": 7,
        "control_chart_min_points": 9,
        "lead_value_months": 5,
        "stalled_deal_days": 3,
        "discount_split_window_days": 4,
        "compared_periods": ["2020-01-01", "2020-06-01", "2020-07-01", "2020-12-01"],
        "partner_attainment_pct": 33,
        "deal_registration_days": 11,
        "forecast_breach_pct": 3,
        "quota_breach_pct": 2,
        "capacity_breach_pct": 1,
        "default_win_probability_pct": 77,
        "partner_role": "others",
    }
    assert set(variables) == set(project_vars()) - {"demo_as_of_date"}
    build = builds.dbt(tmp_path, "test", "--select", "test_type:unit", variables=variables)
    results = {name: status for name, status in build.results().items() if name.startswith("unit_test.")}
    assert results
    failed = sorted(name for name, status in results.items() if status != "pass")
    assert failed == []
    assert build.exit_code == 0, build.output
