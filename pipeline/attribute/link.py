"""Linking: quotations that stand alone go to their speaker, cited sources get their content, duplicates go.

Works on the candidates of a whole article, in order. A quotation that runs over paragraphs belongs to one speaker (its
`chain`); a paragraph that is nothing but a quotation belongs to whoever was quoted last (rule name unchanged, the
content grows).
"""

from pipeline.attribute.candidates import Candidate
from pipeline.attribute.text import Document

CARRY_PARAGRAPHS = 3
"""Paragraphs over which a speaker is carried on to quotations that stand alone."""
SPEAKING = frozenset(("say", "tell", "write", "report", "urge", "ask", "announce", "show"))


def link(doc: Document, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates with stand-alone quotations and cited sources attached."""
    candidates = _fill_citing(doc, candidates)
    _attach_quotations(doc, candidates)
    return [candidate for candidate in candidates if candidate.content or candidate.kind == "decline"]


def _fill_citing(doc: Document, candidates: list[Candidate]) -> list[Candidate]:
    for cited in candidates:
        if cited.kind != "cite" or cited.source is None or cited.cue is None:
            continue
        place = doc.sentence_of(cited.cue[0])
        owners = [
            other
            for other in candidates
            if other.kind not in ("cite", "decline")
            and other.content
            and other.cue
            and other.source
            and doc.sentence_of(other.cue[0]) == place
            and not _holds(other, cited.cue)
            and not _overlap(other.source, cited.source)
        ]
        if not owners:
            continue
        owner = max(owners, key=lambda other: sum(end - start for start, end in other.content))
        cited.content = list(owner.content)
        cited.relay = owner.source
    return candidates


def _holds(candidate: Candidate, span: tuple[int, int]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in candidate.content)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _attach_quotations(doc: Document, candidates: list[Candidate]) -> None:
    """Gives each quotation that is a sentence or a paragraph of its own to a speaker."""
    owner: list[Candidate | None] = [None] * len(doc.quotes)
    starts = {quote.start: index for index, quote in enumerate(doc.quotes)}
    outer = [c for c in candidates if c.inside < 0 and c.content]
    for candidate in outer:
        for index in _quotes_in(doc, candidate, starts):
            if owner[index] is None or candidate.quoted:
                owner[index] = candidate
    paragraph_of = _paragraphs(doc)
    last: Candidate | None = None
    last_paragraph = -9
    order = sorted((c for c in outer if c.cue), key=lambda c: c.cue[0] if c.cue else 0)
    cursor = 0
    for index, quote in enumerate(doc.quotes):
        while cursor < len(order) and order[cursor].cue is not None and order[cursor].cue[0] < quote.start:  # type: ignore[index]
            candidate = order[cursor]
            if candidate.kind in SPEAKING and candidate.source is not None and not candidate.negated:
                last, last_paragraph = candidate, paragraph_of(candidate.cue[0])  # type: ignore[index]
            cursor += 1
        if owner[index] is not None:
            if owner[index].quoted:  # type: ignore[union-attr]
                last, last_paragraph = owner[index], paragraph_of(quote.start)
            continue
        if not _alone(doc, index):
            continue
        here = paragraph_of(quote.start)
        forward = _chained_forward(doc, owner, index)
        back = owner[index - 1] if _chained_back(doc, owner, index) else None
        if back is not None:
            _add(back, quote)
            owner[index] = back
            last_paragraph = here
        elif forward is not None and not (last is not None and here == last_paragraph):
            _add(forward, quote)
            owner[index] = forward
        elif (
            last is not None
            and here - last_paragraph <= (1 if here != last_paragraph else 0)
            and (last.quoted or here == last_paragraph)
        ):
            _add(last, quote)
            owner[index] = last
            last_paragraph = here


def _quotes_in(doc: Document, candidate: Candidate, starts: dict[int, int]):
    for start, end in candidate.content:
        index = starts.get(start)
        if index is not None and doc.quotes[index].end <= end + 1:
            yield index
            continue
        for index, quote in enumerate(doc.quotes):
            if quote.start >= end:
                break
            if start <= quote.start and quote.end <= end + 1:
                yield index


def _paragraphs(doc: Document):
    from bisect import bisect_right

    starts = [start for start, _ in doc.paragraphs]
    return lambda offset: bisect_right(starts, offset) - 1


def _alone(doc: Document, index: int) -> bool:
    """Whether the quotation is a sentence of its own: nothing but the sentence's edge around it."""
    quote = doc.quotes[index]
    text = doc.text
    before = (
        text[: quote.start].rstrip(" \t") if quote.start < 400 else text[quote.start - 400 : quote.start].rstrip(" \t")
    )
    after = text[quote.end : quote.end + 3].lstrip(" \t")
    clean_start = not before or before[-1] in "\n.?!:\"”’'»" or before.endswith(("--", "—"))
    clean_end = not after or after[0] in "\n.?!" or after[0].isupper() or after[0] in "\"“‘«'"
    inner = text[quote.inner_start : quote.inner_end].strip(" \t\ue000'’”\"")
    return (
        clean_start
        and clean_end
        and len(inner) > 1
        and (inner[-1] in ".?!,…-—" or not quote.closed)
        and (inner[0].isupper() or not inner[0].isalpha())
    )


def _chained_forward(doc: Document, owner: list[Candidate | None], index: int) -> Candidate | None:
    chain = doc.quotes[index].chain
    for later in range(index + 1, min(len(doc.quotes), index + 12)):
        if doc.quotes[later].chain != chain:
            return None
        if owner[later] is not None:
            return owner[later]
    return None


def _chained_back(doc: Document, owner: list[Candidate | None], index: int) -> bool:
    return index > 0 and doc.quotes[index - 1].chain == doc.quotes[index].chain and owner[index - 1] is not None


def _add(candidate: Candidate, quote) -> None:
    span = (quote.start, quote.end)
    if span not in candidate.content:
        candidate.content = sorted([*candidate.content, span])
