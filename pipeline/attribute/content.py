"""Where content begins and ends: what follows a cue, what precedes it, and where the reporter takes over again.

Every function works on unit positions within one sentence and returns half-open ranges; a cue whose frames (see
`cues.txt`) fit nothing around it has no content and is no attribution.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.lexicon import BASE, CUES, NOUNS, Cue
from pipeline.attribute.phrases import QUOTE_UNIT, Range, is_adverb, is_verb, subject_before, verb_group
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

LOOKAHEAD = 22
"""Units between a cue and its "that": an addressee with its apposition, a circumstance."""
TIMES = word_set(
    "week weekend month year morning afternoon evening night spring summer autumn winter monday tuesday "
    "wednesday thursday friday saturday sunday "
)
ENDERS = frozenset(["according", "citing", "quoting", "prompting"])
OBJECT_MARKS = frozenset(("to", "of", "for", "over", "as", "against"))
DASHES = frozenset(("—", "–", "―", "-"))
END_SIGNS = frozenset((".", "?", "!", "…"))


def strip_end(units: Units, begin: int, end: int) -> int:
    """The range's end without final stop, comma, dash or dangling conjunction."""
    while end > begin and (
        units.low[end - 1] in (".", ",", ";", ":", "—", "–", "―", "-", "…", "and", "but")
        or (units.low[end - 1] == ")" and "(" not in units.low[begin:end])
    ):
        end -= 1
    return end


def content_end(sentence: Sentence, begin: int, cue_at: int, outer: bool = False) -> int:
    """Where content that begins at `begin` ends: at the reporter's next clause, or with the sentence."""
    units, high = sentence.units, sentence.high
    k = begin
    while k < high:
        word = units.low[k]
        if word == ";" or (word in (".", "?", "!") and k + 1 < high and k > begin):
            if word == ";" or units.raw[k + 1][0].isupper():
                break
        if word == "," and k > begin and _ends_at_comma(sentence, k, outer):
            break
        if word in DASHES and k > begin and _ends_at_dash(sentence, begin, k):
            break
        if word in ("and", "but") and k > begin and _ends_at_and(sentence, k):
            break
        if (
            word in ("when", "after")
            and k + 1 < high
            and units.low[k + 1] in ("asked", "being", "pressed", "questioned")
        ):
            if word == "when" or units.low[k + 2 : k + 3] == ["asked"]:
                break
        if word == "with" and k > begin + 1 and not outer and _absolute(units, k, high):
            break
        if word == "according" and k + 1 < high and units.low[k + 1] == "to" and not outer:
            break
        k += 1
    return strip_end(units, begin, k)


QUANTIFIERS = frozenset("several many some most both two three more dozens hundreds few others".split())


def _absolute(units: Units, k: int, high: int) -> bool:
    """ "... with several advisers pushing for it": an absolute with an indefinite subject is the reporter's."""
    if units.low[k + 1 : k + 2] == [] or units.low[k + 1] not in QUANTIFIERS:
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
    if units.low[k] == "-" and (units.end[k - 1] == units.start[k] and units.low[k - 1] != "-"):
        return False
    later = any(units.low[j] in DASHES and units.low[j - 1] != "-" for j in range(k + 2, high))
    return not later and _has_verb(units, begin, k)


def _ends_at_comma(sentence: Sentence, comma: int, outer: bool) -> bool:
    units, high = sentence.units, sentence.high
    nxt = units.low[comma + 1] if comma + 1 < high else ""
    if not nxt:
        return True
    if nxt in ENDERS or (nxt in CUES and nxt.endswith("ing")):
        return not outer or nxt in ENDERS
    if nxt == "with" and not outer and any(units.low[c].endswith("ing") and c > comma for c in sentence.cues):
        return True
    begin = comma + 1
    if nxt in ("and", "but", "while", "though", "although", "yet", "as"):
        if comma + 2 < high and units.low[comma + 2] in ("that", "whether"):
            return False
        if nxt in ("but", "while", "although", "though", "yet"):
            return not outer
        begin = comma + 2
    return _clause_of_saying(sentence, begin)


def _clause_of_saying(sentence: Sentence, begin: int) -> bool:
    """Whether a clause with a cue of its own begins here: "AFP reported", "a neighbour said"."""
    units = sentence.units
    for cue in sentence.cues:
        if cue < begin:
            continue
        start = verb_group(units, cue, begin)
        if start == begin:
            return not units.low[cue].endswith("ing") and units.low[cue] not in NOUNS
        if cue - begin > 30:
            return False
        subject = subject_before(units, start, begin)
        return subject is not None and subject[0] == begin and units.low[cue] not in BASE
    return False


def _ends_at_and(sentence: Sentence, k: int) -> bool:
    """ "... and urged anyone", "... and would not discuss": a second cue of the same subject."""
    units = sentence.units
    j = k + 1
    while j < sentence.high and is_adverb(units.low[j]):
        j += 1
    if j >= sentence.high:
        return False
    word = units.low[j]
    if word in ("declined", "refused") or (word in ("would", "did") and units.low[j + 1 : j + 2] == ["not"]):
        return True
    if word in w.HAVE and j + 1 < sentence.high:
        j += 1
        word = units.low[j]
    cue = CUES.get(word)
    if cue is None or word in BASE or (word.endswith(("ing", "s")) and word in NOUNS):
        return False
    if units.low[k] == "and" and units.low[k - 1] == "," and word.endswith("ed"):
        return True
    return content_after(sentence, j, cue, peek=True) is not None


def content_after(
    sentence: Sentence, k: int, cue: Cue, peek: bool = False, width: int = 1
) -> tuple[list[Range], Range | None] | None:
    """Content behind the cue at `k` and the addressee, if there is one; `None` where no frame fits."""
    units, high = sentence.units, sentence.high
    frames = cue.frames
    j = k + width
    if j >= high:
        return None
    addressee: Range | None = None
    if "a" in frames:
        addressee = _addressee(units, j, high)
        if (
            addressee is not None
            and cue.lemma == "ask"
            and units.low[addressee[1] : addressee[1] + 1]
            not in (["whether"], ["if"], ["how"], ["why"], ["what"], [":"])
        ):
            addressee = None
        if addressee is not None:
            j = addressee[1]
            if j >= high or units.low[j] == ".":
                return None
        elif cue.lemma in ("tell", "inform", "remind", "notify", "assure"):
            return None
    j = _skip_adverbs(units, j, high)
    if (
        j + 2 < high
        and units.low[j] in ("this", "last", "next", "earlier", "late", "early")
        and units.low[j + 1] in TIMES
    ):
        j += 2
    if j >= high:
        return None
    word = units.low[j]
    start = _begin(sentence, j, cue, addressee is not None)
    if start is None:
        return None
    if peek:
        return [(start, start)], addressee
    if units.quote[start] >= 0 and "s" not in frames and not ("n" in frames and "q" not in frames):
        return _quoted(sentence, start, k), addressee
    if word == "that" and start == j and j + 1 < high and units.low[j + 1] in (",", "."):
        return [(start, start + 1)], addressee
    end = content_end(sentence, start, k, outer=cue.lemma in ("report", "understand-outlet"))
    if (not frames & {"c", "q"} and "t" not in frames) or (cue.kind == "deny" and word not in ("that", "having", "to")):
        end = _object_end(units, start, _without_time(units, start, end))
    return ([(start, end)], addressee) if end > start else None


def _object_end(units: Units, start: int, end: int) -> int:
    """The end of a noun phrase as content: before ", which", " but" and " when", where the reporter goes on."""
    for k in range(start + 1, end):
        word = units.low[k]
        if (
            word == ","
            and units.low[k + 1 : k + 2]
            and units.low[k + 1] in ("which", "who", "where", "when", "and", "whose")
        ):
            return k
        if word in ("but", "when", "because", "although") and k > start + 1:
            return strip_end(units, start, k)
    return end


def _without_time(units: Units, start: int, end: int) -> int:
    """The end of an object without the time of the saying: "denied CNN's reporting on Sunday"."""
    if end - 2 > start and units.low[end - 1] in w.WEEKDAYS and units.low[end - 2] == "on":
        return end - 2
    return end


def _skip_adverbs(units: Units, j: int, high: int) -> int:
    while j < high and (
        (is_adverb(units.low[j]) and units.low[j] not in ("only", "even", "not", "just", "no"))
        or (units.low[j] in w.WEEKDAYS and units.low[j + 1 : j + 2] not in (["'s"], ["’s"]))
    ):
        j += 1
        if units.low[j - 1] in w.WEEKDAYS and j < high and units.low[j] in ("morning", "afternoon", "evening", "night"):
            j += 1
    return j


def _addressee(units: Units, j: int, high: int) -> Range | None:
    """The noun phrase that was told, warned or assured."""
    word = units.low[j]
    if (
        word in ("that", "whether", ":", ",", ".", QUOTE_UNIT, "of", "against", "about", "to", "how", "why")
        or units.quote[j] >= 0
    ):
        return None
    if (word in w.PRONOUNS and word not in w.POSSESSIVES) or (
        word == "her"
        and (
            j + 1 < high
            and (
                units.low[j + 1] in ("that", "to", "how", "why", "what", "he", "she", "it", "they", "in", "on")
                or units.quote[j + 1] >= 0
            )
        )
    ):
        return j, j + 1
    k = j + 1
    capital = units.raw[j][0].isupper() and word not in w.DETERMINERS
    while k < high and k - j < LOOKAHEAD:
        low, raw = units.low[k], units.raw[k]
        if low in (
            "that",
            "whether",
            "how",
            "why",
            "what",
            "to",
            ":",
            ".",
            ",",
            "when",
            "if",
            "in",
            "on",
            "during",
            "by",
            "after",
            "at",
        ) or (units.quote[k] >= 0 and units.low[k - 1] not in ("'s", "’s")):
            break
        if (
            low in w.SUBJECT_PRONOUNS
            or (low in w.DETERMINERS and units.low[k - 1] not in ("of", "with", "from", "for", "at", "in"))
            or low == "there"
        ):
            break
        if (
            raw[0].isupper()
            and not capital
            and units.raw[k - 1][0].islower()
            and units.low[k - 1] not in w.DETERMINERS
            and units.low[k - 1] not in ("of", "from", "with", "for", "at")
        ):
            break
        if raw[0].isupper():
            capital = True
        if is_verb(units, k):
            return (j, j + 1) if k > j + 1 and units.low[j] not in w.DETERMINERS else None
        k += 1
    return (j, k) if k < high else (j, high)


def _begin(sentence: Sentence, j: int, cue: Cue, told: bool) -> int | None:
    """Where content begins that starts at `j` or, behind a circumstance, later; `None` where no frame fits."""
    units, high = sentence.units, sentence.high
    frames = cue.frames
    word = units.low[j]
    if word == ":" and j + 1 < high and frames & {"q", "c", "a"}:
        return j + 1 if units.quote[j + 1] >= 0 or "c" in frames else None
    if units.quote[j] >= 0:
        if frames & {"q", "c", "t"}:
            return j
        return j if frames & {"n", "s"} and "s" in frames else None
    if word == "," and j + 1 < high and units.quote[j + 1] >= 0 and frames & {"q"}:
        return j + 1
    if word == "that" and frames & {"t"}:
        return j
    if (
        word in w.WH
        and "t" in frames
        and (word not in ("when", "where", "who", "which") or _has_verb(units, j + 1, min(high, j + 9)))
    ):
        if word == "when" and cue.lemma not in ("ask", "explain", "know"):
            return None
        return j
    if word in cue.prepositions:
        return j
    if "i" in frames and word == "to" and (told or "a" not in frames or cue.lemma == "promise"):
        return j
    if "i" in frames and cue.kind == "deny" and word.endswith("ing"):
        return j
    later = _that_later(units, j, high) if "t" in frames else None
    if later is not None:
        return later
    if word in (",", ".", ";", "?", "!", ")", "—", "–", "and", "but", "or"):
        return None
    if "o" in frames and _object_goes_on(units, j, high, cue):
        return j
    if "s" in frames and (start := _complement(units, j, high, cue)) is not None:
        return start
    if "c" in frames and (start := _bare(sentence, j, high, cue)) is not None:
        return start
    if "q" in frames and (start := _quote_later(units, j, high)) is not None:
        return start
    if frames & {"n", "N"}:
        if word in w.PREPOSITIONS and (after := _after_circumstance(units, j, high)) is not None:
            j = after
        if j < high and (_noun_object(units, j, high) if "n" in frames else _said_noun(units, j, high)):
            return j
    return None


def _that_later(units: Units, j: int, high: int) -> int | None:
    """A "that" behind a circumstance ("in a statement", ", on condition of anonymity,")."""
    if units.low[j] not in w.PREPOSITIONS and units.low[j] not in (",", "(") and units.low[j] not in w.TIME_WORDS:
        return None
    for k in range(j, min(high, j + LOOKAHEAD)):
        word = units.low[k]
        if word in ("that", "whether") and k > j:
            return k
        if (
            word in (".", ";", ":")
            or (units.quote[k] >= 0 and units.low[k - 1] not in ("quoting", "citing"))
            or (word in w.FINITE_AUXILIARIES and units.low[k - 1] not in w.RELATIVES)
        ):
            return None
        if word in CUES and (is_verb(units, k) or word.endswith("ing")):
            return None
    return None


def _quote_later(units: Units, j: int, high: int) -> int | None:
    """A quotation behind a circumstance: "said in a tweet: Q", "wrote on Sunday, Q"."""
    if units.low[j] not in w.PREPOSITIONS and units.low[j] not in w.TIME_WORDS and units.low[j] not in ("as", "the"):
        return None
    for k in range(j, min(high, j + LOOKAHEAD)):
        if units.quote[k] >= 0:
            return k if units.low[k - 1] in (":", ",", "that") else None
        if units.low[k] in (".", ";") or is_verb(units, k):
            return None
    return None


def _bare(sentence: Sentence, j: int, high: int, cue: Cue) -> int | None:
    """A clause without "that", perhaps behind a time ("said on Thursday the bridge would close")."""
    units = sentence.units
    start = j
    word = units.low[j]
    if word in (
        "of",
        "by",
        "as",
        "about",
        "so",
        "nothing",
        "something",
        "goodbye",
        "yes",
        "no",
        "sorry",
        "more",
        "than",
        "to",
    ):
        if not (word in ("as", "no", "nothing", "more", "to") and _has_verb(units, j + 1, high)):
            return None
        if word in ("to", "as"):
            return None
    if word in w.PREPOSITIONS:
        after = _after_circumstance(units, j, high)
        if after is None or after >= high:
            return None
        start = after
    elif word in w.TIME_WORDS and word not in ("a", "the", "this", "two", "three", "four", "five", "may"):
        while start < high and units.low[start] in w.TIME_WORDS and units.low[start] not in ("the", "a"):
            start += 1
    if start < high and units.low[start] == ",":
        return None
    return start if _has_clause(units, start, high, cue) else None


def _after_circumstance(units: Units, j: int, high: int) -> int | None:
    """End of "on Thursday", "in a statement", "during a visit": before a subject pronoun, determiner or name."""
    k = j + 1
    if k < high and units.low[k] in w.SUBJECT_PRONOUNS:
        return None
    if k < high and units.low[k] in w.WEEKDAYS:
        return k + 1
    if k < high and (units.low[k] in w.DETERMINERS):
        k += 1
    while k < min(high, j + 9):
        word, raw = units.low[k], units.raw[k]
        if (
            word in w.SUBJECT_PRONOUNS
            or (word in w.DETERMINERS and units.low[k - 1] not in w.PREPOSITIONS)
            or word == "there"
        ):
            return k
        if (
            raw[0].isupper()
            and units.raw[k - 1][0].islower()
            and units.low[k - 1] not in w.PREPOSITIONS
            and units.low[k - 1] not in w.DETERMINERS
        ):
            return k
        if word == "," or is_verb(units, k):
            return None
        k += 1
    return None


def _has_verb(units: Units, begin: int, end: int) -> bool:
    return any(is_verb(units, k) for k in range(begin, end))


def _has_clause(units: Units, begin: int, high: int, cue: Cue) -> bool:
    """Whether a subject and a verb follow: a verb not at the very start, before a stop."""
    if begin >= high:
        return False
    first = units.low[begin]
    strict = cue.kind in ("show", "belief") or cue.lemma in (
        "add",
        "note",
        "claim",
        "report",
        "maintain",
        "repeat",
        "recall",
        "understand-outlet",
    )
    for k in range(begin, min(high, begin + 30)):
        word = units.low[k]
        if word in (".", ";", ":"):
            return False
        if units.quote[k] >= 0 and not strict:
            return True
        if k > begin and (
            (word in w.FINITE_AUXILIARIES and is_verb(units, k))
            or (word in ("'s", "’s", "'re") and units.low[k - 1] in ("it", "he", "she", "they", "that", "there"))
        ):
            return True
        if k > begin and is_verb(units, k):
            if (
                strict
                and first not in w.SUBJECT_PRONOUNS
                and (
                    units.low[k - 1] == ","
                    or (
                        word.endswith("ed")
                        and units.low[k + 1 : k + 2]
                        and units.low[k + 1] in ("by", "in", "on", "at")
                    )
                )
            ):
                continue
            return not strict or k - begin < 16
        if (
            k > begin + 1
            and word.endswith("ed")
            and word not in w.NOT_ADVERBS
            and not strict
            and units.low[k - 1] not in w.DETERMINERS
        ):
            return True
        if word in w.SUBJECT_PRONOUNS and k + 1 < high and k <= begin + 1 and word not in ("who", "you", "it"):
            return True
        if strict and word in ("by", "to", "in", "on", "at") and k == begin:
            return False
        if strict and word in ("and", "or", "but"):
            return False
        if strict and word == "," and k - begin < 2:
            return False
        if strict and word in w.RELATIVES:
            return False
    if not strict and any(units.quote[k] >= 0 for k in range(begin, min(high, begin + 30))):
        return True
    return not strict and first in w.SUBJECT_PRONOUNS and high - begin > 2


def _object_goes_on(units: Units, j: int, high: int, cue: Cue) -> bool:
    """An object, then what it is urged to or accused of."""
    if units.low[j] in w.PREPOSITIONS or units.low[j] == "to":
        return False
    wanted = {"to"} if cue.kind in ("urge", "tell", "ask") else cue.prepositions or OBJECT_MARKS
    for k in range(j + 1, min(high, j + LOOKAHEAD)):
        word = units.low[k]
        if word in wanted:
            return True
        if word in (".", ";", ":") or units.quote[k] >= 0 or (is_verb(units, k) and word not in w.AUXILIARIES):
            return False
    return False


def _complement(units: Units, j: int, high: int, cue: Cue) -> int | None:
    """An object with what it is called: a quotation, "as ...", a second noun phrase or an adjective."""
    word = units.low[j]
    if (
        word in w.PREPOSITIONS
        or (word in ("to", "him", "out", "off", "up") and cue.lemma == "call" and word != "him")
        or word in w.WEEKDAYS
    ):
        return None
    determiners = 0
    for k in range(j, min(high, j + LOOKAHEAD)):
        low = units.low[k]
        if units.quote[k] >= 0:
            return j
        if low == "as" and cue.lemma in ("describe", "characterise", "characterize", "portray", "deem"):
            return j
        if low in (".", ";", ":") or (low == "," and k == j):
            break
        determiners += low in ("a", "an") and k > j
        if (
            determiners
            and k > j
            and low in ("a", "an")
            and units.low[k - 1] not in w.PREPOSITIONS
            and cue.lemma != "describe"
        ):
            return j
    if cue.lemma == "describe" and (
        word in w.DETERMINERS or word in ("how", "what") or word in ("him", "it", "them", "her")
    ):
        return j
    return None


def _noun_object(units: Units, j: int, high: int) -> bool:
    word = units.low[j]
    if (
        word in w.PREPOSITIONS
        or word in w.AUXILIARIES
        or (word in ("as", "to", "than", "so", "that") and word != "that")
    ):
        return word == "that" and j + 1 < high and units.low[j + 1] in (",", ".")
    return units.raw[j][0].isalnum() or units.quote[j] >= 0 or units.raw[j][0] in "$£€"


def _said_noun(units: Units, j: int, high: int) -> bool:
    """Whether the object's head is a word for something said: "accepted the findings", "rejected a suggestion"."""
    for k in range(j, min(high, j + 8)):
        word = units.low[k]
        if word in NOUNS:
            return True
        if word in (".", ",", ";", ":", "of", "by", "in", "to", "for", "and") or (is_verb(units, k) and k > j):
            return False
    return False


def _quoted(sentence: Sentence, start: int, cue_at: int) -> list[Range]:
    """Quotations from `start` on: one, several joined by "and", or a quoted fragment within a clause."""
    units, high = sentence.units, sentence.high
    if _goes_on(sentence, start):
        return [(start, content_end(sentence, start, cue_at))]
    ranges = [(start, start + 1)]
    k = start + 1
    while (
        k + 1 < high
        and units.low[k] in ("and", ",", "or", "then")
        and (units.quote[k + 1] >= 0 or (units.low[k + 1] == "and" and k + 2 < high and units.quote[k + 2] >= 0))
    ):
        k += 1 if units.quote[k + 1] >= 0 else 2
        ranges.append((k, k + 1))
        k += 1
    while k < high and units.quote[k] >= 0:
        ranges.append((k, k + 1))
        k += 1
    return ranges


def _goes_on(sentence: Sentence, start: int) -> bool:
    """Whether a quotation is a fragment with the clause going on behind it ("said "Mad Meg" was late")."""
    units, high = sentence.units, sentence.high
    raw = units.raw[start]
    inner = raw[1:-1].strip() or raw
    nxt = units.low[start + 1] if start + 1 < high else "."
    if inner[-1] in ".?!," or nxt in (
        ".",
        ",",
        ";",
        "and",
        "but",
        "in",
        "on",
        "after",
        "when",
        "as",
        "before",
        "at",
        "while",
    ):
        return False
    return inner[0].islower() and units.quote[start + 1] < 0 if start + 1 < high else False


def content_before(sentence: Sentence, stop: int) -> list[Range] | None:
    """Content that precedes a trailing "..., she said": the clause or the quotation up to `stop`."""
    units, low = sentence.units, sentence.low
    end = strip_end(units, low, stop)
    if end <= low:
        return None
    begin = low
    if units.quote[end - 1] >= 0 and (end - 1 == low or _stands_alone(units, end - 1)):
        k = end - 1
        ranges = [(k, k + 1)]
        while k - 1 >= low and units.quote[k - 1] >= 0:
            k -= 1
            ranges.insert(0, (k, k + 1))
        return ranges
    while begin < end and (
        units.low[begin] in ("and", "but", ",", "so", "-", "•", "*", "–", "—", ")") or units.low[begin] == "."
    ):
        begin += 1
    for k in range(end - 1, begin, -1):
        if units.low[k] == ";":
            begin = k + 1
            break
    return [(begin, end)] if end > begin else None


def _stands_alone(units: Units, k: int) -> bool:
    """Whether the quotation is a sentence of its own rather than quoted words at the end of a paraphrase."""
    raw = units.raw[k]
    inner = raw[1:-1].strip() or raw
    before = units.low[k - 1] if k else "."
    return before in (".", "?", "!", ":", ")") or (inner[0].isupper() and len(inner) > 30 and before in (",",))
