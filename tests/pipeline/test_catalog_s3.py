"""A catalogue over a lake in S3: written there by `hearsay run`, answering as one over a folder does."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from upath import UPath

from benchmarks import questions
from pipeline import catalog, tables
from pipeline.lake import Lake
from tests.conftest import SAMPLE
from tests.object_store import VARIABLES
from tests.pipeline.lake_rows import DAY, rows

FIRST_DAY = date(2026, 3, 2)
ASKED = (1, 3, 8, 15, 20)
"""Questions that read every kind of view: joined, grouped, relayed, compared, one page."""

COUNT = "SELECT count(*) AS n FROM claims"


def hearsay(*arguments: str, data: Path, lake: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEARSAY_", "DAGSTER_"))}
    command = [sys.executable, "-m", "pipeline.cli", "--data", str(data), *arguments]
    environment["HEARSAY_LAKE"] = lake
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=SAMPLE.parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_day_runs_into_s3_and_questions_answer_from_there(bucket: str, sample_run: Path, tmp_path: Path):
    """The first day of the sample through the command line; the other days are copied, byte for byte."""
    on_disk, remote = Lake(sample_run / "lake"), Lake(f"{bucket}/some/lake")
    day = str(FIRST_DAY)
    hearsay("run", str(SAMPLE / day), "--day", day, data=tmp_path / "data", lake=str(remote.root))
    for table in tables.TABLES:
        assert remote.path(table, FIRST_DAY).read_bytes() == on_disk.path(table, FIRST_DAY).read_bytes()
        for later in on_disk.days(table)[1:]:
            remote.path(table, later).write_bytes(on_disk.path(table, later).read_bytes())
    file = tmp_path / "data" / "hearsay.duckdb"
    with catalog.connect(file, str(remote.root)) as ours, catalog.connect(sample_run / "hearsay.duckdb") as local:
        for question in questions.questions():
            for statement in question.statements:
                assert ours.execute(statement).fetchall() == local.execute(statement).fetchall(), question.text
        (expected,) = local.execute(COUNT).fetchone()
    printed = hearsay("sql", COUNT, "--format", "csv", data=tmp_path / "data", lake=str(remote.root))
    assert printed.split()[1] == str(expected)


def test_an_open_reader_sees_what_was_written_since(bucket: str, tmp_path: Path):
    """With cached listings it would miss the new day, and fail on the longer file."""
    lake = Lake(bucket)
    write(lake, DAY, 5)
    catalog.build(bucket, tmp_path / "hearsay.duckdb")
    with catalog.connect(tmp_path / "hearsay.duckdb", bucket) as reader:
        assert count(reader) == 5
        write(lake, DAY, 5_000)
        assert count(reader) == 5_000
        write(lake, date(2026, 1, 6), 3)
        assert count(reader) == 5_003


def test_the_options_of_a_path_open_the_lake(
    endpoint: str, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Key and endpoint handed over with the path reach DuckDB, and none of them the file."""
    for name in (*VARIABLES, "AWS_ENDPOINT_URL"):
        if name not in ("AWS_CONFIG_FILE", "AWS_EC2_METADATA_DISABLED"):
            monkeypatch.delenv(name)
    root = UPath(bucket, key="a key of ours", secret="a secret of ours", client_kwargs={"endpoint_url": endpoint})
    write(Lake(root), DAY, 4)
    catalog.build(root, tmp_path / "hearsay.duckdb")
    with catalog.connect(tmp_path / "hearsay.duckdb", root) as reader:
        assert count(reader) == 4
    assert b"of ours" not in (tmp_path / "hearsay.duckdb").read_bytes()


def write(lake: Lake, day: date, n_sentences: int) -> None:
    with lake.writer(day, tables.SENTENCES) as writer:
        writer.write({"sentences": tables.SENTENCES.from_rows(
            [{**row, "day": day} for row in rows(tables.SENTENCES, n_sentences).to_pylist()]
        )})  # fmt: skip


def count(reader) -> int:
    return reader.execute("SELECT count(*) FROM sentences").fetchone()[0]
