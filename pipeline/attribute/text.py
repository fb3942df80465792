"""The text model: an article's tokens, made once, and its units, in which every quotation is one piece.

What belongs here: token offsets, paragraphs, and the sequence that the clause rules read: words outside quotations,
each
quotation as a single unit. Where quotations lie is found in `quotes.py`.

Offsets are code points into the article's text, half open.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.attribute.attribution import Span
from pipeline.attribute.quotes import Quotation, quotations
from pipeline.word_set import word_set

TOKEN = re.compile(r"@?\w+(?:[.&-]\w+|[,/]\d+|['’](?!s\b)\w+)*|['’]s\b|[^\w\s]")
"""One pass, no backtracking: words with inner hyphens and points, 's, single signs."""
ABBREVIATIONS = word_set(
    "mr mrs ms mx dr prof sen rep gov gen col capt sgt lt maj rev hon st jr sr det insp supt cllr no vs "
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
    """An article's text with paragraphs, sentences and quotations."""

    text: str
    paragraphs: list[Span]
    sentences: list[Span]
    quotes: list[Quotation]
    starts: list[int]

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds the offset, or of the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)


def document(text: str, sentences: list[Span]) -> Document:
    """The text model of one article."""
    paragraphs = [match.span() for match in PARAGRAPH.finditer(text)]
    return Document(text, paragraphs, sentences, quotations(text, paragraphs), [start for start, _ in sentences])


def units_of(doc: Document, paragraph: Span, first_quote: int) -> tuple[Units, int]:
    """The units of a paragraph, and the index of the first quotation after it."""
    units = Units([], [], [], [], [], [])
    position, quote = paragraph[0], first_quote
    while quote < len(doc.quotes) and doc.quotes[quote].start < paragraph[1]:
        piece = doc.quotes[quote]
        _words(doc.text, position, piece.start, units)
        _append(units, QUOTE_UNIT, doc.text[piece.start : piece.end], piece.start, piece.end, quote)
        position, quote = piece.end, quote + 1
    _words(doc.text, position, paragraph[1], units)
    _set_breaks(doc, units)
    return units, quote


def units_inside(doc: Document, index: int) -> Units:
    """The units within a quotation; quotations in it are read as plain words."""
    piece = doc.quotes[index]
    units = Units([], [], [], [], [], [], index)
    _words(doc.text, piece.inner_start, piece.inner_end, units)
    _set_breaks(doc, units)
    return units


def _append(units: Units, low: str, raw: str, start: int, end: int, quote: int) -> None:
    units.low.append(low)
    units.raw.append(raw)
    units.start.append(start)
    units.end.append(end)
    units.quote.append(quote)


def _words(text: str, start: int, end: int, units: Units) -> None:
    low, raw, starts, ends, quote = units.low, units.raw, units.start, units.end, units.quote
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        if word == "." and ends and ends[-1] == first and _keeps_stop(low[-1], raw[-1]):
            raw[-1] += "."
            low[-1] += "."
            ends[-1] = last
            continue
        raw.append(word)
        low.append(word.lower())
        starts.append(first)
        ends.append(last)
        quote.append(-1)


def _keeps_stop(low: str, raw: str) -> bool:
    return low in ABBREVIATIONS or (len(raw) == 1 and raw.isupper() and raw != "I") or ("." in raw and raw[0].isupper())


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
