"""Whose verb it is: the subject of a cue, of the clause it is joined to, and which subjects say nothing.

Noun phrases are read in `subject_left.py`; here is told which of them a cue verb, a joined verb or a participle takes.
"""

from bisect import bisect_left

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.subject_left import Range, subject_before
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import is_adverb, is_verb, verb_group
from pipeline.word_set import word_set

JOINING = frozenset(("and", "but", "then", "or", "yet"))
HOSTS = frozenset(("subject_verb", "told", "coordinated", "refusal", "passive", "trailing", "inverted", "adjective"))
"""Rules whose source a joined verb or a participle later in the sentence shares."""
PLURALS = word_set(
    "they we i you who people police men women others many some both officers children few most media "
    "scientists sides all several those "
)
NOT_PLURAL = word_set("this his its has was says ")
DEED_SUBJECTS = word_set(
    "law contract sign banner act constitution rule rules bill treaty agreement clause section statute "
    "regulations policy lease "
)
"""What states something without saying it: wording, not speech."""
EMPTY_SUBJECTS = frozenset(("there", "what"))
POINTING = frozenset(("this", "that", "which"))
"""Subjects of "shows" that point at a fact."""


def subject_of(sentence: Sentence, group: int) -> tuple[Range | None, bool]:
    """The source left of the verb group at `group`, and whether it is that of a verb it is joined to by "and"."""
    units, low = sentence.units, sentence.low
    j = before_adverbs(units, group, low, keep=w.WEEKDAYS)
    if j > low and units.low[j - 1] in JOINING:
        shared = main_subject(sentence, j - 1)
        return shared, shared is not None
    return subject_before(units, group, low), False


def before_adverbs(units: Units, k: int, low: int, keep: frozenset[str] = frozenset()) -> int:
    """Position `k` moved left over adverbs, but not over those in `keep`."""
    while k > low and is_adverb(units.low[k - 1]) and units.low[k - 1] not in keep:
        k -= 1
    return k


def main_subject(sentence: Sentence, before: int) -> Range | None:
    """The subject of the clause that a joined verb or a participle before position `before` hangs on."""
    units, low = sentence.units, sentence.low
    limit = units.start[before] if before < len(units.start) else units.end[-1]
    for candidate in reversed(sentence.found):
        if candidate.source is None or candidate.cue is None or candidate.rule not in HOSTS:
            continue
        begin = bisect_left(units.start, candidate.source[0], low)
        if candidate.cue[1] <= limit and begin < len(units.start) and units.start[begin] == candidate.source[0]:
            end = begin
            while end < len(units.end) and units.end[end] <= candidate.source[1]:
                end += 1
            return begin, end
    for k in range(low, before):
        if is_verb(units, k):
            group = verb_group(units, k, low)
            if group > low and units.low[low] in w.SUBORDINATORS:
                continue
            found = subject_before(units, group, low)
            if found is not None and units.low[found[0]] not in w.RELATIVES:
                return found
    return None


def is_plural(units: Units, stop: int, low: int) -> bool:
    """Whether a plural stands before `stop`: a noun in s, they, people, both, two names."""
    subject = subject_before(units, stop, low)
    if subject is None:
        return False
    head = ""
    for j in range(*subject):
        word = units.low[j]
        if word in PLURALS or word == "and":
            return True
        if (word in w.PREPOSITIONS or word == ",") and j > subject[0]:
            break
        head = word
    return head.endswith("s") and len(head) > 3 and head not in NOT_PLURAL


def is_thing(units: Units, source: Range, cue: Cue) -> bool:
    """A law that states, a contract that says: wording, not speech."""
    head = units.low[source[0] : min(source[1], source[0] + 4)]
    if head[0] in EMPTY_SUBJECTS or (len(head) == 1 and head[0] in POINTING and cue.kind == "show"):
        return True
    return (
        source[1] - source[0] <= 3
        and cue.kind in ("say", "show", "announce")
        and not DEED_SUBJECTS.isdisjoint(head[-2:])
    )
