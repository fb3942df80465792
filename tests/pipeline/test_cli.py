"""The command line as a user types it, on the sample that was run once."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from tests.assets.landing import days, land

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="en"><head><title>Ferry delayed again | Tarn Valley Post</title>
<meta property="og:site_name" content="Tarn Valley Post"></head><body><article><h1>Ferry delayed again</h1>
<p>The seven o'clock ferry to Corvane was late for the fifth time this month; the harbour office does not know why.</p>
<p>"We were told to wait, and we waited," said Ilse Marrow, who runs the ticket desk on the pier.</p>
<p>Two people close to the operator said the boat had failed an inspection. The operator, Halden Lines, declined to
comment on Tuesday, and a spokesman for the port authority said that an inquiry would begin within seven days.</p>
<p>According to the Corvane Courier, the same boat was withdrawn in March after a fire in its galley was put out.</p>
</article><footer>Copyright Tarn Valley Post</footer></body></html>
"""


def hearsay(*arguments: object, data: Path) -> subprocess.CompletedProcess:
    """A process of its own, since Dagster and its instance live as long as one."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HEARSAY_", "DAGSTER_"))}
    command = [sys.executable, "-m", "pipeline.cli", "--data", str(data), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE)
    return path


def test_sql_prints_and_writes_every_format(sample_run: Path, tmp_path: Path) -> None:
    query = "SELECT outlet, count(*) AS n, list(DISTINCT source_kind ORDER BY source_kind) AS kinds FROM attributions GROUP BY 1 ORDER BY 1"  # noqa: E501
    table = hearsay("sql", query, data=sample_run)
    assert table.returncode == 0 and "Capital Pulse" in table.stdout
    found = json.loads(hearsay("sql", query, "--format", "json", data=sample_run).stdout)
    rows = list(csv.DictReader(io.StringIO(hearsay("sql", query, "--format", "csv", data=sample_run).stdout)))
    assert [row["n"] for row in rows] == [str(row["n"]) for row in found]
    assert [json.loads(row["kinds"]) for row in rows] == [row["kinds"] for row in found]
    target = tmp_path / "out.parquet"
    assert hearsay("sql", query, "--format", "parquet", "--output", target, data=sample_run).returncode == 0
    assert pq.read_table(target).to_pylist() == found


def test_many_columns_stand_below_each_other(sample_run: Path) -> None:
    done = hearsay("sql", "FROM anonymous_claims WHERE outlet = 'Capital Pulse' LIMIT 2", data=sample_run)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["row", "1"] and ["row", "2"] in lines
    assert ["outlet", "Capital", "Pulse"] in lines


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "nowhere"], 2, "nowhere does not exist"),
        (["run", "README.md", "--day", "yesterday"], 2, "not a day"),
        (["run", "pyproject.toml"], 2, "holds no file named .html"),
        (["run", "--day", "1999-01-01"], 2, "HEARSAY_FIRST_DAY"),
        (["backfill", "2026-03-03", "2026-03-02"], 2, "lies before"),
        (["sql", "SELECT 1"], 1, "there is no catalogue"),
        (["sql", "SELECT 1", "--format", "parquet"], 2, "--output"),
        (["tag", "nowhere.html"], 2, "cannot be read"),
        (["fetch"], 2, "nothing to fetch"),
    ],
)
def test_errors_are_sentences(arguments: list[str], code: int, words: str, tmp_path: Path) -> None:
    done = hearsay(*arguments, data=tmp_path)
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stderr and "Traceback" not in done.stderr


def test_a_wrong_query_is_duckdbs_sentence(sample_run: Path) -> None:
    done = hearsay("sql", "SELECT nothing FROM attributions", data=sample_run)
    assert done.returncode == 1 and "nothing" in done.stderr and "Traceback" not in done.stderr


def test_tag_prints_the_page_and_what_it_removed(page: Path) -> None:
    done = CliRunner().invoke(cli, ["tag", str(page)], env={"COLUMNS": "120"})
    assert done.exit_code == 0, done.output
    for words in ("Ilse Marrow", "Who is credited", "legal:", "unnamed"):
        assert words in done.output


def test_tag_as_json_has_spans_that_hold(page: Path, tmp_path: Path) -> None:
    zipped = tmp_path / "zipped.html.gz"
    zipped.write_bytes(gzip.compress(page.read_bytes()))
    (tmp_path / "zipped.json").write_text('{"url": "https://tarnvalleypost.example/ferry-7"}')
    found = json.loads(CliRunner().invoke(cli, ["tag", str(zipped), "--json"]).output)
    text = found["article"]["text"]
    assert found["article"]["url"] == "https://tarnvalleypost.example/ferry-7"
    assert found["sentences"] and found["attributions"]
    for sentence in found["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
    for one in found["attributions"]:
        assert " ".join(text[start:end] for start, end in one["content"]) == one["content_text"]
        assert one["source"] is None or text[slice(*one["source"])] == one["source_text"]


def test_show_writes_a_page_of_the_lake_and_a_file(sample_run: Path, page: Path, tmp_path: Path) -> None:
    ids = json.loads(hearsay("sql", "SELECT page_id FROM articles LIMIT 1", "--format", "json", data=sample_run).stdout)
    for name in (ids[0]["page_id"], str(page)):
        target = tmp_path / "view.html"
        assert hearsay("show", name, "--output", target, data=sample_run).returncode == 0
        assert "<html" in target.read_text()[:500]


def test_a_day_run_twice_by_force_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    day = days(1)[0]
    land(tmp_path, day, n_pages=3)
    first = hearsay("run", "--day", day, data=tmp_path)
    assert first.returncode == 0, first.stderr
    before = {path: path.read_bytes() for path in (tmp_path / "lake").rglob("*.parquet")}
    times = {path: path.stat().st_mtime_ns for path in before}
    again = hearsay("run", "--day", day, data=tmp_path)
    assert again.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in before} == times, "unchanged input was worked on again"
    forced = hearsay("run", "--day", day, "--force", data=tmp_path)
    assert forced.returncode == 0
    assert {path: path.read_bytes() for path in before} == before
    assert all(path.stat().st_mtime_ns > times[path] for path in before)
    assert first.stderr == forced.stderr == "" and "anonymous" in first.stdout


def test_real_pages_are_all_accounted_for(tmp_path: Path) -> None:
    """A tenth of the benchmark's pages: each becomes an article or a reject, and nothing looks like a crash."""
    pages = ROOT.parent / "shared" / "benchmarks" / "extraction" / "pages"
    if not pages.is_dir():
        pytest.skip("needs the benchmark's pages in ../shared/benchmarks/extraction/pages")
    chosen = sorted(path for path in pages.iterdir() if path.name.endswith(".html.gz"))[::10]
    done = hearsay("run", *chosen, "--day", "2026-01-01", data=tmp_path)
    assert done.returncode == 0 and done.stderr == ""
    query = "SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM rejects) AS n"
    assert json.loads(hearsay("sql", query, "--format", "json", data=tmp_path).stdout) == [{"n": len(chosen)}]
