"""The demo company, built once for all worker processes."""

from tests.project.conftest import data_tests, demo, once

__all__ = ["data_tests", "demo", "once"]  # fixtures that this folder shares
