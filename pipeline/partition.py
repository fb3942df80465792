"""Writing one partition of one table: order, row groups, the temporary place and the move into the final one.

What belongs here: everything that decides which bytes a partition file holds and when they become visible. Where
partitions lie and how they are read stands in `pipeline/lake.py`, what a table is in `pipeline/tables.py`.

The bytes depend on the set of rows alone, not on how they were cut into parts or in which order the parts came: rows
are put into a full order (`Order`), and a row group ends by a rule that looks at rows only (`RowGroups`). Parts that
arrive in order stream straight into the Parquet file; at the first one that does not, everything is spilled to one
Arrow file, sorted by its key columns alone and gathered slice by slice, so that memory stays bounded by a slice.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem
from upath import UPath

from pipeline.errors import LakeError, SchemaError
from pipeline.tables import Table

ROW_GROUP_ROWS = 122_880
"""Rows of a row group at most: what DuckDB uses for its own, and hands to one thread."""

ROW_GROUP_BYTES = 64_000_000
"""Bytes of values of a row group at most (before compression); a single larger row stands alone."""

SLICE_BYTES = 16_000_000
"""Bytes of values gathered at once when spilled parts are merged."""

ZSTD_LEVEL = 3


@contextlib.contextmanager
def storage(verb: str, place: object) -> Iterator[None]:
    """Turns what the storage raises into a `LakeError` that says what could not be done, and where."""
    try:
        yield
    except (OSError, pa.ArrowInvalid) as error:
        raise LakeError(f"could not {verb} {place}: {error}") from error


def row_bytes(table: pa.Table) -> np.ndarray:
    """Bytes of the values of each row: a measure that does not depend on chunks, slices or padding."""
    total = np.zeros(table.num_rows, np.int64)
    for column in table.columns:
        total += _value_bytes(column)
    return total


def _value_bytes(values: pa.Array | pa.ChunkedArray) -> np.ndarray:
    kind = values.type
    if pa.types.is_list(kind):
        counts = pc.fill_null(pc.list_value_length(values), 0).to_numpy().astype(np.int64)
        items = np.concatenate(([0], np.cumsum(_value_bytes(pc.list_flatten(values)))))
        ends = np.cumsum(counts)
        return items[ends] - items[ends - counts] + 4
    if pa.types.is_struct(kind):
        fields = [_value_bytes(pc.struct_field(values, [i])) for i in range(kind.num_fields)]
        return np.asarray(np.sum(fields, axis=0, dtype=np.int64))
    if pa.types.is_string(kind) or pa.types.is_binary(kind):
        return pc.fill_null(pc.binary_length(values), 0).to_numpy().astype(np.int64)
    return np.full(len(values), max(kind.bit_width // 8, 1), np.int64)


class Order:
    """The full order of a table's rows: sort columns, key, then every other plain column; nulls last.

    Rows that are equal in all of these differ at most in a list or in a body (whose hash is compared).
    """

    def __init__(self, table: Table) -> None:
        plain = (c.name for c in table.columns if not pa.types.is_nested(c.type) and not pa.types.is_binary(c.type))
        self.columns = tuple(dict.fromkeys((*table.sort, *table.key, *plain)))

    def is_sorted(self, rows: pa.Table) -> bool:
        return not descents(rows, self.columns).any()

    def permutation(self, rows: pa.Table) -> np.ndarray:
        keys = [(name, "ascending", "at_end") for name in self.columns]
        return pc.sort_indices(rows.select(self.columns), sort_keys=keys).to_numpy()

    def sort(self, rows: pa.Table) -> pa.Table:
        return rows if self.is_sorted(rows) else rows.take(pa.array(self.permutation(rows)))


def descents(rows: pa.Table, columns: Sequence[str]) -> np.ndarray:
    """Of each row but the last, whether it should stand behind the next one in the order of the columns."""
    tied = np.ones(max(rows.num_rows - 1, 0), bool)
    wrong = np.zeros_like(tied)
    for name in columns:
        if not tied.any():
            break
        less, equal = _neighbours(rows.column(name))
        wrong |= tied & ~less & ~equal
        tied &= equal
    return wrong


def _neighbours(values: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """Of each row but the last: whether it is less than, and whether it equals, the next one."""
    this, following = values.slice(0, max(len(values) - 1, 0)), values.slice(1)
    less = pc.fill_null(pc.less(this, following), False).to_numpy()
    equal = pc.fill_null(pc.equal(this, following), False).to_numpy()
    if values.null_count:
        this_null, next_null = pc.is_null(this).to_numpy(), pc.is_null(following).to_numpy()
        less, equal = less | (~this_null & next_null), equal | (this_null & next_null)
    return less, equal


class RowGroups:
    """Cuts a stream of rows into row groups: one ends where the next row would exceed the rows or the bytes."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self._held: list[pa.Table] = []
        self._rows = 0
        self._bytes = 0

    def add(self, rows: pa.Table) -> None:
        sums = np.concatenate(([0], np.cumsum(row_bytes(rows))))
        start = 0
        while start < rows.num_rows:
            stop = int(np.searchsorted(sums, sums[start] + ROW_GROUP_BYTES - self._bytes, side="right")) - 1
            stop = min(stop, start + ROW_GROUP_ROWS - self._rows)
            if not self._rows:
                stop = max(stop, start + 1)
            if stop > start:
                self._held.append(rows.slice(start, stop - start))
                self._rows += stop - start
                self._bytes += int(sums[stop] - sums[start])
            if stop < rows.num_rows:
                self.flush()
            start = max(stop, start)

    def flush(self) -> None:
        if self._rows:
            # One chunk, because the writer ends data pages at the ends of chunks.
            group = pa.concat_tables(self._held).combine_chunks()
            self._writer.write_table(group, row_group_size=group.num_rows)
        self._held, self._rows, self._bytes = [], 0, 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a partition file comes to lie, and how a finished temporary file gets there."""

    target: UPath

    @property
    def local(self) -> bool:
        return isinstance(self.target.fs, LocalFileSystem)

    def scratch(self, table: Table) -> Path:
        """A fresh folder for a writer, and those of killed writers removed.

        Beside the target if that is local, so that the move is atomic; else in the folder for temporary files
        (`TMPDIR` moves it), which must hold a whole partition.
        """
        folder = Path(self.target.path).parent if self.local else Path(tempfile.gettempdir())
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".{table.name}.*.tmp"):
            # Beside a local target our own id on a folder was another's, before a restart; elsewhere it is another day.
            pid = left.name.split(".")[2]
            if not _is_alive(pid) or (self.local and pid == str(os.getpid())):
                shutil.rmtree(left, ignore_errors=True)
        if not self.local:
            return Path(tempfile.mkdtemp(prefix=f".{table.name}.{os.getpid()}.", suffix=".tmp"))
        scratch = folder / f".{table.name}.{os.getpid()}.tmp"
        scratch.mkdir()
        return scratch

    def publish(self, finished: Path) -> None:
        """Moves the file in: readers see the old partition, then the new one, never a part of either."""
        if not self.local:
            self.target.fs.put_file(str(finished), self.target.path)
            return
        place = Path(self.target.path)
        _sync(finished)
        finished.replace(place)
        for folder in (place.parent, place.parent.parent):
            _sync(folder)


def _is_alive(pid: str) -> bool:
    """Whether a process has this id."""
    try:
        os.kill(int(pid), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class PartitionWriter:
    """Writes one table of one day from parts in any order; nothing is visible before `publish`.

    Use `Lake.writer`, which opens, publishes and discards several of these together.
    """

    def __init__(self, table: Table, day: date, target: UPath) -> None:
        self.table, self.day, self.place = table, day, Place(target)
        self.n_rows = 0
        self._order = Order(table)
        self._last: pa.Table | None = None
        self._spill: pa.RecordBatchFileWriter | None = None
        with storage("write beside", target):
            self._scratch = self.place.scratch(table)
            self._parquet = self._open_parquet()
        self._groups = RowGroups(self._parquet)

    @property
    def _rows_file(self) -> Path:
        return self._scratch / "rows"

    @property
    def _spill_file(self) -> Path:
        return self._scratch / "spill"

    def _open_parquet(self) -> pq.ParquetWriter:
        return pq.ParquetWriter(
            str(self._rows_file),
            self.table.schema,
            compression="zstd",
            compression_level=ZSTD_LEVEL,
            use_dictionary=True,
            write_statistics=True,
        )

    def write(self, rows: pa.Table) -> None:
        """Adds rows of the declared columns.

        Raises:
            SchemaError: they do not match the declaration, or belong to another day.
            LakeError: the storage failed.
        """
        rows = self._order.sort(self._checked(rows))
        if not rows.num_rows:
            return
        with storage("write", self.place.target):
            if self._spill is None and not self._follows(rows):
                self._start_spill()
            if self._spill is None:
                self._groups.add(rows)
            else:
                self._spill.write_table(rows.combine_chunks())
        self.n_rows += rows.num_rows
        self._last = rows.select(self._order.columns).take([rows.num_rows - 1])

    def _checked(self, rows: pa.Table) -> pa.Table:
        rows = self.table.validate(rows)
        if "day" in rows.schema.names:
            other = pc.unique(rows.column("day")).to_pylist()
            if other not in ([], [self.day]):
                odd = next(day for day in other if day != self.day)
                raise SchemaError(f"{self.table.name}: a row of {odd} was written to the partition of {self.day}")
        return rows

    def _follows(self, rows: pa.Table) -> bool:
        first = rows.select(self._order.columns).slice(0, 1)
        return self._last is None or self._order.is_sorted(pa.concat_tables([self._last, first]))

    def _start_spill(self) -> None:
        """Moves what was streamed so far into the spill file."""
        self._groups.flush()
        self._parquet.close()
        self._spill = pa.ipc.new_file(str(self._spill_file), self.table.schema)
        with pq.ParquetFile(str(self._rows_file)) as streamed:
            for i in range(streamed.num_row_groups):
                self._spill.write_table(streamed.read_row_group(i).cast(self.table.schema))
        self._parquet = self._open_parquet()
        self._groups = RowGroups(self._parquet)

    def _merge(self) -> None:
        """Sorts the spill file by its key columns and streams its rows in that order."""
        assert self._spill is not None
        self._spill.close()
        with pa.memory_map(str(self._spill_file)) as mapped:
            reader = pa.ipc.open_file(mapped)
            batches = [reader.get_batch(i) for i in range(reader.num_record_batches)]
            whole = pa.Table.from_batches(batches, self.table.schema)
            order = self._order.permutation(whole)
            slices = np.cumsum(row_bytes(whole)[order]) // SLICE_BYTES
            for indices in np.split(order, np.flatnonzero(np.diff(slices)) + 1):
                self._groups.add(_gather(batches, indices))

    def finish(self) -> None:
        """Completes the temporary file; the partition is still the old one."""
        with storage("write", self.place.target):
            if self._spill is not None:
                self._merge()
            self._groups.flush()
            self._parquet.close()

    def publish(self) -> None:
        """Makes the finished file the partition."""
        with storage("write", self.place.target):
            self.place.publish(self._rows_file)
        self.discard()

    def discard(self) -> None:
        """Removes what is temporary; safe to call at any time."""
        with contextlib.suppress(OSError, pa.ArrowException):
            if self._spill is not None:
                self._spill.close()
            self._parquet.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _gather(batches: list[pa.RecordBatch], indices: np.ndarray) -> pa.Table:
    """Rows of several batches by their position in all of them.

    `Table.take` would concatenate whole columns first, which neither fits memory nor the offsets of a string column.
    """
    starts = np.cumsum([0] + [batch.num_rows for batch in batches])
    of_batch = np.searchsorted(starts, indices, side="right") - 1
    grouped = np.argsort(of_batch, kind="stable")
    touched, first = np.unique(of_batch[grouped], return_index=True)
    runs = np.split(grouped, first[1:])
    taken = [
        batches[i].take(pa.array(indices[run].astype(np.int64) - starts[i]))
        for i, run in zip(touched.tolist(), runs, strict=True)
    ]
    back = np.empty(len(indices), np.int64)
    back[grouped] = np.arange(len(indices))
    return pa.Table.from_batches(taken).combine_chunks().take(pa.array(back))
