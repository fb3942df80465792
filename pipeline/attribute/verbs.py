"""Verbs among the units of a sentence: what is a finite verb, where a verb group begins, what is an adverb.

No part-of-speech tagger stands behind this: the closed classes of `words.py`, the verbs of the lexicon, and the words
around. All work on unit positions.
"""

from pipeline.attribute import words as w
from pipeline.attribute.lexicon import BASE, CUE_PAST, CUES, FINITE, NOUNS, PAST, PLAIN
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.word_set import word_set

NEGATING = frozenset(("neither", "nor", "not", "never"))
BEHIND_PARTICIPLE = word_set("on by with in to for about at from as under after near yesterday ")
"""What follows a participle behind its noun: "people briefed on the talks", "experts surveyed by the bank"."""
NOUN_FORMS = (BASE & frozenset(NOUNS)) | word_set(
    "state post plan show stress answer note comment blog text email e-mail tweet call joke cry laugh smile grin shout "
    "scream whisper sigh protest fear judge list signal praise label brand term dispute guess demand counter address "
    "volunteer claim report comment contest reveal stand boast "
)
"""Base forms of cues that are nouns as often."""
HOMOGRAPHS = frozenset(NOUNS) | NOUN_FORMS | {form + "s" for form in NOUN_FORMS}
"""The same with their plurals, which are the third person of the verb."""
FINITE_FORMS = w.FINITE_AUXILIARIES | FINITE | (frozenset(CUES) - BASE - HOMOGRAPHS)
"""Words that are a finite verb wherever they stand."""
MAYBE_FINITE = w.FINITE_AUXILIARIES | FINITE | frozenset(CUES)
"""All words that can be a finite verb."""
BASE_SUBJECTS = (
    w.SUBJECT_PRONOUNS | w.PLURALS | w.AUXILIARIES | w.NEGATIONS | {"to", "and", "or", "that", ")", QUOTE_UNIT}
)
"""What a verb's base form may follow."""
SENTENCE_EDGES = frozenset((".", "?", "!", ":", ";", "—", "–", "-", "…", ",", QUOTE_UNIT))
"""What a sentence or clause that begins with an adverb may follow."""
SPANS = word_set("days weeks months years decades day week month year decade ")
SPAN_OPENERS = frozenset(("over", "in", "for", "within", "during"))
LONGEST_SPAN = 5
"""Units of "over the past few months"."""
PAST_ONLY = word_set("said told went came walked moved turned returned died appeared happened arrived talked looked ")
"""Past forms of verbs without an object: behind a noun they are no participle."""


def is_verb(units: Units, k: int) -> bool:
    """Whether the unit can only be (or mostly is) a finite verb here."""
    word = units.low[k]
    if word not in MAYBE_FINITE:
        return False
    if word in w.FINITE_AUXILIARIES:
        return word != "may" or units.raw[k] == "may"
    if word.endswith("ing") or units.raw[k][0].isupper() or (k and units.low[k - 1] in w.NOUN_FOLLOWS):
        return False
    if word in PLAIN:
        return k > 0 and units.low[k - 1] != "to"
    if word in NOUN_FORMS:
        return _takes_base(units, k - 1)
    return not (word in NOUNS and word.endswith("s"))


def _takes_base(units: Units, k: int) -> bool:
    """Whether such a form behind the unit at `k` is a verb: behind a plural, an auxiliary or another verb's "to".

    Behind a singular it is a noun or part of a name: "a blog post", "a case report", "state prosecutors".
    """
    if k < 0:
        return False
    before = units.low[k]
    return (
        (before.endswith("s") and len(before) > 3 and before not in w.NOT_PLURAL)
        or before in BASE_SUBJECTS
        or is_adverb(units, k)
    )


def opens_relative(units: Units, k: int, high: int) -> bool:
    """Whether the "that" at `k` is a relative pronoun: a finite verb follows at once ("the story that led to it")."""
    k += 1
    while k < high and is_adverb(units, k):
        k += 1
    return k < high and units.low[k] in FINITE_FORMS


def has_verb(units: Units, begin: int, end: int) -> bool:
    """Whether a finite verb stands in the range."""
    return any(units.low[k] in MAYBE_FINITE and is_verb(units, k) for k in range(begin, end))


def verb_group(units: Units, k: int, low: int) -> int:
    """Start of the verb group whose last word is at `k`: auxiliaries, negation, adverbs between them."""
    start, j = k, k - 1
    while j >= low:
        word = units.low[j]
        if (word in w.AUXILIARIES and word not in w.POSSESSIVE_MARKS) or word in NEGATING:
            start = j
        elif word in SPANS and (opening := _opens_span(units, j, low)) is not None:
            j = opening
        elif not is_adverb(units, j):
            break
        j -= 1
    return start


def _opens_span(units: Units, k: int, low: int) -> int | None:
    """Where a time inside a verb group begins: "has over the past few months warned"; an auxiliary stands before it."""
    for j in range(k - 1, max(low, k - LONGEST_SPAN) - 1, -1):
        if units.low[j] in SPAN_OPENERS:
            return j if j > low and units.low[j - 1] in w.AUXILIARIES else None
    return None


def is_adverb(units: Units, k: int) -> bool:
    """Adverbs that stand between subject and verb or inside a verb group; a capital makes a name of one ("Connolly").

    Only at the start of a sentence a capital tells nothing: there a verb right behind it does ("Connolly said").
    """
    word = units.low[k]
    if word not in w.ADVERBS and not (word.endswith("ly") and word not in w.NOT_ADVERBS and len(word) > 4):
        return False
    if units.raw[k][0].islower():
        return True
    if (k and units.low[k - 1] not in SENTENCE_EDGES) or word in w.NAMES_IN_LY:
        return False
    return k + 1 >= len(units.low) or units.low[k + 1] not in FINITE_FORMS


def is_participle(units: Units, k: int, stop: int, low: int) -> bool:
    """A past participle behind its noun ("people briefed on the talks", "experts surveyed by the bank")."""
    word = units.low[k]
    if not (word.endswith("ed") or word in PAST or word in CUE_PAST) or word in PAST_ONLY:
        return False
    if k + 1 >= stop or units.low[k + 1] not in BEHIND_PARTICIPLE:
        return False
    if k - 1 < low or units.low[k - 1] in w.PRONOUNS or not units.raw[k - 1][0].isalpha():
        return False
    return not (units.raw[k - 1][0].isupper() and k - 2 >= low)
