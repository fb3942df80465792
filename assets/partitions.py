"""The days: one partition of every asset is one UTC date of capture."""

import warnings
from datetime import UTC, date, datetime

import dagster as dg

from pipeline.settings import Settings

SETTINGS = Settings.load()

DAYS = dg.DailyPartitionsDefinition(start_date=SETTINGS.first_day, timezone="UTC", end_offset=1)
"""`end_offset` 1: today is a partition as soon as it begins, since its pages arrive during the day."""


ONE_RUN = dg.BackfillPolicy.single_run()
"""What an asset without days must have; `dg launch --partition-range` asks that every asset has it."""


def policy(days_per_run: int) -> dg.BackfillPolicy:
    """How many days a run of a backfill takes; 0: all of them."""
    return dg.BackfillPolicy.multi_run(days_per_run) if days_per_run else ONE_RUN


BACKFILL = policy(SETTINGS.days_per_run)


def window(n_days: int) -> dg.TimeWindowPartitionMapping:
    """The day and the `n_days - 1` days before it; days before the first partition are left out."""
    with warnings.catch_warnings():
        # `allow_nonexistent_upstream_partitions` is beta in 1.13; without it the first days of all could not be made.
        warnings.simplefilter("ignore", dg.BetaWarning)
        return dg.TimeWindowPartitionMapping(start_offset=1 - n_days, allow_nonexistent_upstream_partitions=True)


def today() -> date:
    """The UTC date of now: what a fetch lands on."""
    return datetime.now(UTC).date()


def contiguous(days: list[date], longest: int) -> list[tuple[date, date]]:
    """Ranges (first, last) that cover exactly the given days, none longer than `longest` days; 0: of any length."""
    ranges: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if ranges and (day - ranges[-1][1]).days == 1 and (not longest or (day - ranges[-1][0]).days < longest):
            ranges[-1] = (ranges[-1][0], day)
        else:
            ranges.append((day, day))
    return ranges
