"""What Dagster costs in CPU seconds of this process, over the plain functions and by run. `pytest -s` shows figures."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assets.launch import run_days
from pipeline import tag
from pipeline.lake import Lake
from pipeline.settings import Settings
from pipeline.tables import ARTICLES, RAW_PAGES
from tests.assets.landing import days, land

MAX_SECONDS_MORE = 4.0
"""Measured: 2.2 on a quiet machine, 3.3 on a busy one. The goal, 2.0, is not reached."""
N_DAYS = 30


def test_a_day_costs_little_more_than_its_pages(tmp_path: Path) -> None:
    day = days(2)[0]
    _warm_up(tmp_path / "warm")
    data = tmp_path / "data"
    land(data, day, n_pages=50)
    through_dagster = _cpu(lambda: run_days([day], Settings(data=str(data))))
    rows = Lake(data / "lake").read(RAW_PAGES, day, ["body", "url"]).to_pylist()
    plainly = _cpu(lambda: [tag(row["body"], row["url"]) for row in rows])
    print(f"\n50 pages: {plainly:.2f} CPU s by tag(), {through_dagster:.2f} through all assets")
    assert len(rows) == 50
    assert through_dagster - plainly <= MAX_SECONDS_MORE


def test_a_backfill_costs_a_third_of_separate_runs(tmp_path: Path) -> None:
    _warm_up(tmp_path / "warm")
    chosen = days(N_DAYS)
    for name in ("together", "apart"):
        for day in chosen:
            land(tmp_path / name, day, n_pages=1)
    together = _cpu(lambda: run_days(chosen, Settings(data=str(tmp_path / "together"))))
    few = chosen[:5]
    apart = _cpu(lambda: [run_days([day], Settings(data=str(tmp_path / "apart"))) for day in few]) / len(few) * N_DAYS
    print(f"\n{N_DAYS} days: {together:.1f} CPU s together, {apart:.1f} apart (from {len(few)} runs)")
    assert Lake(tmp_path / "together" / "lake").days(ARTICLES) == chosen
    assert together <= apart / 3


def _warm_up(data: Path) -> None:
    """Imports, models and Dagster's tables, which every process pays once."""
    day: date = days(1)[0]
    land(data, day)
    run_days([day], Settings(data=str(data)))


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
