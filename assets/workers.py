"""Runs whose process is gone: found and failed, so that their backfill goes on.

Dagster's default launcher cannot say whether a run's process lives. When the machine goes down, or everything is killed
at once, a run stays "started" for ever, its backfill waits for it, and nothing says so. `WatchedRunLauncher` answers
for run monitoring, which asks every ten seconds; `fail_orphans` does the same once where `hearsay ui` starts, for runs
that no launcher started (`hearsay run`). A failed run is started anew by `run_retries` in dagster.yaml, and the days
that it had finished are left alone (`stage.py`).

Processes are those of this machine: a run that a code server on another host carries out is taken to be alive.
"""

import json

import dagster as dg
import psutil
from dagster import DagsterEventType, DagsterRun, DagsterRunStatus, DefaultRunLauncher, RunsFilter
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG

IN_PROGRESS = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
GONE = "Its process is gone: the machine or the page was stopped in the middle."


class WatchedRunLauncher(DefaultRunLauncher):
    """The default launcher, which also tells run monitoring whether a run's process still lives."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """A run without a socket of this machine cannot be looked at from here, and counts as running."""
        if "socket" not in json.loads(run.tags.get(GRPC_INFO_TAG, "{}")) or _works(self._instance, run.run_id):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.NOT_FOUND, GONE)


def fail_orphans(instance: dg.DagsterInstance) -> list[str]:
    """Fails the runs in progress whose process is gone; returns their ids."""
    failed = []
    for run in instance.get_runs(RunsFilter(statuses=IN_PROGRESS)):
        if not _works(instance, run.run_id):
            instance.report_run_failed(run, GONE)
            failed.append(run.run_id)
    return failed


def run_pid(instance: dg.DagsterInstance, run_id: str) -> int | None:
    """The process that carries out the run; `None` where it has not begun."""
    worker = _worker(instance, run_id)
    return worker and worker[0]


def _worker(instance: dg.DagsterInstance, run_id: str) -> tuple[int, float] | None:
    """The process that the run began in, and when, in seconds since 1970."""
    records = instance.get_records_for_run(run_id, of_type=DagsterEventType.RUN_START, limit=1, ascending=False).records
    for record in records:
        event = record.event_log_entry.dagster_event
        if event is not None and event.pid is not None:
            return event.pid, record.event_log_entry.timestamp
    return None


def _works(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Whether the run's process lives: neither gone, nor dead and not yet collected, nor another one of its number."""
    worker = _worker(instance, run_id)
    if worker is None:
        return False
    pid, when = worker
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and process.create_time() <= when
    except psutil.NoSuchProcess:
        return False
