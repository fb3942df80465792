"""Runs whose process is gone, as run monitoring and the page's start see them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterEvent, DagsterRun, DagsterRunStatus
from dagster._core.launcher.base import WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG

from assets.workers import WatchedRunLauncher, fail_orphans, run_pid

SOCKET = {GRPC_INFO_TAG: '{"host": "localhost", "socket": "/tmp/none"}'}


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    (tmp_path / "dagster.yaml").write_text(
        "telemetry: {enabled: false}\nrun_launcher: {module: assets.workers, class: WatchedRunLauncher}\n"
    )
    with dg.DagsterInstance.from_config(str(tmp_path)) as found:
        yield found


def _run(instance: dg.DagsterInstance, pid: int, tags: dict[str, str] | None = None) -> DagsterRun:
    run = instance.add_run(DagsterRun(job_name="job", tags=tags or {}))
    event = DagsterEvent("PIPELINE_START", "job", pid=pid)
    instance.report_dagster_event(event, run.run_id)
    started = instance.get_run_by_id(run.run_id)
    assert started is not None
    assert started.status is DagsterRunStatus.STARTED
    return started


def _child() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


def test_a_living_process_is_running_and_a_killed_one_is_not_found_before_it_is_collected(
    instance: dg.DagsterInstance,
) -> None:
    launcher = instance.run_launcher
    assert isinstance(launcher, WatchedRunLauncher)
    assert launcher.supports_check_run_worker_health
    child = _child()
    run = _run(instance, child.pid, SOCKET)
    assert run_pid(instance, run.run_id) == child.pid
    assert launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and still in the table of processes
    assert launcher.check_run_worker_health(run).status is WorkerStatus.NOT_FOUND
    child.wait()
    assert launcher.check_run_worker_health(run).status is WorkerStatus.NOT_FOUND


def test_a_run_on_another_host_counts_as_running(instance: dg.DagsterInstance) -> None:
    child = _child()
    run = _run(instance, child.pid, {GRPC_INFO_TAG: '{"host": "elsewhere", "port": 4000}'})
    child.kill()
    child.wait()
    assert instance.run_launcher.check_run_worker_health(run).status is WorkerStatus.RUNNING


def test_the_page_fails_orphans_and_leaves_the_living(instance: dg.DagsterInstance) -> None:
    child = _child()
    alive, dead = _run(instance, os.getpid()), _run(instance, child.pid)
    child.kill()
    child.wait()
    assert fail_orphans(instance) == [dead.run_id]
    statuses = [instance.get_run_by_id(run.run_id).status for run in (alive, dead)]  # type: ignore[union-attr]
    assert statuses == [DagsterRunStatus.STARTED, DagsterRunStatus.FAILURE]


def test_a_later_process_of_the_same_number_is_another(instance: dg.DagsterInstance) -> None:
    earlier = DagsterEvent("PIPELINE_START", "job", pid=os.getpid())
    run = instance.add_run(DagsterRun(job_name="job"))
    entry = dg.EventLogEntry(
        error_info=None, level="info", user_message="", run_id=run.run_id, timestamp=1.0, dagster_event=earlier
    )
    instance.handle_new_event(entry)
    assert fail_orphans(instance) == [run.run_id]
