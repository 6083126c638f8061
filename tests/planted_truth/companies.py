"""The companies that the truth tests look at, and where their truth lies."""

from pathlib import Path

from leakage.project import ROOT
from tests.project.builds import Build

OTHERS = {
    "another seed": ("--seed", "7"),
    "in dollars": ("--seed", "13", "--currencies", "USD"),
    "larger": ("--seed", "11", "--lines", "400", "--months", "27"),
}
"""Companies beside the demo company, as options of `leakage demo`; slow ones."""


def truth_folder(build: Build) -> Path:
    """The folder of the truth about a built company."""
    generated = build.database.parent / "truth"
    return generated if generated.is_dir() else ROOT / "seeds" / "demo_company" / "truth"
