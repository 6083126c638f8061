"""Fixtures that this folder shares."""

from tests.project.conftest import data_tests, demo, once

__all__ = ["data_tests", "demo", "once"]
