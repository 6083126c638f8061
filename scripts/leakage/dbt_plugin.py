"""DuckDB plugin of the dbt project: lets macros ask which raw files are there."""

from dbt.adapters.duckdb.plugins import BasePlugin


class Plugin(BasePlugin):
    """Registers the project's functions on each DuckDB connection."""
