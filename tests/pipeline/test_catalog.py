"""The catalogue: views that are documented and typed before the first run and after, and that follow the lake."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import catalog, tables
from pipeline.errors import CatalogError
from pipeline.lake import Lake
from tests.pipeline.lake_rows import DAY, row, rows

COMMAND_LINE = Path(sys.executable).with_name("duckdb")


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path / "lake")
    for table in tables.TABLES:
        with lake.writer(DAY, table) as writer:
            writer.write({table.name: rows(table, pages=6, per_page=1)})
    return lake


def build(tmp_path: Path, root: Path) -> Path:
    path = tmp_path / "hearsay.duckdb"
    catalog.build(str(root), path)
    return path


def views(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]


def test_every_view_and_column_is_documented(tmp_path: Path):
    with catalog.connect(build(tmp_path, tmp_path / "nothing")) as connection:
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
        assert bare == []
        silent = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
        assert silent == []
        assert {table.name for table in tables.TABLES} <= set(views(connection))


def test_every_definition_of_the_sql_file_is_read():
    text = catalog._sql()
    assert text.count("\nCREATE ") == len(list(catalog.definitions()))
    assert all(definition.comment for definition in catalog.definitions())


def test_before_the_first_run_all_views_are_empty_and_typed(tmp_path: Path, lake: Lake):
    with catalog.connect(build(tmp_path, tmp_path / "nothing")) as connection:
        before = {name: connection.execute(f"DESCRIBE {name}").fetchall() for name in views(connection)}
        names = {"outlet_aliases", "outlet_names"}  # those of the table of outlets
        assert all(
            connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,) for name in before.keys() - names
        )
    with catalog.connect(build(tmp_path, tmp_path / "lake")) as connection:
        after = {name: connection.execute(f"DESCRIBE {name}").fetchall() for name in views(connection)}
        for table in tables.TABLES:
            assert connection.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (6,)
    assert before == after


def test_a_day_is_found_by_its_path_alone(tmp_path: Path, lake: Lake):
    other = date(2026, 1, 1)
    shutil.copytree(tmp_path / "lake/articles" / f"day={DAY}", tmp_path / "lake/articles" / f"day={other}")
    with catalog.connect(build(tmp_path, tmp_path / "lake")) as connection:
        plan = connection.execute(f"EXPLAIN SELECT url FROM articles WHERE day = '{DAY}'").fetchall()[0][1]
        assert "1/2" in plan


def test_a_column_that_old_files_lack_is_null(tmp_path: Path, lake: Lake):
    path = lake.path(tables.DUPLICATES, DAY)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * EXCLUDE (similarity) FROM '{path}') TO '{path}.new' (FORMAT parquet)")
    Path(f"{path}.new").replace(str(path))
    with catalog.connect(build(tmp_path, tmp_path / "lake")) as connection:
        assert connection.execute("SELECT count(*), count(similarity) FROM duplicates").fetchone() == (6, 0)


def test_the_lake_may_move(tmp_path: Path, lake: Lake):
    path = build(tmp_path, tmp_path / "lake")
    moved = tmp_path / "elsewhere"
    (tmp_path / "lake").rename(moved)
    with catalog.connect(path, moved) as connection:
        assert connection.execute("SELECT count(*) FROM sentences").fetchone() == (6,)


def test_a_reader_keeps_what_it_opened(tmp_path: Path, lake: Lake):
    path = build(tmp_path, tmp_path / "lake")
    with catalog.connect(path) as reader:
        build(tmp_path, tmp_path / "lake")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (6,)
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".tmp")] == []


def test_without_a_catalogue_the_error_says_what_to_do(tmp_path: Path):
    with pytest.raises(CatalogError, match="hearsay run"):
        catalog.connect(tmp_path / "none.duckdb")


PRINTED = (
    "Harbour Courier",
    "The Harbour Courier",
    "Harbour Courier",
    "Meridian News Agency",
    "Ferry Post",
    "Vale Post",
)


@pytest.fixture
def outlets_lake(tmp_path: Path) -> Path:
    """An article of each of PRINTED; the last relays what the texts of others call by half a name."""
    articles, claims = [], []
    for n, outlet in enumerate(PRINTED):
        articles.append(row(tables.ARTICLES, n, n) | {"outlet": outlet, "canonical_url": f"https://x.example/{n}"})
    for n, via in enumerate(
        (["Meridian"], ["the Harbour Courier"], ["The Post"], ["the Gannet"], ["AP"], ["Vale Post", "Meridian"])
    ):
        printed = {"via": via, "content": [{"start": 0, "end": 3}], "within_id": None, "source_kind": "named_person"}
        claims.append(row(tables.ATTRIBUTIONS, 4 if via == ["The Post"] else 5, n) | printed)
    lake = Lake(tmp_path / "lake")
    for table, made in ((tables.ARTICLES, articles), (tables.ATTRIBUTIONS, claims)):
        with lake.writer(DAY, table) as writer:
            writer.write({table.name: table.sorted(table.from_rows(made))})
    return build(tmp_path, tmp_path / "lake")


def test_an_outlet_counts_once_however_it_is_written(outlets_lake: Path):
    with catalog.connect(outlets_lake) as connection:
        counted = connection.execute("SELECT outlet, n_articles FROM outlets ORDER BY outlet").fetchall()
    assert counted == [("Ferry Post", 1), ("Harbour Courier", 3), ("Meridian News Agency", 1), ("Vale Post", 1)]


def test_a_relay_goes_by_the_outlet_s_own_name(outlets_lake: Path):
    """A name of the table, words that one outlet alone has, or the outlet itself, of which it takes nothing."""
    with catalog.connect(outlets_lake) as connection:
        chains = connection.execute("SELECT chain FROM relays ORDER BY chain").fetchall()
        taken = connection.execute("SELECT outlet FROM relayed('The Meridian News Agency')").fetchall()
    assert [chain for (chain,) in chains] == [
        "Vale Post < Associated Press",
        "Vale Post < Gannet",
        "Vale Post < Harbour Courier",
        "Vale Post < Meridian News Agency",
        "Vale Post < Meridian News Agency",
    ]
    assert taken == [("Vale Post",)] * 2


def test_the_users_outlets_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "own.csv"
    path.write_text("name,aliases,domains,country,kind\nAmsel Post,the AP|Amsel,amsel.example,,newspaper\n")
    monkeypatch.setenv("HEARSAY_OUTLETS", str(path))
    with catalog.connect(build(tmp_path, tmp_path / "nothing")) as connection:
        named = connection.execute("SELECT outlet FROM outlet_names WHERE outlet_key IN ('ap', 'amsel')").fetchall()
    assert named == [("Amsel Post",)] * 2


@pytest.mark.skipif(not COMMAND_LINE.exists(), reason="no DuckDB command line: pip install duckdb-cli")
def test_the_plain_command_line_opens_it_from_another_folder(tmp_path: Path, lake: Lake):
    path = build(tmp_path, tmp_path / "lake")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [COMMAND_LINE, "-readonly", "-csv", "-noheader", path]
    query = "SELECT count(*) FROM articles; SELECT count(*) FROM site_health();"
    done = subprocess.run(command, input=query, cwd=elsewhere, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "6"
