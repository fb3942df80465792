"""A landing zone and a lake in S3, against moto's server: the same tables as from a folder, and changes are seen."""

from pathlib import Path

import pytest
from upath import UPath

from assets import sensors, views
from assets.launch import run_days
from pipeline.lake import Lake
from pipeline.settings import Settings
from pipeline.tables import TABLES
from tests.assets.landing import days, land

DAY = days(1)[0]


@pytest.fixture
def landing(bucket: str) -> UPath:
    return UPath(f"{bucket}/landing")


def test_a_day_runs_from_s3_into_s3(bucket: str, landing: UPath, tmp_path: Path) -> None:
    local = Settings(data=str(tmp_path / "local"))
    remote = Settings(data=str(tmp_path / "remote"), landing=str(landing), lake=f"{bucket}/lake")
    folder = land(tmp_path / "local", DAY)
    _upload(folder, landing)
    run_days([DAY], local)
    run_days([DAY], remote)
    here, there = Lake(local.lake_path), Lake(remote.lake_path)
    for table in TABLES:
        assert there.path(table, DAY).read_bytes() == here.path(table, DAY).read_bytes(), table.name
    assert len(list((views.folder(remote) / DAY.isoformat()).iterdir())) == 2


def test_the_sensor_sees_a_late_file_in_s3(landing: UPath, tmp_path: Path) -> None:
    _upload(land(tmp_path, DAY), landing)
    far_off = 4e9
    first = sensors.changed_days(landing, {}, settled_before=far_off)
    assert first.keys() == {DAY.isoformat()}
    assert sensors.changed_days(landing, first, settled_before=far_off) == {}
    assert sensors.changed_days(landing, {}, settled_before=0) == {}, "what is still being written waits"
    _upload(land(tmp_path, DAY, n_pages=1, first=7), landing)
    late = sensors.changed_days(landing, first, settled_before=far_off)
    assert late.keys() == {DAY.isoformat()} and late != first


def _upload(folder: Path, landing: UPath) -> None:
    for path in folder.iterdir():
        (landing / folder.name / path.name).write_bytes(path.read_bytes())
