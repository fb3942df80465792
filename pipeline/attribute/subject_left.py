"""The noun phrase that says something, read leftwards from its verb: where a source that precedes its cue begins.

All work on unit positions, look at each unit a bounded number of times (`MAX_PHRASE`) and return half-open ranges.
Sources behind their cue ("said Ada Birch") stand in `subject_right.py`.
"""

from pipeline.attribute import words as w
from pipeline.attribute.lexicon import CUE_PAST, PAST
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.attribute.verbs import MAYBE_FINITE, is_adverb, is_participle, is_verb
from pipeline.word_set import word_set

Range = tuple[int, int]
STOPS = frozenset((";", ":", "—", "–", "-", "―", "…", ".", "?", "!", QUOTE_UNIT))
"""Signs that no noun phrase runs over."""
MAX_PHRASE = 45
"""Units that a source may span: the longest of 22,119 gold sources of PolNeAR has 44 words, 99.9 % have under 30."""
MAX_PIECES = 5
"""Pieces between commas that a source may have."""
NOT_SUBJECT_START = word_set(
    "in on at by for from with to about into over under against during through without within near since until "
    "despite amid after before as when while because although though if unless where why how whether upon like "
    "per according via meanwhile however but and or so yet then later earlier still instead also prior ahead due "
    "thanks "
)
INSERTION_ADVERBS = word_set(
    "however meanwhile though too moreover nonetheless nevertheless therefore in on by for at during after "
    "before when as while if according via through despite unlike since citing quoting adding noting referring "
    "using pointing "
)
CONDITIONS = frozenset(["speaking", "talking", "granted", "requesting", "asking", "insisting"])
NO_PARTICIPLES = frozenset(("during", "according"))
BARE_SUBJECTS = frozenset(("he", "she", "they", "we", "i"))
"""Pronouns that are nothing but subjects, and not joined to a name before them unless by "and"."""
TIME_CONJUNCTIONS = frozenset(("as", "after", "before", "since", "until"))
"""Conjunctions that are prepositions as well, inside a noun phrase: "the day after the vote"."""
TIME_NOUNS = word_set("day days hours years week weeks work working ")
BEFORE_WEEKDAY = frozenset(("on", "late", "early"))
RECENT = frozenset(("last", "this"))
TIME_OPENERS = frozenset(("last", "this", "next", "earlier", "late", "early"))
NAME_PARTICLES = frozenset(("of", "the", "de", "van", "der", "al"))
LIST_OPENERS = frozenset((",", "that", "and"))
THAT_HEADS = frozenset(("people", "those", "group", "groups"))
"""Nouns after which "that" is a relative pronoun, not a conjunction."""
BREAKING = frozenset(("(", ",")) | TIME_CONJUNCTIONS | w.SUBORDINATORS | w.COORDINATORS | w.RELATIVES
"""Words that a noun phrase may end at: most of its words are none of them, and need no second look."""
SIGNS_IN_NAMES = frozenset(("[", "$", "£", "€", "@", "#"))
ADJUNCT_ADJECTIVES = frozenset(("prior", "ahead", "due", "thanks"))
"""What begins an adjunct with "to" or "of": "Prior to launch Ada Birch"."""
ADJUNCT_STARTS = w.PREPOSITIONS - {"over", "about"}


def skip_left(units: Units, k: int, low: int) -> int:
    """Leftwards over adverbs and times ("on Sunday", "last week", "in 2017") that stand before position `k`."""
    while k > low:
        word, before = units.low[k - 1], units.low[k - 2] if k - 1 > low else ""
        if word in w.WEEKDAYS:
            k -= 2 if before in BEFORE_WEEKDAY else 1
        elif is_adverb(units, k - 1):
            k -= 1
        elif (before == "in" and _is_date(word)) or (before in RECENT and word in w.PERIODS):
            k -= 2
        else:
            break
    return k


def _is_date(word: str) -> bool:
    return word in w.MONTHS or (word.isdigit() and len(word) == 4)


def subject_before(units: Units, stop: int, low: int) -> Range | None:
    """The subject that ends before position `stop`, not going below `low`; `None` where there is none."""
    stop = skip_left(units, stop, low)
    if stop <= low:
        return None
    last = units.low[stop - 1]
    if last in w.COMMA_OR_DASH:
        return _with_insertion(units, stop - 1, low)
    if last == ")":
        opening = _opening_bracket(units, stop - 1, low)
        if opening is not None and opening > low:
            inner = _plain(units, opening, low)
            return (inner, stop) if inner is not None else None
    if last in w.RELATIVES and last != "whose":
        return stop - 1, stop
    if last in BARE_SUBJECTS and not (stop - 2 >= low and units.low[stop - 2] == "and"):
        return stop - 1, stop  # "Nothing you have said": the pronoun is the subject, what stands before it is not
    begin = _plain(units, stop, low)
    return (begin, stop) if begin is not None else None


def _opening_bracket(units: Units, k: int, low: int) -> int | None:
    for j in range(k - 1, max(low, k - 30) - 1, -1):
        if units.low[j] == "(":
            return j
    return None


def _with_insertion(units: Units, comma: int, low: int) -> Range | None:
    """A subject whose end is cut off by a comma: "The skipper, Helga Strand," or "Two officials, speaking on ...,"."""
    end = comma
    sign = units.low[comma]
    for pieces in range(MAX_PIECES):
        opening = _previous(units, comma, low, sign)
        if opening is None:
            return _from(units, comma, low, end) if pieces else None
        if pieces and _is_role_of(units, low, opening, comma, end):
            return opening + 1, end
        inserted = _is_insertion(units, opening + 1, comma)
        modifies = _modifies(units, opening + 1, comma)
        if pieces and (_adverbial(units, low, opening) or not (modifies or inserted)):
            return _from(units, comma, opening + 1, end)
        if inserted:
            end = opening if end == comma else end
        elif not modifies:
            return None
        comma = opening
        if comma <= low:
            return None
    return None


def _is_role_of(units: Units, low: int, opening: int, comma: int, end: int) -> bool:
    """Whether a clause ends at `opening`, and a role with its holder's name follows.

    "It sank off the pier, the town's envoy, Ada Birch, said": the envoy is no apposition of the pier.
    """
    name = units.raw[comma + 1 : min(end, comma + 3)]
    return (
        units.low[opening + 1] in w.DETERMINERS
        and len(name) > 1
        and all(word[0].isupper() for word in name)
        and units.raw[opening - 1][0].islower()
        and any(is_verb(units, k) for k in range(low, opening))
        and not any(is_verb(units, k) for k in range(opening + 1, comma))
    )


def _from(units: Units, stop: int, low: int, end: int) -> Range | None:
    begin = _plain(units, stop, low)
    return (begin, end) if begin is not None else None


def _adverbial(units: Units, low: int, comma: int) -> bool:
    """Whether the clause's first words up to the comma are an adjunct: "Speaking by phone from Lima," "In Paris,"."""
    begin = comma
    while begin > low and units.low[begin - 1] not in (",", ";", QUOTE_UNIT, "."):
        begin -= 1
    word = units.low[begin]
    return (
        word in w.PREPOSITIONS
        or word in w.SUBORDINATORS
        or (word.endswith("ing") and begin == low)
        or is_adverb(units, begin)
    )


def _previous(units: Units, k: int, low: int, sign: str) -> int | None:
    """Position of the sign before `k` that opens the insertion which the same sign at `k` closes."""
    depth = 0
    for j in range(k - 1, max(low, k - MAX_PHRASE) - 1, -1):
        word = units.low[j]
        if word == ")":
            depth += 1
        elif word == "(":
            depth -= 1
        elif not depth and word == sign:
            return j
        elif not depth and word == "." and units.low[j + 1] == ",":
            continue  # an abbreviation: "of Ashton, Md., who"
        elif not depth and word in STOPS and word != sign and word != QUOTE_UNIT:
            return None
    return None


def _is_insertion(units: Units, begin: int, end: int) -> bool:
    """An adverbial between commas, no part of the source: "for his part", "on condition of anonymity", "however"."""
    word = units.low[begin]
    return word in INSERTION_ADVERBS and not (word == "for" and units.low[begin + 1] in ("the", "a", "an"))


def _modifies(units: Units, begin: int, end: int) -> bool:
    """Apposition, relative clause, participle or age, as they stand after a noun between commas."""
    if end <= begin:
        return False
    word, raw = units.low[begin], units.raw[begin]
    if word in w.RELATIVES or word in CONDITIONS or word[0].isdigit() or word == "for":
        return True
    if word in NOT_SUBJECT_START or word in w.SUBORDINATORS:
        return False
    if word.endswith("ed") or word in PAST or word in CUE_PAST:
        return True
    if word.endswith("ing") and word not in NO_PARTICIPLES:
        return True
    if any(is_verb(units, j) for j in range(begin, end) if units.low[j] not in w.RELATIVES):
        return any(units.low[j] in w.RELATIVES or units.low[j] == "that" for j in range(begin, end))
    return word in w.DETERMINERS or raw[0].isalnum()


def _plain(units: Units, stop: int, low: int) -> int | None:
    """Start of the noun phrase that ends at `stop`, by walking left to what cannot belong to it."""
    k = stop
    floor = max(low, stop - MAX_PHRASE)
    while k > floor:
        word = units.low[k - 1]
        if word in STOPS or (word in BREAKING and _breaks(units, k - 1, stop, floor)):
            break
        if word in MAYBE_FINITE and is_verb(units, k - 1):
            who = _relative_behind(units, k - 1, floor)
            if who is not None:
                k = who
                continue
            if not is_participle(units, k - 1, stop, floor):
                break
        k -= 1
    return _trimmed(units, k, stop)


def _breaks(units: Units, k: int, stop: int, floor: int) -> bool:
    """Whether the noun phrase that ends at `stop` cannot hold the comma or function word at `k`."""
    word = units.low[k]
    if word == "(":
        return ")" not in units.low[k:stop]
    if word == ",":
        return not _list_comma(units, k, stop, floor)
    if word in TIME_CONJUNCTIONS:
        return not _noun_behind(units, k - 1, floor)
    if word in w.SUBORDINATORS:
        return True
    if word in w.COORDINATORS:
        return word != "and" or not _joins_nouns(units, k, floor)
    return word in w.RELATIVES and (k - 1 < floor or not units.low[k - 1][0].isalpha())


def _trimmed(units: Units, k: int, stop: int) -> int | None:
    """The phrase's start without adverbs and adjuncts that stand before it."""
    if k + 2 < stop and units.low[k] in TIME_OPENERS and units.low[k + 1] in w.PERIODS:
        k += 2  # "This week Ada Birch"
    while k < stop and (units.low[k] in NOT_SUBJECT_START or is_adverb(units, k)):
        if units.low[k] in ADJUNCT_STARTS or units.low[k] in ADJUNCT_ADJECTIVES:
            return _behind_adjunct(units, k, stop)
        k += 1
    if k >= stop:
        return None
    return k if any(ch.isalnum() for ch in units.raw[k]) or units.low[k] in SIGNS_IN_NAMES else None


def _behind_adjunct(units: Units, k: int, stop: int) -> int | None:
    """The subject behind an adjunct without a comma: "By breakfast his club", "On Friday Ada Birch"."""
    for j in range(k + 2, stop):
        word, before = units.low[j], units.low[j - 1]
        if before in w.PREPOSITIONS or before in w.DETERMINERS or before in w.POSSESSIVE_MARKS or before == "and":
            continue
        if word in w.DETERMINERS or word in w.SUBJECT_PRONOUNS:
            return j
        if units.raw[j][0].isupper() and (
            units.raw[j - 1][0].islower() or before in w.WEEKDAYS or before in w.MONTHS or before[0].isdigit()
        ):
            return j
    return None


def _list_comma(units: Units, comma: int, stop: int, low: int) -> bool:
    """Whether the comma stands in a list of sources ("Ada Birch, Ben Coe and Cy Dunn said")."""
    return any(units.low[j] == "and" for j in range(comma + 1, min(stop, comma + 8))) and (
        comma - 1 >= low
        and units.raw[comma - 1][0].isupper()
        and units.raw[comma + 1][0].isupper()
        and not any(is_verb(units, j) for j in range(comma + 1, stop))
        and _begins_with_name(units, comma, low)
    )


def _begins_with_name(units: Units, stop: int, low: int) -> bool:
    j = stop - 1
    while j >= low and (units.raw[j][0].isupper() or units.low[j] in NAME_PARTICLES):
        j -= 1
    return j < low or units.low[j] in LIST_OPENERS


def _noun_behind(units: Units, k: int, low: int) -> bool:
    return k >= low and units.low[k] in TIME_NOUNS


def _joins_nouns(units: Units, k: int, low: int) -> bool:
    """Whether "and" at `k` joins two parts of one subject, not two clauses: no verb on its left in the clause."""
    for j in range(k - 1, max(low, k - 14) - 1, -1):
        word = units.low[j]
        if word in STOPS or word == "," or word in w.SUBORDINATORS or word in w.RELATIVES:
            return word != "," or j < k - 1
        if is_verb(units, j):
            return False
    return True


def _relative_behind(units: Units, k: int, low: int) -> int | None:
    """The relative pronoun of the clause that the verb at `k` belongs to, if that is part of a noun phrase."""
    for j in range(k - 1, max(low, k - 9) - 1, -1):
        word = units.low[j]
        if word in w.RELATIVES or (word == "that" and j > low and (j == k - 1 or units.low[j - 1] in THAT_HEADS)):
            return j if j > low and units.low[j - 1][0].isalpha() and not is_verb(units, j - 1) else None
        if word in STOPS or word == ",":
            return None
        if is_verb(units, j) and word not in w.AUXILIARIES:
            return None
    return None
