"""Clause patterns: every cue verb of a sentence goes to the pattern that its verb group shows.

Here: which words are cues at all, and the patterns of verbs that are not finite, `participle` (..., adding C) and
infinitives behind another verb. Active clauses stand in `active.py`, passive ones in `passive.py`, cues that are no
verbs in `markers.py` and `noun_cues.py`, refusals in `refusals.py`.
"""

from pipeline.attribute import words as w
from pipeline.attribute.active import find_active
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content import content_after
from pipeline.attribute.lexicon import BASE, CUES, PHRASE_HEADS, PHRASES, Cue
from pipeline.attribute.passive import find_passive
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import subject_before
from pipeline.attribute.subjects import before_adverbs, is_plural, main_subject, subject_of
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.attribute.verbs import is_adverb, verb_group
from pipeline.word_set import word_set

UNREAL = frozenset(["could", "might", "may", "should", "must", "can", "if"])
"""What might be said was not said."""
ALONE: frozenset[str] = frozenset()
"""The auxiliaries of a verb without any."""
TAKES_BASE = w.MODALS | w.DO
"""Auxiliaries of a verb's base form."""
CONTRACTED_BE = ("'re", "’re", "'m", "’m")
NEITHER = frozenset(("nor", "neither"))
CATENATIVES = word_set(
    "continued continues continue went goes go going appeared appears seemed seems began begins came comes used "
    "took chose sought tried hastened proceeded paused managed stopped moved stepped "
)
"""Verbs behind which an infinitive is the cue: "went on to say"."""
PRONOUN_DETERMINERS = word_set(
    "both all many some several each few most those neither another one two three four five six seven eight nine "
    "ten none "
)
"""Determiners that stand alone, so that a verb may follow: "both said"."""
NOUN_FOLLOWS = w.NOUN_FOLLOWS - PRONOUN_DETERMINERS
DOES = frozenset(("urge", "announce", "judge", "blame", "deny", "show"))
"""Classes of cues with an object: right before "by" they are participles."""
SPLITTING = frozenset(("also", "better", "further", "fully"))
"""What may split an infinitive ("to better understand"), beside the adverbs in -ly."""
SILENT_PARTICIPLES = frozenset(("belief", "show", "judge", "decline"))
"""Classes of cues whose participle tells a state or a result, not what is said."""
HEARD = frozenset(("heard", "caught", "recorded", "seen"))
CLAUSE_JOINTS = frozenset((",", "—", "–", "and", "", "while", "but", QUOTE_UNIT))
WITH_REACH = 18
"""Units between "with" and the participle of its absolute."""
WITH_STOPS = frozenset((";", ".", ","))


def cue_at(units: Units, k: int) -> tuple[Cue | None, int]:
    """The cue whose first word is the unit at `k`, and how many units it has."""
    word = units.low[k]
    if word in PHRASE_HEADS and k + 1 < len(units.low):
        phrase = PHRASES.get(f"{word} {units.low[k + 1]}")
        if phrase is not None:
            return phrase, 2
    return CUES.get(word), 1


def mark_cues(sentence: Sentence, hits: list[int]) -> None:
    """Notes the positions of cue verbs, so that the rules need not look for them again."""
    units = sentence.units
    sentence.cues = [k for k in hits if units.low[k] in CUES or cue_at(units, k)[0] is not None]


def find_verbs(sentence: Sentence) -> None:
    """Puts the candidates of all verb cues of the sentence into `sentence.found`, in order."""
    for k in sentence.cues:
        cue, width = cue_at(sentence.units, k)
        if cue is not None:
            _verb(sentence, k, cue, width)


def _verb(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    """Sends a cue to its pattern, or drops it where it is a noun, unreal or no finite verb."""
    units, low = sentence.units, sentence.low
    word = units.low[k]
    previous = units.low[k - 1] if k > low else ""
    split = k - 2 >= low and units.low[k - 2] == "to" and (previous in SPLITTING or is_adverb(units, k - 1))
    if previous == "to" or split:
        _infinitive(sentence, k, cue, width)
        return
    if previous in NOUN_FOLLOWS or (word.endswith("s") and (previous in w.PREPOSITIONS or previous[:1].isdigit())):
        return
    group = verb_group(units, k, low)
    if group > low and units.low[group - 1].endswith(CONTRACTED_BE) and not word.endswith("ing"):
        return  # "you're promised a ride": said by nobody
    auxiliaries = frozenset(units.low[group:k]) if group < k else ALONE
    if auxiliaries and _is_unreal(auxiliaries, cue):
        return
    participle = word.endswith("ing")
    if participle and auxiliaries.isdisjoint(w.BE):
        _participle(sentence, k, cue, width)
        return
    if units.raw[k][0].isupper() and k > low:
        return
    if not auxiliaries and cue.kind in DOES and units.low[k + 1 : k + 2] == ["by"]:
        return  # "the plan proposed by Ada Birch"
    if not participle and not auxiliaries.isdisjoint(w.BE):
        find_passive(sentence, k, cue, group)
        return
    if word in BASE and auxiliaries.isdisjoint(TAKES_BASE) and not is_plural(units, group, low):
        return
    find_active(sentence, k, cue, width, group, bool(auxiliaries) and _is_negated(auxiliaries))


def _is_unreal(auxiliaries: frozenset[str], cue: Cue) -> bool:
    """Might have said, would have said, nor denied: nothing was said."""
    if not auxiliaries.isdisjoint(UNREAL) and (cue.kind != "belief" or not auxiliaries.isdisjoint(NEITHER)):
        return True
    if "nor" in auxiliaries and cue.kind == "deny":
        return True
    return "would" in auxiliaries and "have" in auxiliaries


def _is_negated(auxiliaries: frozenset[str]) -> bool:
    return not auxiliaries.isdisjoint(w.NEGATIONS) or any(a.endswith(("n't", "n’t")) for a in auxiliaries)


def _infinitive(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    """ "continued to insist", "went on to say": the cue is the last verb, the subject that of the first."""
    units, low = sentence.units, sentence.low
    to = k - 1 if units.low[k - 1] == "to" else k - 2
    j = to - 1
    while j > low and (is_adverb(units, j) or units.low[j] == "on"):
        j -= 1
    if j < low or units.low[j] not in CATENATIVES:
        return
    after = content_after(sentence, k, cue, width)
    source, _ = subject_of(sentence, verb_group(units, j, low))
    if source is not None and after is not None:
        propose(sentence, source, (k, k + width), after[0], "subject_verb", cue, after[1])


def _participle(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    """ ", adding that C" hangs on the sentence's subject; "with a third source saying C" has its own."""
    units, low = sentence.units, sentence.low
    after = None if cue.kind in SILENT_PARTICIPLES else content_after(sentence, k, cue, width)
    if after is None:
        return
    j = before_adverbs(units, k, low)
    before = units.low[j - 1] if j > low else ""
    if before == "overheard" or (before in HEARD and j - 2 >= 0 and units.low[j - 2] in w.BE):
        group = verb_group(units, j - 1, low)
        source = subject_before(units, group, low)
        if source is not None:
            propose(sentence, source, (group, k + width), after[0], "passive", cue, after[1])
        return
    if before == "as":
        return
    if before in CLAUSE_JOINTS:
        source = None if j == low or before == "while" else main_subject(sentence, k)
    else:
        begin = _after_with(units, k, low)
        source = subject_before(units, k, begin) if begin > low else None
    if source is not None:
        propose(sentence, source, (k, k + width), after[0], "participle", cue, after[1])


def _after_with(units: Units, k: int, low: int) -> int:
    """Where the subject of an absolute begins: behind "with"; `low` where there is none."""
    for j in range(k - 1, max(low, k - WITH_REACH) - 1, -1):
        if units.low[j] == "with":
            return j + 1
        if units.low[j] in WITH_STOPS:
            return low
    return low
