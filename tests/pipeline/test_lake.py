"""The lake: what is written is what is read, whole or in parts; a fault leaves what was there."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import partition
from pipeline.errors import LakeError, PartitionMissingError, SchemaError
from pipeline.lake import Lake
from pipeline.tables import ARTICLES, ATTRIBUTIONS, BLOCKS, RAW_PAGES, REJECTS, SENTENCES, SITE_TEMPLATES, TABLES, Table
from tests.pipeline.lake_rows import DAY, page_id, row, rows

SLOW_DISK = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups and slices small enough that a test of a few rows has many."""
    monkeypatch.setattr(partition, "ROW_GROUP_ROWS", 7)
    monkeypatch.setattr(partition, "ROW_GROUP_BYTES", 2_000)
    monkeypatch.setattr(partition, "SLICE_BYTES", 700)


def put(lake: Lake, table: Table, *parts: pa.Table, day: date = DAY) -> bytes:
    with lake.writer(day, table) as writer:
        for part in parts:
            writer.write({table.name: part})
    return Path(lake.path(table, day).path).read_bytes()


def left_over(lake: Lake) -> list[str]:
    return [p.name for p in Path(lake.root.path).rglob("*") if p.name.endswith(".tmp")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_is_written_is_read(lake: Lake, table: Table) -> None:
    given = rows(table, 40, 3)
    put(lake, table, given)
    assert lake.exists(table, DAY)
    assert lake.n_rows(table, DAY) == 120
    found = lake.read(table, DAY)
    assert found.schema.equals(table.schema, check_metadata=True)
    assert found.sort_by("day").num_rows == 120
    assert sorted(map(repr, found.to_pylist())) == sorted(map(repr, given.to_pylist()))
    name = table.schema.names[-1]
    assert lake.read(table, DAY, [name]).schema.names == [name]


def test_the_file_stands_where_the_design_says(lake: Lake) -> None:
    put(lake, ARTICLES, rows(ARTICLES, 1))
    place = Path(lake.root.path) / "articles" / "day=2026-11-22" / "articles.parquet"
    assert place.is_file()
    with pq.ParquetFile(place) as file:
        assert "day" in file.schema_arrow.names
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_an_empty_partition_exists_and_is_empty(lake: Lake) -> None:
    put(lake, REJECTS)
    assert lake.exists(REJECTS, DAY)
    assert lake.read(REJECTS, DAY).num_rows == 0
    put(lake, RAW_PAGES)
    assert list(lake.parts(DAY, [RAW_PAGES], part_bytes=100)) == []


@SLOW_DISK
@given(data=st.data())
def test_bytes_do_not_depend_on_the_cut_or_the_order_of_parts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from([RAW_PAGES, SENTENCES, ATTRIBUTIONS, REJECTS]))
    whole = rows(table, data.draw(st.integers(1, 25)), data.draw(st.integers(1, 3)))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(whole.num_rows - 1, 1)), max_size=6)))
    parts = [whole.slice(a, b - a) for a, b in zip([0, *cuts], [*cuts, whole.num_rows], strict=True)]
    shuffled = data.draw(st.permutations(parts))
    lake = Lake(tmp_path_factory.mktemp("lake"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "ROW_GROUP_ROWS", data.draw(st.integers(1, 20)))
        patch.setattr(partition, "ROW_GROUP_BYTES", data.draw(st.integers(1, 5_000)))
        patch.setattr(partition, "SLICE_BYTES", data.draw(st.integers(1, 2_000)))
        expected = put(lake, table, whole)
        assert put(lake, table, *parts) == expected
        assert put(lake, table, *shuffled) == expected
        scrambled = whole.take(pa.array(np.random.default_rng(1).permutation(whole.num_rows)))
        assert put(lake, table, scrambled) == expected
    assert left_over(lake) == []


def test_rows_with_equal_sort_keys_have_one_order(lake: Lake, small_groups: None) -> None:
    made = [{**row(REJECTS, 1, 1), "landing_file": "a.html", "n_bytes": n} for n in range(20)]
    table = REJECTS.from_rows(made)
    assert put(lake, REJECTS, table) == put(lake, REJECTS, table.slice(11), table.slice(0, 11))


def test_nulls_go_last(lake: Lake) -> None:
    made = [{**row(REJECTS, 1, 1), "landing_file": "a.warc", "landing_record": r} for r in (None, "0", "812")]
    put(lake, REJECTS, REJECTS.from_rows(made))
    assert lake.read(REJECTS, DAY).column("landing_record").to_pylist() == ["0", "812", None]


def test_row_groups_keep_their_limits(lake: Lake, small_groups: None) -> None:
    table = rows(RAW_PAGES, 60)
    big = RAW_PAGES.from_rows([{**row(RAW_PAGES, 999, 999), "body": b"x" * 9_000}])
    put(lake, RAW_PAGES, table, big)
    with pq.ParquetFile(lake.path(RAW_PAGES, DAY).path) as file:
        groups = [file.read_row_group(i) for i in range(file.num_row_groups)]
    assert len(groups) > 8
    for group in groups:
        assert group.num_rows <= 7
        assert group.num_rows == 1 or partition.row_bytes(group).sum() <= 2_000


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_weighs_the_same_in_any_chunk(table: Table) -> None:
    whole = rows(table, 20, 2)
    alone = [partition.row_bytes(whole.slice(i, 1))[0] for i in range(whole.num_rows)]
    chunked = pa.concat_tables([whole.slice(0, 13), whole.slice(13, 0), whole.slice(13)])
    assert partition.row_bytes(chunked).tolist() == alone
    assert partition.row_bytes(whole.combine_chunks()).tolist() == alone


def test_rows_of_another_day_are_refused(lake: Lake) -> None:
    with pytest.raises(SchemaError, match="2026-11-22"):
        put(lake, ARTICLES, rows(ARTICLES, 3), day=date(2026, 1, 1))
    assert not lake.exists(ARTICLES, date(2026, 1, 1))


def test_a_table_the_writer_was_not_opened_for_is_refused(lake: Lake) -> None:
    with pytest.raises(LakeError, match="rows for sentences"), lake.writer(DAY, ARTICLES) as writer:
        writer.write({"sentences": SENTENCES.empty()})


def test_an_exception_leaves_every_old_partition(lake: Lake) -> None:
    before = put(lake, ARTICLES, rows(ARTICLES, 3)), put(lake, SENTENCES, rows(SENTENCES, 3))
    with pytest.raises(ZeroDivisionError), lake.writer(DAY, ARTICLES, SENTENCES) as writer:
        writer.write({"articles": rows(ARTICLES, 9), "sentences": rows(SENTENCES, 9)})
        raise ZeroDivisionError
    after = tuple(Path(lake.path(t, DAY).path).read_bytes() for t in (ARTICLES, SENTENCES))
    assert after == before
    assert left_over(lake) == []


@pytest.mark.parametrize("moment", ["finish", "publish"])
def test_a_full_disk_leaves_the_old_partition(lake: Lake, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    before = put(lake, ARTICLES, rows(ARTICLES, 3))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "finish":
        monkeypatch.setattr(partition.RowGroups, "flush", full)
    else:
        monkeypatch.setattr(partition, "_sync", full)
    with pytest.raises(LakeError, match="No space left"):
        put(lake, ARTICLES, rows(ARTICLES, 9))
    assert Path(lake.path(ARTICLES, DAY).path).read_bytes() == before
    assert left_over(lake) == []


KILLED_WRITER = """
    import os, signal, sys
    from tests.pipeline.lake_rows import DAY, rows
    from pipeline.lake import Lake
    from pipeline.tables import ARTICLES
    with Lake(sys.argv[1]).writer(DAY, ARTICLES) as writer:
        writer.write({"articles": rows(ARTICLES, 9)})
        writer.write({"articles": rows(ARTICLES, 9, first=9)})
        writer.partitions["articles"].finish()
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_writer_leaves_the_old_partition_and_the_next_one_clears_up(lake: Lake) -> None:
    before = put(lake, ARTICLES, rows(ARTICLES, 3))
    command = [sys.executable, "-c", textwrap.dedent(KILLED_WRITER), str(lake.root)]
    died = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert died.returncode == -signal.SIGKILL
    assert Path(lake.path(ARTICLES, DAY).path).read_bytes() == before
    assert len(left_over(lake)) == 1
    assert [p.name for p in Path(lake.root.path).rglob("*.parquet")] == ["articles.parquet"]
    put(lake, ARTICLES, rows(ARTICLES, 5))
    assert lake.n_rows(ARTICLES, DAY) == 5
    assert left_over(lake) == []


def test_the_scratch_folder_of_a_living_writer_is_left_alone(lake: Lake) -> None:
    put(lake, ARTICLES)
    other = Path(lake.path(ARTICLES, DAY).path).parent / f".articles.{os.getppid()}.tmp"
    other.mkdir()
    put(lake, ARTICLES, rows(ARTICLES, 5))
    assert other.is_dir()


def test_a_remote_lake_is_cleared_of_killed_writers_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    died = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead, alive = f".articles.{died.stdout.decode().strip()}.x.tmp", f".articles.{os.getpid()}.x.tmp"
    for name in (dead, alive):
        (tmp_path / name).mkdir()
    lake = Lake("memory://some/lake")
    with lake.writer(DAY, ARTICLES) as writer:
        writer.write({"articles": rows(ARTICLES, 5)})
    assert lake.read(ARTICLES, DAY).num_rows == 5
    assert [path.name for path in tmp_path.iterdir()] == [alive]


def test_a_reader_beside_a_writer_sees_whole_partitions_only(lake: Lake) -> None:
    sizes = (3, 40)
    put(lake, ARTICLES, rows(ARTICLES, 3))
    made = {n: rows(ARTICLES, n) for n in sizes}
    seen: list[int] = []
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(lake.read(ARTICLES, DAY).num_rows)
        except Exception as error:
            faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(30):
        put(lake, ARTICLES, made[sizes[n % 2]])
    done.set()
    reader.join()
    assert faults == []
    assert seen
    assert set(seen) <= set(sizes)


def test_days_and_windows(lake: Lake) -> None:
    days = [date(2026, 11, 20), date(2026, 11, 22)]
    for n, day in enumerate(days):
        at = ARTICLES.from_rows([{**row(ARTICLES, p, p), "day": day} for p in range(n + 1)])
        put(lake, ARTICLES, at, day=day)
    (Path(lake.root.path) / "articles" / "day=never").mkdir()
    (Path(lake.root.path) / "articles" / "day=2026-11-23").mkdir()
    assert lake.days(ARTICLES) == days
    assert lake.days(SENTENCES) == []
    window = lake.read_window(ARTICLES, date(2026, 11, 19), date(2026, 11, 22), ["page_id", "day"])
    assert window.column("day").to_pylist() == [days[0], days[1], days[1]]
    nothing = lake.read_window(ARTICLES, date(2025, 1, 1), date(2025, 1, 2))
    assert nothing.num_rows == 0
    assert nothing.schema.equals(ARTICLES.schema, check_metadata=True)


def test_rows_of_some_pages(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.lake.BATCH_BYTES", 500)
    whole = rows(SENTENCES, 9, per_page=4)
    put(lake, SENTENCES, whole)
    wanted = [page_id(3), page_id(7), page_id(99)]
    found = lake.read_pages(SENTENCES, DAY, wanted)
    assert found.equals(whole.filter(pc.is_in(whole.column("page_id"), pa.array(wanted))))
    assert lake.read_pages(SENTENCES, DAY, wanted[:1], ["text"]).schema.names == ["text"]
    assert lake.read_pages(SENTENCES, DAY, []).num_rows == 0


def test_a_missing_partition_says_what_to_do(lake: Lake) -> None:
    assert not lake.exists(ARTICLES, DAY)
    for read in (lake.read, lake.n_rows, lake.n_bytes):
        with pytest.raises(PartitionMissingError, match="articles has no partition 2026-11-22; run the stage"):
            read(ARTICLES, DAY)
    with pytest.raises(PartitionMissingError):
        list(lake.parts(DAY, [ARTICLES], part_bytes=100))


def test_a_broken_file_is_named(lake: Lake) -> None:
    put(lake, ARTICLES, rows(ARTICLES, 3))
    Path(lake.path(ARTICLES, DAY).path).write_bytes(b"PAR1 and then nothing")
    with pytest.raises(LakeError, match=r"articles\.parquet"):
        lake.read(ARTICLES, DAY)


@SLOW_DISK
@given(data=st.data())
def test_parts_are_aligned_runs_of_whole_pages(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    lake = Lake(tmp_path_factory.mktemp("lake"))
    tables = [ARTICLES, BLOCKS, SENTENCES]
    pages = data.draw(st.integers(0, 12))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "ROW_GROUP_ROWS", data.draw(st.integers(1, 9)))
        for table in tables:
            counts = data.draw(st.lists(st.integers(0, 6), min_size=pages, max_size=pages))
            if table is ARTICLES:
                counts = [min(n, 1) for n in counts]
            made = [row(table, page, i) for page, n in enumerate(counts) for i in range(n)]
            put(lake, table, table.from_rows(made))
    limit = data.draw(st.integers(1, 4_000))
    parts = list(lake.parts(DAY, tables, part_bytes=limit))
    seen: set[str] = set()
    for part in parts:
        pages_here = {page for table in tables for page in part[table.name].column("page_id").to_pylist()}
        assert pages_here
        assert not pages_here & seen
        seen |= pages_here
        n_bytes = sum(partition.row_bytes(part[table.name]).sum() for table in tables)
        assert n_bytes <= limit or len(pages_here) == 1
    for table in tables:
        whole = pa.concat_tables([table.empty(), *(part[table.name] for part in parts)])
        assert whole.equals(lake.read(table, DAY))
        assert whole.schema.equals(table.schema, check_metadata=True)


def test_parts_stay_of_one_partition_while_it_is_replaced(lake: Lake, small_groups: None) -> None:
    put(lake, ARTICLES, rows(ARTICLES, 30))
    old = lake.read(ARTICLES, DAY)
    parts = lake.parts(DAY, [ARTICLES], part_bytes=1_000)
    read = [next(parts)["articles"]]
    put(lake, ARTICLES, rows(ARTICLES, 8, first=100))
    read += [part["articles"] for part in parts]
    assert len(read) > 3
    assert pa.concat_tables(read).equals(old)


def test_parts_bring_the_rows_of_their_sites_and_the_columns_asked_for(lake: Lake) -> None:
    put(lake, ARTICLES, rows(ARTICLES, 20))
    put(lake, SITE_TEMPLATES, rows(SITE_TEMPLATES, 20, 2))
    names = {"articles": ["title"], "site_templates": ["fingerprint", "site"]}
    parts = list(lake.parts(DAY, [ARTICLES], columns=names, part_bytes=1, by_site=[SITE_TEMPLATES]))
    assert len(parts) == 20
    for part in parts:
        assert part["articles"].schema.names == ["title"]
        assert part["site_templates"].schema.names == ["fingerprint", "site"]
        assert len(set(part["site_templates"].column("site").to_pylist())) == 1
        assert part["site_templates"].num_rows == 8


def test_unsorted_partitions_are_refused_rather_than_torn(lake: Lake) -> None:
    put(lake, ARTICLES, rows(ARTICLES, 6))
    path = lake.path(ARTICLES, DAY).path
    pq.write_table(lake.read(ARTICLES, DAY).slice(0).take(pa.array([5, 4, 3, 2, 1, 0])), path, row_group_size=2)
    with pytest.raises(LakeError, match="not sorted"):
        list(lake.parts(DAY, [ARTICLES], part_bytes=1))
