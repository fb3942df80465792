"""The real page: a backfill that is cut off twice, what a browser shows of it, and files that the sensor sees.

`HEARSAY_PICTURES=docs/pictures python -m pytest tests/assets/test_page.py` keeps the pictures of the operators' guide.
"""

import contextlib
import hashlib
import json
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterEventType, EventRecordsFilter, RunsFilter
from playwright.sync_api import Browser
from upath import UPath

from assets import sensors
from assets.workers import IN_PROGRESS, run_pid
from pipeline.tables import TABLES
from tests.assets.landing import days, land
from tests.assets.page import PATIENCE_SECONDS, Page, free_port, wait_for

N_DAYS = 14
BACKFILL = """mutation ($selection: [AssetKeyInput!], $days: [String!]) {
  launchPartitionBackfill(backfillParams: {assetSelection: $selection, partitionNames: $days, fromFailure: false}) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
  } }"""
STATUS = """query ($id: String!) { partitionBackfillOrError(backfillId: $id) {
  ... on PartitionBackfill { status error { message } } } }"""
START_SENSOR = """mutation ($selector: SensorSelector!, $cursor: String!) {
  setSensorCursor(sensorSelector: $selector, cursor: $cursor) { __typename ... on PythonError { message } }
  startSensor(sensorSelector: $selector) { __typename ... on Sensor { sensorState { status } } } }"""


def instance_of(data: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(data / ".dagster"))


@dataclass(frozen=True)
class Backfilled:
    """A page after a backfill that was cut off twice, still running."""

    page: Page
    backfill: str
    recorded: Counter
    worked: Counter


@pytest.fixture(scope="module")
def backfilled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backfilled]:
    """Fourteen days, two of them with many rejects: one for each run, so that the latest check fails."""
    data = tmp_path_factory.mktemp("backfilled")
    for day in days(N_DAYS):
        land(data, day)
    for day in (days(N_DAYS)[0], days(N_DAYS)[-1]):
        _spoil(data, day)
    page = Page(data, free_port())
    try:
        backfill = _launch(page)
        _kill_a_run(data, page)
        wait_for(lambda: _events(data), "the first partitions", page)
        _kill_in_the_middle(data, page)
        page = Page(data, free_port())
        wait_for(lambda: _status(page, backfill) == "COMPLETED_SUCCESS", "the backfill to complete", page)
        yield Backfilled(page, backfill, _events(data), _events(data, worked_only=True))
    finally:
        page.stop()


def test_a_backfill_that_is_killed_twice_comes_out_right_and_once(backfilled: Backfilled) -> None:
    data = backfilled.page.data
    expected = {(table.name, day.isoformat()) for table in TABLES for day in days(N_DAYS)}
    assert expected <= backfilled.recorded.keys()
    # A kill between an event and the end of its step makes Dagster record the day again; the work is not done again.
    assert {key: n for key, n in backfilled.worked.items() if n > 1} == {}, "a partition was worked on twice"
    made, undisturbed = _files(data), _files(_in_process(data))
    assert {name: made.get(name) for name in undisturbed} == undisturbed, "the tables differ from an undisturbed run"


SHOWN = {
    "lineage": ("/assets/attributions?view=lineage&lineageScope=upstream&lineageDepth=9", ("raw_pages", "articles")),
    "asset": ("/assets/attributions?view=partitions&partition=2026-04-01", ("partition_row_count", "pages_per_second")),
    "failed-check": ("/assets/rejects?view=checks&checkDetail=rejected", ("19 of 21 (90%, limit 10%)", "Failed")),
    "backfill": ("/runs/b/{backfill}", ("2026-04-01...2026-04-14", "Succeeded", "100% completed")),
}
"""Picture to the page's path and words that it must show."""

SIZE = {"width": 1280, "height": 900}
SIZES = {"lineage": {"width": 1280, "height": 500}, "asset": {"width": 1280, "height": 1040}}
"""As large as what is on them."""

PICTURES = os.environ.get("HEARSAY_PICTURES", "")
"""Folder that the pictures are kept in; without it they are only taken."""


@pytest.mark.parametrize("name", SHOWN)
def test_what_an_operator_sees(browser: Browser, backfilled: Backfilled, tmp_path: Path, name: str) -> None:
    path, words = SHOWN[name]
    tab = browser.new_page(viewport=SIZES.get(name, SIZE))
    backfilled.page.query("mutation { setNuxSeen }")  # no invitation in front of what is looked at
    tab.goto(backfilled.page.url + path.format(backfill=backfilled.backfill), wait_until="domcontentloaded")
    for word in words:
        tab.get_by_text(word).filter(visible=True).first.wait_for(timeout=1000 * PATIENCE_SECONDS)
    tab.wait_for_load_state("networkidle")
    picture = Path(PICTURES or tmp_path) / f"{name}.png"
    tab.screenshot(path=picture)
    tab.close()
    assert picture.stat().st_size > 20_000, "a page with something on it"


def test_links_to_reading_views_open(browser: Browser, backfilled: Backfilled) -> None:
    tab = browser.new_page()
    tab.goto(backfilled.page.url + SHOWN["asset"][0], wait_until="domcontentloaded")
    link = tab.get_by_role("link", name=re.compile("^[0-9a-f]{32}$")).first
    link.wait_for(timeout=1000 * PATIENCE_SECONDS)
    tab.goto(str(link.get_attribute("href")))
    assert "Tarn Valley Post" in tab.content() or "Moorland Echo" in tab.content()
    tab.close()


def test_the_sensor_runs_what_lands_and_late_files_again(backfilled: Backfilled) -> None:
    page, data = backfilled.page, backfilled.page.data
    late, new = days(N_DAYS)[0], days(N_DAYS + 1)[-1]
    _start_sensor(page, seen=sensors.changed_days(UPath(data) / "landing", {}, settled_before=time.time()))
    land(data, late, n_pages=1, first=7)
    land(data, new)
    assert sorted(_wait_for_runs(data, page, 2).values()) == [late.isoformat(), new.isoformat()]
    assert "page-7" in str(_pages_of(data, late)) and len(_pages_of(data, new)) == 2


def _spoil(data: Path, day: date) -> None:
    """Nineteen pictures beside two pages: more than a tenth is rejected, of enough inputs for the check to warn."""
    for i in range(19):
        (data / "landing" / day.isoformat() / f"picture-{i}.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes([i]) * 100)


def _launch(page: Page) -> str:
    names = [table.name for table in TABLES]
    selection = [{"path": [name]} for name in [*names, "catalog"]]
    answer = page.query(BACKFILL, selection=selection, days=[day.isoformat() for day in days(N_DAYS)])
    assert answer["launchPartitionBackfill"]["__typename"] == "LaunchBackfillSuccess", answer
    return answer["launchPartitionBackfill"]["backfillId"]


def _status(page: Page, backfill: str) -> str:
    found = page.query(STATUS, id=backfill)["partitionBackfillOrError"]
    assert found["status"] not in ("COMPLETED_FAILED", "FAILED"), (found, _failures(page.data))
    return found["status"]


def _failures(data: Path) -> list[str]:
    """What failed runs say of it: the first thing to know when this test fails."""
    with instance_of(data) as instance:
        failed = instance.get_runs(RunsFilter(statuses=[dg.DagsterRunStatus.FAILURE]))
        logs = [entry for run in failed for entry in instance.all_logs(run.run_id)]
    return [str(entry.dagster_event) for entry in logs if entry.is_dagster_event and entry.dagster_event.is_failure]


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


def _start_sensor(page: Page, seen: dict[str, str]) -> None:
    """Starts the landing sensor as if it had run the days of `seen`."""
    found = page.query("{ workspaceOrError { ... on Workspace { locationEntries { name locationOrLoadError { "
                       "... on RepositoryLocation { repositories { name } } } } } } }")  # fmt: skip
    location = found["workspaceOrError"]["locationEntries"][0]
    selector = {
        "repositoryLocationName": location["name"],
        "repositoryName": location["locationOrLoadError"]["repositories"][0]["name"],
        "sensorName": "landing_sensor",
    }
    answer = page.query(START_SENSOR, selector=selector, cursor=json.dumps(seen))
    assert answer["startSensor"]["sensorState"]["status"] == "RUNNING", answer


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
