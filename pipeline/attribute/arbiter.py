"""One list from all candidates: rules and tagger put theirs forward, one decides.

Two candidates are the same attribution when their cues overlap, or when source and most of the content agree. Of the
same attribution the one with the higher standing stays: a refusal before a clause rule, a clause rule before the
tagger.
Every name of a rule stands in `ORDER`.
"""

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.anonymity import CONDITION
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.kind import phrase
from pipeline.word_set import word_set

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
    "tagger",
)
ORDER = {rule: rank for rank, rule in enumerate(RULES)}
"""Standing of a rule where two claim the same cue: the more specific pattern first, the tagger last."""


ALONE = 0.5
"""Least calibrated probability of a find of the tagger's that no rule made (sweep in docs/methods-attribution.md)."""
SURE = 0.75
"""Least probability at which the tagger's content replaces that of a rule with the same cue, where the two differ."""


KNOWN = frozenset(("say", "tell", "write", "report", "urge", "ask", "announce", "blame", "deny", "agree"))
"""Cue classes of the lexicon whose finds need less proof."""
ALONE_ATTITUDE = 0.65
ALONE_STRANGE = 0.8
"""The same for attitudes, and for cues that the lexicon does not know."""
NEVER = frozenset(("citing", "cited", "cite", "cites", "offer", "offered", "propose"))
"""Cues that the rules read on purpose, or refuse to."""
MARKS = frozenset("\"'“”„«»‘’‹`")


def agree(text: str, rules: list[Candidate], tagged: list[Candidate]) -> list[Candidate]:
    """Rules' and tagger's candidates as one list: same cue, one candidate.

    The rule's reading stays where both name much the same content; else the tagger's, if it is sure of it.
    """
    by_offset = {offset: t for t in tagged if t.cue is not None for offset in range(*t.cue)}
    claimed: set[int] = set()
    for rule in rules:
        if rule.cue is None:
            continue
        same = next((by_offset[offset] for offset in range(*rule.cue) if offset in by_offset), None)
        if same is None:
            continue
        claimed.add(id(same))
        if rule.quoted and not all(text[start] in MARKS and text[end - 1] in MARKS for start, end in same.content):
            continue
        if same.score >= SURE and rule.rule in OVERRULED and overlap(rule.content, same.content) < 0.5:
            rule.content = list(same.content)
            rule.quoted = False
            if rule.source is None or same.source is None or not _touch(rule.source, same.source):
                rule.source = same.source
    rules = [rule for rule in rules if not _mute(text, rule)]
    alone = [
        t
        for t in tagged
        if id(t) not in claimed and not _mute(text, t) and t.lemma not in NEVER and t.score >= _needed(t)
    ]
    return [*rules, *(t for t in alone if not any(CONDITION.search(text[a:b]) for a, b in t.content))]


SHOWING = word_set(
    "evidence footage video videos image images photo photos photograph photographs picture pictures figures figure "
    "number numbers data test tests trial trials result results scan scans sample samples modelling model models "
    "analysis analyses research experiment experiments work finding findings history estimate estimates calculation "
    "calculations sign signs indicator indicators screenshot screenshots tape tapes transcript transcripts "
    "chart charts graph map maps table tables measurements readings information intelligence wording "
    "language text experience observations simulation simulations projection projections forecast forecasts "
)
"""What can show something to a reader beside people, bodies and documents."""


def _mute(text: str, candidate: Candidate) -> bool:
    """ "A ring of pale mud shows where it stood": a thing that shows something tells it to nobody's credit."""
    if candidate.kind != "show" or candidate.source is None:
        return False
    words = text[candidate.source[0] : candidate.source[1]]
    p = phrase(words)
    if p.head in h.ALL or p.head in SHOWING or p.head in w.PRONOUNS or p.head.endswith(h.PERSON_ENDINGS):
        return False
    return not any(word[:1].isupper() or word[:1].isdigit() for word in words.split()[1:]) and len(words.split()) > 1


OVERRULED = frozenset(
    ("inverted", "trailing", "told", "subject_verb", "coordinated", "participle", "adjective", "colon")
)
"""Rules whose content the tagger may replace: it has not learnt the others."""


def _needed(t: Candidate) -> float:
    """Least score of a find without a rule."""
    return ALONE if t.kind in KNOWN else ALONE_STRANGE if t.kind == "other" else ALONE_ATTITUDE


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def overlap(a: list[Span], b: list[Span]) -> float:
    """Jaccard of the characters of two lists of spans, each in order and without overlap."""
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    total = sum(y - x for x, y in a) + sum(y - x for x, y in b) - common
    return common / total if total else 1.0


def decide(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that stay, in order of their first word in the text."""
    ranked = sorted(candidates, key=lambda c: (ORDER[c.rule], c.cue or (0, 0)))
    kept: list[Candidate] = []
    by_cue: dict[int, Candidate] = {}
    for candidate in ranked:
        if candidate.cue is not None:
            if any(offset in by_cue for offset in range(*candidate.cue)):
                continue
            by_cue.update(dict.fromkeys(range(*candidate.cue), candidate))
        kept.append(candidate)
    kept = [c for c in kept if not _source_in_content(c)]
    kept = [c for c in kept if not c.negated or not _nested(c, kept)]
    kept = [c for c in kept if c.kind not in ATTITUDES or c.lemma in SPOKEN or not _nested(c, kept)]
    return sorted(kept, key=lambda c: (first_offset(c), c.cue or (0, 0)))


SPOKEN = frozenset(
    ("call", "describe", "label", "brand", "dub", "criticise", "criticize", "condemn", "denounce", "praise")
)
ATTITUDES = frozenset(("belief", "judge", "agree"))


def _nested(candidate: Candidate, others: list[Candidate]) -> bool:
    """Wants and beliefs inside other content are that content, no attribution of their own."""
    cue = candidate.cue
    return cue is not None and any(
        other is not candidate and any(start <= cue[0] and cue[1] <= end for start, end in other.content)
        for other in others
    )


def _source_in_content(candidate: Candidate) -> bool:
    """A source inside its own content is a misreading; that of a citing or split clause lies between its pieces."""
    if candidate.source is None or not candidate.content:
        return False
    start, end = candidate.source
    return any(a < end and start < b for a, b in candidate.content)


def first_offset(candidate: Candidate) -> int:
    """Where the attribution begins in the text."""
    starts = [span[0] for span in candidate.content]
    if candidate.source is not None:
        starts.append(candidate.source[0])
    if candidate.cue is not None:
        starts.append(candidate.cue[0])
    return min(starts)


def parents(spans: list[tuple[Span | None, Span | None, tuple[Span, ...]]]) -> list[int | None]:
    """For each (source, cue, content) the index of the smallest other one whose content holds its cue and source."""
    sizes = [sum(end - start for start, end in content) for _, _, content in spans]
    reach = [(min(a for a, _ in c), max(b for _, b in c)) if c else (0, -1) for _, _, c in spans]
    result: list[int | None] = []
    for index, (source, cue, content) in enumerate(spans):
        anchor = cue or source or (content[0] if content else None)
        best: int | None = None
        if anchor is not None:
            for other, (_, _, outer) in enumerate(spans):
                if anchor[0] < reach[other][0] or anchor[1] > reach[other][1]:
                    continue
                if other == index or (
                    (sizes[other], other) <= (sizes[index], index) and not _inside_any(anchor, outer)
                ):
                    continue
                if (
                    _inside_any(anchor, outer)
                    and (source is None or _inside_any(source, outer))
                    and (best is None or sizes[other] < sizes[best])
                ):
                    best = other
        result.append(best)
    return result


def _inside_any(span: Span, outer: tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in outer)
