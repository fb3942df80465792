"""Stages over a window of days: one table in, one small table out, no parts."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pyarrow as pa

from assets.stage import Work
from pipeline.engine import Outcome
from pipeline.tables import Table


def run_whole(
    work: Work,
    reads: Table,
    setting: str,
    columns: list[str] | None,
    makes: Table,
    stage: Callable[[pa.Table, date], pa.Table],
) -> Outcome:
    """Runs `stage` over the rows of `reads` in the window that ends with the day, as far as its days are there."""
    wall, cpu = time.perf_counter(), time.process_time()
    first = work.day - timedelta(days=getattr(work.settings, setting) - 1)
    rows = stage(work.lake.read_window(reads, first, work.day, columns=columns), work.day)
    with work.lake.writer(work.day, makes) as writer:
        writer.write({makes.name: rows})
    return Outcome(1, {makes.name: len(rows)}, time.process_time() - cpu, time.perf_counter() - wall)
