"""Where content ends: at the reporter's next clause, at a second cue of the same subject, or with the sentence.

`content_end` walks from where content begins and asks at each sign and joining word whether somebody else takes over;
`object_end` does the same for content that is a noun phrase. All work on unit positions within one sentence.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content_begin import CLAUSE_OPENERS, opening
from pipeline.attribute.lexicon import BASE, CUES, NOUNS
from pipeline.attribute.subject_left import subject_before
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import has_verb, is_adverb, is_verb, verb_group
from pipeline.word_set import word_set

ENDERS = frozenset(["according", "citing", "quoting", "prompting"])
"""Behind a comma these begin the reporter's words, whatever the cue."""
DASHES = frozenset(("—", "–", "―", "-"))
LOOSE_ENDS = DASHES | frozenset((".", ",", ";", ":", "…", "and", "but"))
"""What content does not end with."""
FULL_STOPS = frozenset((".", "?", "!"))
PROMPT_OPENERS = frozenset(("when", "after"))
PROMPTS = frozenset(("asked", "being", "pressed", "questioned"))
"""Behind "when" or "after" these tell what the reporter asked."""
QUANTIFIERS = word_set("several many some most both two three more dozens hundreds few others ")
CONTRAST = frozenset(("but", "while", "although", "though", "yet"))
"""Behind a comma these begin a clause of the reporter's."""
JOINING = CONTRAST | {"and", "as"}
GOING_ON = CLAUSE_OPENERS | {"also", "rather", "instead"}
"""Behind ", and" or ", but" these go on with the content: "not only A, but also B"."""
REFUSED = frozenset(("declined", "refused"))

OBJECT_ENDERS = word_set("which who where when and whose ")
OBJECT_BREAKS = frozenset(("but", "when", "because", "although"))
ADJUNCT_PREPOSITIONS = frozenset(("in", "on", "during", "via"))
ADJUNCT_NOUNS = word_set(
    "statement statements interview interviews tweet tweets post posts letter email message speech release briefing "
    "conference twitter facebook instagram telegram "
)
"""Where something is said: behind an object, the circumstance of the saying."""
SUBJECT_REACH = 30
"""Units in which the clause of another speaker must show its cue."""
DECISIVE = LOOSE_ENDS | FULL_STOPS | PROMPT_OPENERS | {"with", "according", ")"}
"""The words at which `content_end` looks closer; all others are content."""


def strip_end(units: Units, begin: int, end: int) -> int:
    """The range's end without final stop, comma, dash or dangling conjunction."""
    while end > begin and (
        units.low[end - 1] in LOOSE_ENDS or (units.low[end - 1] == ")" and "(" not in units.low[begin:end])
    ):
        end -= 1
    return end


def content_end(sentence: Sentence, begin: int, cue_at: int, outer: bool = False) -> int:
    """Where content that begins at `begin` ends.

    Args:
        sentence: The sentence that holds it.
        begin: Position of the content's first unit.
        cue_at: Position of its cue.
        outer: Whether the source is one that relays others, so that their clauses belong to its content.
    """
    low, high = sentence.units.low, sentence.high
    for k in range(begin, high):
        if low[k] in DECISIVE and _ends_at(sentence, begin, k, outer):
            return strip_end(sentence.units, begin, k)
    return strip_end(sentence.units, begin, max(begin, high))


def _ends_at(sentence: Sentence, begin: int, k: int, outer: bool) -> bool:
    units, high = sentence.units, sentence.high
    word = units.low[k]
    if word in FULL_STOPS:
        return begin < k < high - 1 and units.raw[k + 1][0].isupper()
    if word == ";":
        return True
    if word in PROMPT_OPENERS:
        return _is_prompt(units, k, high)
    if word == "according":
        return not outer and k + 1 < high and units.low[k + 1] == "to"
    if k == begin:
        return False
    if word == ",":
        return _resumes_outer(sentence, begin, k) or _ends_at_comma(sentence, begin, k, outer)
    if word == ")":
        return "(" not in units.low[begin:k]
    if word in DASHES:
        return _ends_at_dash(sentence, begin, k)
    if word in ("and", "but"):
        return _ends_at_and(sentence, k)
    return word == "with" and k > begin + 1 and not outer and _absolute(units, k, high)


def _resumes_outer(sentence: Sentence, begin: int, comma: int) -> bool:
    """Whether the clause around the content goes on: ", who claimed that C, is urging": a verb right behind the comma.

    Not where an earlier comma within the content has opened an insertion that this one closes, and not in a list.
    """
    units, low = sentence.units, sentence.low
    if comma + 1 >= sentence.high or not is_verb(units, comma + 1) or "," in units.low[begin:comma]:
        return False
    if "," not in units.low[low:begin] or "," in units.low[comma + 1 : sentence.high]:
        return False
    return units.low[comma + 1] not in w.MODALS


def _is_prompt(units: Units, k: int, high: int) -> bool:
    """ "when asked", "after being asked": the reporter's prompt."""
    if k + 1 >= high or units.low[k + 1] not in PROMPTS:
        return False
    return units.low[k] == "when" or (k + 2 < len(units.low) and units.low[k + 2] == "asked")


def _absolute(units: Units, k: int, high: int) -> bool:
    """ "... with several advisers pushing for it": an absolute with an indefinite subject is the reporter's."""
    if k + 1 >= len(units.low) or units.low[k + 1] not in QUANTIFIERS:
        return False
    for j in range(k + 2, min(high, k + 7)):
        if units.low[j].endswith("ing") and units.low[j - 1].endswith("s"):
            return True
        if units.low[j] in w.PREPOSITIONS or units.low[j] == ",":
            return False
    return False


def _ends_at_dash(sentence: Sentence, begin: int, k: int) -> bool:
    """A dash ends the content unless a second one closes an insertion, or it stands within a word or range."""
    units, high = sentence.units, sentence.high
    if units.low[k] == "-" and units.end[k - 1] == units.start[k] and units.low[k - 1] != "-":
        return False
    if any(units.low[j] in DASHES and units.low[j - 1] != "-" for j in range(k + 2, high)):
        return False
    earlier = sum(units.low[j] in DASHES and units.start[j] > units.end[j - 1] for j in range(begin + 1, k - 1))
    return earlier % 2 == 0 and has_verb(units, begin, k)


def _ends_at_comma(sentence: Sentence, begin: int, comma: int, outer: bool) -> bool:
    units, high = sentence.units, sentence.high
    if comma + 1 >= high:
        return True
    nxt = units.low[comma + 1]
    if nxt in ENDERS:
        return True
    if nxt in CUES and nxt.endswith("ing"):
        return not outer or not any(begin <= cue < comma for cue in sentence.cues)
    if nxt == "with" and not outer and any(c > comma and units.low[c].endswith("ing") for c in sentence.cues):
        return True
    clause = comma + 1
    if nxt in JOINING:
        if comma + 2 < high and units.low[comma + 2] in GOING_ON:
            return False
        if nxt in CONTRAST:
            return not outer
        clause = comma + 2
    return _clause_of_saying(sentence, clause)


def _clause_of_saying(sentence: Sentence, begin: int) -> bool:
    """Whether a clause with a cue of its own begins here: "AFP reported", "a neighbour said"."""
    units = sentence.units
    for cue in sentence.cues:
        if cue < begin:
            continue
        start = verb_group(units, cue, begin)
        if start == begin:
            return not units.low[cue].endswith("ing") and units.low[cue] not in NOUNS
        if cue - begin > SUBJECT_REACH:
            return False
        subject = subject_before(units, start, begin)
        return subject is not None and subject[0] == begin and units.low[cue] not in BASE
    return False


def _ends_at_and(sentence: Sentence, k: int) -> bool:
    """ "... and urged anyone", "... and would not discuss": a second cue of the same subject."""
    units = sentence.units
    j = k + 1
    while j < sentence.high and is_adverb(units, j):
        j += 1
    if j >= sentence.high:
        return False
    word = units.low[j]
    if word in REFUSED or (word in ("would", "did") and j + 1 < len(units.low) and units.low[j + 1] == "not"):
        return True
    if word in w.HAVE and j + 1 < sentence.high:
        j += 1
        word = units.low[j]
    cue = CUES.get(word)
    if cue is None or word in BASE or (word.endswith(("ing", "s")) and word in NOUNS):
        return False
    if units.low[k] == "and" and units.low[k - 1] == "," and word.endswith("ed"):
        return True
    return opening(sentence, j, cue) is not None


def object_end(units: Units, start: int, end: int) -> int:
    """The end of a noun phrase as content: before ", which", " but" and " when", where the reporter goes on."""
    end = _without_time(units, start, end)
    for k in range(start + 1, end):
        word = units.low[k]
        if word == "," and k + 1 < len(units.low) and units.low[k + 1] in OBJECT_ENDERS:
            return k
        if word in OBJECT_BREAKS and k > start + 1:
            return strip_end(units, start, k)
        if word in ADJUNCT_PREPOSITIONS and not ADJUNCT_NOUNS.isdisjoint(units.low[k + 1 : min(end, k + 4)]):
            if "that" not in units.low[k:end]:
                return k  # "condemned the strikes in a statement on Sunday"
    return end


def _without_time(units: Units, start: int, end: int) -> int:
    """The end of an object without the time of the saying: "denied CNN's reporting on Sunday"."""
    if end - 2 > start and units.low[end - 1] in w.WEEKDAYS and units.low[end - 2] == "on":
        return end - 2
    return end
