"""The instance on PostgreSQL, as docs/dagster-postgres.yaml describes it, with two backfills at a time."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterEventType, EventRecordsFilter, RunsFilter

from assets import storage
from pipeline.tables import TABLES
from tests.assets.landing import days, land
from tests.assets.page import Page, free_port, wait_for
from tests.assets.test_page import BACKFILL, STATUS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """A server of Debian's PostgreSQL with a folder of its own; it refuses to run as root, so root lends a user."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").exists() else []
    if not found:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    pytest.importorskip("dagster_postgres", reason="hearsay[postgres] is not installed")
    folder, port, user = Path("/tmp") / f"hearsay-pg-{os.getpid()}", free_port(), []
    folder.mkdir()
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run(
        [*user, found[-1] / "initdb", "-D", data, "-A", "trust", "-U", "hearsay"],
        check=True,
        capture_output=True,
        cwd="/",
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    control = [*user, found[-1] / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log"]
    subprocess.run([*control, "start"], check=True, capture_output=True, cwd="/")
    yield f"postgresql+psycopg2://hearsay@127.0.0.1:{port}/postgres"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
    shutil.rmtree(folder)


def test_two_backfills_at_a_time(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = days(6)
    for day in chosen:
        land(tmp_path, day)
    home = tmp_path / ".dagster"
    home.mkdir()
    shutil.copy(ROOT / "docs" / "dagster-postgres.yaml", home / "dagster.yaml")
    monkeypatch.setenv("HEARSAY_PG_URL", url)
    page = Page(tmp_path, free_port(), {"HEARSAY_PG_URL": url})
    try:
        selection = [{"path": [name]} for name in ("raw_pages", "rejects", "blocks", "page_metadata")]
        ids = []
        for half in (chosen[:3], chosen[3:]):
            answer = page.query(BACKFILL, selection=selection, days=[day.isoformat() for day in half])
            ids.append(answer["launchPartitionBackfill"]["backfillId"])
        wait_for(lambda: [_status(page, one) for one in ids] == ["COMPLETED_SUCCESS"] * 2, "both backfills", page)
    finally:
        page.stop()
    with storage.instance(str(home)) as instance:
        assert type(instance.event_log_storage).__name__ == "PostgresEventLogStorage", "only sqlite is replaced"
        runs = instance.get_runs(RunsFilter())
        assert len(runs) == 2 and all(run.is_success for run in runs)
        for table in TABLES[:4]:
            wanted = EventRecordsFilter(DagsterEventType.ASSET_MATERIALIZATION, asset_key=dg.AssetKey(table.name))
            records = instance.event_log_storage.get_event_records(wanted, limit=100)
            assert sorted(record.partition_key for record in records) == [day.isoformat() for day in chosen]


def _status(page: Page, backfill: str) -> str:
    return page.query(STATUS, id=backfill)["partitionBackfillOrError"]["status"]
