"""What the words and signs of blocks tell the labeller: the columns that need no look at the blocks around.

The labeller's only Python code that runs block by block, so it runs once for a text: two blocks in five are menus,
buttons and notes that stood on a page before, and their columns are remembered, packed as the matrix holds them. What
can be counted in all new texts of a page at once is: a call for each block costs more than the counting.

Not here: where a block stands, and what stands around it (`features.py`).
"""

import re
import string
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.extract.parse import Blocks
from pipeline.extract.words import FUNCTION_WORDS, WORD_BITS

LONG_BLOCK = 60
"""Words: boilerplate words are counted in the first so many words of a block, and a longer one copies no title."""

_HEAD = 600
"""Characters from which a text is long: words are looked up in so many bytes of it."""

_SHORT_TEXT = 20
"""Characters up to which a text may stand in a description by chance."""

_REMEMBERED = 50
"""Characters up to which a text is remembered: what comes again has 18 on average, and what is kept costs memory."""

_CACHE_LIMIT = 100_000

_MARKS = {
    **dict.fromkeys("‘’“”„«»‹›–—…·•¿¡©→", " "),
    **dict.fromkeys("，、「」（）：；", ","),
    **dict.fromkeys("。！？", ". "),
}
"""Signs beyond ASCII that part words, and what they count as."""


def _class_of(code: int) -> str:
    sign = chr(code)
    if sign in "\n,":
        return sign
    if sign in ".!?":
        return "."
    if sign in string.digits:
        return "0"
    if sign in string.ascii_uppercase:
        return "A"
    return "a" if code >= 128 or sign.isalpha() else " "


_CLASSES = "".join(map(_class_of, range(256))).encode()
"""What each byte of UTF-8 counts as: `A` for capitals, `a` for other letters, `0`, `.`, `,` or a space."""

_PARTS = bytes(code if code >= 128 or chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))
"""A space for each byte of UTF-8 that is of no word."""

_FUNCTION_WORDS = frozenset(word.encode() for word in FUNCTION_WORDS)
_WORD_BITS = {word.encode(): bits for word, bits in WORD_BITS.items()}
"""Words are looked up as bytes: to cut a text of more than ASCII into words takes twice as long as its UTF-8."""

_DATE = re.compile(r"\d(?:(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b|[:.]\d\d\b)")
"""A year or a time of day. A digit comes first, so that the search can go from digit to digit."""

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


_Text = tuple[bytes, Sequence[bytes], bytes]
"""What a text tells wherever it stands: its columns and word groups packed, its words, itself in lower case."""


def text_columns(pages: Sequence[PageInput]) -> tuple[np.ndarray, np.ndarray]:
    """The columns of `NAMES` (float32), a row a block, all pages in order; each block's word groups as bits."""
    rows: list[bytes] = []
    around: list[list[float]] = [[], [], []]
    for page in pages:
        texts = page.blocks.texts
        known = _looked_up(texts)
        rows += [row for row, _, _ in known]
        around[0] += _title_overlap(page.title, [words for _, words, _ in known])
        around[1] += _repeats([lower for _, _, lower in known])
        around[2] += _stands_in(page.description, texts)
    table = np.frombuffer(b"".join(rows), _ROWS)
    return np.concatenate([table["own"], np.array(around, np.float32).T], axis=1), table["bits"]


def _title_overlap(title: str, texts: Sequence[Sequence[bytes]]) -> list[float]:
    """Words that a block of few shares with its page's title, against the longer of the two."""
    own = frozenset(_words(_parted(title).lower().encode(errors="replace")))
    n = len(own)
    return [
        0.0 if len(words) >= LONG_BLOCK or own.isdisjoint(words) else len(own.intersection(words)) / max(n, len(words))
        for words in texts
    ]


def _repeats(texts: Sequence[bytes]) -> list[float]:
    """How often each text stood before it on its page."""
    seen: dict[bytes, int] = {}
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


def _looked_up(texts: Sequence[str]) -> list[_Text]:
    found = [_known.get(text) for text in texts]
    new = [text for text, known in zip(texts, found, strict=True) if known is None]
    looked_at = _looked_at(new) if new else []
    if len(_known) >= _CACHE_LIMIT:
        _known.clear()
    _known.update([(text, told) for text, told in zip(new, looked_at, strict=True) if len(text) <= _REMEMBERED])
    fresh = iter(looked_at)
    return [known or next(fresh) for known in found]


def _looked_at(texts: Sequence[str]) -> list[_Text]:
    """What each text tells; no text holds a line break, so that they can be one string with a line for each."""
    joined = _parted(" " + "\n ".join(texts))  # the space lets a first word count as one that follows a space
    lower = joined.lower().encode().split(b"\n")
    words = [_words(line if len(text) <= _HEAD else line[:_HEAD]) for line, text in zip(lower, texts, strict=True)]
    columns = _own(texts, words, joined.encode().translate(_CLASSES).split(b"\n"))
    return list(zip([_ROW.pack(*row) for row in zip(*columns, strict=True)], words, lower, strict=True))


def _parted(text: str) -> str:
    if not text.isascii():
        for mark, meaning in _MARKS.items():
            text = text.replace(mark, meaning)
    return text


def _words(lower: bytes) -> list[bytes]:
    return lower.translate(_PARTS).split()


def _own(texts: Sequence[str], words: Sequence[Sequence[bytes]], classes: Sequence[bytes]) -> Sequence[Iterable[float]]:
    """The columns of `_OWN`, and the word groups, of texts with their words and the classes of their signs."""
    n_chars = list(map(len, texts))
    n_words = [
        len(of_text) if n <= _HEAD else text.count(" ") + 1
        for n, text, of_text in zip(n_chars, texts, words, strict=True)
    ]
    cjk = [n > 3 * m + 12 and text[n // 2] >= "\u3000" for n, m, text in zip(n_chars, n_words, texts, strict=True)]
    n_digits = [signs.count(b"0", 0, 100) for signs in classes]
    hits = [list(filter(_WORD_BITS.__contains__, of_text[:LONG_BLOCK])) for of_text in words]
    return (
        n_chars,
        [max(m, n // 2) if is_cjk else m for n, m, is_cjk in zip(n_chars, n_words, cjk, strict=True)],
        [sum(map(_FUNCTION_WORDS.__contains__, of_text)) / (len(of_text) or 1) for of_text in words],
        [signs.count(b",") for signs in classes],
        [signs.count(b". ") for signs in classes],
        [_ENDS.get(text[-1], 0) for text in texts],
        [text[0].isupper() for text in texts],
        [signs.count(b" Aa") for signs in classes],
        n_digits,
        [n > 2 and _DATE.search(text[:120]) is not None for n, text in zip(n_digits, texts, strict=True)],
        ["@" in text or "http" in text for text in texts],
        ["|" in text or "»" in text or "›" in text for text in texts],
        map(len, hits),
        [n < 80 and text.isupper() for n, text in zip(n_chars, texts, strict=True)],
        [text[0] in _QUOTES for text in texts],
        cjk,
        [":" in text[:30] for text in texts],
        map(_groups, hits),
    )


def _groups(hits: Iterable[bytes]) -> int:
    groups = 0
    for word in hits:
        groups |= _WORD_BITS[word]
    return groups
