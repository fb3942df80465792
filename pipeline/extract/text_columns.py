"""What the words and signs of blocks tell the labeller: the columns that need no look at the blocks around.

The labeller's only Python code that runs block by block, so it runs once for a text: two blocks in five are menus,
buttons and notes that stood on a page before, and their columns are remembered, packed as the matrix holds them.

Not here: where a block stands, and what stands around it (`features.py`).
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.extract.parse import Blocks
from pipeline.extract.words import FUNCTION_WORDS, WORD_BITS

LONG_BLOCK = 60
"""Words: boilerplate words are counted in the first so many words of a block, and a longer one copies no title."""

_SHORT_TEXT = 20
"""Characters up to which a block has no use for counts of commas, sentences, capitals: half of all blocks."""

_HEAD = 600
"""Characters in which words are looked up."""

_REMEMBERED = 50
"""Characters up to which a text is remembered: what comes again has 18 on average, and what is kept costs memory."""

_CACHE_LIMIT = 100_000

_WORD = re.compile(r"\w+")
_GAPS = "".join(chr(code) if chr(code).isalnum() or chr(code) == "_" else " " for code in range(128))
"""Each character of ASCII, or a space where it is of no word: faster than the pattern, which is for the rest."""

_HITS = frozenset(WORD_BITS)
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d{2}\b")
_ENDS = {
    **dict.fromkeys(".!?。…", 1),  # a sentence ends
    **dict.fromkeys("\"”“»’'", 2),  # a quotation ends
    **dict.fromkeys(":,;", 3),  # something is to follow
    **dict.fromkeys("|›→", 4),  # furniture
}
_QUOTES = frozenset("\"“„«'‘»")
_OWN = (
    "n_chars", "n_words", "n_function", "n_commas", "n_stops", "ending", "starts_upper", "n_titled", "n_digits",
    "has_date", "has_at", "has_bar", "n_hits", "all_upper", "starts_quote", "cjk", "colon_early",
)  # fmt: skip
NAMES = (*_OWN, "title_overlap", "seen_before", "in_description")
"""The columns, in order."""

_ROW = struct.Struct(f"<{len(_OWN)}fq")
_ROWS = np.dtype([("own", "<f4", len(_OWN)), ("bits", "<i8")])


@dataclass(slots=True)
class PageInput:
    """What the labeller reads of a page: its blocks, and what the page says about itself."""

    blocks: Blocks
    title: str = ""
    description: str = ""
    is_article: bool = False


_Text = tuple[bytes, Sequence[str], str]
"""What a text tells wherever it stands: its columns and word groups packed, its words, itself in lower case."""


def text_columns(pages: Sequence[PageInput]) -> tuple[np.ndarray, np.ndarray]:
    """The columns of `NAMES` (float32), a row a block, all pages in order; each block's word groups as bits."""
    rows: list[bytes] = []
    around: list[list[float]] = [[], [], []]
    for page in pages:
        texts = page.blocks.texts
        known = [_known.get(text) or _looked_at(text) for text in texts]
        rows += [row for row, _, _ in known]
        around[0] += _title_overlap(page.title, [words for _, words, _ in known])
        around[1] += _repeats([lower for _, _, lower in known])
        around[2] += _stands_in(page.description, texts)
    table = np.frombuffer(b"".join(rows), _ROWS)
    return np.concatenate([table["own"], np.array(around, np.float32).T], axis=1), table["bits"]


def _title_overlap(title: str, texts: Sequence[Sequence[str]]) -> list[float]:
    """Words that a block of few shares with its page's title, against the longer of the two."""
    own = frozenset(_WORD.findall(title.lower()))
    if not own:
        return [0.0] * len(texts)
    n = len(own)
    return [len(own.intersection(words)) / max(n, len(words)) if len(words) < LONG_BLOCK else 0.0 for words in texts]


def _repeats(texts: Sequence[str]) -> list[float]:
    """How often each text stood before it on its page."""
    seen: dict[str, int] = {}
    before: list[float] = []
    for text in texts:
        n = seen.get(text, 0)
        seen[text] = n + 1
        before.append(n)
    return before


def _stands_in(told: str, texts: Sequence[str]) -> list[float]:
    """Whether the beginnings of the longer blocks stand in what the page says about itself."""
    if not told:
        return [0] * len(texts)
    return [len(text) > _SHORT_TEXT and text[:60] in told for text in texts]


_known: dict[str, _Text] = {}


def _looked_at(text: str) -> _Text:
    lower = text.lower()
    head = lower[:_HEAD]
    words = head.translate(_GAPS).split() if head.isascii() else _WORD.findall(head)
    found = _ROW.pack(*_own(text, lower, words)), words, lower
    if len(text) <= _REMEMBERED:
        if len(_known) >= _CACHE_LIMIT:
            _known.clear()
        _known[text] = found
    return found


def _own(text: str, lower: str, words: Sequence[str]) -> tuple[float, ...]:
    """The columns of `_OWN`, and the word groups."""
    head = words[:LONG_BLOCK]
    groups = n_hits = 0
    if not _HITS.isdisjoint(head):
        for word in head:
            if word in WORD_BITS:
                groups |= WORD_BITS[word]
                n_hits += 1
    n_digits = len(_DIGIT.findall(text[:100]))
    has_date = n_digits > 0 and _DATE.search(text[:120]) is not None
    function = sum(map(FUNCTION_WORDS.__contains__, words)) / (len(words) or 1)
    first, ending = text[0], _ENDS.get(text[-1], 0)
    if len(text) <= _SHORT_TEXT:
        return (
            len(text), len(words), function, 0, 0, ending, first.isupper(), 0, n_digits, has_date, 0, 0, n_hits,
            text.isupper(), first in _QUOTES, 0, 0, groups,
        )  # fmt: skip
    n_words = len(words) if len(lower) <= _HEAD else lower.count(" ") + 1
    cjk = len(text) > 3 * n_words + 12 and text[len(text) // 2] >= "\u3000"
    return (
        len(text),
        max(n_words, len(text) // 2) if cjk else n_words,
        function,
        text.count(",") + (text.count("，") + text.count("、") if cjk else 0),
        text.count(". ") + text.count("? ") + text.count("! ") + (text.count("。") if cjk else 0),
        ending,
        first.isupper(),
        sum(map(str.istitle, text[:300].split())),
        n_digits,
        has_date,
        "@" in text or "http" in text,
        "|" in text or "»" in text or "›" in text,
        n_hits,
        len(text) < 80 and text.isupper(),
        first in _QUOTES,
        cjk,
        ":" in text[:30],
        groups,
    )
