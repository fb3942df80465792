"""The daily run: fetch, then all stages."""

import dagster as dg

from assets.jobs import FETCH


@dg.schedule(
    job=FETCH,
    cron_schedule="30 23 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Every evening at 23:30 UTC: fetches what HEARSAY_SOURCES names and runs the day, before it ends.",
)
def fetch_daily(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """The day is the UTC date of the tick, since pages land under the date that they are fetched on."""
    day = context.scheduled_execution_time.date().isoformat()
    return dg.RunRequest(run_key=f"fetch-{day}", partition_key=day)
