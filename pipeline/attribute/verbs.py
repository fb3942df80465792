"""Verbs among the units of a sentence: what is a finite verb, where a verb group begins, what is an adverb.

No part-of-speech tagger stands behind this: the closed classes of `words.py`, the verbs of the lexicon, and the words
around. All work on unit positions.
"""

from pipeline.attribute import words as w
from pipeline.attribute.lexicon import CUE_PAST, CUES, FINITE, NOUNS, PAST
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

NEGATING = frozenset(("neither", "nor", "not", "never"))
BEHIND_PARTICIPLE = word_set("on by with in to for about at from as under after near yesterday ")
"""What follows a participle behind its noun: "people briefed on the talks", "experts surveyed by the bank"."""
PAST_ONLY = word_set("said told went came walked moved turned returned died appeared happened arrived talked looked ")
"""Past forms of verbs without an object: behind a noun they are no participle."""


def is_verb(units: Units, k: int) -> bool:
    """Whether the unit can only be (or mostly is) a finite verb here."""
    word = units.low[k]
    if word in w.FINITE_AUXILIARIES:
        return word != "may" or units.raw[k] == "may"
    if word in FINITE or word in CUES:
        if word.endswith("ing") or units.raw[k][0].isupper():
            return False
        if k and units.low[k - 1] in w.NOUN_FOLLOWS:
            return False
        return not (word in NOUNS and word.endswith("s"))
    return False


def has_verb(units: Units, begin: int, end: int) -> bool:
    """Whether a finite verb stands in the range."""
    return any(is_verb(units, k) for k in range(begin, end))


def verb_group(units: Units, k: int, low: int) -> int:
    """Start of the verb group whose last word is at `k`: auxiliaries, negation, adverbs between them."""
    start, j = k, k - 1
    while j >= low:
        word = units.low[j]
        if (word in w.AUXILIARIES and word not in w.POSSESSIVE_MARKS) or word in NEGATING:
            start = j
        elif not is_adverb(word):
            break
        j -= 1
    return start


def is_adverb(word: str) -> bool:
    """Adverbs that stand between subject and verb or inside a verb group."""
    return word in w.ADVERBS or (word.endswith("ly") and word not in w.NOT_ADVERBS and len(word) > 4)


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
