"""The landing sensor: runs each day whose landing folder changed, today's and old ones alike."""

import hashlib
import json
import time
from datetime import date

import dagster as dg
from upath import UPath

from assets.jobs import DAY
from assets.partitions import DAYS
from assets.resources import SettingsResource

MAX_DAYS_PER_TICK = 10
"""Runs asked for in one tick: the rest follows in the next ones, so a month dropped in does not flood the queue."""

INTERVAL_SECONDS = 30
"""Faster sensors clog the sqlite storage."""


def signature(folder: UPath) -> tuple[str, float]:
    """Names, sizes and times of change of a day's files as one short text, and the newest time.

    It is the run key: Dagster never runs the same key twice, so it must change whenever a file does.
    """
    files = sorted((p for p in folder.rglob("*") if p.is_file()), key=str)
    stats = [path.stat() for path in files]
    newest = max((float(stat.st_mtime) for stat in stats), default=0.0)
    names = hash_names([str(path) for path in files])
    return f"{len(files)}-{sum(int(stat.st_size) for stat in stats)}-{newest:.6f}-{names}", newest


def hash_names(names: list[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]


def changed_days(landing: UPath, seen: dict[str, str], settled_before: float) -> dict[str, str]:
    """Day to signature, newest day first, of the folders that differ from `seen` and are no longer being written."""
    found: dict[str, str] = {}
    if not landing.exists():
        return found
    for folder in sorted((p for p in landing.iterdir() if p.is_dir()), key=lambda p: p.name, reverse=True):
        if not _is_day(folder.name):
            continue
        mark, newest = signature(folder)
        if newest and newest <= settled_before and seen.get(folder.name) != mark:
            found[folder.name] = mark
    return found


def _is_day(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return DAYS.has_partition_key(name)


@dg.sensor(
    name="landing_sensor",
    job=DAY,
    minimum_interval_seconds=INTERVAL_SECONDS,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="Runs a day when files arrive in its landing folder, also late ones for a day that ran before.",
)
def landing_sensor(context: dg.SensorEvaluationContext, settings: SettingsResource) -> dg.SensorResult | dg.SkipReason:
    """The cursor holds the signature that each day was last run with; it survives restarts with the instance."""
    loaded = settings.load()
    seen: dict[str, str] = json.loads(context.cursor or "{}")
    changed = changed_days(loaded.landing_path, seen, time.time() - loaded.landing_settle_seconds)
    if not changed:
        return dg.SkipReason(f"nothing new below {loaded.landing_path}")
    picked = dict(list(changed.items())[:MAX_DAYS_PER_TICK])
    requests = [dg.RunRequest(run_key=f"{day}:{mark}", partition_key=day) for day, mark in sorted(picked.items())]
    return dg.SensorResult(run_requests=requests, cursor=json.dumps(seen | picked, sort_keys=True))
