"""The lake: one Parquet file for each table and day, under a folder or an fsspec URL.

What belongs here: where a partition lies, whether it exists, and how it is read, whole or in parts. How one is written
stands in `pipeline/partition.py`; what the tables are, in `pipeline/tables.py`.

    lake/<table>/day=YYYY-MM-DD/<table>.parquet

A part is a run of whole pages of several tables, aligned, some tens of MB: what a stage works on at a time. Rows are
read as they are needed, so memory is bounded by the part and a compressed row group of each table.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from upath import UPath

from pipeline.errors import LakeError, PartitionMissingError, SchemaError
from pipeline.partition import PartitionWriter, Place, row_bytes, storage
from pipeline.tables import Table

PAGE_KEY = ("site", "page_id")
"""What by-page tables are sorted by first, and what a part is cut by."""

BATCH_BYTES = 8_000_000
"""Bytes that are decoded at once while parts are read."""


class Lake:
    """The partitions below `root`: a folder, or any URL that fsspec reads (`s3://bucket/lake`)."""

    def __init__(self, root: UPath | os.PathLike[str] | str) -> None:
        self.root = UPath(root)

    def __repr__(self) -> str:
        return f"Lake({str(self.root)!r})"

    def path(self, table: Table, day: date) -> UPath:
        """Where the partition lies, whether or not it exists."""
        return self.root / table.name / f"day={day.isoformat()}" / f"{table.name}.parquet"

    def exists(self, table: Table, day: date) -> bool:
        """Whether the partition has been written."""
        path = self._fresh(self.path(table, day))
        with storage("look for", path):
            return path.is_file()

    def days(self, table: Table) -> list[date]:
        """The days that have been written, ascending."""
        folder = self._fresh(self.root / table.name)
        with storage("list", folder):
            found = folder.fs.glob(f"{folder.path.rstrip('/')}/day=*/{table.name}.parquet")
        days = []
        for path in found:
            with contextlib.suppress(ValueError):
                days.append(date.fromisoformat(path.split("/")[-2].removeprefix("day=")))
        return sorted(days)

    def n_rows(self, table: Table, day: date) -> int:
        """Rows of the partition, from the file's footer alone.

        Raises:
            PartitionMissingError: it has not been written.
        """
        with self._open(table, day) as file:
            return file.metadata.num_rows

    def schema(self, table: Table, day: date) -> pa.Schema:
        """The schema that the file has, which after an upgrade may not be the declared one.

        Raises:
            PartitionMissingError: it has not been written.
        """
        with self._open(table, day) as file:
            return file.schema_arrow

    def n_bytes(self, table: Table, day: date) -> int:
        """Size of the partition file."""
        path = self._fresh(self.path(table, day))
        with _missing(path, table, day):
            return path.stat().st_size

    def read(self, table: Table, day: date, columns: Sequence[str] | None = None) -> pa.Table:
        """The partition, or some of its columns in the order given.

        Raises:
            PartitionMissingError: it has not been written.
            SchemaError: it was written by code that declares the table in another way.
            LakeError: it cannot be read.
        """
        with self._open(table, day) as file, storage("read", self.path(table, day)):
            rows = file.read(columns=_names(columns))
        return _select(table, rows, columns)

    def read_pages(
        self, table: Table, day: date, pages: Sequence[str], columns: Sequence[str] | None = None
    ) -> pa.Table:
        """The rows of some pages, in order; the partition is read through, a few MB at a time.

        Raises:
            PartitionMissingError: it has not been written.
        """
        wanted, path = pa.array(pages, pa.string()), self.path(table, day)
        with self._open(table, day) as file:
            batches = _batches(file, _names(columns, ("page_id",)), path)
            kept = [_select(table, rows.filter(pc.is_in(rows.column("page_id"), wanted)), columns) for rows in batches]
        return pa.concat_tables([_select(table, table.empty(), columns), *kept])

    def read_window(self, table: Table, first: date, last: date, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of every written day from `first` to `last`, both included; empty where there is none."""
        days = [day for day in self.days(table) if first <= day <= last]
        parts = [self.read(table, day, columns) for day in days]
        return pa.concat_tables([_select(table, table.empty(), columns), *parts])

    def parts(
        self,
        day: date,
        tables: Sequence[Table],
        *,
        columns: Mapping[str, Sequence[str]] | None = None,
        part_bytes: int,
        by_site: Sequence[Table] = (),
    ) -> Iterator[dict[str, pa.Table]]:
        """Aligned runs of whole pages of all `tables`, in the order of site and page.

        A page that only some of the tables hold is in the part all the same. Every part holds at least one page, and
        as many as fit `part_bytes`. Where parts end depends on the rows alone.

        Args:
            day: the partition.
            tables: tables whose rows belong to pages.
            columns: by table name, the columns to read; all of them where a table is not named.
            part_bytes: bytes of values in a part.
            by_site: tables whose rows belong to sites; each part gets the rows of its pages' sites.

        Raises:
            PartitionMissingError: one of the tables has not been written for the day.
        """
        wanted = columns or {}
        with contextlib.ExitStack() as stack:
            cursors = []
            for table in tables:
                file = stack.enter_context(self._open(table, day))
                names = wanted.get(table.name)
                batches = _batches(file, _names(names, PAGE_KEY), self.path(table, day))
                cursors.append(_Cursor(table, names, batches))
            sites = {table: self.read(table, day) for table in by_site}
            for part, of_sites in _aligned(cursors, part_bytes):
                for table, rows in sites.items():
                    chosen = pc.is_in(rows.column("site"), pa.array(of_sites, pa.string()))
                    part[table.name] = _select(table, rows.filter(chosen), wanted.get(table.name))
                yield part

    @contextlib.contextmanager
    def writer(self, day: date, *tables: Table) -> Iterator["Writer"]:
        """Writes partitions of one day together: published on a clean exit, untouched after an exception."""
        writer = Writer({})
        try:
            for table in tables:
                writer.partitions[table.name] = PartitionWriter(table, day, self.path(table, day))
            yield writer
            for partition in writer.partitions.values():
                partition.finish()
            for partition in writer.partitions.values():
                partition.publish()
        finally:
            for partition in writer.partitions.values():
                partition.discard()

    @contextlib.contextmanager
    def _open(self, table: Table, day: date) -> Iterator[pq.ParquetFile]:
        path = self._fresh(self.path(table, day))
        with contextlib.ExitStack() as stack:
            with _missing(path, table, day):
                # A local path rather than a file object, so that Arrow reads without holding the interpreter's lock.
                source: Any = path.path if Place(path).local else stack.enter_context(path.fs.open(path.path, "rb"))
                file = stack.enter_context(pq.ParquetFile(source))
            yield file

    def _fresh(self, path: UPath) -> UPath:
        """The path with the file system's cached listings forgotten: another process may have written since."""
        path.fs.invalidate_cache()
        return path


@dataclass(frozen=True, slots=True)
class Writer:
    """What `Lake.writer` hands out: one partition being written for each table."""

    partitions: dict[str, PartitionWriter] = field(default_factory=dict)

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Adds rows to the tables named.

        Raises:
            LakeError: a table is named that this writer was not opened for.
            SchemaError: rows do not match the table's declaration.
        """
        for name, rows in tables.items():
            if name not in self.partitions:
                raise LakeError(f"rows for {name}, but the writer was opened for {', '.join(self.partitions)}")
            self.partitions[name].write(rows)

    @property
    def n_rows(self) -> dict[str, int]:
        """Rows written so far, by table."""
        return {name: partition.n_rows for name, partition in self.partitions.items()}


@contextlib.contextmanager
def _missing(path: UPath, table: Table, day: date) -> Iterator[None]:
    try:
        with storage("read", path):
            yield
    except LakeError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise PartitionMissingError(
                f"{table.name} has no partition {day}; run the stage that writes it for that day first ({path})"
            ) from None
        raise


def _names(columns: Sequence[str] | None, also: Sequence[str] = ()) -> list[str] | None:
    return None if columns is None else list(dict.fromkeys((*also, *columns)))


def _select(table: Table, rows: pa.Table, columns: Sequence[str] | None) -> pa.Table:
    """The columns asked for in their order, as declared."""
    schema = table.schema if columns is None else pa.schema([table.schema.field(name) for name in columns])
    try:
        return rows.select(schema.names).cast(schema)
    except (KeyError, pa.ArrowException, ValueError) as error:
        raise SchemaError(
            f"{table.name} was written by other code than this ({error}); run the day again: hearsay run --day D"
        ) from error


def _batches(file: pq.ParquetFile, columns: list[str] | None, path: UPath) -> Iterator[pa.Table]:
    """The rows in order, some `BATCH_BYTES` at a time: a row group decoded at once takes several times its size."""
    for i in range(file.num_row_groups):
        group = file.metadata.row_group(i)
        n_batches = -(-group.total_byte_size // BATCH_BYTES)
        size = max(group.num_rows // max(n_batches, 1), 1)
        batches = file.iter_batches(batch_size=size, row_groups=[i], columns=columns)
        while True:
            with storage("read", path):
                batch = next(batches, None)
            if batch is None:
                break
            yield pa.Table.from_batches([batch])


class _Cursor:
    """Walks through one table page by page, reading as needed.

    A page is known in full when the next one begins or the table ends, so a page may span batches and row groups.
    """

    def __init__(self, table: Table, columns: Sequence[str] | None, batches: Iterator[pa.Table]) -> None:
        self.table, self._columns, self._batches = table, columns, batches
        self._rows = _select(table, table.empty(), None if columns is None else _names(columns, PAGE_KEY))
        self._empty = self._rows
        self._keys: list[tuple[str, str]] = []
        self._starts: list[int] = [0]
        self._sizes: list[int] = []
        self._next = 0
        self._cut = 0
        self._ended = False
        self._taken: list[pa.Table] = []

    @property
    def key(self) -> tuple[str, str] | None:
        """Site and id of the next page; None at the end."""
        while self._next + (not self._ended) >= len(self._keys):
            if self._ended:
                return None
            self._fill()
        return self._keys[self._next]

    @property
    def size(self) -> int:
        """Bytes of the next page."""
        return self._sizes[self._next]

    def advance(self) -> None:
        """Takes the next page into the current part."""
        self._next += 1

    def part(self) -> pa.Table:
        """The rows of the pages taken since the last call."""
        self._keep_taken()
        rows, self._taken = pa.concat_tables([self._empty, *self._taken]), []
        return _select(self.table, rows, self._columns)

    def _keep_taken(self) -> None:
        start, stop = self._starts[self._cut], self._starts[self._next]
        if stop > start:
            self._taken.append(self._rows.slice(start, stop - start))
        self._cut = self._next

    def _fill(self) -> None:
        self._keep_taken()
        rest = self._rows.slice(self._starts[self._next])
        batch = next(self._batches, None)
        if batch is None:
            self._ended = True
            batch = self._empty
        self._rows = pa.concat_tables([rest, _select(self.table, batch, self._empty.schema.names)])
        previous = self._keys[self._next - 1] if self._next else None
        self._index()
        if previous and self._keys and self._keys[0] < previous:
            raise LakeError(f"{self.table.name} is not sorted by site and page ({self._keys[0]} after {previous})")
        self._next = self._cut = 0

    def _index(self) -> None:
        """Where the pages of the held rows begin, and their sizes."""
        sites, pages = (self._rows.column(name) for name in PAGE_KEY)
        n = self._rows.num_rows
        changes = pc.or_(
            pc.not_equal(pages.slice(1), pages.slice(0, max(n - 1, 0))),
            pc.not_equal(sites.slice(1), sites.slice(0, max(n - 1, 0))),
        )
        starts = np.concatenate(([0], np.flatnonzero(changes.to_numpy()) + 1)) if n else np.zeros(0, np.int64)
        at = pa.array(starts, pa.int64())
        self._keys = list(zip(sites.take(at).to_pylist(), pages.take(at).to_pylist(), strict=True))
        sums = np.concatenate(([0], np.cumsum(row_bytes(self._rows))))
        self._starts = [*starts.tolist(), n] if n else [0]
        self._sizes = np.diff(sums[self._starts]).tolist()


def _aligned(cursors: Sequence[_Cursor], part_bytes: int) -> Iterator[tuple[dict[str, pa.Table], list[str]]]:
    """Parts of whole pages in the order of the keys, each with the sites it holds."""
    size, sites = 0, list[str]()
    while keys := [key for cursor in cursors if (key := cursor.key) is not None]:
        page = min(keys)
        of_page = [cursor for cursor in cursors if cursor.key == page]
        n_bytes = sum(cursor.size for cursor in of_page)
        if sites and size + n_bytes > part_bytes:
            yield {cursor.table.name: cursor.part() for cursor in cursors}, sites
            size, sites = 0, []
        for cursor in of_page:
            cursor.advance()
        size += n_bytes
        if not sites or sites[-1] != page[0]:
            sites.append(page[0])
    if sites:
        yield {cursor.table.name: cursor.part() for cursor in cursors}, sites
