"""Compiles the project as another engine would get it: `python compile_for_engine.py spark TARGET_DIR`, no server.

dbt and the engine's own adapter do the work, so every dispatched macro resolves as it would there. Only the questions
to the server are answered here: every relation that is asked for exists, and has the columns its source declares.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.modules.setdefault("pyspark", ModuleType("pyspark"))  # asked for when a session profile is read, never called

from dbt.adapters.base import BaseAdapter  # noqa: E402
from dbt.adapters.contracts.relation import RelationType  # noqa: E402
from dbt.adapters.spark import SparkAdapter  # noqa: E402
from dbt.adapters.sql import SQLAdapter  # noqa: E402
from dbt.cli.main import dbtRunner  # noqa: E402

PROFILES = Path(__file__).with_name("profiles")


def get_relation(self: Any, database: str, schema: str, identifier: str) -> Any:
    """Whatever is asked for is there."""
    return self.Relation.create(database=database, schema=schema, identifier=identifier, type=RelationType.Table)


def compile_for(engine: str, target_path: str) -> bool:
    """Compile all nodes into `target_path`."""
    runner = dbtRunner()
    arguments = ["--profiles-dir", str(PROFILES), "--target", engine, "--target-path", target_path]
    parsed = runner.invoke(["--quiet", "parse", *arguments])
    if not parsed.success:
        return False
    sources = {(node.source_name, node.name): node for node in parsed.result.sources.values()}

    def get_columns_in_relation(self: Any, relation: Any) -> Any:
        source = sources.get((relation.schema, relation.identifier))
        return [self.Column(column=name, dtype="text") for name in (source.columns if source else {})]

    for adapter in (BaseAdapter, SQLAdapter, SparkAdapter):
        adapter.get_relation = get_relation
        adapter.get_columns_in_relation = get_columns_in_relation
        adapter.check_schema_exists = lambda *_: True
        adapter.list_schemas = lambda *_: []
        adapter.list_relations = lambda *_: []
    return bool(runner.invoke(["--quiet", "compile", *arguments, "--no-populate-cache"]).success)


if __name__ == "__main__":
    sys.exit(not compile_for(sys.argv[1], sys.argv[2]))
