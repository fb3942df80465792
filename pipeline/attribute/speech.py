"""How the words are given: all quoted, partly quoted, or paraphrased. A quoted title does not make speech mixed."""

import re

from pipeline.attribute.attribution import Span
from pipeline.attribute.text import Document
from pipeline.vocabulary import Speech

WORD = re.compile(r"\w+")
TITLE_WORDS = re.compile(
    r"\b(?:play|played|song|film|book|novel|album|single|series|show|titled|called|entitled|of|set of)\s*$",
    re.IGNORECASE,
)


def speech_of(doc: Document, content: tuple[Span, ...], inside: int) -> Speech:
    """Direct, mixed or indirect, by the share of content words within quotation marks."""
    if inside >= 0:
        return Speech.DIRECT
    quoted = total = 0
    for start, end in content:
        total += len(WORD.findall(doc.text, start, end))
        for quote in doc.quotes:
            if quote.start >= end:
                break
            if quote.end > start:
                a, b = max(start, quote.start), min(end, quote.end)
                if _is_title(doc, quote.start, quote.end):
                    continue
                quoted += len(WORD.findall(doc.text, a, b))
    if total and quoted == total:
        return Speech.DIRECT
    return Speech.MIXED if quoted else Speech.INDIRECT


def _is_title(doc: Document, start: int, end: int) -> bool:
    """A name in quotation marks: every longer word capitalised, and no comma or stop inside."""
    inner = doc.text[start + 1 : end - 1]
    words = inner.split()
    if not 1 <= len(words) <= 6 or any(sign in inner for sign in ".?!"):
        return False
    if all(word[:1].isupper() for word in words if len(word) > 3) and words[0][:1].isupper() and len(words) > 1:
        return TITLE_WORDS.search(doc.text, max(0, start - 20), start) is not None
    return False
