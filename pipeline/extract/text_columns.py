"""What the words and signs of blocks tell the labeller: the columns that need no look at the blocks around.

The labeller's only Python code that runs block by block: where the texts of all blocks can be looked at as one, they
are, since a call for each block costs more than the counting.

Not here: where a block stands, and what stands around it (`features.py`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from pipeline.extract.parse import Blocks
from pipeline.extract.sign_counts import breaks_of, sign_counts
from pipeline.extract.word_prints import lexicon, prints_of
from pipeline.extract.words import FUNCTION_WORDS, WORD_BITS, WORD_GROUPS

LONG_BLOCK = 60
"""Words: boilerplate words are counted in the first so many words of a block, and a longer one copies no title."""

_HEAD = 600
"""Characters from which a text is long: words are looked up in so many bytes of it."""

_SHORT_TEXT = 20
"""Characters up to which a text may stand in a description by chance."""

_MARKS = {
    **dict.fromkeys("‘’“”„«»‹›–—…·•¿¡©→", " "),
    **dict.fromkeys("，、「」（）：；", ","),
    **dict.fromkeys("。！？", ". "),
}
"""Signs beyond ASCII that part words, and what they count as."""

_ASCII = bytes(range(128))
_LEXICON = lexicon(
    {
        word.encode(): WORD_BITS.get(word, 0) | (word in FUNCTION_WORDS) << len(WORD_GROUPS)
        for word in (*WORD_BITS, *FUNCTION_WORDS)
    }
)
_IS_FUNCTION = 1 << len(WORD_GROUPS)

_DATE = re.compile(r"\d(?:(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b|[:.]\d\d\b)")
"""A year or a time of day. A digit comes first, so that the search can go from digit to digit."""

_ENDS = {
    **dict.fromkeys(".!?。…", 1),  # a sentence ends
    **dict.fromkeys("\"”“»’'", 2),  # a quotation ends
    **dict.fromkeys(":,;", 3),  # something is to follow
    **dict.fromkeys("|›→", 4),  # furniture
}
_QUOTES = frozenset("\"“„«'‘»")
NAMES = (
    "n_chars", "n_words", "n_function", "n_commas", "n_stops", "ending", "starts_upper", "n_titled", "n_digits",
    "has_date", "has_at", "has_bar", "n_hits", "all_upper", "starts_quote", "cjk", "colon_early", "title_overlap",
    "seen_before", "in_description",
)  # fmt: skip
"""The columns, in order."""

_ROW = {name: row for row, name in enumerate(NAMES)}
_COUNT_ROWS = np.array([_ROW[name] for name in ("n_commas", "n_stops", "n_titled", "n_digits")])
_FLAG_ROWS = np.array([_ROW[name] for name in ("ending", "starts_upper")])
OF_PLAIN = ("has_at", "has_bar", "all_upper", "starts_quote", "colon_early")
"""Columns that only the labeller of plain text reads."""

_PLAIN_ROWS = np.array([_ROW[name] for name in OF_PLAIN])


@dataclass(slots=True)
class PageInput:
    """What the labeller reads of a page: its blocks, and what the page says about itself."""

    blocks: Blocks
    title: str = ""
    description: str = ""
    is_article: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The prints of the words of texts and titles, and how many each of them has, beginning with which."""

    prints: np.ndarray
    first: np.ndarray
    counts: np.ndarray


def fill(out: np.ndarray, pages: Sequence[PageInput], of_plain: bool = True) -> np.ndarray:
    """Writes the columns of `NAMES`, those of `OF_PLAIN` if asked to, into the rows of `out`: a block a column.

    Returns:
        Each block's word groups as bits.
    """
    texts = list(chain.from_iterable([page.blocks.texts for page in pages]))
    parts = [_utf8(page.blocks.texts) for page in pages if page.blocks.texts]
    parts.append(_utf8([" ".join(page.title.split()) for page in pages]))
    utf8, lower = (b"\n".join(part) for part in zip(*parts, strict=True))
    lines = lower.split(b"\n")
    lengths = list(map(len, texts))
    words = _words_of(lines, lengths)
    _fill_texts(out, texts, lengths, words)
    _fill_signs(out, texts, utf8)
    if of_plain:
        _fill_plain(out, texts)
    begin = 0
    for index, page in enumerate(pages):
        rows = slice(begin, begin + len(page.blocks.texts))
        begin = rows.stop
        out[_ROW["title_overlap"], rows] = _title_overlap(words, rows, len(texts) + index)
        out[_ROW["seen_before"], rows] = _repeats(lines[rows])
        out[_ROW["in_description"], rows] = _stands_in(page.description, page.blocks.texts)
    return _fill_word_groups(out, words)


def _utf8(texts: Sequence[str]) -> tuple[bytes, bytes]:
    """A line for each text, with `_MARKS` as what they count as, and the same in lower case.

    A space before each lets its first word count as one that follows a space. Lone surrogates, as titles may hold, go.
    """
    text = " " + "\n ".join(texts)
    utf8 = text.encode(errors="replace")
    beyond = utf8.translate(None, _ASCII).decode()
    if not beyond:
        return utf8, utf8.lower()
    for mark, meaning in _MARKS.items():
        if mark in beyond:
            text = text.replace(mark, meaning)
    utf8 = text.encode(errors="replace")
    # Most pages have capitals in ASCII alone, and for any others Python goes sign by sign.
    return utf8, utf8.lower() if beyond.lower() == beyond else text.lower().encode(errors="replace")


def _words_of(lines: list[bytes], lengths: Sequence[int]) -> _Words:
    """The words of the lines, of a long text those at its beginning."""
    heads = lines.copy()
    for row, length in enumerate(lengths):
        if length > _HEAD:
            heads[row] = heads[row][:_HEAD]
    text = b"\n".join(heads) + b"\n"
    begins, prints = prints_of(text)
    ends = begins.searchsorted(breaks_of(text))
    first = np.zeros(len(ends), np.int64)
    first[1:] = ends[:-1]
    return _Words(prints, first, ends - first)


def _fill_texts(out: np.ndarray, texts: Sequence[str], lengths: Sequence[int], words: _Words) -> None:
    """Length, and what the first and the last sign tell."""
    n_chars, n_words = np.array(lengths), words.counts[: len(texts)].copy()
    for row in (n_chars > _HEAD).nonzero()[0].tolist():
        n_words[row] = texts[row].count(" ") + 1
    out[_ROW["cjk"]] = 0
    for row in (n_chars > 3 * n_words + 12).nonzero()[0].tolist():
        if texts[row][lengths[row] // 2] >= "\u3000":
            out[_ROW["cjk"], row] = 1
            n_words[row] = max(n_words[row], lengths[row] // 2)
    out[_ROW["n_chars"]], out[_ROW["n_words"]] = n_chars, n_words
    _fill_flags(out, _FLAG_ROWS, [_ENDS.get(text[-1], 0) for text in texts], [text[0].isupper() for text in texts])


def _fill_flags(out: np.ndarray, rows: np.ndarray, *columns: Sequence[int]) -> None:
    """Writes columns of small numbers; to make bytes of them is the quickest way from a list to an array."""
    out[rows] = np.frombuffer(b"".join([bytes(column) for column in columns]), np.uint8).reshape(len(rows), -1)


def _fill_plain(out: np.ndarray, texts: Sequence[str]) -> None:
    _fill_flags(
        out,
        _PLAIN_ROWS,
        ["@" in text or "http" in text for text in texts],
        ["|" in text or "»" in text or "›" in text for text in texts],
        [len(text) < 80 and text.isupper() for text in texts],
        [text[0] in _QUOTES for text in texts],
        [":" in text[:30] for text in texts],
    )


def _fill_signs(out: np.ndarray, texts: Sequence[str], utf8: bytes) -> None:
    """How often signs and pairs of signs stand in each text."""
    counts = sign_counts(utf8, len(texts))
    out[_COUNT_ROWS] = counts
    has_date = out[_ROW["has_date"]]
    has_date[:] = 0
    for row in (counts[-1] > 2).nonzero()[0].tolist():
        has_date[row] = _DATE.search(texts[row][:120]) is not None


def _fill_word_groups(out: np.ndarray, words: _Words) -> np.ndarray:
    """Function words, and words of boilerplate; returns each block's groups of these as bits."""
    n = out.shape[1]
    first, counts = words.first[:n], words.counts[:n]
    known, values = _LEXICON.find(words.prints[: words.first[n]])
    rows = np.arange(n).repeat(counts).take(known)
    out[_ROW["n_function"]] = np.bincount(rows[values >= _IS_FUNCTION], None, n) / np.maximum(counts, 1)
    values &= _IS_FUNCTION - 1
    near = known < (first + LONG_BLOCK).take(rows)
    near &= values != 0
    rows = rows[near]
    bits = np.zeros(n, np.int64)
    np.bitwise_or.at(bits, rows, values[near])
    out[_ROW["n_hits"]] = np.bincount(rows, None, n)
    return bits


def _title_overlap(words: _Words, rows: slice, title: int) -> np.ndarray | float:
    """Words that a block of few shares with its page's title, against the longer of the two."""
    first, counts = words.first[rows], words.counts[rows]
    begin, end = words.first[rows.start], words.first[rows.stop]
    own = set(words.prints[words.first[title] :][: words.counts[title]].tolist())
    if not own or begin == end:
        return 0.0
    same = words.prints[begin:end] == np.array(list(own), np.uint64)[:, None]
    which, places = np.divmod(same.ravel().nonzero()[0], end - begin)
    shared = np.zeros((len(own), len(counts)), np.int8)
    shared[which, first.searchsorted(places + begin, "right") - 1] = 1
    return shared.sum(axis=0) / np.maximum(counts, len(own)) * (counts < LONG_BLOCK)


def _repeats(texts: Iterable[bytes]) -> list[int]:
    """How often each text stood before it on its page."""
    seen: dict[bytes, int] = {}
    before: list[int] = []
    for text in texts:
        n = seen.get(text, 0)
        seen[text] = n + 1
        before.append(n)
    return before


def _stands_in(told: str, texts: Sequence[str]) -> list[bool] | float:
    """Whether the beginnings of the longer blocks stand in what the page says about itself."""
    if not told:
        return 0.0
    return [len(text) > _SHORT_TEXT and text[:60] in told for text in texts]
