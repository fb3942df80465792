"""PolNeAR as paragraphs of tokens and tags; what the network is trained on, nothing of how.

PolNeAR's articles belong to their publishers and its annotation states no terms: nothing of it is kept here but
what the weights hold (see docs/methods-tagger.md).
"""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np

from pipeline.attribute.tagger_tags import Link, Run, encode
from pipeline.attribute.tagger_text import Tokens, tokenize

HELD_OUT = 12
"""Percent of the train articles, by a hash of their id, that no weight sees: they choose the epoch and calibrate."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article, `start` its offset there, and its gold in tokens."""

    article: str
    start: int
    text: str
    tokens: Tokens
    links: tuple[Link, ...]
    tags: np.ndarray


def load(path: Path) -> list[dict]:
    """Return the records of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def held_out(article: str) -> bool:
    """Tell whether an article of the train file is kept from training."""
    return crc32(article.encode()) % 100 < HELD_OUT


def paragraphs(record: dict) -> list[Paragraph]:
    """Cut an article at its line breaks and give every paragraph its attributions as tags."""
    found = []
    start = 0
    for line in record["text"].split("\n"):
        if line.strip():
            tokens = tokenize(line)
            links = tuple(_links(record["attributions"], tokens, start, len(line)))
            tags = encode(len(tokens.spans), links)
            found.append(Paragraph(record["id"], start, line, tokens, links, tags))
        start += len(line) + 1
    return found


def _links(attributions: list[dict], tokens: Tokens, start: int, length: int) -> list[Link]:
    starts = np.array([s for s, _ in tokens.spans])
    ends = np.array([e for _, e in tokens.spans])

    def runs(spans: list[list[int]]) -> list[Run]:
        found: list[Run] = []
        for s, e in sorted(spans):
            s, e = s - start, e - start
            if e <= 0 or s >= length or not len(starts):
                continue
            run = (int(np.searchsorted(ends, s, "right")), int(np.searchsorted(starts, e, "left")))
            if run[0] < run[1]:
                found.append(run)
        return _joined(found)

    links = []
    for attribution in attributions:
        source, cue, content = (runs(attribution[role]) for role in ("source", "cue", "content"))
        if cue or content:
            links.append(Link(source[0] if source and cue else None, cue[0] if cue else None, tuple(content)))
    return links


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and run[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], run[1]))
        else:
            joined.append(run)
    return joined
