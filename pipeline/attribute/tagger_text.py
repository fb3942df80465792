"""What the tagger reads: the tokens of a paragraph, its quotation marks in one style, and hashed features of a word.

Offsets are never changed: quotation marks are told apart and renamed for the network alone, the spans stay those of
the paragraph as it was given. Nothing here knows about tags or weights; training and run time share every line, so
that the network sees the same features in both.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

import numpy as np

OPEN, CLOSE = "“", "”"
"""The two names that every kind of quotation mark is given."""

WORD_BUCKETS = 1 << 14
AFFIX_BUCKETS = 1 << 12
SHAPE_BUCKETS = 1 << 8
MAX_PIECES = 6
"""Word pieces of one token that count: the mean over more says little about a word."""

HASH_COLUMNS = ("word", "prefix", "suffix", "ending", "shape")

# A word keeps its inner points, hyphens and apostrophes; a possessive 's stands alone: a source ends before it.
_TOKEN = re.compile(r"(\w++(?:[.\-]\w++|['’](?![sS]\b)\w++)*+|['’][sS]\b|[^\w\s])")
_DOUBLE = re.compile(r'["“”„‟«»]')
_SINGLE = re.compile(r"['‘’‚‹›]")
_ELISION = re.compile(r"\d0s|(?:em|tis|twas|til|cause|n|cos|bout|round)\b", re.IGNORECASE)
_SHAPE = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "X" * 26 + "x" * 26 + "d" * 10)
_RUNS = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one paragraph: the `keys` their features hang on, 1 for each that is quoted, where they stand."""

    keys: list[str]
    quoted: list[int]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of the tokens from `first` to before `last`."""
        return self.starts[first], self.ends[last - 1]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The span of every token."""
        return list(zip(self.starts, self.ends, strict=True))


def tokenize(paragraph: str) -> Tokens:
    """Return words and marks of a paragraph.

    Args:
        paragraph: Text without line breaks that matter.

    Returns:
        Spans in code points. A key is the token with straight apostrophes; a quotation mark of any style is named
        OPEN or CLOSE. `quoted` is 1 within quotation marks, the marks included.
    """
    starts, ends, keys = cut(paragraph)
    quoted = [0] * len(keys)
    marks = sorted(quotation_marks(paragraph).items())
    places = [bisect_left(starts, place) for place, _ in marks]
    for (_, kind), token, following in zip(marks, places, [*places, len(keys)][1:], strict=True):
        keys[token] = kind
        stop = following if kind == OPEN else token + 1
        quoted[token:stop] = [1] * (stop - token)
    return Tokens(keys, quoted, starts, ends)


def cut(text: str) -> tuple[list[int], list[int], list[str]]:
    """Return starts, ends and keys of the tokens of a text, quotation marks not told apart."""
    # Gaps and tokens by turns, so that offsets are sums of lengths: faster than an object for every match.
    parts = _TOKEN.split(text.replace("’", "'"))
    edges = list(accumulate(map(len, parts)))
    return edges[:-1:2], edges[1::2], parts[1::2]


def quotation_marks(paragraph: str) -> dict[int, str]:
    """Return the place of every mark that opens or closes a quotation, with OPEN or CLOSE.

    Curly, straight, low and angled double marks count; single marks where they stand in pairs outside a double
    quotation (British style). Apostrophes are left out.
    """
    marks = _double_marks(paragraph)
    if "'" in paragraph or "‘" in paragraph or "‹" in paragraph:
        marks.update(_single_marks(paragraph, marks))
    return marks


def _double_marks(paragraph: str) -> dict[int, str]:
    """Open and close by turns; a curly opening mark opens again, since a paragraph may leave one unclosed."""
    marks: dict[int, str] = {}
    opened = ""
    for match in _DOUBLE.finditer(paragraph):
        place, mark = match.start(), match.group()
        if opened and not (mark == opened == "“"):
            marks[place], opened = CLOSE, ""
        elif mark == '"' and place and paragraph[place - 1].isdigit() and not opened:
            continue  # inches
        else:
            marks[place] = OPEN
            opened = mark
    return marks


def _single_marks(paragraph: str, double: dict[int, str]) -> dict[int, str]:
    """Pair single marks outside double quotations: an opening one needs a closing one before the next opens."""
    depth, quoted_from, regions = 0, 0, []
    for place in sorted(double):
        if double[place] == OPEN and not depth:
            depth, quoted_from = 1, place
        elif double[place] == CLOSE and depth:
            depth = 0
            regions.append((quoted_from, place))
    if depth:
        regions.append((quoted_from, len(paragraph)))
    singles = [m.start() for m in _SINGLE.finditer(paragraph)]
    singles = [p for p in singles if not any(start < p < end for start, end in regions)]
    marks: dict[int, str] = {}
    opening: int | None = None
    closing: int | None = None
    for place in [*singles, len(paragraph)]:
        if place == len(paragraph) or _opens(paragraph, place):
            if opening is not None and closing is not None:
                marks[opening], marks[closing] = OPEN, CLOSE
            opening, closing = (place if place < len(paragraph) else None), None
        elif opening is not None and _closes(paragraph, place) and (closing is None or _weak(paragraph, closing)):
            closing = place
    return marks


def _opens(paragraph: str, place: int) -> bool:
    before = paragraph[place - 1] if place else " "
    after = paragraph[place + 1 : place + 2]
    return not (before.isalnum() or before in ".,!?…") and after.isalnum() and not _ELISION.match(paragraph, place + 1)


def _closes(paragraph: str, place: int) -> bool:
    return not paragraph[place + 1 : place + 2].isalnum() and not paragraph[place - 1].isspace()


def _weak(paragraph: str, place: int) -> bool:
    """Tell whether a closing mark may be the apostrophe of a plural ("the voters' choice")."""
    return paragraph[place - 1] in "sS" and paragraph[place + 1 : place + 2].isspace()


def hash_features(key: str) -> tuple[int, int, int, int, int]:
    """Return the buckets of a token: word, prefix, suffix, ending, shape (the order of HASH_COLUMNS)."""
    low = key.lower()
    shape = _RUNS.sub(r"\1\1", key.translate(_SHAPE))[:12]
    return (
        crc32(low.encode()) % WORD_BUCKETS,
        crc32(b"<" + low[:3].encode()) % AFFIX_BUCKETS,
        crc32(b">" + low[-3:].encode()) % AFFIX_BUCKETS,
        crc32(b"=" + low[-2:].encode()) % AFFIX_BUCKETS,
        crc32(shape.encode()) % SHAPE_BUCKETS,
    )


def word_pieces(key: str, vocabulary: dict[str, int]) -> list[int]:
    """Split a token greedily into the longest word pieces of a BERT vocabulary; what is unknown gives nothing.

    Args:
        key: A token as `tokenize` names it.
        vocabulary: Piece to row; continued pieces start with ##.
    """
    low = key.lower()
    if low in vocabulary:
        return [vocabulary[low]]
    pieces: list[int] = []
    for part in re.findall(r"\w+|[^\w\s]", low):
        start = 0
        while start < len(part) and len(pieces) < MAX_PIECES:
            prefix = "##" if start else ""
            end = min(len(part), start + 24)
            while end > start and prefix + part[start:end] not in vocabulary:
                end -= 1
            if end == start:
                break
            pieces.append(vocabulary[prefix + part[start:end]])
            start = end
    return pieces[:MAX_PIECES]


def piece_means(keys: list[str], vocabulary: dict[str, int], vectors: np.ndarray) -> np.ndarray:
    """Return the mean piece vector of every key, float32, zero for a key without known pieces."""
    means = np.zeros((len(keys), vectors.shape[1]), np.float32)
    for row, key in enumerate(keys):
        pieces = word_pieces(key, vocabulary)
        if pieces:
            means[row] = vectors[pieces].astype(np.float32).mean(axis=0)
    return means
