"""Linking: quotations that stand alone go to their speaker, cited sources get their content, the author's own go.

Works on the candidates of a whole article, in order. A quotation that runs over paragraphs belongs to one speaker (its
`chain`); a paragraph that is nothing but a quotation belongs to whoever was quoted last (rule name unchanged, the
content grows). What "I" or "we" say is the author's, or lies inside a quotation: nobody else is credited with it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pipeline.attribute import words as w
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.quotes import Quotation
from pipeline.attribute.text import Document

SPEAKING = frozenset(("say", "tell", "write", "report", "urge", "ask", "announce", "show"))
"""Classes of cues whose source can go on speaking."""
SURE = 0.6
"""Least score of the tagger's at which "I" and "we" stay: opinion pieces that credit their authors."""
UNLINKED = frozenset(("cite", "decline"))
MOST_OWNERS = 20
"""Attributions of one sentence among which the outlet of a cited source is looked for."""
CHAIN_REACH = 12
"""Pieces of a quotation over which its speaker is looked for."""
LEADING_REACH = 400
"""Characters before a quotation in which the end of the sentence before it lies."""
SENTENCE_ENDS = "\n.?!:\"”’'»"
DASHES = ("--", "—")
QUOTED_ENDS = ".?!,…-—"
OPENING_MARKS = "\"“‘«'"
INNER_MARKS = " \t\ue000'’”\""


def link(doc: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with stand-alone quotations and cited sources attached."""
    candidates = [candidate for candidate in candidates if not _is_authors(doc, candidate)]
    _fill_citing(doc, candidates)
    if doc.quotes:
        _attach_quotations(doc, candidates)
    return [candidate for candidate in candidates if candidate.content or candidate.kind == "decline"]


def _is_authors(doc: Document, candidate: Candidate) -> bool:
    """ "I think", "we asked", "you know": the author, the outlet or the reader, unless the tagger is sure."""
    if candidate.source is None or candidate.score >= SURE:
        return False
    return doc.text[slice(*candidate.source)].lower() in w.FIRST_SECOND


def _fill_citing(doc: Document, candidates: list[Candidate]) -> None:
    """Gives a cited source the content of the sentence's outlet, the longest that somebody else in it has."""
    citing = [candidate for candidate in candidates if candidate.kind == "cite" and candidate.source and candidate.cue]
    if not citing:
        return
    by_sentence: dict[int, list[Candidate]] = {}
    for other in candidates:
        if other.kind not in UNLINKED and other.content and other.cue and other.source:
            by_sentence.setdefault(doc.sentence_of(other.cue[0]), []).append(other)
    for others in by_sentence.values():
        others.sort(key=_length, reverse=True)
    for cited in citing:
        others = by_sentence.get(doc.sentence_of(cited.cue[0]), []) if cited.cue else []
        owner = next((other for other in others[:MOST_OWNERS] if _can_own(other, cited)), None)
        if owner is not None:
            cited.content = list(owner.content)
            cited.relay = owner.source


def _length(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _can_own(owner: Candidate, cited: Candidate) -> bool:
    """Whether the cited source lies outside the owner's content, and is not the owner."""
    if owner.source is None or cited.source is None or cited.cue is None:
        return False
    if owner.source[0] < cited.source[1] and cited.source[0] < owner.source[1]:
        return False
    return not any(start <= cited.cue[0] and cited.cue[1] <= end for start, end in owner.content)


def _attach_quotations(doc: Document, candidates: list[Candidate]) -> None:
    """Gives each quotation that is a sentence or a paragraph of its own to a speaker."""
    outer = [candidate for candidate in candidates if candidate.inside < 0 and candidate.content]
    owner = _owners(doc, outer)
    paragraphs = [start for start, _ in doc.paragraphs]
    cued = sorted((c.cue[0], index) for index, c in enumerate(outer) if c.cue is not None)
    last: Candidate | None = None
    last_paragraph = -9
    cursor = 0
    for index, quote in enumerate(doc.quotes):
        while cursor < len(cued) and cued[cursor][0] < quote.start:
            candidate = outer[cued[cursor][1]]
            if candidate.kind in SPEAKING and candidate.source is not None and not candidate.negated:
                last, last_paragraph = candidate, bisect_right(paragraphs, cued[cursor][0])
            cursor += 1
        here = bisect_right(paragraphs, quote.start)
        mine = owner[index]
        if mine is not None:
            if mine.quoted:
                last, last_paragraph = mine, here
            continue
        if not _is_alone(doc, quote):
            continue
        back = owner[index - 1] if _chained(doc, index) else None
        speaker = back or _speaker(doc, owner, index, last, here - last_paragraph)
        if speaker is not None:
            _add(speaker, quote)
            owner[index] = speaker
        if speaker is not None and speaker in (back, last):
            last_paragraph = here


def _speaker(
    doc: Document, owner: list[Candidate | None], index: int, last: Candidate | None, paragraphs: int
) -> Candidate | None:
    """Who speaks a quotation that stands alone, `paragraphs` behind the last speaker."""
    forward = _chained_forward(doc, owner, index)
    if forward is not None and (last is None or paragraphs):
        return forward
    if last is not None and (paragraphs <= 0 or (paragraphs == 1 and last.quoted)):
        return last
    return None


def _owners(doc: Document, candidates: list[Candidate]) -> list[Candidate | None]:
    """For each quotation the candidate whose content holds it."""
    owner: list[Candidate | None] = [None] * len(doc.quotes)
    for candidate in candidates:
        for index in _quotes_in(doc, candidate):
            if owner[index] is None or candidate.quoted:
                owner[index] = candidate
    return owner


def _quotes_in(doc: Document, candidate: Candidate) -> Iterator[int]:
    """The quotations within a candidate's content."""
    for start, end in candidate.content:
        for index in range(bisect_left(doc.quote_starts, start), bisect_left(doc.quote_starts, end)):
            if doc.quotes[index].end <= end + 1:
                yield index


def _is_alone(doc: Document, quote: Quotation) -> bool:
    """Whether the quotation is a sentence of its own: nothing but the sentence's edge around it."""
    text = doc.text
    before = text[max(0, quote.start - LEADING_REACH) : quote.start].rstrip(" \t")
    after = text[quote.end : quote.end + 3].lstrip(" \t")
    inner = text[quote.inner_start : quote.inner_end].strip(INNER_MARKS)
    if before and before[-1] not in SENTENCE_ENDS and not before.endswith(DASHES):
        return False
    if after and after[0] not in "\n.?!" and not after[0].isupper() and after[0] not in OPENING_MARKS:
        return False
    return (
        len(inner) > 1
        and (inner[-1] in QUOTED_ENDS or not quote.closed)
        and (inner[0].isupper() or not inner[0].isalpha())
    )


def _chained_forward(doc: Document, owner: list[Candidate | None], index: int) -> Candidate | None:
    """The owner of a later piece of the same quotation."""
    chain = doc.quotes[index].chain
    for later in range(index + 1, min(len(doc.quotes), index + CHAIN_REACH)):
        if doc.quotes[later].chain != chain:
            return None
        if owner[later] is not None:
            return owner[later]
    return None


def _chained(doc: Document, index: int) -> bool:
    return index > 0 and doc.quotes[index - 1].chain == doc.quotes[index].chain


def _add(candidate: Candidate, quote: Quotation) -> None:
    span: Span = (quote.start, quote.end)
    if span not in candidate.content:
        candidate.content = sorted([*candidate.content, span])
