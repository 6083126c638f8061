"""Names are compared in blocks: the cost grows with the names, not with their square, and every twin is suggested."""

import random
import time
from pathlib import Path

import duckdb
import pytest

from tests.project import builds

MODELS = ("int_entities__names", "int_entities__name_tokens", "int_entities__suggestions")
FORMS = ("Ltd", "Inc", "GmbH", "LLC", "SA", "BV", "Group", "Holding")


def company_names(count: int) -> list[str]:
    """Invented names of two or three words, many words in common, none twice."""
    rng = random.Random(7)
    words = ["".join(rng.choice("bcdfglmnprstvz") + rng.choice("aeiou") for _ in range(3)) for _ in range(count // 4)]
    names: dict[str, None] = {}
    while len(names) < count:
        names[f"{rng.choice(words)} {rng.choice(words)} {rng.choice(FORMS)}".title()] = None
    return list(names)


@pytest.mark.slow
def test_a_hundred_thousand_names_within_seconds(tmp_path: Path) -> None:
    made = builds.dbt(tmp_path, "compile", "-s", *MODELS)
    assert made.exit_code == 0, made.output
    nodes = {node["name"]: node for node in made.manifest["nodes"].values() if node["resource_type"] == "model"}
    folder = made.target_path / "compiled" / "revenue_leakage"
    crm = company_names(50_000)
    # the second half is the first in other systems: another legal form, in capitals
    others = [f"{name.rsplit(' ', 1)[0].upper()}, {FORMS[n % len(FORMS)]}." for n, name in enumerate(crm)]
    with duckdb.connect(str(tmp_path / "scale.duckdb")) as connection:
        schema = nodes["int_entities__links"]["schema"]
        rows = [(f"a{n}", name, True) for n, name in enumerate(crm)] + [
            (f"b{n}", name, False) for n, name in enumerate(others)
        ]
        connection.execute("create table given (record_key text, account_name text, is_crm boolean)")
        keys, names, flags = zip(*rows, strict=True)
        connection.execute(
            "insert into given select unnest($1::text[]), unnest($2::text[]), unnest($3::boolean[])",
            [keys, names, flags],
        )
        connection.execute("""
            create table int_entities__links as
            select 'account' as entity_type, record_key, record_key as entity_key, is_crm from given
        """)
        connection.execute("create table int_entities__account_records as select record_key, account_name from given")
        connection.execute("create table int_entities__product_records (record_key text, product_name text)")
        begun = time.monotonic()
        for name in MODELS:
            sql = (folder / nodes[name]["original_file_path"]).read_text()
            sql = sql.replace(f'"{nodes[name]["database"]}"."{schema}".', "")
            connection.execute(f"create table {name} as {sql}")
        seconds = time.monotonic() - begun
        found = connection.execute("""
            select count(*) filter (where substr(entity_key, 2) = substr(candidate_key, 2)), count(distinct entity_key)
            from int_entities__suggestions
        """).fetchone()
        blocks = connection.execute("select max(token_count) from int_entities__name_tokens where is_rare").fetchone()
    assert blocks is not None and blocks[0] <= 50
    assert found is not None
    twins, with_candidates = found
    assert twins >= 0.99 * with_candidates
    assert twins > 45_000
    assert seconds < 60, f"{seconds:.0f} seconds"
