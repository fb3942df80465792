"""Runs whose process is gone: found and failed when the page starts, so that their backfill goes on.

Dagster's default launcher cannot ask a run for its health. When the machine goes down, or everything is killed at once,
a run stays "started" for ever, its backfill waits for it, and nothing says so. Where `hearsay ui` starts, each run that
is in progress and whose process no longer exists is failed; `run_retries` in dagster.yaml then starts it anew, and the
days that it had finished are left alone (`stage.py`).

It looks at processes of this machine, so it is for one machine: the PostgreSQL variant with several has launchers that
know the health of their runs.
"""

import os

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter

IN_PROGRESS = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]


def fail_orphans(instance: dg.DagsterInstance) -> list[str]:
    """Fails the runs in progress whose process is gone; returns their ids."""
    failed = []
    for run in instance.get_runs(RunsFilter(statuses=IN_PROGRESS)):
        if not _alive(run_pid(instance, run.run_id)):
            instance.report_run_failed(run, "Its process is gone: the machine or the page was stopped in the middle.")
            failed.append(run.run_id)
    return failed


def run_pid(instance: dg.DagsterInstance, run_id: str) -> int | None:
    """The process that wrote the run's events, the newest first; `None` where it wrote none yet."""
    for entry in reversed(instance.all_logs(run_id)):
        event = entry.dagster_event
        if (
            event is not None
            and event.pid is not None
            and (event.is_step_event or event.event_type_value == "RUN_START")
        ):
            return event.pid
    return None


def _alive(pid: int | None) -> bool:
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
