"""Streams of rows to CSV or Parquet files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from leakage.demo.layouts import RAW, TRUTH

_ARROW = {
    "s": pa.string(),
    "i": pa.int64(),
    "b": pa.bool_(),
    "d": pa.date32(),
    "t": pa.timestamp("us"),
    "n": pa.decimal128(28, 10),
}
_BATCH = 50_000


class Table:
    """One file, written row by row."""

    def __init__(self, path: Path, columns: dict[str, str], file_format: str):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._columns = columns
        self._names = list(columns)
        self._booleans = [i for i, kind in enumerate(columns.values()) if kind == "b"]
        self._rows: list[list[Any]] = []
        self._schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
        self._parquet = None
        if file_format == "parquet":
            self._parquet = pq.ParquetWriter(path.with_suffix(".parquet"), self._schema)
        else:
            self._file = path.with_suffix(".csv").open("w", newline="", encoding="utf-8")
            self._csv = csv.writer(self._file, lineterminator="\n")
            self._csv.writerow(self._names)

    def add(self, values: dict[str, Any]) -> None:
        row = [values.pop(name, None) for name in self._names]
        if values:
            raise KeyError(f"no such columns: {sorted(values)}")
        self._rows.append(row)
        if len(self._rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._parquet is not None:
            columns = list(zip(*self._rows, strict=True)) or [()] * len(self._names)
            arrays = [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
            self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        else:
            for row in self._rows:
                for i in self._booleans:
                    row[i] = None if row[i] is None else "true" if row[i] else "false"
            self._csv.writerows(self._rows)
        self._rows = []

    def close(self) -> None:
        self._flush()
        if self._parquet is not None:
            self._parquet.close()
        else:
            self._file.close()


class Sink:
    """All raw files and the truth files of one company. Truth is always CSV."""

    def __init__(self, out: Path, file_format: str, synced_at: datetime):
        self._synced_at = synced_at
        self._raw = {
            name: Table(out / "raw" / name.replace(".", "/"), columns, file_format) for name, columns in RAW.items()
        }
        self._truth = {name: Table(out / "truth" / name, columns, "csv") for name, columns in TRUTH.items()}
        self._watchers: dict[str, list[Callable[[dict[str, Any]], None]]] = {}

    def watch(self, table: str, read: Callable[[dict[str, Any]], None]) -> None:
        """Have every row of a table, or of truth.<table>, read as it is written."""
        self._watchers.setdefault(table, []).append(read)

    def row(self, table: str, **values: Any) -> None:
        for read in self._watchers.get(table, ()):
            read(values)
        if "_fivetran_synced" in RAW[table]:
            values["_fivetran_synced"] = self._synced_at
        self._raw[table].add(values)

    def truth(self, table: str, **values: Any) -> None:
        for read in self._watchers.get(f"truth.{table}", ()):
            read(values)
        self._truth[table].add(values)

    def close(self) -> None:
        for table in (*self._raw.values(), *self._truth.values()):
            table.close()
