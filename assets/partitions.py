"""The days: one partition of every asset is one UTC date of capture."""

import warnings
from datetime import UTC, date, datetime

import dagster as dg

from pipeline.settings import Settings

MAX_DAYS_PER_RUN = 10
"""Days that one run of a backfill works through.

Starting a run costs some seconds and every step 0.1 s, whatever the number of days; a run that dies is repeated as a
whole, though days that it finished are then skipped (`stage.py`).
"""

DAYS = dg.DailyPartitionsDefinition(start_date=Settings.load().first_day, timezone="UTC", end_offset=1)
"""`end_offset` 1: today is a partition as soon as it begins, since its pages arrive during the day."""

BACKFILL = dg.BackfillPolicy.multi_run(max_partitions_per_run=MAX_DAYS_PER_RUN)


def window(n_days: int) -> dg.TimeWindowPartitionMapping:
    """The day and the `n_days - 1` days before it; days before the first partition are left out."""
    with warnings.catch_warnings():
        # `allow_nonexistent_upstream_partitions` is beta in 1.13; without it the first days of all could not be made.
        warnings.simplefilter("ignore", dg.BetaWarning)
        return dg.TimeWindowPartitionMapping(start_offset=1 - n_days, allow_nonexistent_upstream_partitions=True)


def today() -> date:
    """The UTC date of now: what a fetch lands on."""
    return datetime.now(UTC).date()


def contiguous(days: list[date], longest: int = MAX_DAYS_PER_RUN) -> list[tuple[date, date]]:
    """Ranges (first, last) that cover exactly the given days, none longer than `longest` days."""
    ranges: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if ranges and (day - ranges[-1][1]).days == 1 and (day - ranges[-1][0]).days < longest:
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return ranges
