"""`python -m benchmarks.lake`: how fast partitions are written and read in parts, and how much memory that takes.

Makes up a day of pages (bodies) or sentences of random words, and writes it with parts in order, writes it with parts
in random order, and reads it in parts; each step in a process of its own, on one thread, so that the memory shown is
the step's. MB are the bytes of the values. CPU time, not wall time: the disk is not what is measured.
"""

import argparse
import hashlib
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
from rich.table import Table as Grid

from benchmarks.common import console
from pipeline.lake import Lake
from pipeline.partition import row_bytes
from pipeline.settings import Settings
from pipeline.tables import RAW_PAGES, SENTENCES, Table

DAY = date(2026, 3, 2)
PAGES_IN_PART = 400
SENTENCES_OF_PAGE = 50
WORDS_OF_SENTENCE = 20
WORDS_OF_BODY = 16_000
"""About 95 kB, the mean of real news pages."""


def words(seed: int) -> np.ndarray:
    """A vocabulary of made-up words."""
    chance = random.Random(seed)
    made = ("".join(chance.choices("etaoinshrdlucmfw", k=chance.randint(2, 9))) for _ in range(20_000))
    return np.array(list(made), dtype=object)


def parts(table: Table, n_pages: int, *, shuffled: bool) -> Iterator[pa.Table]:
    """The day's rows, some hundred pages at a time; the same rows in either order."""
    vocabulary = words(7)
    pages = sorted((f"site{n % 60:02}.example", hashlib.sha256(b"%d" % n).hexdigest()[:32]) for n in range(n_pages))
    starts = list(range(0, n_pages, PAGES_IN_PART))
    if shuffled:
        random.Random(7).shuffle(starts)
    for start in starts:
        chance = np.random.default_rng(start)
        n_words = WORDS_OF_BODY if table == RAW_PAGES else WORDS_OF_SENTENCE * SENTENCES_OF_PAGE
        texts = (vocabulary[chance.zipf(1.2, n_words) % len(vocabulary)] for _ in range(PAGES_IN_PART))
        made = (row for page, text in zip(pages[start : start + PAGES_IN_PART], texts, strict=False)
                for row in (_page(*page, text) if table == RAW_PAGES else _sentences(*page, text)))  # fmt: skip
        yield table.from_rows(list(made))


def _page(site: str, page_id: str, text: np.ndarray) -> list[dict]:
    body = " ".join(text).encode()
    url = f"https://{site}/{page_id}"
    empty: dict = dict.fromkeys(RAW_PAGES.schema.names, "")
    empty |= {"page_id": page_id, "day": DAY, "url": url, "canonical_url": url, "site": site, "http_status": 200}
    empty |= {"captured_at": datetime(2026, 3, 2, tzinfo=UTC), "body": body, "landing_record": None}
    return [empty | {"body_sha256": hashlib.sha256(body).hexdigest(), "landing_file": f"{page_id}.html"}]


def _sentences(site: str, page_id: str, text: np.ndarray) -> list[dict]:
    made, start = [], 0
    for index, chosen in enumerate(text.reshape(SENTENCES_OF_PAGE, WORDS_OF_SENTENCE)):
        sentence = " ".join(chosen) + "."
        said = index % 3 == 0
        row = {"page_id": page_id, "day": DAY, "site": site, "outlet": site, "published_at": None, "text": sentence}
        row |= {"sentence_index": index, "paragraph_index": index // 3, "start": start, "end": start + len(sentence)}
        row |= {"voice": "attributed" if said else "reporter", "speakers": ["Ada Brandt"] * said, "anonymous": False}
        made.append(row | {"source_kinds": ["named_person"] * said, "n_attributions": int(said)})
        start += len(sentence) + 1
    return made


def measure(step: str, table: Table, folder: str, n_pages: int) -> tuple[str, str, str, str, str]:
    """One step in this process: its name, MB, CPU seconds, MB a second, and the peak of memory above the start's."""
    pa.set_cpu_count(1)
    lake = Lake(folder)
    first = next(parts(table, PAGES_IN_PART, shuffled=False))
    before, spent, n_bytes = _peak(), 0.0, 0
    if step == "read in parts":
        source = lake.parts(DAY, [table], part_bytes=Settings().part_bytes)
        start = time.process_time()
        for part in source:
            n_bytes += int(row_bytes(part[table.name]).sum())
        spent = time.process_time() - start
    else:
        with lake.writer(DAY, table) as writer:
            for rows in parts(table, n_pages, shuffled=step.endswith("random order")):
                n_bytes += int(row_bytes(rows).sum())
                start = time.process_time()
                writer.write({table.name: rows})
                spent += time.process_time() - start
            start = time.process_time()
        spent += time.process_time() - start
    del first
    size = f"{n_bytes / 1e6:,.0f}"
    return f"{table.name}: {step}", size, f"{spent:.2f}", f"{n_bytes / 1e6 / spent:,.0f}", f"{_peak() - before:,.0f}"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str] | None = None) -> int:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lake", description="Speed and memory of the lake.")
    parser.add_argument("--pages", type=int, default=4_000, help="pages of the made-up day (default: 4,000)")
    n_pages = parser.parse_args(arguments).pages
    grid = Grid("step", "MB", "CPU s", "MB/s", "peak memory above the start, MB")
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
        for table in (SENTENCES, RAW_PAGES):
            for step in ("write in order", "write in random order", "read in parts"):
                grid.add_row(*pool.submit(measure, step, table, str(Path(folder) / "lake"), n_pages).result())
    console.print(grid)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
