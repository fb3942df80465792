"""The real page: a backfill that is cut off twice, and files that the sensor sees."""

import contextlib
import hashlib
import os
import signal
from collections import Counter
from datetime import date
from pathlib import Path

import dagster as dg
from dagster import DagsterEventType, EventRecordsFilter, RunsFilter

from assets.workers import IN_PROGRESS, run_pid
from pipeline.tables import TABLES
from tests.assets.landing import days, land
from tests.assets.page import Page, free_port, wait_for

N_DAYS = 14
BACKFILL = """mutation ($selection: [AssetKeyInput!], $days: [String!]) {
  launchPartitionBackfill(backfillParams: {assetSelection: $selection, partitionNames: $days, fromFailure: false}) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
  } }"""
STATUS = """query ($id: String!) { partitionBackfillOrError(backfillId: $id) {
  ... on PartitionBackfill { status error { message } } } }"""
START_SENSOR = """mutation ($selector: SensorSelector!) { startSensor(sensorSelector: $selector) {
  __typename ... on Sensor { sensorState { status } } } }"""


def instance_of(data: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(data / ".dagster"))


def test_a_backfill_that_is_killed_twice_comes_out_right_and_once(tmp_path: Path) -> None:
    data = tmp_path
    for day in days(N_DAYS):
        land(data, day)
    page = Page(data, free_port())
    try:
        backfill = _launch(page)
        _kill_a_run(data, page)
        wait_for(lambda: _events(data), "the first partitions", page)
        _kill_in_the_middle(data, page)
        page = Page(data, free_port())
        wait_for(lambda: _status(page, backfill) == "COMPLETED_SUCCESS", "the backfill to complete", page)
        recorded, worked = _events(data), _events(data, worked_only=True)
    finally:
        page.stop()
    expected = {(table.name, day.isoformat()) for table in TABLES for day in days(N_DAYS)}
    assert expected <= recorded.keys()
    # A kill between an event and the end of its step makes Dagster record the day again; the work is not done again.
    assert {key: n for key, n in worked.items() if n > 1} == {}, "a partition was worked on twice"
    made, undisturbed = _files(data), _files(_in_process(data))
    assert {name: made.get(name) for name in undisturbed} == undisturbed, "the tables differ from an undisturbed run"


def test_the_sensor_runs_what_lands_and_late_files_again(tmp_path: Path) -> None:
    data, late = tmp_path, days(2)[0]
    for day in days(2):
        land(data, day)
    page = Page(data, free_port())
    try:
        selector = _start_sensor(page)
        before = _wait_for_runs(data, page, 2)
        land(data, late, n_pages=1, first=7)
        after = _wait_for_runs(data, page, 3)
    finally:
        page.stop()
    assert Counter(before.values()) == Counter(day.isoformat() for day in days(2))
    assert [day for run, day in after.items() if run not in before] == [late.isoformat()]
    assert selector["sensorName"] == "landing_sensor"
    assert "page-7" in str(_pages_of(data, late))


def _launch(page: Page) -> str:
    names = [table.name for table in TABLES]
    selection = [{"path": [name]} for name in [*names, "catalog"]]
    answer = page.query(BACKFILL, selection=selection, days=[day.isoformat() for day in days(N_DAYS)])
    assert answer["launchPartitionBackfill"]["__typename"] == "LaunchBackfillSuccess", answer
    return answer["launchPartitionBackfill"]["backfillId"]


def _status(page: Page, backfill: str) -> str:
    found = page.query(STATUS, id=backfill)["partitionBackfillOrError"]
    assert found["status"] not in ("COMPLETED_FAILED", "FAILED"), found
    return found["status"]


def _working(data: Path) -> tuple[str, int] | None:
    """A run in the middle of its work, with its process."""
    with instance_of(data) as instance:
        for run in instance.get_runs(RunsFilter(statuses=IN_PROGRESS)):
            pid = run_pid(instance, run.run_id)
            if pid:
                return run.run_id, pid
    return None


def _kill_a_run(data: Path, page: Page) -> None:
    _, pid = wait_for(lambda: _working(data), "a run to begin", page)  # type: ignore[misc]
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _kill_in_the_middle(data: Path, page: Page) -> None:
    wait_for(lambda: _working(data), "a run to be in work", page)
    page.kill()


def _events(data: Path, worked_only: bool = False) -> Counter:
    """How often each asset and partition was recorded as made; `worked_only`: not where it was left as it stood."""
    counts: Counter = Counter()
    with instance_of(data) as instance:
        for table in TABLES:
            records = instance.event_log_storage.get_event_records(
                EventRecordsFilter(DagsterEventType.ASSET_MATERIALIZATION, asset_key=dg.AssetKey(table.name)),
                limit=1000,
            )
            for record in records:
                materialization = record.asset_materialization
                assert materialization is not None
                if not (worked_only and materialization.metadata["unchanged"].value):
                    counts[table.name, record.partition_key] += 1
    return counts


def _files(data: Path) -> dict[str, str]:
    lake = data / "lake"
    return {
        str(path.relative_to(lake)): hashlib.sha256(path.read_bytes()).hexdigest() for path in lake.rglob("*.parquet")
    }


def _in_process(data: Path) -> Path:
    """The same days run undisturbed."""
    from assets.launch import run_days
    from pipeline.settings import Settings

    other = data / "undisturbed"
    run_days(days(N_DAYS), Settings(data=str(other), landing=str(data / "landing")))
    return other


def _start_sensor(page: Page) -> dict:
    found = page.query("{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError { "
                       "... on RepositoryLocation { repositories { name } } } } } } }")  # fmt: skip
    location = found["workspaceOrError"]["locationEntries"][0]
    selector = {
        "repositoryLocationName": location["name"],
        "repositoryName": location["locationOrLoadError"]["repositories"][0]["name"],
        "sensorName": "landing_sensor",
    }
    answer = page.query(START_SENSOR, selector=selector)
    assert answer["startSensor"]["sensorState"]["status"] == "RUNNING", answer
    return selector


def _wait_for_runs(data: Path, page: Page, n: int) -> dict[str, str]:
    """Runs of the sensor that succeeded, with their day, as soon as there are `n`."""

    def found() -> dict[str, str] | None:
        with instance_of(data) as instance:
            runs = instance.get_runs(RunsFilter(tags={"dagster/sensor_name": "landing_sensor"}))
            assert not [run for run in runs if run.status == dg.DagsterRunStatus.FAILURE]
            done = {run.run_id: run.tags["dagster/partition"] for run in runs if run.is_success}
        return done if len(done) >= n else None

    return wait_for(found, f"{n} runs of the sensor", page)  # type: ignore[return-value]


def _pages_of(data: Path, day: date) -> list[str]:
    from pipeline.lake import Lake
    from pipeline.tables import RAW_PAGES

    return Lake(data / "lake").read(RAW_PAGES, day, ["landing_file"]).column(0).to_pylist()
