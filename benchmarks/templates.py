"""`python -m benchmarks.templates FOLDER`: what `site_templates` adds, on a corpus of many pages a site.

FOLDER is what `python -m benchmarks.sample --pages 2000 --out FOLDER` writes: landing days and `gold.jsonl`. Each page
is extracted twice, once without and once with the templates of its own corpus, as HTML and as plain text (a line for
each block), and the text is compared with the gold by the measure of the extraction benchmark (4-grams, page F1).
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.common import print_table
from pipeline.extract import model, stage
from pipeline.extract.assemble import PageRows, assemble
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.guard import n_words
from pipeline.extract.label import Seen
from pipeline.extract.page_input import ParsedPage, declares_article, parse_html
from pipeline.extract.plain import from_lines
from pipeline.extract.templates import recurring_by_site, site_templates, strikes
from pipeline.ingest import decode
from pipeline.ingest.identity import site_of

TOKEN = re.compile(r"\w+")
BATCH = 64
DAY = date(2026, 4, 7)
"""All pages count as captured on one day."""


def read(place: Path) -> Iterator[tuple[str, str, ParsedPage]]:
    """URL, gold text and parsed page of every page of the corpus."""
    for line in (place / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["file"].endswith(".html"):  # text and WARC files
            continue
        path = place / row["file"]
        body = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(path.name + ".gz").read_bytes())
        yield row["url"], row["gold_text"], parse_html(decode(body).text)


def page_f1(gold: str, text: str) -> float:
    """F1 over 4-grams of tokens, as the extraction benchmark counts it."""
    one, two = (Counter(zip(*(TOKEN.findall(t)[i:] for i in range(4)), strict=False)) for t in (gold, text))
    both = sum((one & two).values())
    return 2 * both / max(1, sum(one.values()) + sum(two.values()))


def measure(pages: list[tuple[str, str, ParsedPage]], plain: bool) -> tuple[float, float, int, int]:
    """Page F1 without and with templates, and pages on which a removed block was, or was not, the gold's."""
    parsed = [ParsedPage(from_lines(page.blocks.texts), (), plain=True) if plain else page for _, _, page in pages]
    scores = []
    for begin in range(0, len(parsed), BATCH):
        scores += model.score_pages([page.input() for page in parsed[begin : begin + BATCH]], plain)
    marks = [fingerprints(page.blocks.texts) for page in parsed]
    rows = [
        {
            "address": url,
            "day": DAY,
            "site": site_of(url),
            "fingerprint": mark,
            "score": score,
            "n_words": n_words(text),
        }
        for (url, _, _), page, found, values in zip(pages, parsed, marks, scores, strict=True)
        for text, mark, score in zip(page.blocks.texts, found, values.tolist(), strict=True)
    ]
    recurring = recurring_by_site(site_templates(pa.Table.from_pylist(rows), DAY))
    before, after, good, bad = [], [], 0, 0
    for (url, gold, _), page, values, found in zip(pages, parsed, scores, marks, strict=True):
        known = strikes(found, values.tolist(), recurring.get(site_of(url), {}))
        texts = []
        for hits in (frozenset(), known):
            n = len(page.blocks.texts)
            named, contexts = stage.places(page)
            seen = Seen(
                page.blocks.texts, named, contexts, [0.0] * n if plain else stage.densities(page.blocks),
                values.tolist(), plain, hits, declares_article(page.declared),
            )  # fmt: skip
            texts.append(assemble(PageRows(url, site_of(url), seen, page.declared)).text)
        before.append(page_f1(gold, texts[0]))
        after.append(page_f1(gold, texts[1]))
        good += after[-1] > before[-1]
        bad += after[-1] < before[-1]
    return float(np.mean(before)), float(np.mean(after)), good, bad


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.templates", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="what python -m benchmarks.sample --pages N --out FOLDER writes")
    pages = list(read(parser.parse_args(arguments).folder))
    rows = [[name, *measure(pages, plain)] for name, plain in (("HTML", False), ("plain text", True))]
    heads = ["pages as", "page F1 without", "with templates", "pages better", "pages worse"]
    print_table(f"site_templates on {len(pages)} pages", heads, rows, mark="-")
    return 0


if __name__ == "__main__":
    sys.exit(main())
