"""Target ci (and prod) fails on unexplained breaches and publishes nothing; dev warns, publishes and shows them."""

from pathlib import Path

from tests.project import builds
from tests.project.builds import Build

LEAKY_LAYERS = ("booked_vs_billed", "billed_vs_collected", "billed_vs_recognized", "processor_vs_bank")


def test_dev_publishes_and_warns(demo: Build) -> None:
    assert demo.exit_code == 0, demo.output
    assert demo.database.is_file()
    for layer in LEAKY_LAYERS:
        assert f"warning tolerance_{layer}" in demo.output
    assert "FAILED" not in demo.output


def test_ci_fails_on_the_leaky_company_with_its_breaches(tmp_path: Path) -> None:
    build = builds.leakage(tmp_path, "build", "--no-unit-tests", "--target", "ci")
    assert build.exit_code == 1, build.output
    for layer in LEAKY_LAYERS:
        assert f"FAILED tolerance_{layer}" in build.output
    assert "variance amount" in build.output, "breaches are listed row by row"
    assert not build.database.exists(), "nothing is published"
    refused = build.database.with_name("leakage.duckdb.failed")
    assert str(refused) in build.output
    assert Build(0, "", refused, tmp_path).value("select count(*) from fct_leakage_items") > 0


def test_ci_passes_on_the_same_company_without_leaks(tmp_path: Path) -> None:
    made = builds.leakage(tmp_path, "demo", "--no-leaks", "--out", str(tmp_path))
    assert made.exit_code == 0, made.output
    raw_dir = tmp_path / "raw"
    build = builds.leakage(
        tmp_path, "build", "--no-unit-tests", "--target", "ci", "--as-of", "2026-06-30", raw_dir=raw_dir
    )
    assert build.exit_code == 0, build.output
    assert build.query("select cause, subject_id, leakage_amount from fct_leakage_items where is_leakage") == []
    assert build.value("select count(*) from fct_revenue_states") > 0
