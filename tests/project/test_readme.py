"""The README shows what the commands really print and name."""

import os
import re

from leakage.project import ROOT
from tests.project.builds import Build

README = ROOT / "README.md"
EXAMPLE = re.compile(r"(?<=```\n)─+ From contract to cash.*?(?=\n```)", re.DOTALL)


def printed(build: Build) -> str:
    """The summary in what the build command printed, without the place of the marts."""
    page = build.output[build.output.index("─ From contract to cash") :].partition("The marts are in")[0]
    return "\n".join(line.rstrip() for line in page.lstrip("─ ").strip().splitlines()[1:])


def test_the_example_is_the_summary_of_the_demo(demo: Build) -> None:
    """`LEAKAGE_UPDATE_README=1 ./scripts/test -k readme` writes it anew."""
    text = README.read_text()
    [example] = EXAMPLE.findall(text)
    if os.environ.get("LEAKAGE_UPDATE_README"):
        heading = example.splitlines()[0]
        README.write_text(text.replace(example, f"{heading}\n{printed(demo)}"))
        return
    assert "\n".join(example.splitlines()[1:]) == printed(demo)


def test_every_model_that_the_readme_names_is_there(parsed: Build) -> None:
    nodes = parsed.manifest["nodes"].values()
    known = {node["name"] for node in nodes if node["resource_type"] in {"model", "seed"}}
    named = set(re.findall(r"`((?:fct|dim|int)_[a-z0-9_]+)`", README.read_text()))
    assert named
    assert {name for name in named if not name.endswith("__")} - known == set()


def test_every_public_mart_that_is_built_is_in_the_readme(parsed: Build) -> None:
    nodes = parsed.manifest["nodes"].values()
    marts = {node["name"] for node in nodes if node["resource_type"] == "model" and node["path"].startswith("marts/")}
    assert {mart for mart in marts if f"`{mart}`" not in README.read_text()} == set()
