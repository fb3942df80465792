"""Checks of what lies in the lake: does a partition hold what its declaration says, and do the tables agree?

What belongs here: pure functions over a `Lake` that count what is wrong and give examples. They read only the columns
that they need, and pages in parts where they need text. `assets/checks.py` makes Dagster asset checks of them; in a
notebook `run(Lake("data/lake"), SENTENCES, day)` gives the same findings.

To add one: a function (lake, table, day) -> Finding, and a line in `CHECKS` that says to which tables it applies.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.lake import Lake
from pipeline.partition import descents
from pipeline.tables import ARTICLES, ATTRIBUTIONS, BLOCK_LABELS, BLOCKS, RAW_PAGES, SENTENCES, Table
from pipeline.tables import table as declared
from pipeline.vocabulary import ArticleStatus

N_EXAMPLES = 5
PART_BYTES = 16_000_000
"""Bytes of pages that a check of offsets holds at once."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: of `n_rows` rows (columns, pages) looked at, `n_bad` are wrong; some of them in words."""

    check: str
    table: str
    n_rows: int
    n_bad: int
    examples: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.n_bad

    @property
    def message(self) -> str:
        """One line for a person."""
        if self.passed:
            return f"{self.table}: {self.check} holds for all {self.n_rows:,}"
        return f"{self.table}: {self.check} fails for {self.n_bad:,} of {self.n_rows:,}: " + "; ".join(self.examples)


@dataclass(frozen=True, slots=True)
class Check:
    """A check by name: what it asserts, what it runs, the tables it applies to and those it reads beside them."""

    name: str
    meaning: str
    run: Callable[[Lake, Table, date], Finding]
    applies: Callable[[Table], bool] = lambda _: True


def of_table(table: Table) -> tuple[Check, ...]:
    """The checks that apply to a table."""
    return tuple(check for check in CHECKS if check.applies(table))


def run(lake: Lake, table: Table, day: date) -> list[Finding]:
    """Every check of a table on one partition.

    Raises:
        PartitionMissingError: the partition, or one that a check compares it with, has not been written.
    """
    return [check.run(lake, table, day) for check in of_table(table)]


def schema(lake: Lake, table: Table, day: date) -> Finding:
    """The file has the declared columns with their types, and closed lists hold."""
    found = lake.schema(table, day)
    bad = [f"{name} is not declared" for name in found.names if name not in table.schema.names]
    for column in table.columns:
        if column.name not in found.names:
            bad.append(f"{column.name} is missing")
            continue
        field = found.field(column.name)
        if not field.equals(column.field):
            bad.append(f"{column.name} is {_typed(field)}, not {_typed(column.field)}")
        elif column.values is not None:
            values = lake.read(table, day, [column.name]).column(0)
            flat = pc.list_flatten(values) if pa.types.is_list(column.type) else values
            odd = set(pc.unique(flat).to_pylist()) - {None, *map(str, column.values)}
            bad += [f"{column.name} holds {value!r}" for value in sorted(odd)]
    if not bad and found.names != table.schema.names:
        bad.append("the columns stand in another order")
    return _finding("schema", table, len(table.columns), bad)


def _typed(field: pa.Field) -> str:
    return f"{field.type}{'' if field.nullable else ' not null'}"


def order(lake: Lake, table: Table, day: date) -> Finding:
    """The rows stand in the declared order."""
    rows = lake.read(table, day, table.sort)
    wrong = np.flatnonzero(descents(rows, table.sort))
    examples = (f"row {i + 1:,} {_words(rows, i + 1)} stands after {_words(rows, i)}" for i in wrong.tolist())
    return _finding("order", table, rows.num_rows, examples, len(wrong))


def keys(lake: Lake, table: Table, day: date) -> Finding:
    """No two rows have the same key."""
    rows = lake.read(table, day, table.key)
    counts = rows.group_by(list(table.key)).aggregate([([], "count_all")])
    more = counts.filter(pc.greater(counts.column("count_all"), 1))
    n_bad = rows.num_rows - counts.num_rows
    examples = (f"{_words(more.select(table.key), i)} stands {more['count_all'][i]} times" for i in range(len(more)))
    return _finding("keys", table, rows.num_rows, examples, n_bad)


def references(lake: Lake, table: Table, day: date) -> Finding:
    """What a row refers to exists on the same day."""
    n_rows, n_bad = lake.n_rows(table, day), 0
    bad: list[str] = []
    for reference in table.references:
        columns = list(reference.columns)
        mine = lake.read(table, day, columns).drop_null()
        theirs = lake.read(declared(reference.table), day, reference.to or columns).rename_columns(columns)
        lost = mine.join(theirs.group_by(columns).aggregate([]), keys=columns, join_type="left anti")
        n_bad += lost.num_rows
        lost = lost.sort_by([(name, "ascending") for name in columns])
        bad += [f"{reference.table} has no {_words(lost, i)}" for i in range(min(lost.num_rows, N_EXAMPLES))]
    return _finding("references", table, n_rows, bad, n_bad)


def offsets(lake: Lake, table: Table, day: date) -> Finding:
    """Every span cut out of articles.text is the text that stands in the row."""
    reader = {"sentences": _sentence_spans, "attributions": _attribution_spans, "block_labels": _label_spans}[
        table.name
    ]
    n_rows, n_bad = 0, 0
    examples: list[str] = []
    columns = {
        ARTICLES.name: ["page_id", "text"],
        BLOCKS.name: ["page_id", "block_index", "text"],
        BLOCK_LABELS.name: ["page_id", "block_index", "kept", "start", "end"],
        ATTRIBUTIONS.name: ["page_id", *(c.name for c in ATTRIBUTIONS.columns if _is_span(c.name))],
        SENTENCES.name: ["page_id", "start", "end", "text"],
    }
    tables = [ARTICLES, table, *([BLOCKS] if table == BLOCK_LABELS else [])]
    for part in lake.parts(day, tables, columns=columns, part_bytes=PART_BYTES):
        articles = part[ARTICLES.name]
        texts = dict(zip(articles["page_id"].to_pylist(), articles["text"].to_pylist(), strict=True))
        n_rows += part[table.name].num_rows
        for page, complaint in reader(part, texts):
            n_bad += 1
            if len(examples) < N_EXAMPLES:
                examples.append(f"page {page}: {complaint}")
    return _finding("offsets", table, n_rows, examples, n_bad)


def _is_span(name: str) -> bool:
    return name.startswith(("source_start", "source_end", "source_text", "cue_start", "cue_end", "cue_text", "content"))


Complaints = Iterator[tuple[str, str]]
"""Page and what is wrong there."""


def _sentence_spans(part: dict[str, pa.Table], texts: dict[str, str]) -> Complaints:
    for page, start, end, text in _rows(part[SENTENCES.name], "page_id", "start", "end", "text"):
        if (cut := _cut(texts, page, start, end)) != text:
            yield page, f"text[{start}:{end}] is {_short(cut)}, the sentence says {_short(text)}"


def _attribution_spans(part: dict[str, pa.Table], texts: dict[str, str]) -> Complaints:
    rows = part[ATTRIBUTIONS.name]
    names = ("source_start", "source_end", "source_text", "cue_start", "cue_end", "cue_text", "content", "content_text")
    for page, start, end, source, cue_start, cue_end, cue, content, said in _rows(rows, "page_id", *names):
        edges = [edge for span in content for edge in (span["start"], span["end"])]
        cuts = [str(_cut(texts, page, span["start"], span["end"])) for span in content]
        if (cut := _cut(texts, page, start, end)) != source:
            yield page, f"text[{start}:{end}] is {_short(cut)}, the source says {_short(source)}"
        elif (cut := _cut(texts, page, cue_start, cue_end)) != cue:
            yield page, f"text[{cue_start}:{cue_end}] is {_short(cut)}, the cue says {_short(cue)}"
        elif " ".join(cuts) != said or edges != sorted(edges):
            yield page, f"content {edges} is {_short(' '.join(cuts))}, the row says {_short(said)}"


def _label_spans(part: dict[str, pa.Table], texts: dict[str, str]) -> Complaints:
    blocks = {(page, index): text for page, index, text in _rows(part[BLOCKS.name], "page_id", "block_index", "text")}
    for page, index, kept, start, end in _rows(
        part[BLOCK_LABELS.name], "page_id", "block_index", "kept", "start", "end"
    ):
        text = blocks.get((page, index)) if kept else None
        cut = _cut(texts, page, start, end)
        if cut != text or (kept and text is None):
            yield page, f"text[{start}:{end}] is {_short(cut)}, block {index} says {_short(text)}"


def _cut(texts: dict[str, str], page: str, start: int | None, end: int | None) -> str | None:
    """The span of the page's text; None where there is none, or where it is empty or lies outside."""
    text = texts.get(page)
    if text is None or start is None or end is None or not 0 <= start < end <= len(text):
        return None
    return text[start:end]


def _rows(table: pa.Table, *names: str) -> Iterable[tuple]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def counts(lake: Lake, table: Table, day: date) -> Finding:
    """The tables agree on how many pages, blocks, sentences and attributions there are."""
    if table == ARTICLES:
        return _counts_of_articles(lake, day)
    if table == BLOCK_LABELS:
        return _counts_of_labels(lake, day)
    return _counts_of_sentences(lake, day)


def _counts_of_sentences(lake: Lake, day: date) -> Finding:
    columns = {
        ARTICLES.name: ["page_id", "status"],
        SENTENCES.name: ["page_id", "sentence_index", "start", "end", "n_attributions"],
        ATTRIBUTIONS.name: ["page_id", "content"],
    }
    n_rows, bad = 0, list[str]()
    for part in lake.parts(day, [ARTICLES, SENTENCES, ATTRIBUTIONS], columns=columns, part_bytes=PART_BYTES):
        contents: defaultdict[str, list[list[dict[str, int]]]] = defaultdict(list)
        for page, content in _rows(part[ATTRIBUTIONS.name], "page_id", "content"):
            contents[page].append(content)
        for page, index, start, end, n in _rows(part[SENTENCES.name], *columns[SENTENCES.name]):
            found = sum(any(s["start"] < end and s["end"] > start for s in spans) for spans in contents[page])
            if found != n:
                bad.append(f"page {page}, sentence {index}: {found} attributions lie in it, it says {n}")
        with_sentences = set(part[SENTENCES.name].column("page_id").to_pylist())
        for page, status in _rows(part[ARTICLES.name], "page_id", "status"):
            if status == ArticleStatus.OK and page not in with_sentences:
                bad.append(f"page {page} has an article and no sentence")
        n_rows += part[SENTENCES.name].num_rows
    return _finding("counts", SENTENCES, n_rows, bad)


def _counts_of_articles(lake: Lake, day: date) -> Finding:
    pages = lake.read(RAW_PAGES, day, ["page_id"]).column(0).to_pylist()
    articles = dict(_rows(lake.read(ARTICLES, day, ["page_id", "n_blocks"]), "page_id", "n_blocks"))
    blocks = _per_page(lake.read(BLOCKS, day, ["page_id"]))
    bad = [f"page {page} has no article" for page in pages if page not in articles]
    for page, n in articles.items():
        if n != blocks[page]:
            bad.append(f"page {page} has {blocks[page]} blocks, its article says {n}")
    return _finding("counts", ARTICLES, len(pages), bad)


def _counts_of_labels(lake: Lake, day: date) -> Finding:
    rows = lake.read(BLOCK_LABELS, day, ["page_id", "kept"])
    all_of, kept_of = _per_page(rows), _per_page(rows.filter(rows.column("kept")))
    articles = lake.read(ARTICLES, day, ["page_id", "n_blocks", "n_kept_blocks"])
    bad = [
        f"page {page} has {kept_of[page]} of {all_of[page]} blocks kept, its article says {n_kept} of {n}"
        for page, n, n_kept in _rows(articles, "page_id", "n_blocks", "n_kept_blocks")
        if (n, n_kept) != (all_of[page], kept_of[page])
    ]
    return _finding("counts", BLOCK_LABELS, articles.num_rows, bad)


def _per_page(rows: pa.Table) -> Counter[str]:
    grouped = rows.group_by("page_id").aggregate([([], "count_all")])
    return Counter(dict(_rows(grouped, "page_id", "count_all")))


def _finding(check: str, table: Table, n_rows: int, bad: Iterable[str], n_bad: int | None = None) -> Finding:
    found = list(bad) if n_bad is None else [text for text, _ in zip(bad, range(N_EXAMPLES), strict=False)]
    return Finding(check, table.name, n_rows, len(found) if n_bad is None else n_bad, tuple(found[:N_EXAMPLES]))


def _words(rows: pa.Table, i: int) -> str:
    return ", ".join(f"{name} {rows.column(name)[i].as_py()!r}" for name in rows.schema.names)


def _short(text: str | None) -> str:
    return repr(text if text is None or len(text) <= 60 else text[:57] + "…")


CHECKS: tuple[Check, ...] = (
    Check("schema", "the file has the declared columns and types, and closed lists hold", schema),
    Check("order", "the rows stand in the declared order", order),
    Check("keys", "no two rows have the same key", keys),
    Check(
        "references", "what a row refers to exists on the same day", references, lambda table: bool(table.references)
    ),
    Check(
        "offsets",
        "every span cut out of articles.text is the text that stands in the row",
        offsets,
        lambda t: t in (SENTENCES, ATTRIBUTIONS, BLOCK_LABELS),
    ),
    Check(
        "counts",
        "the tables agree on how many pages, blocks, sentences and attributions there are",
        counts,
        lambda t: t in (ARTICLES, BLOCK_LABELS, SENTENCES),
    ),
)
"""All checks in the order that they are run and shown."""
