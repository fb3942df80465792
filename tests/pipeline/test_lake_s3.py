"""A lake in S3, against moto's server on the loopback: written, read, overwritten and listed as on a disk."""

import functools
from datetime import date
from pathlib import Path

import pytest
from upath import UPath

from pipeline import checks, engine, partition
from pipeline.errors import LakeError, PartitionMissingError
from pipeline.lake import Lake
from pipeline.tables import ARTICLES, RAW_PAGES, SENTENCES
from tests.pipeline.lake_rows import DAY, row, rows


@pytest.fixture
def lake(bucket: str) -> Lake:
    """A lake in a bucket of its own; only the URL is handed over, as from `HEARSAY_LAKE`."""
    return Lake(f"{bucket}/some/lake")


def put(lake: Lake, n_pages: int) -> None:
    with lake.writer(DAY, RAW_PAGES, SENTENCES) as writer:
        writer.write({"raw_pages": rows(RAW_PAGES, n_pages), "sentences": rows(SENTENCES, n_pages, 4)})


def test_write_read_and_overwrite(lake: Lake, tmp_path: Path) -> None:
    assert not lake.exists(RAW_PAGES, DAY)
    for n_pages in (9, 4):
        put(lake, n_pages)
        assert lake.exists(RAW_PAGES, DAY)
        assert lake.n_rows(SENTENCES, DAY) == 4 * n_pages
        assert lake.read(RAW_PAGES, DAY, ["page_id", "body"]).num_rows == n_pages
    on_disk = Lake(tmp_path)
    put(on_disk, 4)
    for table in (RAW_PAGES, SENTENCES):
        assert lake.path(table, DAY).read_bytes() == on_disk.path(table, DAY).read_bytes()
        assert lake.n_bytes(table, DAY) == on_disk.n_bytes(table, DAY)


def test_only_whole_partitions_are_there(lake: Lake) -> None:
    put(lake, 3)
    assert sorted(path.name for path in lake.root.rglob("*") if path.is_file()) == [
        "raw_pages.parquet",
        "sentences.parquet",
    ]


def test_days_and_windows(lake: Lake) -> None:
    assert lake.days(ARTICLES) == []
    days = [date(2026, 11, 20), date(2026, 11, 21), date(2026, 12, 1)]
    for day in days:
        with lake.writer(day, ARTICLES) as writer:
            writer.write({"articles": ARTICLES.from_rows([{**row(ARTICLES, 1, 1), "day": day}])})
        # Another process, with listings of its own, sees it at once.
        assert Lake(UPath(str(lake.root))).days(ARTICLES)[-1] == day
    assert lake.days(ARTICLES) == days
    assert lake.read_window(ARTICLES, days[0], days[1]).column("day").to_pylist() == days[:2]


def test_parts_through_an_engine_and_checks(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "ROW_GROUP_ROWS", 10)
    put(lake, 30)
    before = lake.path(SENTENCES, DAY).read_bytes()
    with lake.writer(DAY, SENTENCES) as writer:
        parts = lake.parts(DAY, [SENTENCES], part_bytes=1_000)
        outcome = engine.map_parts(functools.partial(dict), parts, writer)
    assert outcome.parts > 5
    assert lake.path(SENTENCES, DAY).read_bytes() == before
    assert checks.schema(lake, SENTENCES, DAY).passed
    assert checks.keys(lake, SENTENCES, DAY).passed


def test_an_exception_leaves_the_old_partition(lake: Lake) -> None:
    put(lake, 3)
    with pytest.raises(ZeroDivisionError), lake.writer(DAY, RAW_PAGES) as writer:
        writer.write({"raw_pages": rows(RAW_PAGES, 9)})
        raise ZeroDivisionError
    assert lake.n_rows(RAW_PAGES, DAY) == 3


def test_what_is_missing_and_what_is_out_of_reach(lake: Lake) -> None:
    with pytest.raises(PartitionMissingError, match="raw_pages has no partition"):
        lake.read(RAW_PAGES, DAY)
    nowhere = Lake("s3://no-such-bucket-of-ours/lake")
    with pytest.raises(LakeError, match="could not write"):
        put(nowhere, 1)
