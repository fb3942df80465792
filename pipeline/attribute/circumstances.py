"""The words around an attribution that tell of its circumstances: how, where and on what terms something was said.

Channel and conditions of anonymity are read from these, not from content. A window around the cue is looked at, never
a whole sentence of any length.
"""

from pipeline.attribute import anonymity
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.text import Document

WINDOW = 1_000
"""Characters of a sentence on each side of the cue: circumstances further off are another clause's."""
FOLLOWING = 300
"""Characters behind the sentence in which a condition of anonymity may be told."""
NEIGHBOURS = 4
"""Candidates in front of a joined verb whose content may end where its circumstances begin."""
ADJACENT = 2
"""Characters between a cue and the source right behind it."""
GOES_ON = frozenset(("He", "She", "They", "The", "Both", "All"))
"""Words that begin a next sentence on the same source."""


def window(candidate: Candidate) -> Span:
    """The candidate's sentence, cut to a window around its cue."""
    start, end = candidate.sentence
    anchor = candidate.cue or candidate.content[0]
    return max(start, anchor[0] - WINDOW), min(end, anchor[1] + WINDOW)


def limits(candidates: list[Candidate], i: int, parent: int | None) -> Span:
    """Where a candidate's circumstances may stand: its window, less what another's content or a joined verb takes."""
    c = candidates[i]
    start, end = window(c)
    anchor = c.cue or c.content[0]
    if parent is not None:
        for a, b in candidates[parent].content:
            if a <= anchor[0] < b:
                start, end = max(start, a), min(end, b)
    if c.rule in ("coordinated", "refusal"):
        for other in candidates[max(0, i - NEIGHBOURS) : i]:
            for a, b in other.content:
                if start <= a and b <= anchor[0]:
                    start = max(start, b)
    return start, end


def around(doc: Document, c: Candidate, within: Span) -> str:
    """The words near the cue that belong to no content and no source, in reading order, joined by " | "."""
    start, end = within
    if end <= start:
        return ""
    taken = sorted([*c.content, *([c.source] if c.source else [])])
    pieces = _outside(doc.text, taken, start, end)
    cue = doc.text[c.cue[0] : c.cue[1]] if c.cue else ""
    near = [piece for piece in pieces if cue in piece] or pieces
    leading = [piece for piece in pieces[:1] if piece not in near]
    return " | ".join([*leading, *near, *_behind_source(doc.text, c, taken, end)])


def _behind_source(text: str, c: Candidate, taken: list[Span], end: int) -> list[str]:
    """What follows a source that follows its cue: "said Ada Birch | in a report"."""
    if c.source is None or c.cue is None or c.rule == "citing" or not 0 < c.source[0] - c.cue[1] <= ADJACENT:
        return []
    stop = min((a for a, _ in taken if a >= c.source[1]), default=end)
    return [text[c.source[1] : min(stop, end)]]


def identity(doc: Document, c: Candidate) -> str:
    """What the text says of the source's identity: its sentence without the content, and a condition told next."""
    start, end = window(c)
    pieces = _outside(doc.text, sorted(c.content), start, end)
    return " | ".join([*pieces, *told_next(doc, c)])


def told_next(doc: Document, c: Candidate) -> list[str]:
    """The one of the next two sentences that goes on about the source and tells a condition of anonymity, if any."""
    follow = doc.text[c.sentence[1] : c.sentence[1] + FOLLOWING].lstrip()
    for sentence in (follow, follow.partition(". ")[2]):
        if sentence.split(" ", 1)[0] not in GOES_ON:
            continue
        match = anonymity.condition(sentence)
        if match is not None and "." not in sentence[: match.start()]:
            stop = sentence.find(".", match.end())
            whole = stop >= 0 and "," not in sentence[: match.start()]  # behind a comma the sentence tells more
            return [sentence[: stop if whole else match.end()]]
    return []


def _outside(text: str, taken: list[Span], start: int, end: int) -> list[str]:
    """The pieces of a window that no span takes."""
    pieces, position = [], start
    for a, b in taken:
        if b <= start or a >= end:
            continue
        if a > position:
            pieces.append(text[position:a])
        position = max(position, b)
    pieces.append(text[position:end])
    return pieces
