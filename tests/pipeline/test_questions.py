"""The twenty questions: answered rightly on the sample, shown in the guide, never torn while the lake is rewritten."""

import itertools
import json
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from benchmarks import questions
from pipeline import catalog, tables
from pipeline.lake import Lake

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "questions.json").read_text(encoding="utf-8"))
COMMAND_LINE = Path(sys.executable).with_name("duckdb")
ROUNDS = 100
REWRITES = 100


@pytest.fixture(scope="module")
def connection(sample_run: Path):
    with catalog.connect(sample_run / "hearsay.duckdb") as opened:
        yield opened


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def fits(value: object, wanted: object) -> bool:
    """A list holds the wanted values; a wanted text that ends in … is a beginning."""
    if isinstance(wanted, list):
        return isinstance(value, list) and (set(wanted) <= set(value) if wanted else value == [])
    if isinstance(wanted, str) and wanted.endswith("…"):
        return str(value).startswith(wanted[:-1])
    return str(value) == wanted if isinstance(wanted, str) else value == wanted


def found(given: list[dict], wanted: dict) -> bool:
    return any(all(fits(row[name], value) for name, value in wanted.items()) for row in given)


@pytest.mark.parametrize("golden", GOLDEN["questions"], ids=lambda golden: str(golden["number"]))
def test_the_sample_answers_as_worked_out_by_hand(connection: duckdb.DuckDBPyConnection, golden: dict):
    given = rows(connection, golden["query"])
    missing = [wanted for wanted in golden.get("expect", []) if not found(given, wanted)]
    assert missing == [], f"of {len(given)} rows"
    assert [odd for odd in golden.get("absent", []) if found(given, odd)] == []
    assert len(given) == golden.get("n_rows", len(given))
    told = str([row.get("anonymity_reason") for row in given])
    assert [reason for reason in golden.get("reasons", []) if reason not in told] == []


def test_there_are_twenty_and_each_is_asked_in_the_guide():
    asked = questions.questions()
    assert [question.number for question in asked] == list(range(1, 21))
    guide = (questions.DOCS / "analysts.md").read_text(encoding="utf-8")
    assert all(f"### {question.number}. {question.text}" in guide for question in asked)


def test_the_guide_shows_the_answers_of_the_sample(connection: duckdb.DuckDBPyConnection):
    shown = (questions.DOCS / "analysts.md").read_text(encoding="utf-8")
    assert questions.guide(connection) == shown, "run `make run`, then `python -m benchmarks.questions --write`"


@pytest.mark.skipif(not COMMAND_LINE.exists(), reason="no DuckDB command line: pip install duckdb-cli")
def test_the_command_line_is_never_disturbed_by_a_backfill(sample_run: Path, tmp_path: Path):
    """2,000 queries of the plain command line, from another folder, beside 100 rewritten partitions: no torn answer."""
    statements = [f"{statement};" for question in questions.questions() for statement in question.statements]
    script = "\n".join([".print round", *statements] * ROUNDS)
    stop, rewritten = threading.Event(), []
    writer = threading.Thread(target=rewrite, args=(Lake(sample_run / "lake"), stop, rewritten))
    writer.start()
    command = [COMMAND_LINE, "-readonly", "-csv", sample_run / "hearsay.duckdb"]
    done = subprocess.run(command, input=script, cwd=tmp_path, capture_output=True, text=True)
    stop.set()
    writer.join()
    assert done.stderr == "" and done.returncode == 0
    answers = done.stdout.split("round\n")[1:]
    assert len(answers) == ROUNDS and len(set(answers)) == 1
    assert len(rewritten) >= REWRITES


def rewrite(lake: Lake, stop: threading.Event, rewritten: list) -> None:
    """Writes partitions anew, all tables in turn, at least as often as the test says and until it has its answers."""
    partitions = [(table, day) for table in tables.TABLES for day in lake.days(table)]
    for table, day in itertools.cycle(partitions):
        if stop.is_set() and len(rewritten) >= REWRITES:
            return
        with lake.writer(day, table) as out:
            out.write({table.name: lake.read(table, day)})
        rewritten.append((table.name, day))
