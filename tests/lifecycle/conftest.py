"""Fixtures that this folder shares."""

from tests.project.conftest import demo, once

__all__ = ["demo", "once"]
