"""DuckDB plugin of the dbt project: tells macros which raw files are there."""

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from leakage.raw_input import inventory, raw_dir


class Plugin(BasePlugin):
    """Sets the variable `leakage_raw_inventory` (JSON) on each cursor; the macro `raw_inventory` reads it."""

    def configure_cursor(self, cursor: duckdb.DuckDBPyConnection) -> None:
        found = inventory(raw_dir())
        cursor.execute("set variable leakage_raw_inventory = '" + found.replace("'", "''") + "'")
