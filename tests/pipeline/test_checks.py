"""The checks pass on a sound day and say what is wrong, with the count and an example, on a broken one."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import checks
from pipeline.errors import PartitionMissingError
from pipeline.lake import Lake
from pipeline.tables import (
    ARTICLES,
    ATTRIBUTIONS,
    BLOCK_LABELS,
    BLOCKS,
    RAW_PAGES,
    REJECTS,
    SENTENCES,
    TABLES,
    Table,
    table,
)
from tests.pipeline.lake_rows import DAY, page_id, row

BODY = ("The bridge will reopen in May, Žofie Ngata said.", "She “would not guess” 🌉 at the cost.")
FURNITURE = "Read more"
TEXT = "\n\n".join(BODY)
Rows = list[dict]


def sound_day(n_pages: int = 3) -> dict[str, Rows]:
    """Every table by page, each page with three blocks, two of them kept, two sentences and one attribution."""
    made: dict[str, Rows] = {t.name: [] for t in TABLES}
    for n in range(n_pages):
        made["raw_pages"].append(row(RAW_PAGES, n, n))
        article = {"text": TEXT, "n_blocks": 3, "n_kept_blocks": 2, "status": "ok"}
        made["articles"].append(row(ARTICLES, n, n) | article)
        spans = [(0, len(BODY[0])), (len(BODY[0]) + 2, len(TEXT)), (None, None)]
        for i, (text, (start, end)) in enumerate(zip((*BODY, FURNITURE), spans, strict=True)):
            made["blocks"].append(row(BLOCKS, n, i) | {"text": text})
            label = {"label": "paragraph", "kept": start is not None, "start": start, "end": end}
            made["block_labels"].append(row(BLOCK_LABELS, n, i) | label)
            if start is not None:
                counted = {"start": start, "end": end, "text": text, "n_attributions": 1 - i}
                made["sentences"].append(row(SENTENCES, n, i) | counted)
        made["attributions"].append(row(ATTRIBUTIONS, n, n) | attribution("Žofie Ngata", "said"))
    return made


def attribution(source: str, cue: str) -> dict:
    content = "The bridge will reopen in May"
    spans = {
        f"{name}_{edge}": TEXT.index(text) + (len(text) if edge == "end" else 0)
        for name, text in (("source", source), ("cue", cue))
        for edge in ("start", "end")
    }
    return spans | {
        "source_text": source,
        "cue_text": cue,
        "content": [{"start": 0, "end": len(content)}],
        "content_text": content,
        "sentence_index": 0,
        "within_id": None,
    }


def stored(folder: Path, day: dict[str, Rows]) -> Lake:
    lake = Lake(folder)
    tables = [table(name) for name in day]
    with lake.writer(DAY, *tables) as writer:
        writer.write({t.name: t.from_rows(day[t.name]) for t in tables})
    return lake


def failing(lake: Lake, of: Table) -> dict[str, checks.Finding]:
    return {finding.check: finding for finding in checks.run(lake, of, DAY) if not finding.passed}


def test_a_sound_day_passes_every_check(tmp_path: Path) -> None:
    lake = stored(tmp_path, sound_day())
    findings = [finding for t in TABLES for finding in checks.run(lake, t, DAY)]
    assert [finding.message for finding in findings if not finding.passed] == []
    assert {finding.check for finding in findings} == {check.name for check in checks.CHECKS}
    assert next(f.n_rows for f in findings if f.check == "offsets" and f.table == "sentences") == 6


def test_an_empty_day_passes_every_check(tmp_path: Path) -> None:
    lake = stored(tmp_path, sound_day(0))
    assert all(finding.passed for t in TABLES for finding in checks.run(lake, t, DAY))


def shift(day: dict[str, Rows], name: str, n: int, **values: object) -> None:
    day[name][n].update(values)


BROKEN: dict[str, tuple[Callable[[dict[str, Rows]], object], Table, str, int, str]] = {
    "a span is one off": (
        lambda day: shift(day, "sentences", 1, start=len(BODY[0]) + 1),
        SENTENCES,
        "offsets",
        1,
        "the sentence says 'She “would",
    ),
    "a span ends behind the text": (
        lambda day: shift(day, "sentences", 1, end=len(TEXT) + 1),
        SENTENCES,
        "offsets",
        1,
        "is None",
    ),
    "a cue is another": (
        lambda day: shift(day, "attributions", 0, cue_text="says"),
        ATTRIBUTIONS,
        "offsets",
        1,
        "the cue says 'says'",
    ),
    "a source has a text but no span": (
        lambda day: shift(day, "attributions", 2, source_start=None, source_end=None),
        ATTRIBUTIONS,
        "offsets",
        1,
        "the source says 'Žofie Ngata'",
    ),
    "content is another": (
        lambda day: shift(day, "attributions", 0, content=[{"start": 4, "end": 10}]),
        ATTRIBUTIONS,
        "offsets",
        1,
        "is 'bridge'",
    ),
    "a kept block has no span": (
        lambda day: shift(day, "block_labels", 0, start=None, end=None),
        BLOCK_LABELS,
        "offsets",
        1,
        "block 0 says 'The bridge",
    ),
    "a removed block has a span": (
        lambda day: shift(day, "block_labels", 2, start=0, end=5),
        BLOCK_LABELS,
        "offsets",
        1,
        "block 2 says None",
    ),
    "a page has no article": (
        lambda day: day["articles"].pop(),
        ARTICLES,
        "counts",
        1,
        f"page {page_id(2)} has no article",
    ),
    "an article counts other blocks": (
        lambda day: shift(day, "articles", 0, n_blocks=4),
        ARTICLES,
        "counts",
        1,
        "has 3 blocks, its article says 4",
    ),
    "a label is lost": (
        lambda day: day["block_labels"].pop(),
        BLOCK_LABELS,
        "counts",
        1,
        "2 of 2 blocks kept, its article says 2 of 3",
    ),
    "an article without sentences": (
        lambda day: day.update(sentences=day["sentences"][2:]),
        SENTENCES,
        "counts",
        1,
        f"page {page_id(0)} has an article and no sentence",
    ),
    "a sentence counts other attributions": (
        lambda day: shift(day, "sentences", 3, n_attributions=1),
        SENTENCES,
        "counts",
        1,
        f"page {page_id(1)}, sentence 1: 0 attributions lie in it, it says 1",
    ),
    "an attribution within none": (
        lambda day: shift(day, "attributions", 2, within_id="nowhere"),
        ATTRIBUTIONS,
        "references",
        1,
        f"attributions has no page_id '{page_id(2)}', within_id 'nowhere'",
    ),
    "an article of no page": (
        lambda day: day["raw_pages"].pop(0),
        ARTICLES,
        "references",
        1,
        f"raw_pages has no page_id '{page_id(0)}'",
    ),
    "a label of no block": (
        lambda day: day["blocks"].pop(),
        BLOCK_LABELS,
        "references",
        1,
        "blocks has no page_id",
    ),
    "a row stands twice": (
        lambda day: day["sentences"].extend([day["sentences"][0]] * 2),
        SENTENCES,
        "keys",
        2,
        "sentence_index 0 stands 3 times",
    ),
    "a reject stands twice": (
        lambda day: day["rejects"].extend([row(REJECTS, 0, 0)] * 2),
        REJECTS,
        "keys",
        1,
        "'0.html'",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found(tmp_path: Path, name: str) -> None:
    break_it, of, check, n_bad, words = BROKEN[name]
    day = sound_day()
    break_it(day)
    found = failing(stored(tmp_path, day), of)
    assert check in found
    assert found[check].n_bad == n_bad
    assert words in found[check].message


def replace(lake: Lake, of: Table, rows: pa.Table) -> None:
    pq.write_table(rows, lake.path(of, DAY).path)


def test_a_wrong_order_is_found(tmp_path: Path) -> None:
    lake = stored(tmp_path, sound_day())
    rows = lake.read(SENTENCES, DAY)
    replace(lake, SENTENCES, rows.take(pa.array([1, 0, 2, 3, 5, 4])))
    found = failing(lake, SENTENCES)
    assert found["order"].n_bad == 2
    assert "sentence_index 0 stands after" in found["order"].examples[0]


def test_a_wrong_schema_is_found(tmp_path: Path) -> None:
    lake = stored(tmp_path, sound_day())
    rows = lake.read(BLOCK_LABELS, DAY)
    changed = rows.set_column(4, "label", pa.array(["headline"] * rows.num_rows))
    replace(lake, BLOCK_LABELS, changed.drop_columns(["reason"]).append_column("colour", changed["label"]))
    finding = checks.schema(lake, BLOCK_LABELS, DAY)
    assert finding.examples == ("colour is not declared", "label is string, not string not null", "reason is missing")


def test_a_value_outside_its_closed_list_is_found(tmp_path: Path) -> None:
    lake = stored(tmp_path, sound_day())
    rows = lake.read(BLOCK_LABELS, DAY)
    labels = pa.array(["headline"] * rows.num_rows)
    replace(lake, BLOCK_LABELS, rows.set_column(4, rows.schema.field("label"), labels))
    assert checks.schema(lake, BLOCK_LABELS, DAY).examples == ("label holds 'headline'",)


def test_examples_are_few_however_much_is_wrong(tmp_path: Path) -> None:
    day = sound_day(20)
    for sentence in day["sentences"]:
        sentence["text"] += "."
    finding = failing(stored(tmp_path, day), SENTENCES)["offsets"]
    assert finding.n_bad == 40
    assert len(finding.examples) == checks.N_EXAMPLES


def test_a_check_needs_the_partition(tmp_path: Path) -> None:
    with pytest.raises(PartitionMissingError):
        checks.run(Lake(tmp_path), SENTENCES, DAY)
