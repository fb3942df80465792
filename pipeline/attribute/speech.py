"""How the words are given: all quoted, partly quoted, or paraphrased. A quoted title does not make speech mixed."""

import re
from bisect import bisect_left, bisect_right

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quotation
from pipeline.attribute.text import Document
from pipeline.vocabulary import Speech

WORD = re.compile(r"\w+")
TITLE_WORDS = re.compile(
    r"\b(?:play|played|song|film|book|novel|album|single|series|show|titled|called|entitled|of|set of)\s*$",
    re.IGNORECASE,
)
LONGEST_TITLE = 6
"""Words of a title."""
SMALL_WORD = 3
"""Characters of words that a title may leave in lower case."""
BEFORE_TITLE = 20
"""Characters before a title in which stands what bears it."""


VERBATIM = frozenset(("signature", "transcript"))
"""Rules whose content is given in the speaker's words, quotation marks or not."""


def speech_of(doc: Document, candidate: Candidate) -> Speech:
    """Direct, mixed or indirect, by the share of content words within quotation marks."""
    if candidate.inside >= 0 or candidate.rule in VERBATIM:
        return Speech.DIRECT
    content = candidate.content
    within = [_quotations(doc, start, end) for start, end in content]
    if not any(within):
        return Speech.INDIRECT
    quoted = plain = False
    for (start, end), quotes in zip(content, within, strict=True):
        spoken = [quote for quote in quotes if not _is_title(doc, quote)]
        if any(quote.start <= start and end <= quote.end for quote in spoken):
            quoted = quoted or WORD.search(doc.text, start, end) is not None
            continue
        inside = sum(_n_words(doc.text, max(start, quote.start), min(end, quote.end)) for quote in spoken)
        quoted = quoted or inside > 0
        plain = plain or inside < _n_words(doc.text, start, end)
    if not quoted:
        return Speech.INDIRECT
    return Speech.MIXED if plain else Speech.DIRECT


def _n_words(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text, start, end))


def _quotations(doc: Document, start: int, end: int) -> list[Quotation]:
    """The quotations that share characters with a span."""
    first = max(0, bisect_right(doc.quote_starts, start) - 1)
    last = bisect_left(doc.quote_starts, end)
    return [quote for quote in doc.quotes[first:last] if quote.end > start]


def _is_title(doc: Document, quote: Quotation) -> bool:
    """A name in quotation marks: every longer word capitalised, and no comma or stop inside."""
    inner = doc.text[quote.start + 1 : quote.end - 1]
    words = inner.split()
    if not 1 < len(words) <= LONGEST_TITLE or not words[0][:1].isupper() or any(sign in inner for sign in ".?!"):
        return False
    if all(word[:1].isupper() for word in words if len(word) > SMALL_WORD):
        return TITLE_WORDS.search(doc.text, max(0, quote.start - BEFORE_TITLE), quote.start) is not None
    return False
