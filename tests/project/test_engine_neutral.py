"""Models hold no engine-specific SQL, and what they compile to parses in every engine's dialect."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlglot

from leakage.project import ROOT
from tests.project.builds import Build, environment
from tests.project.test_rules import models, sql_of, strip_sql_comments

FORBIDDEN = {
    "cast by ::": r"::",
    "qualify": r"\bqualify\b",
    "distinct on": r"\bdistinct\s+on\b",
    "filter (where": r"\bfilter\s*\(\s*where\b",
    "select * exclude / replace": r"\*\s*(exclude|except|replace)\b",
    "group by all": r"\b(group|order)\s+by\s+all\b",
    "list or struct literal": r"(?<![\w\]\)}])\[[^\]]*\]|\{\s*'",
    "lambda": r"\w\s*->\s*\w",
    "integer division //": r"//",
    "safe cast": r"\b(try_cast|safe_cast)\s*\(",
    "raw file reader": r"\b(read_csv|read_parquet|read_json|glob)(_auto)?\s*\(",
    "engine's own function": r"\b(epoch|strftime|strptime|to_char|to_date|date_diff|datediff|dateadd|date_add|date_sub|"
    r"datesub|make_date|make_interval|generate_series|unnest|explode|range|sequence|list_\w+|array_agg|string_agg|"
    r"listagg|group_concat|arg_min|arg_max|max_by|min_by|any_value|first|last|bool_or|bool_and|json_\w+|get_json_object|"
    r"regexp_\w+|split_part|struct_pack|row|hash|md5|sha256|ifnull|nvl|iff|if|len|strlen|instr|strpos|position|div|"
    r"date_part|datepart|date_trunc|last_day|year|month|day|to_months|to_days|now|current_date|age)\s*\(",
    "interval arithmetic": r"\binterval\b",
    "engine's own type": r"\b(hugeint|varchar|string|text|double|float|timestamptz|datetime|uuid|jsonb?)\b(?=\s*\))",
    "asof / positional / semi / anti join": r"\b(asof|positional|semi|anti)\s+join\b",
    "ilike": r"\bilike\b",
    "offset in a text search": r"~\*?\s*'",
}


def model_sql(text: str) -> str:
    """The SQL that a model itself writes: without what stands inside Jinja, comments and texts."""
    sql = re.sub(r"\{%.*?%\}", " ", strip_sql_comments(text), flags=re.DOTALL)
    sql = re.sub(r"\{\{.*?\}\}", "jinja", sql, flags=re.DOTALL)
    return re.sub(r"'(?:[^']|'')*'", "''", sql)


def violations(text: str) -> list[str]:
    sql = model_sql(text)
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, sql, re.IGNORECASE | re.MULTILINE)]


def test_models_hold_no_engine_specific_sql(parsed: Build) -> None:
    found = {model["name"]: violations(sql_of(model)) for model in models(parsed)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_models_name_a_table_only_by_ref_or_macro(parsed: Build) -> None:
    """After FROM and JOIN stand a CTE of the model, a ref, or a macro: nothing that only one engine would find."""
    wrong = {}
    for model in models(parsed):
        sql = re.sub(r"extract\s*\(\s*\w+\s+from\b", "extract(", model_sql(sql_of(model)), flags=re.IGNORECASE)
        ctes = set(re.findall(r"(\w+)\s+as\s+(?:not\s+materialized\s+)?\(", sql, re.IGNORECASE))
        named = set(re.findall(r"\b(?:from|join)\s+(?!lateral\b|\()([\w.\"]+)", sql, re.IGNORECASE))
        if unknown := named - ctes - {"jinja"}:
            wrong[model["name"]] = sorted(unknown)
    assert wrong == {}


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("select a::date from t", "cast by ::"),
        ("select * from t qualify row_number() over () = 1", "qualify"),
        ("select count(*) filter (where a) from t", "filter (where"),
        ("select * exclude (a) from t", "select * exclude / replace"),
        ("select a, sum(b) from t group by all", "group by all"),
        ("select strftime(a, '%Y') from t", "engine's own function"),
        ("select a + interval 1 day from t", "interval arithmetic"),
        ("select cast(a as varchar) from t", "engine's own type"),
        ("select 7 // 2", "integer division //"),
        ("select [1, 2]", "list or struct literal"),
    ],
)
def test_the_search_finds(sql: str, name: str) -> None:
    assert name in violations(sql)


def test_the_search_leaves_plain_sql_alone() -> None:
    sql = """
    with source as (select * from {{ ref('x') }}),
    ranked as (
        select a, row_number() over (partition by a order by b) as position, cast(c as decimal(18, 4)) as d,
            extract(year from e) as y, coalesce(f, 'x::y') as g, {{ add_days('h', 'i[1]') }} as h -- a::b
        from source where b in (1, 2)
    )
    select a, max(case when position = 1 then d end) as first_d from ranked group by a
    """
    assert violations(sql) == []


@pytest.fixture(scope="session", params=["duckdb", "postgres", "spark"])
def compiled(
    request: pytest.FixtureRequest, once: Callable[[str, Callable[[Path], Build]], Build]
) -> tuple[str, Build]:
    """The project as another engine gets it; DuckDB's own compile is the control."""
    engine: str = request.param

    def run(folder: Path) -> Build:
        script = Path(__file__).with_name("compile_for_engine.py")
        done = subprocess.run(
            [sys.executable, str(script), engine, str(folder / "target")],
            cwd=ROOT,
            env=environment(folder),
            capture_output=True,
            text=True,
        )
        return Build(done.returncode, done.stdout + done.stderr, folder / "leakage.duckdb", folder / "target")

    return engine, once(f"compiled-{engine}", run)


def test_compiled_sql_parses_in_the_engines_dialect(compiled: tuple[str, Build]) -> None:
    engine, build = compiled
    assert build.exit_code == 0, build.output
    nodes = [
        node
        for node in build.manifest["nodes"].values()
        if node["resource_type"] in ("model", "analysis")
        or (node["resource_type"] == "test" and node["depends_on"]["nodes"])
    ]
    unparsable = {}
    for node in nodes:
        assert node.get("compiled_code"), f"{node['name']} was not compiled"
        try:
            [statement] = sqlglot.parse(node["compiled_code"], read=engine)
            unknown = (
                [str(command) for command in statement.find_all(sqlglot.exp.Command)] if statement else ["nothing"]
            )
            assert not unknown, unknown
        except (sqlglot.errors.SqlglotError, AssertionError, ValueError) as error:
            unparsable[node["name"]] = str(error)[:300]
    assert unparsable == {}


ELSEWHERE = {
    "postgres": r"\b(hugeint|to_months|date_add|datediff|try_cast|strptime|read_csv|read_parquet)\b|//",
    "spark": r"\b(hugeint|to_months|make_interval|try_strptime|strptime|read_csv|read_parquet|TEXT)\b|//|::|\bdiv\(",
}
"""What would parse in a dialect and yet fail on the engine: words of the other engines."""


@pytest.mark.parametrize("compiled", ["postgres", "spark"], indirect=True)
def test_compiled_sql_has_no_word_of_another_engine(compiled: tuple[str, Build]) -> None:
    engine, build = compiled
    assert build.exit_code == 0, build.output
    found = {}
    for node in build.manifest["nodes"].values():
        if node["resource_type"] != "model":
            continue
        sql = re.sub(r"'(?:[^']|'')*'", "''", strip_sql_comments(node["compiled_code"]))
        if words := sorted({match.group(0) for match in re.finditer(ELSEWHERE[engine], sql)}):
            found[node["name"]] = words
    assert found == {}
