"""Whose verb it is: the subject of a cue, of the clause it is joined to, and which subjects say nothing.

Noun phrases are read in `subject_left.py`; here is told which of them a cue verb, a joined verb or a participle takes.
"""

from bisect import bisect_left

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.kind import phrase
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.subject_left import Range, subject_before
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import HOMOGRAPHS, is_adverb, is_verb, opens_relative, verb_group
from pipeline.word_set import word_set

JOINING = frozenset(("and", "but", "then", "or", "yet"))
HOSTS = frozenset(("subject_verb", "told", "coordinated", "refusal", "passive", "trailing", "inverted", "adjective"))
"""Rules whose source a joined verb or a participle later in the sentence shares."""
DEED_SUBJECTS = word_set(
    "law contract sign banner act constitution rule rules bill treaty agreement clause section statute "
    "regulations policy lease "
)
"""What states something without saying it: wording, not speech."""
EMPTY_SUBJECTS = frozenset(("there", "what", "nothing"))
ARTICLES = frozenset(("a", "an", "the", "no"))
ATTRIBUTIVE = word_set(
    "major minor new old current recent previous latest first last next potential possible alleged only best most "
    "important main key corporate private political economic other such own several various legal federal medical "
    "immediate social largest biggest highest worst oldest newest greatest strongest frequent "
)
"""Adjectives that end no noun phrase."""
NUMBERING = frozenset(("first", "last", "other"))
"""Adjectives that stand for their noun: "the first said"."""
ADJECTIVE_ENDS = ("ous", "ful", "less", "able", "ible", "ional")
PERSONS_IN_AL = word_set("professional national international regional traditional unable constable ")
"""Nouns with the ending of an adjective."""
COMPOUND_TAILS = word_set("tank tanks card cards centre centres center centers form forms rate rates ")
"""Nouns that make a compound with a cue word: "think tank", "report card", "call centre"."""
PLURAL_STARTS = word_set("two three four five six seven eight nine ten many several few these those various both all")
"""What begins a plural, with which no verb in -s agrees."""
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
    while k > low and is_adverb(units, k - 1) and units.low[k - 1] not in keep:
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
    """Whether a plural stands before `stop`: a noun in s, they, people, both, two names.

    The head counts ("people in the town"), and the last word ("a number of aides").
    """
    subject = subject_before(units, stop, low)
    if subject is None:
        return False
    words = units.low[slice(*subject)]
    cut = next((j for j, word in enumerate(words) if j and (word in w.PREPOSITIONS or word == ",")), len(words))
    return "and" in words or any(_is_plural_word(word) for word in (words[cut - 1], words[-1]))


def _is_plural_word(word: str) -> bool:
    return word in w.PLURALS or (word.endswith("s") and len(word) > 3 and word not in w.NOT_PLURAL)


def is_thing(units: Units, source: Range, cue: Cue) -> bool:
    """A law that states, a contract that says: wording, not speech. Nor is what has no noun a subject at all."""
    head = units.low[source[0] : min(source[1], source[0] + 4)]
    if _has_no_noun(units, source):
        return True
    if head[0] in EMPTY_SUBJECTS or (len(head) == 1 and head[0] in POINTING and cue.kind == "show"):
        return True
    return (
        source[1] - source[0] <= 3
        and cue.kind in ("say", "show", "announce")
        and not DEED_SUBJECTS.isdisjoint(head[-2:])
    )


def _has_no_noun(units: Units, source: Range) -> bool:
    """An article or auxiliary alone, or a phrase that ends in an adjective: "the last major", "Stadia's current"."""
    first, last = units.low[source[0]], units.low[source[1] - 1]
    if first in w.FINITE_AUXILIARIES or (source[1] - source[0] == 1 and first in ARTICLES):
        return True
    if units.raw[source[1] - 1][0].isupper() or source[1] - source[0] == 1 or last in NUMBERING:
        return False
    if last not in ATTRIBUTIVE and (not last.endswith(ADJECTIVE_ENDS) or last in PERSONS_IN_AL):
        return False
    return w.RELATIVES.isdisjoint(units.low[slice(*source)])


def can_speak(sentence: Sentence, source: Range) -> bool:
    """Whether the source is somebody, a body or a document: not "her work on the bill", "the feud"."""
    units = sentence.units
    first = units.low[source[0]]
    if first in w.PLURALS or (first in w.PRONOUNS and source[1] - source[0] == 1):
        return True
    start, end = sentence.span(*source)
    p = phrase(sentence.doc.text[start:end])
    return (
        p.head in h.ALL
        or p.head.removesuffix("s").endswith(h.PERSON_ENDINGS)
        or any(word[:1].isupper() and word.lower() not in w.DETERMINERS for word in p.core.split())
    )


def is_noun_here(units: Units, k: int, source: Range | None) -> bool:
    """Whether a form that is a cue noun as well is one here: "economic forecasts", "raising questions", "reports show".

    A verb in the third person has a whole noun phrase before it, and no other verb behind it.
    """
    word = units.low[k]
    if word not in HOMOGRAPHS:
        return False
    if source is not None and units.low[source[1] - 1] in w.SUBJECT_PRONOUNS:
        return False
    nxt = units.low[k + 1] if k + 1 < len(units.low) else ""
    if word.endswith("s") and source is not None and source[0] > 0 and units.low[source[0] - 1] in w.DO:
        return True  # "Why do its forecasts matter?"
    if nxt == "where" or (nxt == "that" and opens_relative(units, k + 1, len(units.low))):
        return True
    if nxt in w.RELATIVES or nxt in COMPOUND_TAILS or (nxt and is_verb(units, k + 1) and nxt != "that"):
        return True
    if source is None or not word.endswith("s"):
        return False
    first, last = source[0], source[1] - 1
    if units.low[first] in PLURAL_STARTS and (first == last or units.raw[last][0].islower()):
        return True  # "seven long questions": so many take no verb in the third person singular
    alone = source[1] - source[0] == 1 and units.raw[source[0]][0].islower()
    infinitive = source[1] - 2 >= 0 and units.low[source[1] - 2] == "to" and units.raw[source[1] - 1][0].islower()
    return alone or infinitive
