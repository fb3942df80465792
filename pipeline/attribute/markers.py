"""Cues that are neither verbs nor nouns of saying: according to, per, citing, quoted as, reportedly, "X was blunt: Q",
the court heard, as X put it.

Rules: `according_to`, `citing`, `quoted_as`, `adverb`, `colon`, `court`, `put_it`. `MARKERS` names the word that each
begins with.
"""

from collections.abc import Callable

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.content import content_before, quotations_from
from pipeline.attribute.content_end import content_end
from pipeline.attribute.lexicon import CUES, Cue
from pipeline.attribute.noun_cues import NO_FRAMES
from pipeline.attribute.passive import COURTS
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import Range, subject_before
from pipeline.attribute.subject_right import subject_after
from pipeline.attribute.subjects import can_speak, main_subject
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import has_verb, is_verb, verb_group
from pipeline.word_set import word_set

CITED_REASONS = word_set(
    "concern concerns lack need reason reasons health safety security cost costs weather fear fears privacy "
    "rules law order issues issue grounds problems shortages shortage delays conditions demand policy regulations "
    "conflicts risks risk uncertainty difficulties circumstances constraints losses pressure changes violations"
)
"""What is cited as a reason, not as a source."""
SHORT_ADJUNCT = 6
"""Units before "according to X, C" that are no clause: "But", "On Monday,"."""
ASIDE = frozenset((",", "—", "–"))
SAYING = frozenset(("saying", "telling", "stating"))
SHORT_QUOTE = 60
"""Characters up to which a quotation behind "citing" is what was cited, a title."""
AS_SAYING_REACH = 16
"""Units between "quoted" and "as saying"."""
CLAUSE_EDGES = frozenset((";", ":", "—", "–", "while", "because", "although", "though", "that", "but", "."))
NAME_WORDS = frozenset(("of", "the", "de", ","))
LONGEST_LABEL = 6
"""Units before the colon of "ADA BIRCH: Q"."""
LONGEST_STATE = 4
"""Units of "was quite blunt" in "Coach Tandy was quite blunt: Q"."""
STATES = w.BE | {"had", "has", "sounded", "seemed", "went"}
STATE_ENDS = w.PREPOSITIONS | {",", "when", "as", "after", "that"}
POSSESSING = frozenset(("had", "has"))
PUT_WHERE = frozenset(("in", "on", "during", "at", "to", "when", "later", "recently", "last", "this"))
"""What may follow "as X put it": a time or place."""
BY_MEASURE = word_set("vary varies varied differ differs differed acts acted ranked sorted grouped divided adjusted ")
"""Before "according to" these measure by something that says nothing: "prices vary according to the tariff"."""
HEARD_CLAUSE = frozenset(("that", "how"))
NOT_HEARD = w.PREPOSITIONS | {"evidence", "testimony"}
"""What a court hears without being told anything."""


def _sense(lemma: str, kind: str = "say") -> Cue:
    return Cue(lemma, kind, NO_FRAMES, NO_FRAMES)


def _follows(units: Units, k: int, word: str) -> bool:
    """Whether the unit behind `k` is the word."""
    return k + 1 < len(units.low) and units.low[k + 1] == word


def _according_to(sentence: Sentence, k: int) -> None:
    units = sentence.units
    if _follows(units, k, "to") and not (k > sentence.low and units.low[k - 1] in BY_MEASURE):
        _according(sentence, k, 2, "according to")


def _per(sentence: Sentence, k: int) -> None:
    """ "per" at a clause's edge, before a name: not "per cent", "per day"."""
    units, low = sentence.units, sentence.low
    if k + 1 < sentence.high and (k == low or units.low[k - 1] == ","):
        if units.low[k + 1] == "the" or units.raw[k + 1][0].isupper():
            _according(sentence, k, 1, "per")


def _in_the_words_of(sentence: Sentence, k: int) -> None:
    begin = k - 2
    if begin >= sentence.low and sentence.units.low[begin : k + 2] == ["in", "the", "words", "of"]:
        _according(sentence, begin, 4, "in the words of")


def _according(sentence: Sentence, k: int, width: int, lemma: str) -> None:
    """According to X, C; C, according to X."""
    units, low, high = sentence.units, sentence.low, sentence.high
    start = k - 1 if k > low and units.low[k - 1] in ASIDE else k
    left = _left_clause(sentence, start)
    clause = any(is_verb(units, j) or units.quote[j] >= 0 for j in range(left, start))
    source = subject_after(units, k + width, high, before_comma=not clause and start - left < SHORT_ADJUNCT)
    if source is None:
        return
    begin = source[1] + (source[1] < high and units.low[source[1]] in (",", ":"))
    if not clause or units.low[left] == "because":
        ranges = [(begin, content_end(sentence, begin, k))]
        if start < k and left < start and not has_verb(units, left, start) and begin < high:
            ranges.insert(0, (left, start))
    else:
        ranges = [(left, start)]
        if start < k and units.low[begin - 1] == "," and _breaks_off(units, start, begin, high):
            ranges.append((begin, content_end(sentence, begin, k)))
    ranges = [(a, b) for a, b in ranges if b > a]
    if ranges:
        propose(sentence, source, (k, k + width), ranges, "according_to", _sense(lemma))


def _breaks_off(units: Units, start: int, begin: int, high: int) -> bool:
    """Whether ", according to X," stands inside a clause: behind an auxiliary or relative, or before its verb."""
    last = units.low[start - 1]
    if last in w.AUXILIARIES or last in w.RELATIVES or last == "that":
        return True
    return begin < high and is_verb(units, begin)


def _left_clause(sentence: Sentence, stop: int) -> int:
    """Start of the clause that ", according to X" ends: after a semicolon, else the sentence's start."""
    units, low = sentence.units, sentence.low
    for k in range(stop - 1, low, -1):
        if units.low[k] == ";" or (units.low[k] == "." and k + 1 < stop and units.raw[k + 1][0].isupper()):
            return k + 1
    return low


def _citing(sentence: Sentence, k: int) -> None:
    """ "Reuters, citing X, reported C": X gets the content of the outlet's cue (filled in by `link.py`)."""
    units = sentence.units
    source = _cited(sentence, k)
    if source is None or _as_saying(sentence, k, source):
        return
    lemma = "cite" if units.low[k] == "citing" else "quote"
    cue = sentence.span(k, k + 1)
    sentence.found.append(Candidate(sentence.span(*source), cue, [], "citing", lemma, "cite", units.inside))


def _cites(sentence: Sentence, k: int) -> None:
    """ "Reuters quoted X as saying C"; "X was quoted as saying C"."""
    units, low = sentence.units, sentence.low
    if not w.BE.isdisjoint(units.low[verb_group(units, k, low) : k]):
        if units.low[k] == "quoted":
            _quoted_as(sentence, k)
        return
    source = _cited(sentence, k)
    if source is not None:
        _as_saying(sentence, k, source)


def _cited(sentence: Sentence, k: int) -> Range | None:
    """Who or what is cited behind the verb at `k`, unless it is a reason."""
    units, high = sentence.units, sentence.high
    if k + 1 >= high:
        return None
    if units.quote[k + 1] >= 0 and len(units.raw[k + 1]) < SHORT_QUOTE:
        return k + 1, k + 2
    source = subject_after(units, k + 1, high)
    if source is None or not CITED_REASONS.isdisjoint(units.low[source[0] : min(source[1] + 1, high)]):
        return None
    return source if can_speak(sentence, source) else None


def _as_saying(sentence: Sentence, k: int, source: Range) -> bool:
    """ "quoting X as saying C": adds it, and returns whether "as saying" follows at all."""
    units, low, high = sentence.units, sentence.low, sentence.high
    begin = _behind_as_saying(units, source[0] + 1, high)
    if begin is None:
        return False
    end = content_end(sentence, begin, k) if begin < high else begin
    participle = units.low[k].endswith("ing")
    outlet = main_subject(sentence, k) if participle else subject_before(units, verb_group(units, k, low), low)
    if end > begin:
        speaker = (source[0], min(source[1], begin - 2))
        content = (_past_colon(units, begin), end)
        propose(sentence, speaker, (k, k + 1), [content], "quoted_as", _sense("quote"), outlet)
    return True


def _behind_as_saying(units: Units, begin: int, high: int) -> int | None:
    for p in range(begin, min(high, begin + AS_SAYING_REACH)):
        if units.low[p] == "as" and p + 1 < len(units.low) and units.low[p + 1] in SAYING:
            return p + 2
    return None


def _past_colon(units: Units, k: int) -> int:
    """ "as saying: Q": the content begins behind the colon."""
    return k + 1 if k + 1 < len(units.low) and units.low[k] in (":", ",") else k


def _quoted_as(sentence: Sentence, k: int) -> None:
    """X was quoted by Y as saying C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    source = subject_before(units, group, low)
    begin = _behind_as_saying(units, k + 1, high)
    if source is None or begin is None:
        return
    relay = subject_after(units, k + 2, high) if units.low[k + 1] in ("by", "in") else None
    if relay is not None:
        relay = (relay[0], min(relay[1], begin - 2))
    begin = _past_colon(units, begin)
    if begin < high and units.low[begin] == "by" and source[0] > low:
        before = content_before(sentence, source[0])  # "C," X was quoted as saying by Y
        if before is not None:
            relay = subject_after(units, begin + 1, high)
            propose(sentence, source, (group, k + 1), before, "quoted_as", _sense("quote"), relay)
        return
    end = content_end(sentence, begin, k) if begin < high else begin
    if end > begin:
        propose(sentence, source, (group, k + 1), [(begin, end)], "quoted_as", _sense("quote"), relay)


def _adverb(sentence: Sentence, k: int) -> None:
    """The clause around "reportedly" without the word."""
    units, low, high = sentence.units, sentence.low, sentence.high
    if k > low and units.low[k - 1] in w.DETERMINERS:
        return  # "his supposedly reckless policy" says no more than "alleged"
    begin = k
    while begin > low:
        word = units.low[begin - 1]
        if word in CLAUSE_EDGES or (word == "," and _clause_comma(sentence, begin - 1, k)):
            break
        begin -= 1
    end = content_end(sentence, k + 1, k) if k + 1 < high else k
    left = k - 1 if k > begin and units.low[k - 1] == "," else k
    right = k + 1 + (k + 1 < high and units.low[k + 1] == ",")
    ranges = [(a, b) for a, b in ((begin, left), (right, end)) if b > a]
    if ranges and end - begin > 3:
        propose(sentence, None, (k, k + 1), ranges, "adverb", _sense(units.low[k]))


def _clause_comma(sentence: Sentence, comma: int, k: int) -> bool:
    """Whether the subject of the verb at `k` begins behind the comma, so that the clause does."""
    units = sentence.units
    subject = subject_before(units, verb_group(units, k, sentence.low), sentence.low)
    return subject is not None and subject[0] >= comma + 1


def _colon(sentence: Sentence, k: int) -> None:
    """ "Coach Tandy was blunt: Q", "ADA BIRCH: Q": a clause without a cue verb that introduces a quotation."""
    units, low = sentence.units, sentence.low
    if k + 1 >= sentence.high or units.quote[k + 1] < 0:
        return
    edge = (j + 1 for j in range(k - 1, low, -1) if units.low[j] in (";", ".") or units.quote[j] >= 0)
    begin = next(edge, low)
    if any(units.low[j] in CUES and is_verb(units, j) for j in range(begin, k)):
        return
    ranges = quotations_from(sentence, k + 1)
    verb = next((j for j in range(begin, k) if units.low[j] in STATES), None)
    if verb is None:
        labelled = 0 < k - begin <= LONGEST_LABEL and all(_is_label(units, j) for j in range(begin, k))
        if labelled and not _is_date(units, begin, k):
            propose(sentence, (begin, k), (k, k + 1), ranges, "colon", _sense(":"))
        return
    source = subject_before(units, verb, begin)
    end = next((j for j in range(verb + 1, k) if units.low[j] in STATE_ENDS), k)
    bare = end == verb + 1 and units.low[verb] in POSSESSING
    if source is not None and not bare and end - verb <= LONGEST_STATE:
        propose(sentence, source, (verb, end), ranges, "colon", _sense(" ".join(units.low[verb:end])))


def _is_label(units: Units, k: int) -> bool:
    first = units.raw[k][0]
    return first.isupper() or first.isdigit() or units.low[k] in NAME_WORDS


def _is_date(units: Units, begin: int, end: int) -> bool:
    """ "May 3, 1974:", "1930-35:": a label of months and numbers is nobody."""
    return all(
        word[0].isdigit() or not word[0].isalnum() or word.rstrip(".") in w.MONTHS_WRITTEN or word in w.TIME_WORDS
        for word in units.low[begin:end]
    )


def _court(sentence: Sentence, k: int) -> None:
    """ "C, the inquest heard" and "the court heard that C": nobody is given, the channel is testimony."""
    units, low, high = sentence.units, sentence.low, sentence.high
    subject = subject_before(units, verb_group(units, k, low), low) if units.inside < 0 else None
    if subject is None or COURTS.isdisjoint(units.low[slice(*subject)]):
        return
    content = (k + 1, content_end(sentence, k + 1, k)) if k + 1 < high else (k, k)
    if k + 1 < high and units.low[k + 1] in HEARD_CLAUSE:
        pass
    elif subject[0] > low and units.low[subject[0] - 1] == ",":
        content = (low, subject[0] - 1)
    elif k + 2 >= high or units.low[k + 1] in NOT_HEARD or not has_verb(units, k + 2, min(high, k + 14)):
        return
    propose(sentence, None, (k, k + 1), [content], "court", _sense("hear", "court"))


def _put_it(sentence: Sentence, k: int) -> None:
    """As X put it, C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    j = k + 2
    if not _follows(units, k, "it") or (j < high and units.raw[j][0].isalnum() and units.low[j] not in PUT_WHERE):
        return  # "put it away"
    source = subject_before(units, k, low)
    if source is None:
        return
    ranges: list[Range] | None = None
    if j < high and units.low[j] in (",", ":"):
        ranges = [(j + 1, content_end(sentence, j + 1, k))]
    elif source[0] - 1 > low:
        before = source[0] - 1 if units.low[source[0] - 1] == "as" else source[0]
        ranges = content_before(sentence, before)
    if ranges:
        propose(sentence, source, (k, k + 2), ranges, "put_it", _sense("put it"))


MARKERS: dict[str, Callable[[Sentence, int], None]] = {
    "according": _according_to,
    "per": _per,
    "words": _in_the_words_of,
    **dict.fromkeys(("citing", "quoting"), _citing),
    **dict.fromkeys(("cites", "cited", "quotes", "quoted"), _cites),
    **dict.fromkeys(("reportedly", "allegedly", "supposedly", "purportedly"), _adverb),
    ":": _colon,
    "heard": _court,
    "put": _put_it,
}
"""The rule that each word begins; `find.py` looks here."""
