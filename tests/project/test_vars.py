"""The table of vars in docs/vars.md is that of dbt_project.yml."""

import re

from leakage.project import ROOT, project_vars


def documented() -> dict[str, str]:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", (ROOT / "docs" / "vars.md").read_text(), re.MULTILINE)
    return {name: default.strip("`") for name, default in rows}


def shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, list | dict):
        return "see dbt_project.yml"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_var_is_documented_with_its_default() -> None:
    assert documented() == {name: shown(value) for name, value in project_vars().items()}


SET_BY_TOOLS = {"linting"}


def test_every_var_that_is_read_is_declared() -> None:
    files = [*(ROOT / "macros").rglob("*.sql"), *(ROOT / "models").rglob("*.sql"), *(ROOT / "tests").rglob("*.sql")]
    read = {name for file in files for name in re.findall(r"(?<!env_)\bvar\(\s*['\"](\w+)['\"]", file.read_text())}
    assert read - SET_BY_TOOLS == read & set(project_vars())


def test_every_var_of_a_system_is_documented() -> None:
    files = (ROOT / "macros").rglob("*.sql")
    read = {name for file in files for name in re.findall(r"\bvar\(system ~ '(_\w+)'", file.read_text())}
    documented = set(re.findall(r"^\| `<system>(_\w+)` \|", (ROOT / "docs" / "vars.md").read_text(), re.MULTILINE))
    assert read == documented
