"""The project's own rules, checked over dbt's manifest."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from leakage.project import ROOT
from tests.project.builds import Build

LAYERS = ["staging", "intermediate", "marts"]
LONG_MODELS: dict[str, str] = {
    "fct_leakage_items": "one item: its sums, severity and owner, in one place",
    "fct_reconciliation": "the promise of its columns, one per line",
    "int_billing__nearest_periods": "three choices that each need the one before",
    "int_bridge__billing_causes": "the precedence of the causes, to be read from top to bottom",
    "int_bridge__groups": "the unit of comparison: every fact of it side by side",
    "int_bridge__parts": "both steps in one waterfall",
    "int_bridge__step_two": "the precedence of the causes, to be read from top to bottom",
    "int_cash__pieces": "one split of four amounts",
    "int_commissions__line_dues": "a basis finds its unit, its holding period and its currency in one pass",
    "int_commissions__settlements": "one queue of payments, and what is missing in it",
    "int_partners__activity": "every measure of a partner, each with where it comes from",
    "int_recognition__matches": "the ladder of postings, rung by rung",
    "int_schedule__periods": "grid, clip, split and cut of a billing period belong together",
    "int_sell_through__cells": "reported, activated and invoiced side by side, and what can be judged of them",
}
"""Models of 120 lines and more, each with the reason why it is not cut in two."""

NAMES = {
    "staging": r"stg_[a-z]+(_[a-z]+)?__[a-z0-9_]+",
    "intermediate": r"int_[a-z]+(_[a-z]+)?__[a-z0-9_]+",
    "marts": r"(fct|dim)_[a-z0-9_]+",
}
NAMED_OTHERWISE = {
    "entity_map",
    "entity_map_conflicts",
    "entity_map_suggestions",
    "source_coverage",
    "rejected_rows",
    "build_parameters",
    "data_findings",
}
"""Public marts whose promised name has no prefix."""


def layer_of(node: dict[str, Any]) -> str:
    return str(node["path"]).split("/")[0]


def models(build: Build) -> list[dict[str, Any]]:
    return [node for node in build.manifest["nodes"].values() if node["resource_type"] == "model"]


def sql_of(node: dict[str, Any]) -> str:
    """The model's text without Jinja comments."""
    return re.sub(r"\{#.*?#\}", "", node["raw_code"], flags=re.DOTALL)


def reads(build: Build) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every (model, what it reads)."""
    manifest = build.manifest
    everything = manifest["nodes"] | manifest["sources"]
    for model in models(build):
        for name in model["depends_on"]["nodes"]:
            yield model, everything[name]


def test_there_are_models(parsed: Build) -> None:
    assert {layer_of(model) for model in models(parsed)} <= set(LAYERS)


def test_staging_reads_sources_and_policy_seeds_only(parsed: Build) -> None:
    wrong = [
        f"{model['name']} reads {read['name']}"
        for model, read in reads(parsed)
        if layer_of(model) == "staging" and read["resource_type"] not in {"source", "seed"}
    ]
    assert wrong == []


def test_only_staging_reads_sources(parsed: Build) -> None:
    wrong = [
        f"{model['name']} reads source {read['name']}"
        for model, read in reads(parsed)
        if read["resource_type"] == "source" and layer_of(model) != "staging" and model["name"] not in READ_RAW
    ]
    assert wrong == []


READ_RAW: set[str] = {"source_coverage", "int_rejects__raw_rows"}
"""Marts about the raw input itself."""


def test_staging_never_joins(parsed: Build) -> None:
    assert [
        model["name"]
        for model in models(parsed)
        if layer_of(model) == "staging" and re.search(r"\b(join|union)\b", sql_of(model), re.IGNORECASE)
    ] == []


def test_every_layer_reads_itself_or_the_layer_before(parsed: Build) -> None:
    wrong = []
    for model, read in reads(parsed):
        if read["resource_type"] != "model":
            continue
        distance = LAYERS.index(layer_of(model)) - LAYERS.index(layer_of(read))
        if distance not in {0, 1} and model["name"] not in READ_RAW:
            wrong.append(f"{model['name']} reads {read['name']}")
    assert wrong == []


def test_nothing_behind_the_canonical_layer_knows_a_system(parsed: Build) -> None:
    """What reads staging is a mapping of one system; the canonical layer reads mappings; the rest reads neither."""
    systems = {model["path"].split("/")[1] for model in models(parsed) if layer_of(model) == "staging"}
    wrong = []
    for model, read in reads(parsed):
        if read["resource_type"] != "model" or model["name"] in READ_RAW:
            continue
        mapping = layer_of(model) == "intermediate" and model["path"].split("/")[1] in systems
        read_mapping = layer_of(read) == "intermediate" and read["path"].split("/")[1] in systems
        canonical = model["path"].startswith("intermediate/canonical/")
        if layer_of(read) == "staging" and not (mapping or layer_of(model) == "staging"):
            wrong.append(f"{model['name']} reads {read['name']}")
        if read_mapping and not (mapping or canonical):
            wrong.append(f"{model['name']} reads {read['name']}")
        if (
            mapping
            and read["path"].split("/")[1] in systems
            and read["path"].split("/")[1] != model["path"].split("/")[1]
        ):
            wrong.append(f"{model['name']} of one system reads {read['name']} of another")
    assert wrong == []


def test_every_model_says_its_grain(parsed: Build) -> None:
    assert [model["name"] for model in models(parsed) if not re.search(r"\b[Oo]ne row\b", model["description"])] == []


def test_every_column_is_described(parsed: Build) -> None:
    manifest = parsed.manifest
    declared = [*models(parsed), *(node for node in manifest["nodes"].values() if node["resource_type"] == "seed")]
    assert [node["name"] for node in declared if not node["columns"]] == []
    assert [
        f"{node['name']}.{column['name']}"
        for node in [*declared, *manifest["sources"].values()]
        for column in node["columns"].values()
        if not column["description"].strip()
    ] == []


def is_contracted_layer(node: dict[str, Any]) -> bool:
    return layer_of(node) == "marts" or node["path"].startswith("intermediate/canonical/")


def test_public_and_canonical_models_have_an_enforced_contract(parsed: Build) -> None:
    assert [
        model["name"]
        for model in models(parsed)
        if is_contracted_layer(model) and not model["config"]["contract"]["enforced"]
    ] == []


def test_every_model_has_a_unique_test_on_its_grain(parsed: Build) -> None:
    manifest = parsed.manifest
    tested = {
        test["attached_node"]
        for test in manifest["nodes"].values()
        if test["resource_type"] == "test" and "unique" in (test.get("test_metadata") or {}).get("name", "")
    }
    assert [
        model["name"] for model in models(parsed) if layer_of(model) != "staging" and model["unique_id"] not in tested
    ] == []


def test_models_are_short(parsed: Build) -> None:
    long = {model["name"] for model in models(parsed) if model["raw_code"].count("\n") + 1 >= 120}
    assert long == set(LONG_MODELS)


def test_models_are_named_for_their_layer_and_folder(parsed: Build) -> None:
    wrong = []
    for model in models(parsed):
        name, layer = model["name"], layer_of(model)
        if name in NAMED_OTHERWISE:
            continue
        if not re.fullmatch(NAMES[layer], name):
            wrong.append(name)
        elif layer == "staging" and model["path"].split("/")[1] != name.removeprefix("stg_").split("__")[0]:
            wrong.append(f"{name} lies in {model['path']}")
    assert wrong == []


def test_each_model_has_its_own_yaml_beside_it(parsed: Build) -> None:
    wrong = []
    for model in models(parsed):
        described_in = (model["patch_path"] or "").partition("://")[2]
        if layer_of(model) == "staging":
            beside = described_in.rpartition("/")[0] == model["original_file_path"].rpartition("/")[0]
        else:
            beside = described_in == model["original_file_path"].removesuffix(".sql") + ".yml"
        if not beside:
            wrong.append(f"{model['name']} is described in {described_in or 'no file'}")
    assert wrong == []


@pytest.mark.parametrize("word", ["current_date", "current_timestamp", "now()", "getdate", "run_started_at"])
def test_no_model_calls_the_clock(parsed: Build, word: str) -> None:
    assert [model["name"] for model in models(parsed) if word in sql_of(model).lower()] == []


def test_no_float_touches_a_column(parsed: Build) -> None:
    floats = re.compile(r"\b(float\d?|double|real)\b", re.IGNORECASE)
    assert [model["name"] for model in models(parsed) if floats.search(strip_sql_comments(sql_of(model)))] == []
    assert [
        f"{model['name']}.{column['name']}"
        for model in models(parsed)
        for column in model["columns"].values()
        if floats.search(column.get("data_type") or "")
    ] == []


def strip_sql_comments(sql: str) -> str:
    return re.sub(r"--[^\n]*", "", sql)


def test_macros_hold_one_function_per_file() -> None:
    """A file is named after the macro (or its dispatched implementations) that it holds, helpers aside."""
    wrong = []
    for file in (ROOT / "macros").rglob("*.sql"):
        names = re.findall(r"\{%-?\s*(?:macro|test)\s+(\w+)", file.read_text())
        names += re.findall(r"\{%-?\s*materialization\s+(\w+)", file.read_text())
        if file.stem not in names and not any(name.endswith(f"__{file.stem}") for name in names):
            wrong.append(f"{file.relative_to(ROOT)} holds {', '.join(names) or 'no macro'}")
    assert wrong == []
