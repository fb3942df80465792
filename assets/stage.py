"""One stage over some days: what every asset of hearsay does when Dagster runs it.

A stage writes all its tables of a day at once, atomically (`pipeline/lake.py`), and leaves a receipt; a day whose
receipt still holds is left alone. So a run that dies in the middle, repeated, continues where it stopped.

What a stage does with a day stands in `ingest.py`, `extract.py`, `attribute.py`, …; what Dagster shows of it in
`metadata.py`; how it is declared to Dagster in `build.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from filelock import FileLock
from upath import UPath

from assets import progress, receipts
from assets.receipts import Receipt
from assets.resources import EngineResource
from assets.versions import code_version, combined, file_digest
from pipeline.settings import Settings
from pipeline.tables import Table

if TYPE_CHECKING:
    from pipeline.engine import Outcome
    from pipeline.lake import Lake

Parts = Iterator[dict[str, pa.Table]]


@dataclass(frozen=True, slots=True)
class Read:
    """A table that a stage reads: the day itself and, of a window, the days before it."""

    table: Table
    setting: str = ""
    """The setting that holds the window's length in days; empty: the day alone."""
    declared: bool = True
    """Whether Dagster is told. Not where it follows from another table that is read: see `assets/extract.py`."""

    def n_days(self, settings: Settings) -> int:
        return getattr(settings, self.setting) if self.setting else 1


@dataclass(frozen=True, slots=True)
class Work:
    """What a stage is handed for one day."""

    day: date
    lake: "Lake"
    engine: EngineResource
    settings: Settings

    def parts(
        self, *tables: Table, columns: dict[str, list[str]] | None = None, by_site: tuple[Table, ...] = ()
    ) -> Parts:
        """The day in runs of whole pages, reported as they are done."""
        parts = self.lake.parts(self.day, tables, columns=columns, part_bytes=self.settings.part_bytes, by_site=by_site)
        return self.watched(parts, tables[0].name)

    def watched(self, parts: Parts, counted: str) -> Parts:
        """The parts, with the rows of one table reported when the next part is asked for."""
        for part in parts:
            yield part
            progress.reporter().advance(part[counted].num_rows)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: the tables it makes of which others, by which code, and how."""

    name: str
    makes: tuple[Table, ...]
    reads: tuple[Read, ...]
    code: tuple[str, ...]
    """Packages and modules of `pipeline` whose change makes the tables stale."""
    run: Callable[[Work], "Outcome"]
    settings: tuple[str, ...] = ()
    """Settings that change the result."""
    landing: Callable[[Settings, date], str | None] | None = None
    """Digest of what the stage reads outside the lake; it gives `None` where that is gone."""
    counts: Table | None = None
    """The table whose rows the progress counts."""

    @property
    def code_version(self) -> str:
        return code_version(*self.code)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one stage and day."""

    day: date
    receipt: Receipt
    skipped: bool
    missing: tuple[str, ...] = ()
    """Tables of the day that were to be read and have never been written: nothing was captured on this day."""


def fingerprint(stage: Stage, lake: "Lake", settings: Settings, day: date) -> str:
    """A digest of everything that goes into the stage's tables of a day."""
    parts = [stage.code_version]
    parts += [f"{name}={_value(getattr(settings, name))}" for name in stage.settings]
    for read in stage.reads:
        for back in range(read.n_days(settings)):
            source = day - timedelta(days=back)
            held = file_digest(lake.path(read.table, source)) if lake.exists(read.table, source) else "none"
            parts.append(f"{read.table.name}/{source}={held}")
    if stage.landing is not None:
        parts.append(stage.landing(settings, day) or "gone")
    return combined(*parts)


def _value(setting: object) -> str:
    """What a setting brings into the result: of a file its bytes, wherever it lies."""
    place = UPath(setting) if isinstance(setting, str) and setting else None
    return file_digest(place) if place is not None and place.is_file() else str(setting)


def standing(stage: Stage, lake: "Lake", settings: Settings, day: date) -> Receipt | None:
    """The receipt of the day, if the files that it speaks of are still there, byte by byte."""
    receipt = receipts.read(receipts.path(settings.lake_path, stage.name, day))
    if receipt is None:
        return None
    for table in stage.makes:
        if not lake.exists(table, day) or file_digest(lake.path(table, day)) != receipt.outputs.get(table.name):
            return None
    return receipt


def lock(stage: Stage, settings: Settings, day: date) -> AbstractContextManager:
    """Keeps two runs of this machine off one stage and day; the system frees it when a run is killed.

    Between machines nothing is needed for the tables' sake: both write the same bytes, atomically.
    """
    folder = Path(settings.data if "://" not in settings.data else "data") / ".dagster" / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / f"{stage.name}-{day}.lock")


def run_day(
    stage: Stage, day: date, lake: "Lake", engine: EngineResource, settings: Settings, *, force: bool = False
) -> Done:
    """Makes a stage's tables of a day, unless they stand already for just these inputs.

    Raises:
        HearsayError: the stage could not read or write, or raised on a part; nothing of the day was published.
    """
    with lock(stage, settings, day):
        return _run_locked(stage, day, lake, engine, settings, force)


def _run_locked(stage: Stage, day: date, lake: "Lake", engine: EngineResource, settings: Settings, force: bool) -> Done:
    reporter = progress.reporter()
    mark = fingerprint(stage, lake, settings, day)
    old = standing(stage, lake, settings, day)
    if old is not None and old.fingerprint == mark and not force:
        reporter.finish(stage.name, day, "unchanged")
        return Done(day, old, skipped=True)
    if _source_gone(stage, lake, settings, day):
        reporter.finish(stage.name, day, "kept: its source is gone")
        return Done(day, _receipt(stage, lake, day, mark, 0.0, 0.0), skipped=True)
    if missing := _missing(stage, lake, day):
        with lake.writer(day, *stage.makes):
            reporter.finish(stage.name, day, "nothing was captured")
        return Done(day, _receipt(stage, lake, day, mark, 0.0, 0.0), skipped=True, missing=missing)
    counts = stage.counts
    reporter.start(stage.name, day, lake.n_rows(counts, day) if counts and lake.exists(counts, day) else None)
    outcome = stage.run(Work(day, lake, engine, settings))
    receipt = _receipt(stage, lake, day, mark, outcome.wall_seconds, outcome.cpu_seconds)
    receipts.write(receipts.path(settings.lake_path, stage.name, day), receipt)
    reporter.finish(stage.name, day, "")
    return Done(day, receipt, skipped=False)


def _source_gone(stage: Stage, lake: "Lake", settings: Settings, day: date) -> bool:
    """Whether the tables stand but what they were read from does not: `raw_pages` is the durable copy and stays."""
    if stage.landing is None or stage.landing(settings, day) is not None:
        return False
    return all(lake.exists(table, day) for table in stage.makes)


def _missing(stage: Stage, lake: "Lake", day: date) -> tuple[str, ...]:
    """Tables that the stage reads and that have no partition of the day itself.

    A backfill of some days takes along the later days whose windows hold them, also those that never landed: these get
    empty tables.
    """
    return tuple(read.table.name for read in stage.reads if not lake.exists(read.table, day))


def _receipt(stage: Stage, lake: "Lake", day: date, mark: str, wall: float, cpu: float) -> Receipt:
    outputs = {table.name: file_digest(UPath(lake.path(table, day))) for table in stage.makes}
    rows = {table.name: lake.n_rows(table, day) for table in stage.makes}
    return Receipt(mark, outputs, rows, wall, cpu)
