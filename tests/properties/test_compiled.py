"""What is run from compiled SQL is what dbt builds."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from leakage.compiled import Runs, write_company
from leakage.contract import public_marts
from leakage.fingerprint import digests, fingerprint
from tests.project import builds
from tests.properties.companies import SYSTEMS, companies
from tests.properties.values import Rows

pytestmark = pytest.mark.slow


@settings(max_examples=1)
@given(company=companies().filter(lambda company: len(company["generic.invoice"]) > 60))
def test_compiled_runs_give_what_a_build_gives(
    runs: Runs, tmp_path_factory: pytest.TempPathFactory, company: Rows
) -> None:
    """On another day than the one that was compiled for, so that the as-of date is held against dbt's as well."""
    day = date(2026, 5, 15)
    folder: Path = tmp_path_factory.mktemp("built")
    write_company(folder / "raw", company, SYSTEMS)
    variables = {"as_of_date": day.isoformat()}
    built = builds.dbt(folder, "build", *builds.MODELS_ONLY, raw_dir=folder / "raw", variables=variables)
    assert built.exit_code == 0, built.output
    write_company(runs.compiled.raw_dir, company, SYSTEMS)
    runs.build(public_marts(), day)
    assert digests(runs.connection) == fingerprint(built.database)
