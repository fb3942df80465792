"""Which articles repeat another's text: wire copy, syndication, one story on several addresses.

Near-duplicates are found by MinHash over word 5-grams with banded LSH (rensa). A second capture of the same address is
no repeat: `latest_articles` of the catalogue deals with those. What a repeat means for a figure is the query's choice.
"""

import re
from datetime import date

import numpy as np
import pyarrow as pa
from rensa import RMinHash, RMinHashLSH

from pipeline import tables

SHINGLE_WORDS = 5
"""Words of a shingle: long enough that two reports of one event share few by chance."""

MIN_WORDS = 40
"""Shorter texts (notices, teasers) share formulas rather than a story."""

SIMILARITY = 0.3
"""Least estimated Jaccard similarity of a repeat. It finds 95 % of the copies that lost a quarter of their paragraphs
and had one sentence in ten reworded, and 95 % of those that lost half; no two of 262 real articles come near it
(`python -m benchmarks.duplicates`)."""

PERMUTATIONS = 255
BANDS = 85
"""85 bands of 3 rows find a pair at similarity 0.3 with probability 0.90, at 0.4 with 0.996 (1 - (1 - s^3)^85), and
compare two articles that share 2 % of their shingles once in 1,500 times."""

SEED = 1
WORD = re.compile(r"\w+")


def duplicates(articles: pa.Table, day: date) -> pa.Table:
    """The articles of `day` that repeat an earlier one of the window.

    Args:
        articles: Rows of the `articles` table over the window of days that ends with `day`, with at least `page_id`,
            `day`, `site`, `canonical_url`, `published_at`, `captured_at`, `text`.
        day: The last day of the window; only its articles are reported.

    Returns:
        A `duplicates` table. `duplicate_of` is the earliest article of the window (by publication, else capture, then
        page_id) that is similar enough and stands on another address.
    """
    rows = _comparable(articles)
    signatures = RMinHash.from_token_sets([_shingles(row["text"]) for row in rows], num_perm=PERMUTATIONS, seed=SEED)
    index = RMinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS, num_bands=BANDS)
    found = []
    for position, (row, signature) in enumerate(zip(rows, signatures, strict=True)):
        if row["day"] == day:
            original = _earliest(row, signature, sorted(index.query(signature)), rows, signatures)
            if original is not None:
                found.append(original)
        index.insert(position, signature)
    return tables.DUPLICATES.sorted(tables.DUPLICATES.from_rows(found))


def _comparable(articles: pa.Table) -> list[dict]:
    """The articles that are long enough, earliest first: whatever is similar and stands before is the original."""
    wanted = articles.select(
        ["page_id", "day", "site", "canonical_url", "published_at", "captured_at", "text", "n_words"]
    )
    rows = [row for row in wanted.to_pylist() if row["n_words"] >= MIN_WORDS]
    return sorted(rows, key=lambda row: (row["published_at"] or row["captured_at"], row["captured_at"], row["page_id"]))


def _shingles(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return [" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)]


def _earliest(row: dict, signature: RMinHash, candidates: list[int], rows: list[dict], signatures: list) -> dict | None:
    for position in candidates:
        other = rows[position]
        similarity = np.float32(signature.jaccard(signatures[position]))
        if similarity >= SIMILARITY and not _same_address(row, other):
            return {
                "page_id": row["page_id"],
                "day": row["day"],
                "site": row["site"],
                "duplicate_of": other["page_id"],
                "duplicate_of_day": other["day"],
                "similarity": float(similarity),
            }
    return None


def _same_address(row: dict, other: dict) -> bool:
    return bool(row["canonical_url"]) and row["canonical_url"] == other["canonical_url"]
