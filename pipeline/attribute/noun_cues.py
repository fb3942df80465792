"""Cue nouns with a clause: her claim that C, a warning from X that C, allegations that C (rule `noun_cue`)."""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content_end import content_end
from pipeline.attribute.lexicon import NOUNS, Cue
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import Range, subject_before
from pipeline.attribute.subject_right import subject_after
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import has_verb, is_adverb, is_verb, opens_relative
from pipeline.word_set import word_set

NO_FRAMES: frozenset[str] = frozenset()
OWNED_ONLY = word_set("word message account view charge ")
"""Nouns that attribute only with an owner: "his view that", not "the view that"."""
PLACES = frozenset(("in", "at", "during", "with", "by"))
PHRASE_REACH = 5
"""Units between a preposition and the noun that it governs."""
AGENT_MARKS = frozenset(("from", "by"))
AGENT_REACH = 24
"""Units between "from" and the clause of "a warning from X that C"."""
OWNER_REACH = 4
"""Units between an owner and the noun: "the gazette's latest claim"."""
APOSTROPHES = frozenset(("'", "’"))
PLURAL_OWNERS = ("s'", "s’")
GROUP_TAIL = frozenset(("be", "been", "not"))
NO_MAIN_VERB = w.SUBJECT_PRONOUNS | {"and", "or", "which", "that", "to", ","}
"""Behind these a second verb goes on with the clause."""
PARTICIPLE_ENDS = ("ed", "en", "n")
NOT_PAST_BEHIND = w.DETERMINERS | w.PREPOSITIONS | w.AUXILIARIES | w.PRONOUNS

RESULTS = frozenset(("so", "such"))
"""Behind these "that" tells a result."""


def find_noun(sentence: Sentence, k: int) -> None:
    """Adds what the cue noun at `k` attributes, if a clause follows it."""
    units, high = sentence.units, sentence.high
    if k + 1 >= high:
        return
    agent: Range | None = None
    begin = k + 1
    if units.low[begin] in AGENT_MARKS:
        agent = _agent(units, k + 2, high)
        if agent is None:
            return
        begin = agent[1]
    elif units.low[begin] != "that":
        return
    if begin + 2 >= high or opens_relative(units, begin, high):
        return
    if not _attributes(sentence, k, agent is not None):
        return
    end = _noun_clause_end(sentence, begin)
    if end > begin + 2:
        sense = Cue(units.low[k], NOUNS[units.low[k]], NO_FRAMES, NO_FRAMES)
        propose(sentence, agent or _owner(sentence, k), (k, k + 1), [(begin, end)], "noun_cue", sense)


def _agent(units: Units, begin: int, high: int) -> Range | None:
    """The source in "a warning from X that C", up to "that"."""
    stop = next((j for j in range(begin, min(high, begin - 2 + AGENT_REACH)) if units.low[j] == "that"), None)
    if stop is None or subject_after(units, begin, high) is None:
        return None
    if has_verb(units, begin, stop) or "," in units.low[begin:stop] or units.low[stop - 1].endswith("ed"):
        return None
    return begin, stop


def _attributes(sentence: Sentence, k: int, has_agent: bool) -> bool:
    """Whether the noun hands over what follows: not "in the belief that", not "the word that" without an owner."""
    units, low = sentence.units, sentence.low
    word = units.low[k]
    if NOUNS[word] == "other" or (word in OWNED_ONLY and not has_agent and units.low[k - 1] != "'s"):
        return False
    for j in range(k - 1, max(low, k - PHRASE_REACH) - 1, -1):
        if units.low[j] in w.PREPOSITIONS:
            return units.low[j] not in PLACES  # "said in a June report that", "in the belief that"
        if units.low[j] in RESULTS:
            return False  # "so many remarks that they made a book of them"
        if is_verb(units, j) or units.low[j] == ",":
            break
    return True


def _owner(sentence: Sentence, k: int) -> Range | None:
    """The possessive before the noun: "his", "the gazette's"."""
    units, low = sentence.units, sentence.low
    for j in range(k - 1, max(low - 1, k - OWNER_REACH), -1):
        word = units.low[j]
        if word in w.POSSESSIVES:
            return j, j + 1
        if word in w.POSSESSIVE_MARKS or (units.raw[j] in APOSTROPHES and j > low):
            return subject_before(units, j, low)
        if word.endswith(PLURAL_OWNERS):
            return subject_before(units, j + 1, low)
        if word in w.DETERMINERS or word in w.PREPOSITIONS or is_verb(units, j):
            break
    return None


def _is_past(units: Units, k: int) -> bool:
    """An unlisted past form: a word in -ed behind a noun or name."""
    before = units.low[k - 1]
    return (
        units.low[k].endswith("ed")
        and units.raw[k][0].islower()
        and before not in NOT_PAST_BEHIND
        and not is_adverb(units, k - 1)
    )


def _noun_clause_end(sentence: Sentence, begin: int) -> int:
    """A that-clause within a subject ends before the main verb: the second verb with no subject of its own."""
    units = sentence.units
    end = content_end(sentence, begin, begin)
    adjunct = units.low[sentence.low] in w.PREPOSITIONS
    verbs = 0
    k = begin + 1
    while k < end:
        word = units.low[k]
        if is_verb(units, k) or _is_past(units, k):
            if word.endswith("s") and (k + 1 >= end or units.low[k + 1] == ","):
                k += 1  # a plural noun: "would leave them with small increases"
                continue
            verbs += 1
            before = units.low[k - 1]
            if verbs == 2 and before not in NO_MAIN_VERB and before != "who":
                return k
            if before == "," and verbs >= 2:
                return k - 1
            k = _group_end(units, k, end)
            if k < end and _is_main_past(units, k):
                return k
            continue
        if verbs and word == "," and adjunct:
            return k
        if word in w.RELATIVES or (word in w.SUBORDINATORS and k > begin + 1):
            verbs -= 1
        k += 1
    return end


def _group_end(units: Units, k: int, end: int) -> int:
    k += 1
    while k < end and (is_verb(units, k) or is_adverb(units, k) or units.low[k] in GROUP_TAIL):
        k += 1
    return k


def _is_main_past(units: Units, k: int) -> bool:
    """A past form right behind a participle: "the claim that it was stolen unsettled them"."""
    return (
        units.low[k].endswith("ed")
        and not (k + 1 < len(units.low) and units.low[k + 1] == "by")
        and units.low[k - 1].endswith(PARTICIPLE_ENDS)
    )
