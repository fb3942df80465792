"""How long each of the twenty questions takes: `python -m benchmarks.queries [--sentences N] [--keep DIR]`.

Makes a lake of N sentences (one million unless told) with the table declarations and the lake's own writer, about the
sample's outlets and people and many invented ones, builds its catalogue, and times every question of
`docs/questions.sql`: best of five, a fresh connection each, two threads. Each must answer within two seconds, the
simple ones (counts and lists over one view, or one page) within 0.2. CPU seconds of both threads stand beside wall
seconds: on a machine of its own an answer takes between half of them and all, so that a bar holds if either is below
it, and a busy machine does not decide. Exits with 1 where a question misses its bar.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table as Printed

from benchmarks.questions import Question, questions
from pipeline import catalog, tables
from pipeline.lake import Lake

FIRST_DAY = date(2026, 2, 10)
N_DAYS = 25
SENTENCES_PER_ARTICLE = 25
THREADS = 2
ROUNDS = 5
BAR = 2.0
SIMPLE_BAR = 0.2
"""Wall seconds on two cores."""

SIMPLE = frozenset((2, 3, 7, 10, 11, 13, 14, 15, 17, 18, 19, 20))
"""Questions that count or list what one view holds, or read the captures of one page. The others compare claims with
each other (1, 6, 8, 9), look into every text (5), rank by two keys (12), or join sentences and blocks (4, 16)."""

PAGES = """
CREATE TABLE pages AS
SELECT
    i, md5('page' || i) AS page_id, DATE '{first}' + (i % {n_days})::INT AS day, (hash(i) % 200)::INT AS s,
    if(s = 0, 'harbourcourier.example', 'site' || s || '.example') AS site,
    if(s = 0, 'Harbour Courier', 'The Invented Gazette ' || s) AS outlet,
    CASE WHEN i < 2 THEN 'https://www.harbourcourier.example/politics/2026/03/02/bridge-memo'
         ELSE 'https://www.' || site || '/' || i END AS url,
    day::TIMESTAMPTZ + INTERVAL (i % 1440) MINUTE AS dated
FROM range({n_pages}) AS r(i)
"""

SENTENCES = """
SELECT p.page_id, p.day, p.site, p.outlet, p.dated AS published_at,
    k::INT AS sentence_index, (k // 2)::INT AS paragraph_index,
    (k * 120)::INT AS start, (k * 120 + 118)::INT AS "end",
    'The committee heard on day ' || k || ' that the estimate ' || (i * 31 + k) || ' was not the one signed.' AS text,
    ['reporter', 'attributed', 'mixed'][1 + (k % 3)::INT] AS voice,
    if(k % 3 = 0, []::VARCHAR[], ['Person ' || (hash(i, k) % 5000)]) AS speakers,
    if(k % 3 = 0, []::VARCHAR[], ['named_person']) AS source_kinds, k % 11 = 0 AS anonymous,
    (k % 3)::INT AS n_attributions
FROM pages AS p, range({per}) AS t(k) WHERE day = ?
"""

ATTRIBUTIONS = """
SELECT p.page_id, p.day, p.site, p.outlet, p.dated AS published_at, md5(i || '.' || k)[:16] AS attribution_id,
    k::INT AS sentence_index, (k * 120)::INT AS source_start, (k * 120 + 10)::INT AS source_end,
    coalesce(name, 'a person familiar with the decision') AS source_text,
    (k * 120 + 11)::INT AS cue_start, (k * 120 + 15)::INT AS cue_end, 'said' AS cue_text,
    ['say', 'claim', 'admit', 'insist', 'deny', 'tell'][1 + (hash(k, i) % 6)::INT] AS cue_lemma,
    [{{'start': (k * 120 + 16)::INT, 'end': (k * 120 + 100)::INT}}] AS content,
    if(k = 6 AND i % 400 = 7, '"She read it, she put it in a drawer, and she signed"',
       'that the estimate of matter ' || (hash(i, k) % 100000) || ' was not the one that was signed') AS content_text,
    ['direct', 'indirect', 'mixed'][1 + (k % 3)::INT] AS speech,
    CASE WHEN name IS NULL THEN 'unnamed_person' WHEN name LIKE '%Gazette%' THEN 'media_outlet'
         ELSE ['named_person', 'named_organization'][1 + (k % 2)::INT] END AS source_kind,
    name IS NULL AS anonymous, if(name IS NULL, 'familiar with the decision', NULL) AS descriptor,
    if(k % 22 = 0, 'because the talks are private', NULL) AS anonymity_reason,
    name AS source_name, lower(name) AS source_key,
    if(k % 13 = 0, [if(i % 3 = 0, 'The Harbour Courier', 'The Invented Gazette ' || (hash(i) % 50))], []::VARCHAR[])
        AS via,
    NULL AS channel,
    CASE hash(i, k) % 100 WHEN 0 THEN 'denies' WHEN 1 THEN 'denies' WHEN 2 THEN 'denies'
        WHEN 3 THEN 'declines_to_comment' WHEN 4 THEN 'questions' ELSE 'asserts' END AS stance,
    NULL AS within_id, (0.3 + (hash(i, k) % 70) / 100)::FLOAT AS confidence, 'rule ' || (hash(k) % 12) AS rule
FROM (SELECT *, CASE WHEN k % 11 = 0 THEN NULL WHEN hash(i, k) % 997 = 0 THEN 'Odile Marchetti'
                     WHEN hash(k, i) % 20 = 0 THEN 'Invented Gazette ' || (hash(i, k) % 200)
                     ELSE 'Person ' || (hash(i, k) % 5000) END AS name
      FROM pages, range({per}) AS t(k)) AS p
WHERE day = ? AND k % 5 < 3
"""

ARTICLES = """
SELECT page_id, day, url, url AS canonical_url, site, outlet, 'Title ' || i AS title, NULL AS deck,
    ['Ada Birch'] AS authors, dated AS published_at, NULL AS modified_at, 'json_ld' AS date_method, NULL AS dateline,
    'Politics' AS section, []::VARCHAR[] AS keywords, 'en' AS language, true AS taggable, 'text ' || i AS text,
    600 AS n_words, 40 AS n_blocks, 20 AS n_kept_blocks, page_id AS text_sha256, dated AS captured_at,
    if(i % 50 = 0, 'no_article', 'ok') AS status
FROM pages WHERE day = ?
"""

BLOCKS = """
SELECT page_id, day, site, url AS address, k::INT AS block_index, 'body div p' AS tag_path,
    'Some text of a block ' || k AS text,
    (hash(k) % 1000000)::BIGINT AS fingerprint, 12 AS n_words, 0.1::FLOAT AS link_density, 'p' AS element,
    0::BIGINT AS context, 0.5::FLOAT AS score
FROM pages, range(40) AS t(k) WHERE day = ?
"""

BLOCK_LABELS = """
SELECT page_id, day, site, k::INT AS block_index, ['paragraph', 'appeal', 'related_link'][1 + (k % 3)::INT] AS label,
    k % 2 = 0 AS kept, ['model', 'template', 'rule_appeal'][1 + (k % 3)::INT] AS reason, 0.5::FLOAT AS score,
    if(k % 2 = 0, k::INT, NULL) AS start, if(k % 2 = 0, k::INT + 1, NULL) AS "end"
FROM pages, range(40) AS t(k) WHERE day = ?
"""

DUPLICATES = """
SELECT page_id, day, site, md5('page' || (i - 1)) AS duplicate_of, day AS duplicate_of_day, 0.9::FLOAT AS similarity
FROM pages WHERE day = ? AND i % 9 = 8
"""

REJECTS = """
SELECT day, i || '.html' AS landing_file, NULL AS landing_record, NULL AS url, 'sniff' AS stage, 'binary' AS reason,
    'a PNG' AS detail, 100::BIGINT AS n_bytes
FROM pages WHERE day = ? AND i % 100 = 1
"""

MADE = (
    (tables.SENTENCES, SENTENCES),
    (tables.ATTRIBUTIONS, ATTRIBUTIONS),
    (tables.ARTICLES, ARTICLES),
    (tables.BLOCKS, BLOCKS),
    (tables.BLOCK_LABELS, BLOCK_LABELS),
    (tables.DUPLICATES, DUPLICATES),
    (tables.REJECTS, REJECTS),
)


def make(root: Path, n_sentences: int) -> None:
    """Writes a lake with that many sentences below `root`, and its catalogue beside it."""
    lake = Lake(root / "lake")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        n_pages = max(2, n_sentences // SENTENCES_PER_ARTICLE)
        connection.execute(PAGES.format(first=FIRST_DAY, n_days=N_DAYS, n_pages=n_pages))
        for offset in range(N_DAYS):
            day = FIRST_DAY + timedelta(days=offset)
            for table, sql in MADE:
                rows = _rows(connection, table, sql.format(per=SENTENCES_PER_ARTICLE), day)
                with lake.writer(day, table) as writer:
                    writer.write({table.name: rows})
    catalog.build(str(root / "lake"), str(root / "hearsay.duckdb"))


def _rows(connection: duckdb.DuckDBPyConnection, table: tables.Table, sql: str, day: date) -> pa.Table:
    made = connection.sql(sql, params=[day]).to_arrow_table()
    return table.sorted(made.select(table.schema.names).cast(table.schema))


@dataclass(frozen=True, slots=True)
class Timing:
    """A question with its best seconds and the rows of its last statement."""

    question: Question
    wall: float
    cpu: float
    n_rows: int

    @property
    def bar(self) -> float:
        return SIMPLE_BAR if self.question.number in SIMPLE else BAR

    @property
    def holds(self) -> bool:
        return min(self.wall, self.cpu) <= self.bar


def measure(path: Path) -> list[Timing]:
    """Times every question on a catalogue."""
    return [_time(path, question) for question in questions()]


def _time(path: Path, question: Question) -> Timing:
    walls, cpus, n_rows = [], [], 0
    for _ in range(ROUNDS):
        with catalog.connect(str(path)) as connection:
            connection.execute(f"SET threads = {THREADS}")
            wall, cpu = time.perf_counter(), time.process_time()
            for statement in question.statements:
                n_rows = len(connection.execute(statement).fetchall())
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
    return Timing(question, min(walls), min(cpus), n_rows)


def show(timings: list[Timing], n_sentences: int) -> None:
    """Prints the table and the verdict on both bars."""
    load = os.getloadavg()[0]
    title = f"{n_sentences:,} sentences, {THREADS} threads, best of {ROUNDS}, load {load:.1f} on {os.cpu_count()} cores"
    printed = Printed("question", "", "wall s", "CPU s", "bar s", "rows", title=title)
    for one in timings:
        bar = f"{one.bar}{'' if one.holds else ' missed'}"
        cells = (f"{one.wall:.2f}", f"{one.cpu:.2f}", bar, f"{one.n_rows:,}")
        printed.add_row(str(one.question.number), one.question.text, *cells)
    console = Console()
    console.print(printed)
    for name, limit in (("simple questions", SIMPLE_BAR), ("others", BAR)):
        of = [one for one in timings if one.bar == limit]
        held = [one for one in of if one.holds]
        slowest = max(of, key=lambda one: one.cpu)
        console.print(
            f"{name}: {len(held)} of {len(of)} within {limit} s; slowest {slowest.question.number} with "
            f"{slowest.wall:.2f} s (CPU {slowest.cpu:.2f} s)",
            highlight=False,
        )


def main() -> int:
    """Makes the lake where it is not there, times the questions; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.queries", description=__doc__)
    parser.add_argument("--sentences", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="make the lake here and keep it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = arguments.keep or Path(scratch)
        if not (root / "hearsay.duckdb").exists():
            make(root, arguments.sentences)
        timings = measure(root / "hearsay.duckdb")
    show(timings, arguments.sentences)
    return 0 if all(one.holds for one in timings) else 1


if __name__ == "__main__":
    sys.exit(main())
