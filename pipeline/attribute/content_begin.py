"""Where content behind a cue begins: past the addressee and the circumstances, at what the cue's frames allow.

The frames of a cue (see `cues.txt`) say whether it takes a clause, a quotation, a noun phrase, an infinitive, an object
with a complement. Every function works on unit positions within one sentence. A cue whose frames fit nothing behind it
has no content there. Where content ends is told in `content_end.py`.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.lexicon import CUES, NOUNS, PHRASE_HEADS, Cue
from pipeline.attribute.subject_left import Range
from pipeline.attribute.text import QUOTE_UNIT, Units
from pipeline.attribute.verbs import has_verb, is_adverb, is_verb, opens_relative
from pipeline.word_set import word_set

LOOKAHEAD = 22
"""Units between a cue and its "that": an addressee with its apposition, a circumstance."""
NEAR = 9
"""Units that a circumstance without a comma may have."""
RELATIVE_REACH = 7
"""Units between "what" and the object of the cue that it stands for."""
CLAUSE_REACH = 30
"""Units in which a clause without "that" must show its verb."""
TIME_HEADS = word_set(
    "week weekend month year morning afternoon evening night spring summer autumn winter monday tuesday "
    "wednesday thursday friday saturday sunday "
)
TIME_MODIFIERS = word_set("this last next earlier late early ")
DAY_PARTS = frozenset(("morning", "afternoon", "evening", "night"))
FOCUS = frozenset(("only", "even", "not", "just", "no"))
"""Adverbs that belong to the content behind them."""
NEEDS_ADDRESSEE = word_set("tell inform remind notify assure ")
"""Cues that say nothing without somebody who is told."""
TALES = word_set("tale tales story stories truth lie lies joke jokes ")
"""What is told, rather than who."""
ASKED = word_set("whether if how why what : ")
"""What follows the person who is asked: "asked her whether"; without it, the person is who is asked to act."""
NO_ADDRESSEE = frozenset(("that", "whether", ":", ",", ".", QUOTE_UNIT, "of", "against", "about", "to", "how", "why"))
ADDRESSEE_ENDS = word_set("that whether how why what to : . , when if in on during by after at ")
BEHIND_HER = word_set("that to how why what he she it they in on ")
"""Behind these "her" is the addressee, not a possessive."""
DETERMINER_LINKS = frozenset(("of", "with", "from", "for", "at", "in"))
NAME_LINKS = frozenset(("of", "from", "with", "for", "at"))
ASKS = frozenset(("when", "where", "who", "which"))
"""Question words that begin a relative clause as well."""
WHEN_LEMMAS = frozenset(("ask", "explain", "know"))
OF_DEEDS = frozenset(("begin", "continue", "go-on"))
QUOTED_ENDS = frozenset(".,?!…")
NO_CONTENT_START = frozenset((",", ".", ";", "?", "!", ")", "—", "–", "and", "but", "or"))
SENTENCE_ENDS = frozenset((".", ";", ":"))
THAT_CIRCUMSTANCES = (w.PREPOSITIONS | w.TIME_WORDS | {",", "("}) - {"the", "a"}
"""What begins a circumstance between a cue and its "that"."""
CLAUSE_OPENERS = frozenset(("that", "whether"))
BARE_SUBJECTS = frozenset(("he", "she", "they", "we", "i"))
CLOSERS = frozenset((",", ")", "—", "–"))
PHRASE_PARTICIPLES = frozenset(head for head in PHRASE_HEADS if head.endswith("ing"))
CITING = frozenset(("quoting", "citing"))
BEFORE_QUOTATION = frozenset((":", ",", "that"))
QUOTE_CIRCUMSTANCES = w.PREPOSITIONS | w.TIME_WORDS | {"as", "the"}
NOT_A_CLAUSE = word_set("of by as about so something goodbye yes sorry than to out up off down away ")
"""Behind a cue these begin no clause of their own."""
MAYBE_A_CLAUSE = frozenset(("no", "nothing", "more"))
"""These do if a verb follows: "said no ferry would sail"."""
NOT_A_TIME = word_set("a the this two three four five may ")
"""Time words that begin a subject more often."""
OWN_STRICT = word_set(
    "add note claim report maintain repeat recall understand declare boast acknowledge reiterate lament write "
)
"""Cues that take a noun phrase as well, so that a clause must be plain to see; attitudes and findings do, too."""
CONTRACTED = frozenset(("'s", "’s", "'re"))
CONTRACTING = frozenset(("it", "he", "she", "they", "that", "there"))
BEHIND_ED = frozenset(("by", "in", "on", "at"))
AT_ONCE = frozenset(("by", "to", "in", "on", "at"))
OBJECT_MARKS = frozenset(("to", "of", "for", "over", "as", "against"))
DESCRIBES = word_set("describe characterise characterize portray deem ")
PARTICLES = frozenset(("to", "out", "off", "up"))
"""Behind "call" these make another verb."""
NAMES_THINGS = frozenset(("call", "dub", "label", "brand", "term"))
OBJECT_RELATIVES = w.RELATIVES | {"what", "that"}
DESCRIBED = word_set("how what him it them her ")
NO_OBJECT = frozenset(("as", "to", "than", "so"))
SAID_NOUN_ENDS = frozenset((".", ",", ";", ":", "of", "by", "in", "to", "for", "and"))


def opening(sentence: Sentence, k: int, cue: Cue, width: int = 1) -> tuple[int, int, Range | None] | None:
    """Where content opens behind the cue at `k`.

    Returns:
        Where the search began, behind addressee and adverbs; where content begins; the addressee. `None` where no
        frame of the cue fits.
    """
    units, high = sentence.units, sentence.high
    j = k + width
    if j >= high:
        return None
    told: Range | None = None
    if "a" in cue.frames:
        told = _addressee_of(units, j, high, cue)
        if told is not None:
            j = told[1]
            if j >= high or units.low[j] == ".":
                return None
        elif cue.lemma in NEEDS_ADDRESSEE:
            return None
    j = _skip_date(units, _skip_adverbs(units, j, high), high)
    if j + 2 < high and units.low[j] in TIME_MODIFIERS and units.low[j + 1] in TIME_HEADS:
        j += 2
    if j >= high:
        return None
    start = _begin(sentence, j, cue, told is not None)
    return None if start is None else (j, start, told)


def _skip_adverbs(units: Units, j: int, high: int) -> int:
    while j < high and (
        (is_adverb(units, j) and units.low[j] not in FOCUS)
        or (units.low[j] in w.WEEKDAYS and not (j + 1 < len(units.low) and units.low[j + 1] in w.POSSESSIVE_MARKS))
    ):
        j += 1
        if units.low[j - 1] in w.WEEKDAYS and j < high and units.low[j] in DAY_PARTS:
            j += 1
    return j


def _skip_date(units: Units, j: int, high: int) -> int:
    """ "announced Oct. 3 that": past a month and a day."""
    month = units.low[j].rstrip(".") if j + 2 < high else ""
    return j + 2 if month in w.MONTHS_WRITTEN and units.low[j + 1].isdigit() else j


def _addressee_of(units: Units, j: int, high: int, cue: Cue) -> Range | None:
    """The addressee behind the cue; who is asked to do something is none."""
    told = _addressee(units, j, high)
    if told is not None and cue.lemma == "tell" and not TALES.isdisjoint(units.low[slice(*told)]):
        return None
    if told is not None and cue.lemma == "ask":
        return told if told[1] < len(units.low) and units.low[told[1]] in ASKED else None
    return told


def _addressee(units: Units, j: int, high: int) -> Range | None:
    """The noun phrase that was told, warned or assured."""
    word = units.low[j]
    if word in NO_ADDRESSEE or units.quote[j] >= 0:
        return None
    if word in w.PRONOUNS and word not in w.POSSESSIVES:
        return j, j + 1
    if word == "her" and j + 1 < high and (units.low[j + 1] in BEHIND_HER or units.quote[j + 1] >= 0):
        return j, j + 1
    k = j + 1
    capital = units.raw[j][0].isupper() and word not in w.DETERMINERS
    while k < high and k - j < LOOKAHEAD:
        if _addressee_ends(units, k, capital):
            break
        capital = capital or units.raw[k][0].isupper()
        if is_verb(units, k):
            return (j, j + 1) if k > j + 1 and units.low[j] not in w.DETERMINERS else None
        k += 1
    return (j, k) if k < high else (j, high)


def _addressee_ends(units: Units, k: int, capital: bool) -> bool:
    """Whether the addressee ends before `k`: at a function word, a new subject, a name behind plain words."""
    word, before = units.low[k], units.low[k - 1]
    if word in ADDRESSEE_ENDS or (units.quote[k] >= 0 and before not in w.POSSESSIVE_MARKS):
        return True
    if word in w.SUBJECT_PRONOUNS or word == "there" or (word in w.DETERMINERS and before not in DETERMINER_LINKS):
        return True
    return (
        not capital
        and units.raw[k][0].isupper()
        and units.raw[k - 1][0].islower()
        and before not in w.DETERMINERS
        and before not in NAME_LINKS
    )


def _begin(sentence: Sentence, j: int, cue: Cue, told: bool) -> int | None:
    """Where content begins that starts at `j` or, behind a circumstance, later; `None` where no frame fits."""
    units, high = sentence.units, sentence.high
    frames = cue.frames
    word = units.low[j]
    if word == ":" and j + 1 < high and frames & {"q", "c", "a"}:
        return j + 1 if units.quote[j + 1] >= 0 or "c" in frames else None
    if units.quote[j] >= 0:
        return j if frames & {"q", "c", "t", "s"} and not _is_mere_object(units, j, cue) else None
    if word == "," and j + 1 < high and units.quote[j + 1] >= 0 and "q" in frames:
        return j + 1
    if (word in cue.prepositions and cue.kind != "blame") or _opens_clause(units, j, high, cue, told):
        return j
    later = _that_later(units, j, high) if "t" in frames else None
    if later is not None:
        return later
    if word in NO_CONTENT_START or (word == "when" and "t" in frames and cue.lemma not in WHEN_LEMMAS):
        return None
    return _begin_plain(sentence, j, cue)


def _is_mere_object(units: Units, j: int, cue: Cue) -> bool:
    """A quotation that nobody says: "had begun "talks in earnest"", "a town called "Little Orme"".

    A fragment right behind a verb that also tells of deeds is its object; right behind a verb of naming it is a name,
    unless a relative word stands for what is named ("what he called "a breach"").
    """
    raw = units.raw[j]
    if cue.lemma in NAMES_THINGS:
        pronoun = j > 1 and units.low[j - 2] in w.SUBJECT_PRONOUNS
        return not pronoun and OBJECT_RELATIVES.isdisjoint(units.low[max(0, j - RELATIVE_REACH) : j])
    return cue.lemma in OF_DEEDS and raw[1:2].islower() and raw[-2:-1] not in QUOTED_ENDS


def _opens_clause(units: Units, j: int, high: int, cue: Cue, told: bool) -> bool:
    """Whether a clause or an infinitive that the cue takes is opened by the word at `j`."""
    word, frames = units.low[j], cue.frames
    if "t" in frames:
        if word == "that":
            return True
        if word in w.WH and (word not in ASKS or has_verb(units, j + 1, min(high, j + NEAR))):
            return word != "when" or cue.lemma in WHEN_LEMMAS
    if "i" in frames:
        if word == "to" and j + 1 < high and units.low[j + 1][0].isdigit():
            return False  # "cases declined to 653"
        if word == "to":
            return told or "a" not in frames or cue.lemma == "promise"
        return cue.kind == "deny" and word.endswith("ing")
    return False


def _begin_plain(sentence: Sentence, j: int, cue: Cue) -> int | None:
    """Content that no conjunction or mark opens: object, complement, bare clause, later quotation, noun phrase."""
    units, high = sentence.units, sentence.high
    frames = cue.frames
    if "o" in frames and _object_goes_on(units, j, high, cue):
        return j
    if "s" in frames and _has_complement(units, j, high, cue):
        return j
    if "c" in frames and (start := _bare(sentence, j, high, cue)) is not None:
        return start
    if "q" in frames and (start := _quote_later(units, j, high)) is not None:
        return start
    if frames & {"n", "N"}:
        if units.low[j] in w.PREPOSITIONS and (after := _after_circumstance(units, j, high)) is not None:
            j = after
        if j < high and (_noun_object(units, j) if "n" in frames else _said_noun(units, j, high)):
            return j
    return None


def _that_later(units: Units, j: int, high: int) -> int | None:
    """A "that" behind a circumstance ("in a statement", ", on condition of anonymity,")."""
    if units.low[j] not in THAT_CIRCUMSTANCES:
        if units.low[j] not in ("the", "a") or j + 1 >= high or units.low[j + 1] not in w.TIME_WORDS:
            return None
    for k in range(j, min(high, j + LOOKAHEAD)):
        word, before = units.low[k], units.low[k - 1]
        if word in CLAUSE_OPENERS and k > j:
            relative = word == "that" and before != "," and opens_relative(units, k, high)
            return None if relative or (units.low[j] == "," and before not in CLOSERS) else k
        if word in SENTENCE_ENDS or (units.quote[k] >= 0 and before not in CITING):
            return None
        if (word in w.FINITE_AUXILIARIES or word in BARE_SUBJECTS) and before not in w.RELATIVES:
            return None
        if (word in CUES and (is_verb(units, k) or word.endswith("ing"))) or word in PHRASE_PARTICIPLES:
            return None
    return None


def _quote_later(units: Units, j: int, high: int) -> int | None:
    """A quotation behind a circumstance: "said in a tweet: Q", "wrote on Sunday, Q"."""
    if units.low[j] not in QUOTE_CIRCUMSTANCES:
        return None
    for k in range(j, min(high, j + LOOKAHEAD)):
        if units.quote[k] >= 0:
            return k if units.low[k - 1] in BEFORE_QUOTATION else None
        if units.low[k] in (".", ";") or is_verb(units, k):
            return None
    return None


def _bare(sentence: Sentence, j: int, high: int, cue: Cue) -> int | None:
    """A clause without "that", perhaps behind a time ("said on Thursday the bridge would close")."""
    units = sentence.units
    start = j
    word = units.low[j]
    if word in NOT_A_CLAUSE or (word in MAYBE_A_CLAUSE and not has_verb(units, j + 1, high)):
        return None
    if word in w.PREPOSITIONS:
        after = _after_circumstance(units, j, high)
        if after is None or after >= high:
            return None
        start = after
    elif word in w.TIME_WORDS and word not in NOT_A_TIME:
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
    if k < high and units.low[k] in w.DETERMINERS:
        k += 1
    while k < min(high, j + NEAR):
        word, before = units.low[k], units.low[k - 1]
        if word in w.SUBJECT_PRONOUNS or word == "there" or (word in w.DETERMINERS and before not in w.PREPOSITIONS):
            return k
        if units.raw[k][0].isupper() and units.raw[k - 1][0].islower():
            if before not in w.PREPOSITIONS and before not in w.DETERMINERS:
                return k
        if word == "," or is_verb(units, k):
            return None
        k += 1
    return None


def _has_clause(units: Units, begin: int, high: int, cue: Cue) -> bool:
    """Whether a subject and a verb follow: a verb not at the very start, before a stop."""
    if begin >= high:
        return False
    end = min(high, begin + CLAUSE_REACH)
    if cue.kind in ("show", "belief") or cue.lemma in OWN_STRICT:
        return _has_plain_clause(units, begin, end, high)
    for k in range(begin, end):
        word = units.low[k]
        if word in SENTENCE_ENDS or (word == "," and k + 1 < high and units.low[k + 1] == "but"):
            break
        if units.quote[k] >= 0 or (k > begin and (_finite_here(units, k) or is_verb(units, k))):
            return True
        if k > begin + 1 and _past_form(units, k):
            return True
        if _starts_with_pronoun(units, k, begin, high):
            return True
    else:
        return units.low[begin] in w.SUBJECT_PRONOUNS and high - begin > 2
    return False


def _has_plain_clause(units: Units, begin: int, end: int, high: int) -> bool:
    """The same for a cue that takes noun phrases as well: no verb from a participle, a relative clause, a list."""
    first = units.low[begin]
    for k in range(begin, end):
        word = units.low[k]
        if word in SENTENCE_ENDS:
            return False
        if k > begin and _finite_here(units, k):
            return True
        if k > begin and is_verb(units, k):
            if first in w.SUBJECT_PRONOUNS or not _perhaps_participle(units, k):
                return k - begin < 16
            continue
        if _starts_with_pronoun(units, k, begin, high):
            return True
        if word in ("and", "or", "but", ",") or word in w.RELATIVES or (word in w.SUBORDINATORS and k > begin):
            return False
        if word in AT_ONCE and k == begin:
            return False
    return False


def _finite_here(units: Units, k: int) -> bool:
    word = units.low[k]
    return (word in w.FINITE_AUXILIARIES and is_verb(units, k)) or (
        word in CONTRACTED and units.low[k - 1] in CONTRACTING
    )


def _past_form(units: Units, k: int) -> bool:
    """An unlisted past form behind a subject."""
    word = units.low[k]
    return word.endswith("ed") and word not in w.NOT_ADVERBS and units.low[k - 1] not in w.DETERMINERS


def _perhaps_participle(units: Units, k: int) -> bool:
    return units.low[k - 1] == "," or (
        units.low[k].endswith("ed") and k + 1 < len(units.low) and units.low[k + 1] in BEHIND_ED
    )


def _starts_with_pronoun(units: Units, k: int, begin: int, high: int) -> bool:
    word = units.low[k]
    return word in w.SUBJECT_PRONOUNS and k + 1 < high and k <= begin + 1 and word not in ("who", "you", "it")


def _object_goes_on(units: Units, j: int, high: int, cue: Cue) -> bool:
    """An object, then what it is urged to or accused of."""
    if units.low[j] in w.PREPOSITIONS or units.low[j] == "to":
        return False
    wanted = {"to"} if cue.kind in ("urge", "tell", "ask") else cue.prepositions or OBJECT_MARKS
    for k in range(j + 1, min(high, j + LOOKAHEAD)):
        word = units.low[k]
        if word in wanted:
            return True
        if word in SENTENCE_ENDS or units.quote[k] >= 0 or (is_verb(units, k) and word not in w.AUXILIARIES):
            return False
    return False


def _has_complement(units: Units, j: int, high: int, cue: Cue) -> bool:
    """An object with what it is called: a quotation, "as ...", a second noun phrase or an adjective."""
    word = units.low[j]
    if word in w.PREPOSITIONS or word in w.WEEKDAYS or (word in PARTICLES and cue.lemma == "call"):
        return False
    for k in range(j, min(high, j + LOOKAHEAD)):
        low = units.low[k]
        if units.quote[k] >= 0 or (low == "as" and cue.lemma in DESCRIBES):
            return True
        if low in SENTENCE_ENDS or low == ",":
            break
        if k > j and low in ("a", "an") and units.low[k - 1] not in w.PREPOSITIONS and cue.lemma != "describe":
            return True
    return cue.lemma == "describe" and (word in w.DETERMINERS or word in DESCRIBED)


def _noun_object(units: Units, j: int) -> bool:
    word = units.low[j]
    if word in w.PREPOSITIONS or word in w.AUXILIARIES or word in NO_OBJECT:
        return False
    return units.raw[j][0].isalnum() or units.quote[j] >= 0 or units.raw[j][0] in "$£€"


def _said_noun(units: Units, j: int, high: int) -> bool:
    """Whether the object's head is a word for something said: "accepted the findings", "rejected a suggestion"."""
    for k in range(j, min(high, j + 8)):
        word = units.low[k]
        if word in NOUNS:
            return True
        if word in SAID_NOUN_ENDS or (is_verb(units, k) and k > j):
            return False
    return False
