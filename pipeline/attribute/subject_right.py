"""The noun phrase that says something, read rightwards: "said Ada Birch, who runs the port", "according to X".

The end of a source behind its cue, told from the circumstances of the saying and from the reporter's next clause. All
work on unit positions, look at each unit a bounded number of times and return half-open ranges. Sources before their
cue stand in `subject_left.py`.
"""

from pipeline.attribute import words as w
from pipeline.attribute.subject_left import MAX_PHRASE, NOT_SUBJECT_START, STOPS, Range
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.attribute.verbs import has_verb, is_participle, is_verb
from pipeline.word_set import word_set

AFTER_STOPS = word_set(
    "when as after before while because although though if unless where since until during adding whether that "
    "how why despite amid via through speaking following referring ahead "
)
"""What no source runs over, behind its cue."""
ADJUNCT_NOUNS = word_set(
    "statement interview tweet post letter email e-mail message speech release briefing conference press report "
    "memo note court hearing testimony filing monday tuesday wednesday thursday friday saturday sunday video "
    "blog article column response reply reference january february march april june july august september "
    "october november december phone telephone facebook twitter instagram x telegram whatsapp linkedin tiktok "
    "text rally debate broadcast remarks podcast address affidavit lawsuit news parliament evidence "
)
"""Where and when somebody says something: heads of circumstances, no part of a source."""
OBJECTS_ONLY = frozenset(("him", "them", "nothing", "so", "what", "there", "to"))
FORMER_OR_LATTER = frozenset(("former", "latter"))
CLAUSE_SIGNS = frozenset(("of", ",", "."))
BREAKING_PREPOSITIONS = frozenset(("in", "on", "at", "by", "to", "of", "with", "from", "for", "about"))
PLACE_PREPOSITIONS = frozenset(("in", "on", "at", "by", "with"))
ADJUNCT_PREPOSITIONS = frozenset(("in", "on", "by", "at", "to"))
COURT_PREPOSITIONS = frozenset(("for", "from", "with"))
"""Before "court" these belong to the source: "a spokesman for the court"."""
TIME_STARTS = word_set("last this earlier late early later next in ")
LATER_WORDS = frozenset(("earlier", "later"))
PHRASE_ADVERBS = word_set("so well then only long far back ")
"""Adverbs that a noun phrase may hold: "the then minister", "the only survivor"."""
DANGLING = frozenset(("and", ",", "of", "in", "at"))
TOPIC_NOUNS = word_set("story claim claims plan decision report idea game match incident film album book song move ")
"""What one speaks of: "said Birch of the decision"."""
DEFINITES = frozenset(("the", "his", "her", "their", "its"))
TAKES_TO = word_set("close related next known adviser advisor aide ambassador heir secretary letter email belonging ")
"""Words that "to" or "about" belongs to, within a source."""
NO_APPOSITION = word_set("adding citing saying referring noting according with but and or so in on at as ")
ROLE_PARTICIPLES = word_set("acting founding managing leading prosecuting representing ")
APPOSITION_STARTS = word_set(
    "a an the his her its their former head director president chief professor chair chairman spokesman spokeswoman "
    "spokesperson senior executive editor founder chairwoman leader lead co-founder co-author author "
)
"""What an apposition behind a name begins with."""
RESUMPTIVE = word_set("figure number move sign claim level rate record rise drop jump fall increase decrease step sum ")
"""Nouns that take up what was said, in an apposition behind who said it."""
AFTER_AGE = frozenset((",", ".", "who", "and", "of", "from", QUOTE_UNIT, ";"))
CLAUSE_ENDS = frozenset(("adding", "while"))


def subject_after(units: Units, begin: int, high: int, before_comma: bool = False) -> Range | None:
    """The subject that begins at `begin`, after an inverted verb; `None` where there is none.

    Args:
        units: The run of units.
        begin: Where the subject must begin.
        high: Where it must have ended.
        before_comma: Whether a comma must close it, as that of "According to X, C": then prepositions and participles
            do not end it, and an apposition must be closed by a comma of its own.
    """
    if begin >= high:
        return None
    word = units.low[begin]
    if word in w.SUBJECT_PRONOUNS and word != "who":
        return begin, begin + 1
    if word == "the" and begin + 1 < high and units.low[begin + 1] in FORMER_OR_LATTER:
        if begin + 2 >= high or units.low[begin + 2] in CLAUSE_SIGNS:
            return begin, begin + 2
    if not units.raw[begin][0].isalnum() or word in NOT_SUBJECT_START or word in w.AUXILIARIES or word == "that":
        return None
    if word in OBJECTS_ONLY:
        return None
    end = _up_to_comma(units, begin, high) if before_comma else None
    if end is None:
        end = _phrase_end(units, begin, high)
    return (begin, end) if end > begin else None


def _up_to_comma(units: Units, begin: int, high: int) -> int | None:
    """The end of a noun phrase that a comma closes, with an apposition that another comma closes."""
    comma = _next_comma(units, begin, high)
    if comma is None:
        return None
    end = comma
    while comma is not None and comma + 1 < high:
        closing = _next_comma(units, comma + 1, high)
        if closing is None or not _is_apposition(units, comma + 1, closing):
            break
        end = comma = closing
    return end


def _next_comma(units: Units, begin: int, high: int) -> int | None:
    """The next comma with no clause before it: no stop, no verb but in a relative clause, no pronoun subject."""
    relative = False
    for k in range(begin, min(high, begin + MAX_PHRASE)):
        word = units.low[k]
        if word == ",":
            return k if k > begin else None
        if word in STOPS or (word in w.SUBJECT_PRONOUNS and not relative and word not in w.RELATIVES):
            return None
        relative = relative or word in w.RELATIVES or word == "that"
        if k > begin and not relative and is_verb(units, k) and not is_participle(units, k, high, begin):
            return None
    return None


def _is_apposition(units: Units, begin: int, end: int) -> bool:
    """Whether what stands between two commas modifies the noun before them: a role, an age, a relative clause."""
    word = units.low[begin]
    if word[0].isdigit():
        return end == begin + 1
    if word in w.RELATIVES:
        return True
    if word not in APPOSITION_STARTS or has_verb(units, begin, end):
        return False
    after = units.low[end + 1] if end + 1 < len(units.low) else ""
    return not (is_verb(units, end + 1) if after else False)


def _phrase_end(units: Units, begin: int, high: int) -> int:
    """Where the noun phrase that begins at `begin` ends."""
    k = begin
    limit = min(high, begin + MAX_PHRASE)
    while k < limit:
        word = units.low[k]
        if word in STOPS or word in AFTER_STOPS:
            break
        if word == "," or word == "(":
            after = _after_comma(units, k, limit) if word == "," else _after_bracket(units, k, limit)
            if after is None:
                break
            k = after
        elif k > begin and word in w.RELATIVES:
            k = _clause_end(units, k, limit)
        elif _ends_phrase(units, k, begin, limit):
            break
        else:
            k += 1
    while k > begin and units.low[k - 1] in DANGLING:
        k -= 1
    return k


def _after_bracket(units: Units, k: int, limit: int) -> int | None:
    closing = next((j for j in range(k, min(limit, k + 12)) if units.low[j] == ")"), None)
    return None if closing is None else closing + 1


def _ends_phrase(units: Units, k: int, begin: int, limit: int) -> bool:
    """Whether the noun phrase that begins at `begin` ends before the plain word at `k`."""
    word = units.low[k]
    if word in w.WEEKDAYS or (word in TIME_STARTS and _is_time(units, k, limit)):
        return True
    if word in ("and", "but", "or") and not _and_continues(units, k, limit):
        return True
    if k == begin or (word in ADJUNCT_PREPOSITIONS and is_participle(units, k - 1, limit, begin)):
        return False
    if word in BREAKING_PREPOSITIONS and _is_adjunct(units, k, limit):
        return True
    if word in w.ADVERBS and word not in PHRASE_ADVERBS:
        return True
    return is_verb(units, k) and not is_participle(units, k, limit, begin)


def _is_time(units: Units, k: int, limit: int) -> bool:
    return (k + 1 < limit and units.low[k + 1] in w.TIME_WORDS) or units.low[k] in LATER_WORDS


def _and_continues(units: Units, k: int, limit: int) -> bool:
    """After "and": another noun phrase, not a verb ("said Ada Birch and left")."""
    if k + 1 >= limit or units.low[k] != "and":
        return False
    nxt = units.low[k + 1]
    return not (is_verb(units, k + 1) or nxt in w.SUBORDINATORS or nxt in w.SUBJECT_PRONOUNS or nxt in w.ADVERBS)


def _is_adjunct(units: Units, k: int, limit: int) -> bool:
    """A preposition that begins a circumstance of the saying, not a part of the noun phrase."""
    word = units.low[k]
    ahead = units.low[k + 1 : min(limit, k + 6)]
    cut = next((j for j, a in enumerate(ahead) if a in w.PREPOSITIONS or a in (",", ".")), len(ahead))
    head = ahead[:cut]
    name_before = units.raw[k - 1][0].isupper()
    if word == "of":
        return name_before and bool(head) and head[0] in DEFINITES and head[-1] in TOPIC_NOUNS
    if word in ("to", "about"):
        return units.low[k - 1] not in TAKES_TO
    if any(h in ADJUNCT_NOUNS for h in head[-2:]) and not (word in COURT_PREPOSITIONS and "court" in head):
        return True
    return (
        word in PLACE_PREPOSITIONS
        and name_before
        and not any(units.raw[j][0].isupper() for j in range(k + 1, min(limit, k + 3)))
    )


def _after_comma(units: Units, comma: int, limit: int) -> int | None:
    """Where the modifier after this comma ends (a comma or stop), or `None` if what follows is no modifier."""
    begin = comma + 1
    if begin >= limit:
        return None
    word = units.low[begin]
    if word in w.RELATIVES:
        return None if word == "which" else _clause_end(units, begin, limit)
    if word[0].isdigit() and (begin + 1 >= limit or units.low[begin + 1] in AFTER_AGE):
        return begin + 1
    if word in NO_APPOSITION or word in AFTER_STOPS or word in w.SUBJECT_PRONOUNS:
        return None
    if word in w.PREPOSITIONS and word not in ("for", "of"):
        return None
    if word in ("a", "an") and not RESUMPTIVE.isdisjoint(units.low[begin + 1 : begin + 3]):
        return None  # ", a figure that dwarfs all others": of what was said, not of who said it
    if word.endswith("ing") and word not in ROLE_PARTICIPLES:
        return None
    return _apposition_end(units, begin, limit)


def _apposition_end(units: Units, begin: int, limit: int) -> int | None:
    """Where the apposition that begins at `begin` ends, or `None` if it is a clause."""
    end = begin
    while end < limit:
        word = units.low[end]
        if word in STOPS or word in AFTER_STOPS or word in (",", "and", "but"):
            break
        if is_verb(units, end) and not is_participle(units, end, limit, begin):
            return None
        if word in w.RELATIVES and end > begin:
            return _clause_end(units, end, limit)
        if end > begin and word in ADJUNCT_PREPOSITIONS and _is_adjunct(units, end, limit):
            break
        end += 1
    if end < limit and units.low[end] in w.FINITE_AUXILIARIES:
        return None
    return end if end > begin else None


def _clause_end(units: Units, begin: int, limit: int) -> int:
    """End of a relative clause that begins at `begin`: a comma, a stop, or a conjunction before a new subject."""
    k = begin + 1
    while k < limit and units.low[k] not in STOPS and units.low[k] != "," and units.low[k] not in CLAUSE_ENDS:
        k += 1
    return k
