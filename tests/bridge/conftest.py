"""The demo company's models, built once for the tests of this folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import builds
from tests.project.builds import MODELS_ONLY, Build
from tests.project.conftest import once

__all__ = ["once"]  # a fixture that this folder shares


@pytest.fixture(scope="session")
def built(once: Callable[[str, Callable[[Path], Build]], Build]) -> Build:
    """Every model of the demo company, without its tests."""
    build = once("built_models", lambda folder: builds.dbt(folder, "build", *MODELS_ONLY))
    assert build.exit_code == 0, build.output
    return build
