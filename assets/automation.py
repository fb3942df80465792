"""When an asset is made by itself, and when the page calls it late.

The automation sensor is stopped until an operator starts it; see `docs/operators.md`.
"""

from datetime import timedelta

import dagster as dg

from pipeline.tables import ARTICLES, ATTRIBUTIONS, RAW_PAGES, SENTENCES, Table

FOLLOW = (
    dg.AutomationCondition.any_deps_updated()
    & ~dg.AutomationCondition.any_deps_missing()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & ~dg.AutomationCondition.in_progress()
).with_label("follow")
"""A day is made again when what it reads changed: a late page re-runs its own day and the windows that hold it.

`eager` would do so for the newest day alone.
"""

FOLLOW_ANY_DAY = (
    dg.AutomationCondition.any_deps_updated()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & ~dg.AutomationCondition.in_progress()
).with_label("follow any day")
"""For what spans all days: some of them are always missing."""

WARN_AFTER = timedelta(hours=26)
FAIL_AFTER = timedelta(hours=50)
"""A daily run that is two hours late is worth a look; two that failed to come are an alarm."""

_WATCHED = {table.name for table in (RAW_PAGES, ARTICLES, SENTENCES, ATTRIBUTIONS)}


def freshness(table: Table) -> dg.FreshnessPolicy | None:
    """The policy of the tables that readers wait for; the others come in the same run."""
    if table.name not in _WATCHED:
        return None
    return dg.FreshnessPolicy.time_window(fail_window=FAIL_AFTER, warn_window=WARN_AFTER)


SENSOR = dg.AutomationConditionSensorDefinition(
    "follow_upstream",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.STOPPED,
    minimum_interval_seconds=30,
    description="Makes again what a changed upstream made stale: late pages, a single stage run by hand.",
)
"""Thirty seconds: faster sensors clog the sqlite storage."""
