"""Precision and recall of near-duplicate articles: `python -m benchmarks.duplicates [DIR]`.

Takes the gold texts of the extraction benchmark (or of any folder in its format), adds to each a copy that was changed
as an editor changes wire copy (paragraphs cut from the end, sentences reworded, a paragraph of its own put first), and
asks `pipeline.duplicates` for the repeats. Mutations are seeded; nothing is measured in time.
"""

import argparse
import json
import random
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
from rich.table import Table as Printed

from benchmarks.common import console, folder
from pipeline import tables
from pipeline.duplicates import duplicates

DAY = date(2026, 1, 1)
MUTATIONS = (
    ("as it is", 0.0, 0.0, False),
    ("own first paragraph", 0.0, 0.0, True),
    ("a quarter cut", 0.25, 0.0, False),
    ("a quarter cut, one sentence in ten reworded, own first paragraph", 0.25, 0.1, True),
    ("half cut", 0.5, 0.0, False),
    ("half cut, one sentence in five reworded", 0.5, 0.2, False),
)
"""(name, share of paragraphs cut from the end, share of sentences reworded, whether a paragraph is added)."""

LEAD = "Readers of this paper will remember that we have followed the matter since the spring, and will go on doing so."


def mutate(text: str, cut: float, reworded: float, lead: bool, generator: random.Random) -> str:
    """A copy of the text, changed as an editor would."""
    paragraphs = text.split("\n\n")
    kept = paragraphs[: max(1, round(len(paragraphs) * (1 - cut)))]
    changed = [
        " ".join(
            _reworded(sentence, generator) if generator.random() < reworded else sentence
            for sentence in re.split(r"(?<=[.!?]) ", paragraph)
        )
        for paragraph in kept
    ]
    return "\n\n".join([LEAD, *changed] if lead else changed)


def _reworded(sentence: str, generator: random.Random) -> str:
    words = sentence.split(" ")
    generator.shuffle(words)
    return " ".join(words)


def article(number: int, text: str, copy: bool) -> dict:
    """A row of `articles` with the text; copies are published after all originals."""
    moment = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(seconds=number, hours=12 * copy)
    row = dict.fromkeys(tables.ARTICLES.schema.names)
    name = f"{'copy' if copy else 'page'}{number}"
    row |= {"page_id": name, "day": DAY, "site": "a.example", "url": "", "canonical_url": f"https://a.example/{name}"}
    row |= {"authors": [], "keywords": [], "language": "en", "taggable": True, "text": text, "text_sha256": ""}
    row |= {"n_words": len(text.split()), "n_blocks": 1, "n_kept_blocks": 1, "captured_at": moment, "status": "ok"}
    return row


def measure(texts: list[str], cut: float, reworded: float, lead: bool) -> tuple[float, float]:
    """(precision, recall) over one copy of every text."""
    generator = random.Random(0)
    rows = [article(n, text, copy=False) for n, text in enumerate(texts)]
    rows += [article(n, mutate(text, cut, reworded, lead, generator), copy=True) for n, text in enumerate(texts)]
    result: pa.Table = duplicates(tables.ARTICLES.from_rows(rows), DAY)
    pairs = zip(result["page_id"].to_pylist(), result["duplicate_of"].to_pylist(), strict=True)
    right = sum(copy.replace("copy", "page") == original and copy != original for copy, original in pairs)
    return right / max(1, result.num_rows), right / len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duplicates", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    place = folder("extraction", parser.parse_args().folder)
    lines = (place / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["gold_text"] for line in lines]
    printed = Printed(
        "copies", "precision", "recall", title=f"near-duplicates among {len(texts)} articles and a copy of each"
    )
    for name, cut, reworded, lead in MUTATIONS:
        precision, recall = measure(texts, cut, reworded, lead)
        printed.add_row(name, f"{precision:.3f}", f"{recall:.3f}")
    console.print(printed)


if __name__ == "__main__":
    main()
