"""The same properties on more companies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leakage.project import ROOT

pytestmark = pytest.mark.slow


def test_the_properties_hold_for_four_times_as_many_companies(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", "-m", "slow"]
    done = subprocess.run(
        [*command, "tests/properties/test_properties.py", f"--basetemp={tmp_path / 'more'}"],
        cwd=ROOT,
        env={**os.environ, "LEAKAGE_PROPERTIES": "4"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:]
