"""A very long text, described piece by piece: resolution looks back over what it has seen, so a book is cut up.

Names are resolved within a piece. The cuts fall on paragraphs where there are any.
"""

from collections.abc import Callable
from dataclasses import replace

from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.candidates import Candidate

LONGEST = 60_000
"""Characters described at once."""

Describe = Callable[[str, list[Span], list[Candidate]], list[Attribution]]


def in_pieces(text: str, sentences: list[Span], tagged: list[Candidate], describe: Describe) -> list[Attribution]:
    """The attributions of a text of any length, from a function that describes one piece."""
    found: list[Attribution] = []
    begin = 0
    while begin < len(text):
        end = _cut(text, begin)
        inside = [(a - begin, b - begin) for a, b in sentences if a >= begin and b <= end]
        mine = [_moved_candidate(c, -begin) for c in tagged if c.cue is not None and begin <= c.cue[0] < end]
        base = len(found)
        found += [_moved(a, begin, base) for a in describe(text[begin:end], inside, mine)]
        begin = end
    return found


def _cut(text: str, begin: int) -> int:
    if len(text) - begin <= LONGEST:
        return len(text)
    for mark in ("\n", ". ", " "):
        cut = text.rfind(mark, begin + LONGEST // 2, begin + LONGEST)
        if cut > 0:
            return cut + 1
    return begin + LONGEST


def _shift(span: Span | None, by: int) -> Span | None:
    return None if span is None else (span[0] + by, span[1] + by)


def _moved(a: Attribution, by: int, base: int) -> Attribution:
    return replace(
        a,
        source=_shift(a.source, by),
        cue=_shift(a.cue, by),
        content=tuple((x + by, y + by) for x, y in a.content),
        within=None if a.within is None else a.within + base,
    )


def _moved_candidate(c: Candidate, by: int) -> Candidate:
    return replace(
        c,
        source=_shift(c.source, by),
        cue=_shift(c.cue, by),
        content=[(a + by, b + by) for a, b in c.content],
        sentence=(c.sentence[0] + by, c.sentence[1] + by),
    )
