"""What a run leaves in the instance: how many events, of which versions, by how many connections. No time is measured;
`python -m benchmarks.orchestration` does that."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy
from dagster import DagsterEventType, EventRecordsFilter
from sqlalchemy.pool import Pool

from assets.definitions import STAGES
from assets.launch import run_days
from pipeline.lake import Lake
from pipeline.settings import Settings
from pipeline.tables import REJECTS, SITE_TEMPLATES, TABLES, Table
from tests.assets.landing import days, land

ROOT = Path(__file__).parents[2]
N_CHECKS = sum(len(op.check_specs) for op in STAGES)
N_STEPS = len(STAGES) + 2
"""The stages, the catalogue and the report."""
MOST_EVENTS = 3 * (N_CHECKS + len(TABLES) + 2) + 2 * N_STEPS + 10
"""A check or table is planned, put out and recorded; a step begins and ends; the run has a few of its own."""
MOST_CONNECTIONS = 20


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=str(tmp_path))


@pytest.fixture
def connections() -> Iterator[list[str]]:
    """Databases that were connected to, one entry for each connection."""
    opened: list[str] = []

    def note(connection: object, _: object) -> None:
        opened.append(str(connection.execute("PRAGMA database_list").fetchone()[2]))  # type: ignore[attr-defined]

    sqlalchemy.event.listen(Pool, "connect", note)
    yield opened
    sqlalchemy.event.remove(Pool, "connect", note)


def test_a_day_is_one_run_of_few_events_and_connections(settings: Settings, connections: list[str]) -> None:
    day = days(1)[0]
    land(Path(settings.data), day, n_pages=6)
    run_days([day], settings)
    opened = Counter(Path(place).name for place in connections)
    lake = Lake(settings.lake_path)
    assert all(lake.n_rows(table, day) for table in TABLES if table is not REJECTS)
    (run,) = _runs(settings)
    assert len(_log(settings, run.run_id)) <= MOST_EVENTS
    # Of each database: one that stays open, and those that make its tables.
    assert opened.keys() == {"runs.db", "index.db", "schedules.db", f"{run.run_id}.db"}
    assert max(opened.values()) <= MOST_CONNECTIONS, "one for each event would be two hundred"


def test_days_of_a_backfill_share_a_run_and_cost_only_their_own_events(settings: Settings) -> None:
    chosen = days(4)
    for day in chosen:
        land(Path(settings.data), day)
    run_days(chosen[:1], settings)
    run_days(chosen[1:], settings)
    several, one = _runs(settings)
    more = len(_log(settings, several.run_id)) - len(_log(settings, one.run_id))
    planned, made = len(TABLES) + 2, len(TABLES)  # the catalogue and the report are planned by day, and made once
    assert more == 2 * (planned + made)


def test_dg_launch_runs_a_range_of_days(settings: Settings) -> None:
    chosen = days(2)
    for day in chosen:
        land(Path(settings.data), day)
    instance = Path(settings.data) / ".dagster"
    instance.mkdir()
    shutil.copy(ROOT / "dagster.yaml", instance)
    given = {"HEARSAY_DATA": settings.data, "HEARSAY_DAYS_PER_RUN": "0", "DAGSTER_HOME": str(instance)}
    command = [Path(sys.executable).parent / "dg", "launch", "--job", "day", "--partition-range"]
    done = subprocess.run(
        [*command, f"{chosen[0]}...{chosen[1]}"], cwd=ROOT, env=os.environ | given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert Lake(settings.lake_path).days(TABLES[-1]) == chosen
    assert len(_runs(settings)) == 1


def test_a_day_alone_has_a_data_version_of_its_bytes(settings: Settings) -> None:
    first, second = days(2)
    for day in (first, second):
        land(Path(settings.data), day)
        run_days([day], settings)
    before = {day: _version(settings, SITE_TEMPLATES, day) for day in (first, second)}
    run_days([second], settings, force=True)
    assert _version(settings, SITE_TEMPLATES, second) == before[second], "the same bytes, worked again"
    land(Path(settings.data), second, first=4)
    run_days([second], settings)
    assert _version(settings, TABLES[0], second) != _version(settings, TABLES[0], first)


def test_days_of_a_range_share_a_version_that_changes_with_any_of_them(settings: Settings) -> None:
    chosen = days(3)
    for day in chosen:
        land(Path(settings.data), day)
    raw_pages = TABLES[0]
    run_days(chosen, settings)
    before = {day: _version(settings, raw_pages, day) for day in chosen}
    digests = {day: _metadata(settings, raw_pages, day, "digest") for day in chosen}
    assert len(set(before.values())) == 1 and len(set(digests.values())) == 3
    land(Path(settings.data), chosen[1], first=4)
    run_days(chosen, settings)
    assert all(_version(settings, raw_pages, day) != before[day] for day in chosen), "none looks as if it had stayed"
    now = {day: _metadata(settings, raw_pages, day, "digest") for day in chosen}
    assert [day for day in chosen if now[day] != digests[day]] == [chosen[1]]
    unchanged = {day: _metadata(settings, raw_pages, day, "unchanged") for day in chosen}
    assert unchanged == {chosen[0]: True, chosen[1]: False, chosen[2]: True}


def _runs(settings: Settings) -> list[dg.DagsterRun]:
    """Newest first."""
    with _instance(settings) as instance:
        return list(instance.get_runs())


def _log(settings: Settings, run_id: str) -> list:
    with _instance(settings) as instance:
        return [entry for entry in instance.all_logs(run_id) if entry.is_dagster_event]


def _materialization(settings: Settings, table: Table, day: date) -> dg.AssetMaterialization:
    wanted = EventRecordsFilter(
        DagsterEventType.ASSET_MATERIALIZATION, asset_key=dg.AssetKey(table.name), asset_partitions=[day.isoformat()]
    )
    with _instance(settings) as instance:
        found = instance.event_log_storage.get_event_records(wanted, limit=1)[0].asset_materialization
    assert found is not None
    return found


def _version(settings: Settings, table: Table, day: date) -> str:
    return (_materialization(settings, table, day).tags or {})["dagster/data_version"]


def _metadata(settings: Settings, table: Table, day: date, name: str) -> object:
    return _materialization(settings, table, day).metadata[name].value


def _instance(settings: Settings) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(Path(settings.data) / ".dagster"))
