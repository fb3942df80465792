"""Active clauses: source, cue and content of a finite cue verb.

Rules: `subject_verb` (X said that C), `told` (X told Y C), `inverted` (C, said X), `trailing` (C, X said),
`coordinated` (X denied A and said B).
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content import content_after, content_before, inner_text, quotations_from
from pipeline.attribute.content_begin import CLAUSE_OPENERS
from pipeline.attribute.content_end import content_end
from pipeline.attribute.lexicon import CUES, Cue
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import Range
from pipeline.attribute.subject_right import subject_after
from pipeline.attribute.subjects import can_speak, is_noun_here, is_thing, subject_of
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.attribute.verbs import has_verb, is_adverb, is_verb
from pipeline.word_set import word_set

TITLED = word_set(
    "book novel song album film movie series show column essay play single memoir podcast programme program "
    "article poem blog "
)
"""What bears a title in quotation marks, so that a quotation behind it is no speech."""
OPENERS = word_set("when while after as although though because since if before once until even whereas")
"""Conjunctions that open a clause before the main one."""
RESUMES = word_set("since because for if even though although where unless so until whereas")
"""Conjunctions with which a clause goes on behind ", she said,"."""
BEFORE_CUE = frozenset((",", QUOTE_UNIT, "—", "–", "?", "!", "-"))
"""What stands between content and the cue or subject behind it."""
BEFORE_QUOTE = frozenset((".", ",", ":", "?", "!", ")", "and", "but", QUOTE_UNIT))
"""What stands before a quotation that is not part of a clause."""
BARE_OBJECTS = frozenset(("that", "this"))
TAKES_BARE_OBJECTS = frozenset(("deny", "ask"))
CIRCUMSTANCES = word_set(
    "in on at during after before as when while to of about by through via following amid from despite with and but "
    "because if that the me us him her them reporters speaking for journalists lawmakers investigators police officers "
    "supporters parliament jurors viewers listeners followers investors analysts "
)
"""What may follow "C, X said": a time, a place, who was told."""
THINGS_DO = frozenset(("threaten", "promise", "demand", "call", "suggest", "signal", "recommend"))
"""Cues that have things as subjects, too: "the feud threatened to", "the recipe calls for"."""
OPEN_QUESTIONS = frozenset(("whether", "if", "unless"))
"""Behind these somebody may have said something or not."""
SAYING_CLASSES = frozenset(("say", "tell", "write", "report", "announce", "show"))
AS_REACH = 12
"""Units between the cue and the comma of "As X reported for Y on Monday, C"."""
SPLIT_REACH = 14
"""Units between the halves of a split quotation."""
SPEECH_LENGTH = 25
"""Characters from which a quotation is no title."""
SPLIT_STOPS = frozenset((".", ";", "?", "!"))
SPLIT_SIGNS = frozenset((",", ":", "—", "–"))


def find_active(sentence: Sentence, k: int, cue: Cue, width: int, group: int, negated: bool) -> None:
    """Adds what the finite cue verb at `k`, whose verb group begins at `group`, attributes."""
    units, low = sentence.units, sentence.low
    source, joined = subject_of(sentence, group)
    after = content_after(sentence, k, cue, width)
    cue_range = (cue_start(units, group, k), k + width)
    if width == 1 and is_noun_here(units, k, source):
        return
    if source is None:
        _inverted(sentence, k, cue, group, cue_range)
        return
    if is_thing(units, source, cue) or (source[0] > low and units.low[source[0] - 1] in OPEN_QUESTIONS):
        return
    if after is None and source[0] > low and units.low[source[0] - 1] == "as":
        _as_said(sentence, cue, source, cue_range)
        return
    if after is None or (not joined and _behind_quote(units, source, low) and not _opens_clause(units, after[0])):
        _trailing(sentence, cue, source, cue_range, negated)
        return
    ranges, addressee = after
    if cue.lemma in THINGS_DO and not _opens_clause(units, ranges) and not can_speak(sentence, source):
        return
    begin, end = ranges[0]
    if end - begin == 1 and units.low[begin] in BARE_OBJECTS and cue.kind not in TAKES_BARE_OBJECTS:
        return
    rule = "coordinated" if joined else "told" if cue.kind == "tell" else "subject_verb"
    propose(sentence, source, cue_range, _within_clause(sentence, source, ranges), rule, cue, addressee, negated)


def _as_said(sentence: Sentence, cue: Cue, source: Range, cue_range: Range) -> None:
    """As X reported on Monday, C (rule `put_it`, which it is but for the verb)."""
    units, low, high = sentence.units, sentence.low, sentence.high
    if source[0] - 1 - low > 1 or cue.kind not in SAYING_CLASSES or cue.frames.isdisjoint(("t", "c")):
        return
    comma = next((j for j in range(cue_range[1], min(high, cue_range[1] + AS_REACH)) if units.low[j] == ","), None)
    if comma is None or has_verb(units, cue_range[1], comma):
        return
    end = content_end(sentence, comma + 1, cue_range[1] - 1)
    if end > comma + 1 and has_verb(units, comma + 1, end):
        propose(sentence, source, cue_range, [(comma + 1, end)], "put_it", cue)


def _opens_clause(units: Units, ranges: list[Range]) -> bool:
    return units.low[ranges[0][0]] in CLAUSE_OPENERS


def cue_start(units: Units, group: int, k: int) -> int:
    """Where the cue begins within its verb group: behind adverbs of time."""
    while group < k and is_adverb(units, group) and units.low[group] not in w.NEGATIONS:
        group += 1
    return group


def _behind_quote(units: Units, source: Range, low: int) -> bool:
    """Whether a quotation right before the source is what it says, not a title or a part of a clause."""
    quote = source[0] - 1
    if quote < low or units.quote[quote] < 0 or not _is_speech(units, quote):
        return False
    if quote == low:
        return True
    if quote - 2 >= low and units.low[quote - 1] == "," and units.low[quote - 2] in TITLED:
        return False
    return units.low[quote - 1] in BEFORE_QUOTE


def _within_clause(sentence: Sentence, source: Range, ranges: list[Range]) -> list[Range]:
    """Content of a relative or an opening subordinate clause ends with that clause.

    ", which contended that C, is ..." and "When she noted that C, he ...": at the first comma behind a verb.
    """
    units, low = sentence.units, sentence.low
    before = units.low[source[0] - 1] if source[0] > low else ""
    relative = units.low[source[0]] in w.RELATIVES and before == ","
    opening = before in OPENERS and source[0] - low <= 2
    if not relative and not opening:
        return ranges
    begin, end = ranges[-1]
    seen = False
    for k in range(begin, end):
        seen = seen or is_verb(units, k) or units.quote[k] >= 0
        if units.low[k] == "," and seen and k + 1 < end and (opening or is_verb(units, k + 1)):
            return [*ranges[:-1], (begin, k)]
    return ranges


def _inverted(sentence: Sentence, k: int, cue: Cue, group: int, cue_range: Range) -> None:
    """ "C," said X: the verb follows a quotation or a comma, the subject follows the verb."""
    units, low, high = sentence.units, sentence.low, sentence.high
    before = units.low[k - 1] if k > low else ""
    if group != k or before not in BEFORE_CUE or cue.frames.isdisjoint(("q", "c")):
        return
    subject = subject_after(units, cue_range[1], high)
    ranges = content_before(sentence, k) if subject is not None else None
    if subject is None or ranges is None:
        return
    if units.quote[k - 1] < 0 and not (before == "," and units.quote[k - 2] >= 0):
        rest = subject[1] < high and is_verb(units, subject[1])
        if rest or units.low[subject[0]] in w.PRONOUNS or "c" not in cue.frames or not has_verb(units, low, k):
            return
    propose(sentence, subject, cue_range, _extended(sentence, subject[1], ranges), "inverted", cue)


def _trailing(sentence: Sentence, cue: Cue, source: Range, cue_range: Range, negated: bool) -> None:
    """C, X said: content before the subject; perhaps more behind."""
    units, low = sentence.units, sentence.low
    before = units.low[source[0] - 1] if source[0] > low else ""
    if negated or before not in BEFORE_CUE or cue.frames.isdisjoint(("q", "c")):
        return
    if units.low[source[0]] in w.RELATIVES or (before == QUOTE_UNIT and not _is_speech(units, source[0] - 1)):
        return
    if before == "," and units.quote[source[0] - 2] < 0 and not _ends_clause(sentence, cue, source, cue_range):
        return
    if before in w.DASHES and cue_range[1] < sentence.high and units.raw[cue_range[1]][0].isalnum():
        return  # "— the neurologist wrote about it —": a clause of its own
    relay = subject_after(units, cue_range[1], sentence.high) if "a" in cue.frames else None
    ranges = content_before(sentence, source[0])
    if ranges is not None:
        ranges = _extended(sentence, max(cue_range[1], relay[1] if relay else 0), ranges)
        propose(sentence, source, cue_range, ranges, "trailing", cue, relay)


def _ends_clause(sentence: Sentence, cue: Cue, source: Range, cue_range: Range) -> bool:
    """Whether a clause that can be content, not an adjunct, ends at the comma before the source."""
    units, low = sentence.units, sentence.low
    if cue.kind == "belief" or "c" not in cue.frames or source[0] - low < 3:
        return False
    if not can_speak(sentence, source):
        return False
    comma = source[0] - 1
    if not has_verb(units, low, comma) or not _follows_trailing(units, cue_range[1], sentence.high):
        return False
    if units.low[comma - 1] in w.SUBORDINATORS or units.low[comma - 1] in w.RELATIVES:
        return _goes_on(sentence, cue_range[1])
    if any(units.low[j] == "," and units.low[j - 1] in w.SUBORDINATORS for j in range(max(low + 1, comma - 3), comma)):
        return False  # "when, in fact, he replied": the comma closes an insertion
    subordinate = units.low[low] in w.SUBORDINATORS and units.low[low] != "where"
    return not subordinate or _goes_on(sentence, cue_range[1])


def _follows_trailing(units: Units, k: int, high: int) -> bool:
    """Whether what stands behind "C, X said" is an end, a time or a circumstance, so that nothing else is said."""
    if k >= high or not units.raw[k][0].isalnum():
        return True
    word = units.low[k]
    return word in CIRCUMSTANCES or word in w.TIME_WORDS or is_adverb(units, k) or units.raw[k][0].isupper()


def _is_speech(units: Units, k: int) -> bool:
    """Whether a quotation right before a subject can be its words, not a title ("the song "Brine" he said")."""
    inner = inner_text(units, k)
    return inner[-1] in ",.?!…-—" or len(inner) > SPEECH_LENGTH


def _goes_on(sentence: Sentence, j: int) -> bool:
    """Whether the clause that "she said" interrupts goes on behind a comma: "If it rains, she said, we stay"."""
    units, high = sentence.units, sentence.high
    return (
        j + 3 < high and units.low[j] == "," and not units.low[j + 1].endswith("ing") and has_verb(units, j + 1, high)
    )


def _extended(sentence: Sentence, j: int, ranges: list[Range]) -> list[Range]:
    """The content with the second half of a split quotation or clause: "A," she said, "B"."""
    units, high = sentence.units, sentence.high
    k = j
    while k < min(high, j + SPLIT_REACH) and units.quote[k] < 0 and units.low[k] not in SPLIT_STOPS:
        k += 1
    if k < high and units.quote[k] >= 0 and units.low[k - 1] in SPLIT_SIGNS:
        cues_between = any(units.low[c] in CUES for c in range(j, k))
        return ranges if cues_between else [*ranges, *quotations_from(sentence, k)]
    if j + 2 < high and units.low[j] == "," and _resumes(sentence, j + 1, ranges):
        end = content_end(sentence, j + 1, j)
        if end > j + 1 and has_verb(units, j + 1, end):
            return [*ranges, (j + 1, end)]
    return ranges


def _resumes(sentence: Sentence, begin: int, ranges: list[Range]) -> bool:
    """Whether the clause before the cue is no whole, so that what begins here goes on with it."""
    units = sentence.units
    if units.quote[ranges[-1][1] - 1] >= 0:
        return False
    return (
        units.low[begin] in RESUMES
        or units.low[ranges[-1][1] - 1] in w.RELATIVES
        or units.low[ranges[0][0]] in w.SUBORDINATORS
        or not has_verb(units, sentence.low, ranges[-1][1])
    )
