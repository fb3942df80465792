"""`hearsay sql`: an answer as a table on the terminal, or as CSV, JSON or Parquet."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline import catalog
from pipeline.errors import CatalogError, InputError
from pipeline.settings import Settings

MAX_ROWS = 200
"""Rows that the terminal shows; files hold all."""

MIN_WIDTH = 9
"""Columns of a terminal below which a column of the answer can no longer be read."""


def run(console: Console, settings: Settings, query: str, kind: str, output: Path | None) -> None:
    """Runs a query on the catalogue and prints or writes the answer.

    Raises:
        CatalogError: there is no catalogue, or the query fails, with DuckDB's message.
        InputError: Parquet without a file to write.
    """
    if kind == "parquet" and output is None:
        raise InputError("Parquet is written to a file: add --output FILE.parquet")
    with catalog.connect(settings.catalog_path, settings.lake_path) as connection:
        try:
            answer = connection.execute(query)
            if kind == "table":
                names = [column[0] for column in answer.description or []]
                rows = answer.fetchmany(MAX_ROWS + 1)
                with _console(console, output) as target:
                    print_rows(target, names, rows[:MAX_ROWS])
                    if len(rows) > MAX_ROWS:
                        target.print(f"the first {MAX_ROWS} rows; use --format csv for all")
                return
            table = answer.to_arrow_table()
        except duckdb.Error as error:
            raise CatalogError(str(error)) from error
    _write(table, kind, output)


class _console:
    """The terminal, or a file in its place."""

    def __init__(self, console: Console, output: Path | None) -> None:
        self.file = output.open("w", encoding="utf-8") if output else None
        self.console = Console(file=self.file, width=200) if self.file else console

    def __enter__(self) -> Console:
        return self.console

    def __exit__(self, *_: object) -> None:
        if self.file:
            self.file.close()


def print_rows(console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints rows as a table, or one below the other where the columns are too many for the width.

    Cells are plain text, so that mark-up in a page's text does nothing.
    """
    if len(names) * MIN_WIDTH > console.width:
        _print_records(console, names, rows)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(names):
        number = bool(rows) and all(isinstance(row[i], int | float) for row in rows)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table if rows else "no rows")


def _print_records(console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    for number, row in enumerate(rows, 1):
        record = Table(box=None, show_header=False, pad_edge=False, title=f"row {number}", title_justify="left")
        record.add_column(no_wrap=True, style="dim")
        record.add_column(overflow="fold")
        for name, value in zip(names, row, strict=True):
            record.add_row(name, Text(_cell(value)))
        console.print(record)
    if not rows:
        console.print("no rows")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, list):
        return ", ".join(_cell(one) for one in value)
    return str(value)


def _write(table: pa.Table, kind: str, output: Path | None) -> None:
    if kind == "parquet":
        assert output is not None
        pq.write_table(table, output, compression="zstd")
        return
    if kind == "json":
        text = json.dumps(table.to_pylist(), ensure_ascii=False, indent=1, default=str) + "\n"
        data = text.encode()
    else:
        data = _csv(table)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)


def _csv(table: pa.Table) -> bytes:
    """CSV has no lists and no structs: they stand in it as JSON."""
    columns = [
        pa.array([None if v is None else json.dumps(v, ensure_ascii=False, default=str) for v in column.to_pylist()])
        if pa.types.is_nested(column.type)
        else column
        for column in table.columns
    ]
    sink = pa.BufferOutputStream()
    pa.csv.write_csv(pa.table(dict(zip(table.column_names, columns, strict=True))), sink)
    return sink.getvalue().to_pybytes()
