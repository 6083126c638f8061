"""The demo company, built once for all worker processes."""

from tests.project.conftest import demo, once

__all__ = ["demo", "once"]  # fixtures that this folder shares
