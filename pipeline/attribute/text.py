"""The text model: an article's tokens, made once, and its units, in which every quotation is one piece.

What belongs here: token offsets, paragraphs, and the sequence that the clause rules read: words outside quotations,
each quotation as a single unit. Where quotations lie is found in `quotes.py`.

Offsets are code points into the article's text, half open.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

import numpy as np

from pipeline.attribute.attribution import Span
from pipeline.attribute.chunks import CHUNKS, Cuts
from pipeline.attribute.quotes import Quotation, quotations
from pipeline.word_set import word_set

TOKEN = re.compile(r"\s*(?:@?\w+(?:[.&-]\w+|[,/]\d+|['’](?!s\b)\w+)*|['’]s\b|[^\w\s])")
"""Words with inner hyphens and points, 's, single signs, each with the white space before it: the pieces leave no gap,
so that offsets are sums of lengths. One pass, no backtracking."""
ABBREVIATIONS = word_set(
    "mr mrs ms mx dr prof sen rep gov gen col capt sgt lt maj rev hon st jr sr det insp supt cllr no vs "
    "jan feb mar apr aug sept oct nov dec inc corp co ltd bros dept ave blvd "
)
"""Words that keep their stop."""

PARAGRAPH = re.compile(r"[^\n]+")
QUOTE_UNIT = '""'
"""The word that stands for a whole quotation in a sequence of units."""


@dataclass(slots=True)
class Units:
    """A run of units: words and quotations, as parallel lists.

    `low` holds words in lower case (`QUOTE_UNIT` for a quotation), `raw` as written, `start` and `end` offsets, `quote`
    the index of the quotation or -1. `breaks` are positions at which a sentence begins, with the length as the last.
    `inside` is the quotation that this run is the inside of, or -1.
    """

    low: list[str]
    raw: list[str]
    start: list[int]
    end: list[int]
    quote: list[int]
    breaks: list[int]
    inside: int = -1


@dataclass(slots=True)
class Document:
    """An article's text with its parts.

    `words` are all its words, in quotations and outside; `starts` and `quote_starts` are where sentences and quotations
    begin.
    """

    text: str
    paragraphs: list[Span]
    sentences: list[Span]
    words: Units
    quotes: list[Quotation]
    starts: list[int]
    quote_starts: list[int]

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds the offset, or of the one before it."""
        return bisect_right(self.starts, offset, 1) - 1


def document(text: str, sentences: list[Span], chunks: np.ndarray | None = None) -> Document:
    """The text model of one article; its chunks are asked for here where nobody has yet."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    quotes = quotations(text, paragraphs)
    starts = [start for start, _ in sentences]
    words = words_of(CHUNKS.read(text) if chunks is None else chunks)
    return Document(text, paragraphs, sentences, words, quotes, starts, [quote.start for quote in quotes])


def _cut(text: str) -> tuple[list[int], list[int], list[str], list[str]]:
    """Starts and ends of the words of a text, the words as written and in lower case."""
    pieces = TOKEN.findall(text)
    raw = list(map(str.strip, pieces))
    ends = list(accumulate(map(len, pieces)))
    words = Units(list(map(str.lower, raw)), raw, list(map(sub, ends, map(len, raw))), ends, [], [])
    k = 0
    for _ in range(words.low.count(".")):
        k = words.low.index(".", k)
        if k and words.end[k - 1] == words.start[k] and _keeps_stop(words.low[k - 1], raw[k - 1]):
            _join(words, k)
        else:
            k += 1
    return words.start, words.end, words.raw, words.low


WORDS = Cuts(CHUNKS, _cut, object, object)
"""The words of all chunks."""


def words_of(chunks: np.ndarray) -> Units:
    """The words of a text by its chunks, quotations not told apart."""
    start, end, raw, low = (column.tolist() for column in WORDS.read(chunks))
    return Units(low, raw, start, end, [-1] * len(low), [])


def _join(units: Units, k: int) -> None:
    """Gives an abbreviation or initial its stop, the word at `k`, back."""
    units.raw[k - 1] += "."
    units.low[k - 1] += "."
    units.end[k - 1] = units.end[k]
    del units.low[k], units.raw[k], units.start[k], units.end[k]


def _keeps_stop(low: str, raw: str) -> bool:
    return low in ABBREVIATIONS or (len(raw) == 1 and raw.isupper() and raw != "I") or ("." in raw and raw[0].isupper())


def units_of(doc: Document, paragraph: Span, first_quote: int) -> tuple[Units, int]:
    """The units of a paragraph and the index of the first quotation after it."""
    words, units, quote = doc.words, Units([], [], [], [], [], []), first_quote
    position, end = (bisect_left(words.start, offset) for offset in paragraph)
    while quote < len(doc.quotes) and doc.quotes[quote].start < paragraph[1]:
        piece = doc.quotes[quote]
        _copy(words, position, bisect_left(words.start, piece.start, position, end), units)
        units.low.append(QUOTE_UNIT)
        units.raw.append(doc.text[piece.start : piece.end])
        units.start.append(piece.start)
        units.end.append(piece.end)
        units.quote.append(quote)
        position, quote = bisect_left(words.start, piece.end, position, end), quote + 1
    _copy(words, position, end, units)
    _set_breaks(doc, units)
    return units, quote


def units_inside(doc: Document, index: int) -> Units:
    """The units within a quotation; quotations in it are read as plain words."""
    words, piece = doc.words, doc.quotes[index]
    units = Units([], [], [], [], [], [], index)
    _copy(words, bisect_left(words.start, piece.inner_start), bisect_left(words.start, piece.inner_end), units)
    _set_breaks(doc, units)
    return units


def _copy(words: Units, begin: int, end: int, units: Units) -> None:
    units.low += words.low[begin:end]
    units.raw += words.raw[begin:end]
    units.start += words.start[begin:end]
    units.end += words.end[begin:end]
    units.quote += words.quote[begin:end]


def _set_breaks(doc: Document, units: Units) -> None:
    """Sentence starts that fall on a unit; those inside a quotation do not count."""
    start, breaks = units.start, [0]
    if start:
        for offset in doc.starts[bisect_right(doc.starts, start[0]) : bisect_right(doc.starts, start[-1])]:
            position = bisect_left(start, offset)
            if position > breaks[-1] and (start[position] == offset or units.end[position - 1] <= offset):
                breaks.append(position)
    units.breaks = [*breaks, len(start)]
