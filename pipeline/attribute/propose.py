"""Putting a candidate forward: unit ranges become spans of the text, and what can be no attribution is dropped."""

from collections.abc import Sequence

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.content_end import strip_end
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.subject_left import Range
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

CONDITION_CUES = word_set("ask request wish want insist prefer demand hope expect decline")
NAMING = word_set("named identified quoted drawn used anonymous unnamed name anonymity")
CONDITION_VERBS = frozenset(("be", "anonymity", "give"))
CONDITION_REACH = 10
"""Units in which a condition of anonymity shows."""


def propose(
    sentence: Sentence,
    source: Range | None,
    cue: Range,
    ranges: Sequence[Range],
    rule: str,
    sense: Cue,
    relay: Range | None = None,
    negated: bool = False,
) -> None:
    """Adds a candidate to the sentence's, unless nothing is left of its content or source.

    Args:
        sentence: Where it was found.
        source: Units of the source, `None` where nobody is given.
        cue: Units of the cue.
        ranges: Units of the content, in pieces.
        rule: The name that will stand in `attributions.rule`.
        sense: Lemma and class of the cue.
        relay: Units of the outlet that was told or that quoted.
        negated: Whether the cue is negated.
    """
    units = sentence.units
    if sense.lemma in CONDITION_CUES and _states_condition(units, ranges[0]):
        return
    pieces = [(begin, strip_end(units, begin, end)) for begin, end in ranges]
    spans = [sentence.span(begin, end) for begin, end in pieces if end > begin]
    if source is not None and units.low[source[1] - 1] in w.POSSESSIVE_MARKS:
        source = (source[0], source[1] - 1)
    if not spans or (source is not None and source[1] <= source[0]):
        return
    sentence.found.append(
        Candidate(
            sentence.span(*source) if source is not None else None,
            sentence.span(*cue),
            sorted(spans),
            rule,
            sense.lemma,
            sense.kind,
            units.inside,
            sentence.span(*relay) if relay is not None else None,
            all(end - begin == 1 and units.quote[begin] >= 0 for begin, end in ranges),
            negated,
        )
    )


def _states_condition(units: Units, content: Range) -> bool:
    """ "asked not to be named": the condition of anonymity is no attribution."""
    words = units.low[content[0] : min(content[1], content[0] + CONDITION_REACH)]
    return any(word in NAMING for word in words) and not CONDITION_VERBS.isdisjoint(words)
