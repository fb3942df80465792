"""One list from all candidates: rules and tagger put theirs forward, one decides.

Two candidates are the same attribution when their cues overlap. Of the same attribution the one with the higher
standing stays: a refusal before a clause rule, a clause rule before the tagger. Every name of a rule stands in `ORDER`.
"""

from collections.abc import Sequence

from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate

RULES = (
    "plea",
    "refusal",
    "court",
    "quoted_as",
    "inverted",
    "trailing",
    "put_it",
    "told",
    "subject_verb",
    "according_to",
    "passive",
    "agentless",
    "coordinated",
    "adjective",
    "participle",
    "citing",
    "adverb",
    "noun_cue",
    "colon",
    "signature",
    "transcript",
    "tagger",
)
ORDER = {rule: rank for rank, rule in enumerate(RULES)}
"""Standing of a rule where two claim the same cue: the more specific pattern first, the tagger last."""


def decide(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stay, in order of their first word in the text."""
    ranked = sorted(candidates, key=lambda c: (ORDER[c.rule], c.cue or (0, 0)))
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in ranked:
        if candidate.cue is not None:
            offsets = range(*candidate.cue)
            if not taken.isdisjoint(offsets):
                continue
            taken.update(offsets)
        kept.append(candidate)
    kept = [c for c in kept if not _source_in_content(c)]
    # What is denied or wanted inside other content is that content.
    held = _holders([c.cue if c.negated or _attitude(c) else None for c in kept], [c.content for c in kept])
    kept = [c for c, outer in zip(kept, held, strict=True) if not outer]
    return sorted(kept, key=lambda c: (first_offset(c), c.cue or (0, 0)))


SPOKEN = frozenset(
    ("call", "describe", "label", "brand", "dub", "criticise", "criticize", "condemn", "denounce", "praise")
)
ATTITUDES = frozenset(("belief", "judge", "agree"))


def _attitude(candidate: Candidate) -> bool:
    """Tell whether it is a want or belief: inside other content those are that content, no attribution of their own."""
    return candidate.kind in ATTITUDES and candidate.lemma not in SPOKEN


def _source_in_content(candidate: Candidate) -> bool:
    """A source inside its own content is a misreading; that of a citing or split clause lies between its pieces."""
    if candidate.source is None or not candidate.content:
        return False
    start, end = candidate.source
    return any(a < end and start < b for a, b in candidate.content)


def first_offset(candidate: Candidate) -> int:
    """Where the attribution begins in the text."""
    spans = [*candidate.content]
    if candidate.source is not None:
        spans.append(candidate.source)
    if candidate.cue is not None:
        spans.append(candidate.cue)
    return min(spans)[0]


def parents(spans: list[tuple[Span | None, Span | None, tuple[Span, ...]]]) -> list[int | None]:
    """For each (source, cue, content) the index of the smallest other one whose content holds its cue and source."""
    sizes = [sum(end - start for start, end in content) for _, _, content in spans]
    anchors = [cue or source or (content[0] if content else None) for source, cue, content in spans]
    held = _holders(anchors, [content for _, _, content in spans])
    return [
        min(
            (o for o in outer if source is None or _inside_any(source, spans[o][2])),
            key=lambda o: (sizes[o], o),
            default=None,
        )
        for (source, _, _), outer in zip(spans, held, strict=True)
    ]


def _holders(anchors: Sequence[Span | None], contents: Sequence[Sequence[Span]]) -> list[list[int]]:
    """For each anchor the indices of the other contents that hold it: one sweep over the text, from left to right."""
    held: list[list[int]] = [[] for _ in anchors]
    if not any(anchors):
        return held
    pieces = sorted((start, end, owner) for owner, content in enumerate(contents) for start, end in content)
    ordered = sorted((anchor, index) for index, anchor in enumerate(anchors) if anchor is not None)
    begun: list[tuple[int, int, int]] = []
    following = 0
    for (start, end), index in ordered:
        while following < len(pieces) and pieces[following][0] <= start:
            begun.append(pieces[following])
            following += 1
        begun = [piece for piece in begun if piece[1] > start]
        held[index] = [owner for _, last, owner in begun if end <= last and owner != index]
    return held


def _inside_any(span: Span, outer: tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in outer)
