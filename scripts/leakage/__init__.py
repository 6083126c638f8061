"""Tools around the revenue-leakage dbt project: raw input checks, build, summary, demo company."""
