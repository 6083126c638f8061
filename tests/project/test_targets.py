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
    build = builds.leakage(tmp_path, "build", "--target", "ci")
    assert build.exit_code == 1, build.output
    for layer in LEAKY_LAYERS:
        assert f"FAILED tolerance_{layer}" in build.output
    assert "variance amount" in build.output, "breaches are listed row by row"
    assert not build.database.exists(), "nothing is published"
    refused = build.database.with_name("leakage.duckdb.failed")
    assert str(refused) in build.output
    assert Build(0, "", refused, tmp_path).value("select count(*) from fct_leakage_items") > 0


def test_ci_passes_on_the_same_company_without_leaks(without_leaks: Build) -> None:
    assert without_leaks.exit_code == 0, without_leaks.output
    items = "select cause, subject_id, leakage_amount from fct_leakage_items where is_leakage"
    assert without_leaks.query(items) == []
    assert without_leaks.value("select count(*) from fct_revenue_states") > 0
