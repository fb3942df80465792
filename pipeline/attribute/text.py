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

from pipeline.attribute.attribution import Span
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
    """An article's text with paragraphs, sentences and quotations; `starts` and `quote_starts` are where they begin."""

    text: str
    paragraphs: list[Span]
    sentences: list[Span]
    quotes: list[Quotation]
    starts: list[int]
    quote_starts: list[int]

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds the offset, or of the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)


def document(text: str, sentences: list[Span]) -> Document:
    """The text model of one article."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    quotes = quotations(text, paragraphs)
    starts = [start for start, _ in sentences]
    return Document(text, paragraphs, sentences, quotes, starts, [quote.start for quote in quotes])


def words_of(text: str, start: int, end: int) -> Units:
    """The words of a stretch of text, quotations not told apart."""
    pieces = TOKEN.findall(text, start, end)
    raw = list(map(str.strip, pieces))
    ends = list(accumulate(map(len, pieces), initial=start))[1:]
    low = list(map(str.lower, raw))
    units = Units(low, raw, list(map(sub, ends, map(len, raw))), ends, [], [])
    k = 0
    for _ in range(low.count(".")):
        k = low.index(".", k)
        if k and units.end[k - 1] == units.start[k] and _keeps_stop(low[k - 1], raw[k - 1]):
            _join(units, k)
        else:
            k += 1
    units.quote = [-1] * len(raw)
    return units


def _join(units: Units, k: int) -> None:
    """Gives an abbreviation or initial its stop, the word at `k`, back."""
    units.raw[k - 1] += "."
    units.low[k - 1] += "."
    units.end[k - 1] = units.end[k]
    del units.low[k], units.raw[k], units.start[k], units.end[k]


def _keeps_stop(low: str, raw: str) -> bool:
    return low in ABBREVIATIONS or (len(raw) == 1 and raw.isupper() and raw != "I") or ("." in raw and raw[0].isupper())


def units_of(doc: Document, words: Units, first_quote: int) -> tuple[Units, int]:
    """The units of a paragraph, from its words, and the index of the first quotation after it."""
    quote, last = first_quote, words.end[-1]
    units = Units([], [], [], [], [], [])
    position = 0
    while quote < len(doc.quotes) and doc.quotes[quote].start < last:
        piece = doc.quotes[quote]
        _copy(words, position, bisect_left(words.start, piece.start), units)
        units.low.append(QUOTE_UNIT)
        units.raw.append(doc.text[piece.start : piece.end])
        units.start.append(piece.start)
        units.end.append(piece.end)
        units.quote.append(quote)
        position, quote = bisect_left(words.start, piece.end), quote + 1
    if quote == first_quote:
        units = words
    else:
        _copy(words, position, len(words.low), units)
    _set_breaks(doc, units)
    return units, quote


def units_inside(doc: Document, words: Units, index: int) -> Units:
    """The units within a quotation, from the words of its paragraph; quotations in it are read as plain words."""
    piece = doc.quotes[index]
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
    start = units.start
    breaks = {0}
    if start:
        for index in range(bisect_right(doc.starts, start[0]), len(doc.starts)):
            offset = doc.starts[index]
            if offset > start[-1]:
                break
            position = bisect_left(start, offset)
            if start[position] == offset or units.end[position - 1] <= offset:
                breaks.add(position)
    units.breaks = [*sorted(breaks), len(start)]
