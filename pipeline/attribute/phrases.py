"""Finding the noun phrase that says something, beside its cue, without a parser.

`subject_before` reads leftwards from a verb group, `subject_after` rightwards from an inverted one ("said Ada
Birch, who
runs the port"), `verb_group` finds where the group of a cue begins. All work on unit positions, look at each unit a
bounded number of times and return half-open ranges. Which word is a cue is the lexicon's matter.
"""

from pipeline.attribute import words as w
from pipeline.attribute.lexicon import CUE_PAST, CUES, FINITE, NOUNS, PAST
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.word_set import word_set

Range = tuple[int, int]
STOPS = frozenset((";", ":", "—", "–", "-", "―", "…", ".", "?", "!", QUOTE_UNIT))
MAX_PHRASE = 45
"""Units that a source may span: the longest of 22,119 gold sources of PolNeAR has 44 words, 99.9 % have under 30."""
NOT_SUBJECT_START = word_set(
    "in on at by for from with to about into over under against during through without within near since until "
    "despite amid after before as when while because although though if unless where why how whether upon like "
    "per according via meanwhile however but and or so yet then later earlier still instead also "
)
INSERTION_ADVERBS = word_set(
    "however meanwhile though too moreover nonetheless nevertheless therefore in on by for at during after "
    "before when as while if according via through despite unlike since citing quoting adding noting referring "
    "using pointing "
)
CONDITIONS = frozenset(["speaking", "talking", "granted", "requesting", "asking", "insisting"])
ORDINARY_ED = word_set("united red bed led fed shed sped embed need indeed speed seed feed ")


def is_verb(units: Units, k: int) -> bool:
    """Whether the unit can only be (or mostly is) a finite verb here."""
    word = units.low[k]
    if word in w.FINITE_AUXILIARIES:
        return word != "may" or units.raw[k] == "may"
    if word in FINITE or word in CUES:
        if word.endswith("ing") or units.raw[k][0].isupper():
            return False
        if k and (units.low[k - 1] in w.DETERMINERS or units.low[k - 1] in ("'s", "’s", "of")):
            return False
        return not (word in NOUNS and word.endswith("s"))
    return False


def verb_group(units: Units, k: int, low: int) -> int:
    """Start of the verb group whose last word is at `k`: auxiliaries, negation, adverbs between them."""
    start, j = k, k - 1
    while j >= low:
        word = units.low[j]
        if (word in w.AUXILIARIES and word not in ("'s", "’s")) or word in ("neither", "nor", "not", "never"):
            start = j
        elif not is_adverb(word):
            break
        j -= 1
    return start


def is_adverb(word: str) -> bool:
    """Adverbs that stand between subject and verb or inside a verb group."""
    return word in w.ADVERBS or (word.endswith("ly") and word not in w.NOT_ADVERBS and len(word) > 4)


def skip_left(units: Units, k: int, low: int) -> int:
    """Leftwards over adverbs and times ("on Sunday", "last week", "earlier") that stand before position `k`."""
    while k > low:
        word = units.low[k - 1]
        if is_adverb(word) and word not in w.WEEKDAYS:
            k -= 1
        elif word in w.WEEKDAYS:
            k -= 1
            if k > low and units.low[k - 1] in ("on", "late", "early"):
                k -= 1
        elif word in ("week", "month", "year", "night") and k - 1 > low and units.low[k - 2] in ("last", "this"):
            k -= 2
        else:
            break
    return k


def subject_before(units: Units, stop: int, low: int) -> Range | None:
    """The subject that ends before position `stop`, not going below `low`; `None` where there is none."""
    stop = skip_left(units, stop, low)
    if stop <= low:
        return None
    if units.low[stop - 1] in (",", "—", "–"):
        return _subject_with_insertion(units, stop - 1, low)
    if units.low[stop - 1] == ")":
        opening = _matching_bracket(units, stop - 1, low)
        if opening is not None and opening > low:
            inner = _plain_left(units, opening, low)
            return (inner, stop) if inner is not None else None
    if units.low[stop - 1] in w.RELATIVES and units.low[stop - 1] != "whose":
        return stop - 1, stop
    begin = _plain_left(units, stop, low)
    return (begin, stop) if begin is not None else None


def _matching_bracket(units: Units, k: int, low: int) -> int | None:
    for j in range(k - 1, max(low, k - 30) - 1, -1):
        if units.low[j] == "(":
            return j
    return None


def _subject_with_insertion(units: Units, comma: int, low: int) -> Range | None:
    """A subject whose end is cut off by a comma: "The skipper, Helga Strand," or "Two officials, speaking on ...,"."""
    end = comma
    sign = units.low[comma]
    pieces = 0
    while pieces < 5:
        opening = _previous(units, comma, low, sign)
        if opening is not None and pieces and _adverbial(units, low, opening):
            begin = _plain_left(units, comma, opening + 1)
            return (begin, end) if begin is not None else None
        if opening is None:
            if pieces == 0:
                return None
            begin = _plain_left(units, comma, low)
            return (begin, end) if begin is not None else None
        if pieces and not _modifies(units, opening + 1, comma) and not _is_insertion(units, opening + 1, comma):
            begin = _plain_left(units, comma, opening + 1)
            return (begin, end) if begin is not None else None
        if _is_insertion(units, opening + 1, comma):
            end = opening if end == comma else end
        elif not _modifies(units, opening + 1, comma):
            return None
        comma, pieces = opening, pieces + 1
        if comma <= low:
            return None
    return None


def _adverbial(units: Units, low: int, comma: int) -> bool:
    """Whether the clause's first words up to the comma are an adjunct: "Speaking by phone from Lima," "In Paris,"."""
    begin = comma
    while begin > low and units.low[begin - 1] not in (",", ";", QUOTE_UNIT, "."):
        begin -= 1
    word = units.low[begin]
    return (
        word in w.PREPOSITIONS or word in w.SUBORDINATORS or (word.endswith("ing") and begin == low) or is_adverb(word)
    )


def _previous(units: Units, k: int, low: int, sign: str) -> int | None:
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
    if (
        word.endswith("ed")
        or word in PAST
        or word in CUE_PAST
        or (word.endswith("ing") and word not in ("during", "according"))
    ):
        return True
    if any(is_verb(units, j) for j in range(begin, end) if units.low[j] not in w.RELATIVES):
        return any(units.low[j] in w.RELATIVES or units.low[j] == "that" for j in range(begin, end))
    return word in w.DETERMINERS or raw[0].isalnum()


def _plain_left(units: Units, stop: int, low: int) -> int | None:
    """Start of the noun phrase that ends at `stop`, by walking left to what cannot belong to it."""
    k = stop
    floor = max(low, stop - MAX_PHRASE)
    while k > floor:
        word = units.low[k - 1]
        if word in STOPS:
            break
        if word == ",":
            if not _list_comma(units, k - 1, stop, floor):
                break
        elif (word in w.SUBORDINATORS and word not in ("since", "before", "after", "until", "as")) or (
            word in ("as", "after", "before", "since", "until") and not _noun_behind(units, k - 2, floor)
        ):
            break
        elif word in ("and", "but", "or", "nor", "yet"):
            if word != "and" or not _joins_nouns(units, k - 1, stop, floor):
                break
        elif word in w.RELATIVES:
            if k - 2 < floor or not units.low[k - 2][0].isalpha():
                break
        elif is_verb(units, k - 1):
            who = _relative_behind(units, k - 1, floor)
            if who is None:
                if not _participle(units, k - 1, stop, floor):
                    break
            else:
                k = who
                continue
        k -= 1
    while (
        k < stop
        and (units.low[k] in NOT_SUBJECT_START or (is_adverb(units.low[k]) and units.low[k] != "police"))
        and units.low[k] not in ("most",)
    ):
        if units.low[k] in w.PREPOSITIONS and units.low[k] not in ("then", "over", "about"):
            return _behind_adjunct(units, k, stop)
        k += 1
    if k >= stop or not any(ch.isalnum() for ch in units.raw[k]):
        if k < stop and units.low[k] in ("(", "[", "$", "£", "€", "@", "#"):
            return k
        return None
    return k


def _behind_adjunct(units: Units, k: int, stop: int) -> int | None:
    """The subject behind an adjunct without a comma: "By breakfast his club", "On Friday Ada Birch"."""
    for j in range(k + 2, stop):
        word, before = units.low[j], units.low[j - 1]
        if before in w.PREPOSITIONS or before in w.DETERMINERS or before in ("'s", "’s", "and"):
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
    while j >= low and (units.raw[j][0].isupper() or units.low[j] in ("of", "the", "de", "van", "der", "al")):
        j -= 1
    return j < low or units.low[j] in (",", "that", "and")


def _noun_behind(units: Units, k: int, low: int) -> bool:
    return k >= low and units.low[k] in ("day", "days", "hours", "years", "years", "week", "weeks", "work", "working")


def _joins_nouns(units: Units, k: int, stop: int, low: int) -> bool:
    """Whether "and" at `k` joins two parts of one subject rather than two clauses: no verb on its left in the
    clause."""
    for j in range(k - 1, max(low, k - 14) - 1, -1):
        word = units.low[j]
        if word in STOPS or word == "," or word in w.SUBORDINATORS or word in w.RELATIVES:
            return word != "," or j < k - 1
        if is_verb(units, j):
            return False
    return True


def _relative_behind(units: Units, k: int, low: int) -> int | None:
    """Position of the relative pronoun of the clause that the verb at `k` belongs to, if it is part of a noun
    phrase."""
    for j in range(k - 1, max(low, k - 9) - 1, -1):
        word = units.low[j]
        if word in w.RELATIVES or (
            word == "that" and j > low and units.low[j - 1] in ("people", "those", "group", "groups")
        ):
            return j if j > low and (units.low[j - 1][0].isalpha()) and not is_verb(units, j - 1) else None
        if word in STOPS or word == ",":
            return None
        if is_verb(units, j) and word not in w.AUXILIARIES:
            return None
    return None


def _participle(units: Units, k: int, stop: int, low: int) -> bool:
    """A past participle behind its noun ("people briefed on the talks", "experts surveyed by the bank")."""
    if not (units.low[k].endswith("ed") or units.low[k] in PAST or units.low[k] in CUE_PAST):
        return False
    following = units.low[k + 1] if k + 1 < stop else ""
    if following not in (
        "on",
        "by",
        "with",
        "in",
        "to",
        "for",
        "about",
        "at",
        "from",
        "as",
        "under",
        "after",
        "near",
        "yesterday",
    ):
        return False
    if k - 1 < low or units.low[k - 1] in w.PRONOUNS or not units.raw[k - 1][0].isalpha():
        return False
    if units.raw[k - 1][0].isupper() and k - 2 >= low:
        return False
    if units.low[k] in ("said", "told", "went", "came"):
        return False
    # A plural or counted noun at the head makes the participle reading safe; "the man walked to the shop" has none.
    return units.low[k] not in (
        "walked",
        "moved",
        "turned",
        "returned",
        "died",
        "appeared",
        "happened",
        "arrived",
        "talked",
        "looked",
    )


AFTER_STOPS = word_set(
    "when as after before while because although though if unless where since until during adding whether that "
    "how why despite amid via through speaking following referring ahead "
)
ADJUNCT_NOUNS = word_set(
    "statement interview tweet post letter email e-mail message speech release briefing conference press report "
    "memo note court hearing testimony filing monday tuesday wednesday thursday friday saturday sunday video "
    "blog article column response reply reference january february march april june july august september "
    "october november december phone telephone facebook twitter instagram x telegram whatsapp linkedin tiktok "
    "text rally debate broadcast remarks podcast address affidavit lawsuit news parliament evidence "
)


def subject_after(units: Units, begin: int, high: int) -> Range | None:
    """The subject that begins at `begin`, after an inverted verb; `None` where there is none."""
    if begin >= high:
        return None
    word = units.low[begin]
    if word in w.SUBJECT_PRONOUNS and word != "who":
        return begin, begin + 1
    if (
        word == "the"
        and begin + 1 < high
        and units.low[begin + 1] in ("former", "latter")
        and (begin + 2 >= high or units.low[begin + 2] in ("of", ",", "."))
    ):
        return begin, begin + 2
    if not (units.raw[begin][0].isalnum()) or word in NOT_SUBJECT_START or word in w.AUXILIARIES or word == "that":
        return None
    if word in ("him", "her", "them", "nothing", "so", "what", "there", "to") and word != "her":
        return None
    end = _phrase_end(units, begin, high)
    return (begin, end) if end > begin else None


def _phrase_end(units: Units, begin: int, high: int) -> int:
    k = begin
    limit = min(high, begin + MAX_PHRASE)
    while k < limit:
        word = units.low[k]
        if word in STOPS or word in AFTER_STOPS:
            break
        if word == ",":
            after = _after_comma(units, k, limit)
            if after is None:
                break
            k = after
            continue
        if word == "(":
            closing = next((j for j in range(k, min(limit, k + 12)) if units.low[j] == ")"), None)
            if closing is None:
                break
            k = closing + 1
            continue
        if word in ("and", "but", "or") and not _and_continues(units, k, limit):
            break
        if (
            word in ("in", "on", "at", "by", "to", "of", "with", "from", "for", "about")
            and k > begin
            and _is_adjunct(units, k, begin, limit)
        ):
            break
        if word in w.WEEKDAYS or (
            word in ("last", "this", "earlier", "late", "early", "later", "next", "in") and _is_time(units, k, limit)
        ):
            break
        if word in w.RELATIVES and k > begin:
            k = _clause_end(units, k, limit)
            continue
        if (
            k > begin
            and word in w.ADVERBS
            and word not in ("so", "well", "then", "only", "long", "far", "back", "back")
        ):
            break
        if k > begin and is_verb(units, k) and not _participle(units, k, limit, begin):
            break
        k += 1
    while k > begin and units.low[k - 1] in ("and", ",", "of", "in", "at"):
        k -= 1
    return k


def _is_time(units: Units, k: int, limit: int) -> bool:
    return (k + 1 < limit and units.low[k + 1] in w.TIME_WORDS) or units.low[k] in ("earlier", "later")


def _and_continues(units: Units, k: int, limit: int) -> bool:
    """After "and": another noun phrase, not a verb ("said Ada Birch and left")."""
    if k + 1 >= limit or units.low[k] != "and":
        return False
    nxt = units.low[k + 1]
    return (
        not is_verb(units, k + 1)
        and nxt not in w.SUBORDINATORS
        and nxt not in w.SUBJECT_PRONOUNS
        and nxt not in w.ADVERBS
    )


def _is_adjunct(units: Units, k: int, begin: int, limit: int) -> bool:
    """A preposition that begins a circumstance of the saying, not a part of the noun phrase."""
    word = units.low[k]
    ahead = units.low[k + 1 : min(limit, k + 6)]
    cut = [a for a in ahead if a in w.PREPOSITIONS or a in (",", ".")]
    head = ahead[: ahead.index(cut[0])] if cut else ahead
    if word == "of":
        return (
            units.raw[k - 1][0].isupper()
            and bool(head)
            and head[0] in ("the", "his", "her", "their", "its")
            and head[-1]
            in (
                "story",
                "claim",
                "claims",
                "plan",
                "decision",
                "report",
                "idea",
                "game",
                "match",
                "incident",
                "film",
                "album",
                "book",
                "song",
                "move",
            )
        )
    if word in ("to", "about"):
        return units.low[k - 1] not in (
            "close",
            "related",
            "next",
            "known",
            "adviser",
            "advisor",
            "aide",
            "ambassador",
            "heir",
            "secretary",
            "letter",
            "email",
            "belonging",
        )
    if any(h in ADJUNCT_NOUNS for h in head[-2:]) and not (word in ("for", "from", "with") and "court" in head):
        return True
    name_before = units.raw[k - 1][0].isupper()
    return (
        word in ("in", "on", "at", "by", "with")
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
        if word == "which":
            return None
        return _clause_end(units, begin, limit)
    if word[0].isdigit() and (
        begin + 1 >= limit or units.low[begin + 1] in (",", ".", "who", "and", "of", "from", QUOTE_UNIT, ";")
    ):
        return begin + 1
    if (
        word
        in (
            "adding",
            "citing",
            "saying",
            "referring",
            "noting",
            "according",
            "with",
            "but",
            "and",
            "or",
            "in",
            "on",
            "at",
            "as",
        )
        or word in AFTER_STOPS
    ):
        return None
    if word in w.SUBJECT_PRONOUNS or (word in w.PREPOSITIONS and word not in ("for", "of")):
        return None
    if word.endswith("ing") and word not in (
        "acting",
        "founding",
        "managing",
        "leading",
        "prosecuting",
        "representing",
    ):
        return None
    end = begin
    while (
        end < limit
        and units.low[end] not in STOPS
        and units.low[end] not in (",", "and", "but")
        and units.low[end] not in AFTER_STOPS
    ):
        if is_verb(units, end) and not _participle(units, end, limit, begin):
            return None
        if units.low[end] in w.RELATIVES and end > begin:
            return _clause_end(units, end, limit)
        if end > begin and units.low[end] in ("in", "on", "by", "at", "to") and _is_adjunct(units, end, begin, limit):
            break
        end += 1
    if end < limit and units.low[end] in w.FINITE_AUXILIARIES:
        return None
    return end if end > begin else None


def _clause_end(units: Units, begin: int, limit: int) -> int:
    """End of a relative clause that begins at `begin`: a comma, a stop, or a conjunction before a new subject."""
    k = begin + 1
    while k < limit and units.low[k] not in STOPS and units.low[k] != ",":
        if units.low[k] in ("adding", "while"):
            break
        k += 1
    return k
