"""The catalogue: a DuckDB file of views and macros over the lake, and the connection that reads it.

It holds no rows. Each table of `pipeline/tables.py` becomes a view with explicit types and comments (an empty one until
its first partition is written); the joined views and the macros stand in `pipeline/catalog.sql`. The file is written
under another name and moved in, so that a reader is never locked out and never sees half of it; its storage version is
one that the DuckDB 1.x command line opens.

The lake may move: `SET VARIABLE lake = '/new/place'` before a query, or `hearsay catalog` with the new settings. A lake
in an object store is read through fsspec with whatever opens it there (the variables of its client, or the options of
the `UPath` that is handed over); the file names the lake alone and holds no credentials.
"""

import importlib.resources
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import fsspec
import pyarrow as pa
from upath import UPath

from pipeline import outlets, tables
from pipeline.errors import CatalogError

STORAGE_VERSION = "v1.2.0"
"""What the newest command line on the package index (1.5) can open; the library writes a newer one unless told."""

SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.binary(): "BLOB",
    pa.bool_(): "BOOLEAN",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float32(): "FLOAT",
    pa.date32(): "DATE",
    tables.TIME: "TIMESTAMPTZ",
}

COLUMN_MEANING = re.compile(r"^--: (\w+): (.+)$", re.MULTILINE)
STATEMENT = re.compile(r"((?:^--(?!:).*\n)+)?^(CREATE (VIEW|MACRO) (\w+)[^;]*);$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Definition:
    """A view or macro of `catalog.sql`: its name, its statement, and the comment that stands above it."""

    name: str
    kind: str
    sql: str
    comment: str

    @property
    def is_table_macro(self) -> bool:
        return self.kind == "MACRO" and " AS TABLE" in self.sql


def build(lake: str | UPath, catalog: str | UPath) -> None:
    """Writes the catalogue of a lake, replacing the one that is there.

    Args:
        lake: The lake's folder or fsspec URL.
        catalog: The local file to write.

    Raises:
        CatalogError: a view or macro does not fit the lake, with its name and DuckDB's message.
    """
    target = Path(str(catalog)).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    fresh.unlink(missing_ok=True)
    place = UPath(lake)
    root = _absolute(place)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        _register(connection, place)
        connection.execute(f"ATTACH '{_quoted(fresh)}' AS fresh (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE fresh")
        views = [(table, _view(connection, table, root)) for table in tables.TABLES]
        # One transaction: five hundred comments written one by one cost seconds.
        connection.execute("BEGIN")
        for table, view in views:
            _run(connection, table.name, view)
            _comment_view(connection, table.name, table.row)
        for definition in (_aliases(), *definitions()):
            _define(connection, definition)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH fresh")
    fresh.replace(target)


def connect(catalog: str | UPath, lake: str | UPath | None = None) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the catalogue; `lake` is needed where the lake is no local folder, or has moved.

    Raises:
        CatalogError: there is no catalogue yet.
    """
    path = Path(str(catalog))
    if not path.exists():
        raise CatalogError(f"there is no catalogue at {path}; `hearsay run` writes it")
    connection = duckdb.connect(str(path), read_only=True)
    connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    if lake is not None:
        _register(connection, UPath(lake))
        connection.execute(f"SET VARIABLE lake = '{_quoted(_absolute(UPath(lake)))}'")
    return connection


def definitions() -> Iterator[Definition]:
    """The views and macros of `catalog.sql`, in order."""
    for comment, sql, kind, name in STATEMENT.findall(_sql()):
        lines = [line.removeprefix("--").strip() for line in comment.splitlines()]
        yield Definition(name, kind, sql, " ".join(lines))


@cache
def column_meanings() -> dict[str, str]:
    """The meaning of every column that a view can show: declared ones first, then those of `catalog.sql`."""
    meanings = dict(COLUMN_MEANING.findall(_sql()))
    for table in reversed(tables.TABLES):
        meanings.update({column.name: column.comment for column in table.columns})
    return meanings


def _sql() -> str:
    return importlib.resources.files("pipeline").joinpath("catalog.sql").read_text(encoding="utf-8")


def _is_local(lake: UPath) -> bool:
    return lake.protocol in ("", "file", "local")


def _register(connection: duckdb.DuckDBPyConnection, lake: UPath) -> None:
    """Lets DuckDB read a remote lake through fsspec: the wheel holds no httpfs.

    Without cached listings: with them a reader misses new days, and fails on a partition that was written since.
    """
    if not _is_local(lake):
        options = {**lake.storage_options, "use_listings_cache": False, "skip_instance_cache": True}
        connection.register_filesystem(fsspec.filesystem(lake.protocol, **options))


def _absolute(lake: UPath) -> str:
    return str(Path(str(lake)).absolute()) if _is_local(lake) else str(lake).rstrip("/")


def _view(connection: duckdb.DuckDBPyConnection, table: tables.Table, root: str) -> str:
    """The statement of a table's view: every declared column with its type; a column that old files lack is null."""
    pattern = f"/{table.name}/day=*/{table.name}.parquet"
    try:
        files = f"'{_quoted(root + pattern)}'"
        described = connection.execute(f"DESCRIBE SELECT * FROM {_scan(files)}").fetchall()
    except duckdb.IOException as error:
        if "No files found" not in str(error):
            raise CatalogError(f"{table.name}: {error}") from error
        columns = ", ".join(f"NULL::{sql_type(c.type)} AS {_name(c)}" for c in table.columns)
        return f"CREATE VIEW {table.name} AS SELECT {columns} WHERE false"
    present = {row[0] for row in described}
    columns = ", ".join(
        f"CAST({_name(c) if c.name in present else 'NULL'} AS {sql_type(c.type)}) AS {_name(c)}" for c in table.columns
    )
    place = f"coalesce(getvariable('lake'), '{_quoted(root)}') || '{pattern}'"
    return f"CREATE VIEW {table.name} AS SELECT {columns} FROM {_scan(place)}"


def _aliases() -> Definition:
    """The names in the table of outlets as a view; of one name's outlets the last one wins, which is the user's.

    One text of lines: a list or rows of a thousand literals would be planned anew with every query, for tens of ms.
    """
    names = {outlets.fold(alias): one.name for one in outlets.known() for alias in (one.name, *one.aliases)}
    lines = "\n".join(f"{alias}\t{name}" for alias, name in sorted(names.items()))
    sql = (
        "CREATE VIEW outlet_aliases AS SELECT split_part(line, chr(9), 1) AS alias, "
        "split_part(line, chr(9), 2) AS outlet "
        f"FROM (SELECT unnest(string_split('{_quoted(lines)}', chr(10))) AS line)"
    )
    return Definition(
        "outlet_aliases", "VIEW", sql, "What outlets go by, from the table of outlets and the user's own."
    )


def _scan(place: str) -> str:
    """By the day of the path whole partitions are skipped; by name, files of an older schema fit."""
    return f"read_parquet({place}, union_by_name = true, hive_partitioning = true, hive_types = {{'day': DATE}})"


def sql_type(kind: pa.DataType) -> str:
    """DuckDB's name of an Arrow type that `tables.py` uses."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        members = ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in kind)
        return f"STRUCT({members})"
    return SQL_TYPES[kind]


def _name(column: tables.Column) -> str:
    return f'"{column.name}"'


def _quoted(text: object) -> str:
    return str(text).replace("'", "''")


def _run(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    try:
        connection.execute(sql)
    except duckdb.Error as error:
        raise CatalogError(f"{name}: {error}") from error


def _define(connection: duckdb.DuckDBPyConnection, definition: Definition) -> None:
    _run(connection, definition.name, definition.sql)
    if definition.kind == "VIEW":
        _comment_view(connection, definition.name, definition.comment)
    else:
        kind = "MACRO TABLE" if definition.is_table_macro else "MACRO"
        connection.execute(f"COMMENT ON {kind} {definition.name} IS '{_quoted(definition.comment)}'")


def _comment_view(connection: duckdb.DuckDBPyConnection, name: str, comment: str) -> None:
    connection.execute(f"COMMENT ON VIEW {name} IS '{_quoted(comment)}'")
    meanings = column_meanings()
    for (column,) in connection.execute(f"SELECT column_name FROM (DESCRIBE {name})").fetchall():
        if column in meanings:
            connection.execute(f"""COMMENT ON COLUMN {name}."{column}" IS '{_quoted(meanings[column])}'""")
