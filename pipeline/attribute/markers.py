"""Cues that are no verb of saying: according to, per, citing, quoted by, reportedly, noun cues, "X was blunt: Q",
the court heard.

Rules: `according_to`, `citing`, `quoted_as`, `adverb`, `noun_cue`, `colon`, `court`.
"""

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.clauses import COURTS, main_subject, put
from pipeline.attribute.content import content_before, content_end
from pipeline.attribute.kind import Phrase, phrase
from pipeline.attribute.lexicon import CUES, NOUNS, Cue
from pipeline.attribute.phrases import Range, is_adverb, is_verb, subject_after, subject_before, verb_group
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

NO_FRAMES: frozenset[str] = frozenset()
CITED_REASONS = word_set(
    "concern concerns lack need reason reasons health safety security cost costs weather fear fears privacy "
    "rules law order "
)


def _cue(lemma: str, kind: str = "say") -> Cue:
    return Cue(lemma, kind, NO_FRAMES, NO_FRAMES)


def find_markers(sentence: Sentence) -> None:
    """Adds the candidates of all cues that are no verbs of saying."""
    units, low, high = sentence.units, sentence.low, sentence.high
    for k in range(low, high):
        word = units.low[k]
        if word == "according" and units.low[k + 1 : k + 2] == ["to"]:
            _according(sentence, k, 2, "according to")
        elif (
            word == "per"
            and k + 1 < high
            and (k == low or units.low[k - 1] == ",")
            and (units.low[k + 1] == "the" or units.raw[k + 1][0].isupper())
        ):
            _according(sentence, k, 1, "per")
        elif word == "in" and units.low[k + 1 : k + 4] == ["the", "words", "of"]:
            _according(sentence, k, 4, "in the words of")
        elif word in ("citing", "quoting", "cites", "cited", "quotes", "quoted"):
            _citing(sentence, k)
        elif word in ("reportedly", "allegedly", "supposedly", "purportedly"):
            _adverb(sentence, k)
        elif word == ":" and k + 1 < high and units.quote[k + 1] >= 0:
            _colon(sentence, k)
        elif word == "heard" and units.inside < 0:
            _court(sentence, k)
        elif word in NOUNS and k + 1 < high:
            _noun(sentence, k)
        elif word == "put" and units.low[k + 1 : k + 2] == ["it"]:
            _put_it(sentence, k)


def _according(sentence: Sentence, k: int, width: int, lemma: str) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    source = subject_after(units, k + width, high)
    if source is None:
        return
    cue = (k, k + width)
    start = k - 1 if k > low and units.low[k - 1] in (",", "—", "–") else k
    if (
        start > low
        and any(is_verb(units, j) or units.quote[j] >= 0 for j in range(low, start))
        and units.low[low] not in ("because",)
    ):
        begin = _left_clause(sentence, start)
        put(sentence, source, cue, [(begin, start)], "according_to", _cue(lemma))
        return
    begin = source[1] + (source[1] < high and units.low[source[1]] in (",", ":"))
    end = content_end(sentence, begin, k) if begin < high else begin
    if end > begin:
        put(sentence, source, cue, [(begin, end)], "according_to", _cue(lemma))


def _left_clause(sentence: Sentence, stop: int) -> int:
    """Start of the clause that ", according to X" ends: after a semicolon, else the sentence's start."""
    units, low = sentence.units, sentence.low
    for k in range(stop - 1, low, -1):
        if units.low[k] == ";":
            return k + 1
        if units.low[k] in (".",) and units.raw[k + 1][0].isupper() and k + 1 < stop:
            return k + 1
    if units.low[low] in ("and", "but"):
        return low
    return low


def _citing(sentence: Sentence, k: int) -> None:
    """ "Reuters, citing X, reported C": X gets the content of the outlet's cue."""
    units, low, high = sentence.units, sentence.low, sentence.high
    word = units.low[k]
    if word in ("cited", "quoted") and k > low and (set(units.low[verb_group(units, k, low) : k]) & w.BE):
        if word == "quoted":
            _quoted_as(sentence, k)
        return
    if k + 1 >= high:
        return
    if units.quote[k + 1] >= 0 and len(units.raw[k + 1]) < 60:
        source: Range | None = (k + 1, k + 2)
    else:
        source = subject_after(units, k + 1, high)
    if source is None or any(units.low[j] in CITED_REASONS for j in range(*source)):
        return
    if units.quote[source[0]] < 0 and not _can_speak(phrase(units_text(sentence, source))):
        return
    if word in ("quoted", "quotes", "quoting", "cited", "cites", "citing"):
        for p in range(source[0] + 1, min(high, source[0] + 14)):
            if units.low[p] == "as" and units.low[p + 1 : p + 2] in (["saying"], ["telling"], ["stating"]):
                end = content_end(sentence, p + 2, k) if p + 2 < high else p
                outlet = (
                    subject_before(units, verb_group(units, k, low), low)
                    if not word.endswith("ing")
                    else main_subject(sentence, k)
                )
                if end > p + 2:
                    put(
                        sentence,
                        (source[0], min(source[1], p)),
                        (k, k + 1),
                        [(_past_colon(units, p + 2), end)],
                        "quoted_as",
                        _cue("quote"),
                        outlet,
                    )
                return
    if word in ("quotes", "quoted", "cites", "cited"):
        return
    span = sentence.span(k, k + 1)
    text_source = sentence.span(*source)
    sentence.found.append(_pending(sentence, text_source, span, "cite" if word.startswith("cit") else "quote"))


SPEAKERS = (
    h.PEOPLE_SINGULAR | h.PEOPLE_PLURAL | h.SOURCES | h.ORGANISATIONS | h.OUTLET_NOUNS | h.DOCUMENTS | h.COLLECTIVES
)


def units_text(sentence: Sentence, span: Range) -> str:
    """The words of a range as they stand in the article."""
    start, end = sentence.span(*span)
    return sentence.doc.text[start:end]


def _can_speak(source: Phrase) -> bool:
    """Whether what is cited is somebody or a document, not a reason ("citing her work on the bill")."""
    names = [word for word in source.core.split()[1:] if word[:1].isupper()]
    return source.head in SPEAKERS or bool(names) or source.core[:1].isupper()


def _pending(sentence: Sentence, source: tuple[int, int], cue: tuple[int, int], lemma: str) -> Candidate:
    """A cited source whose content is that of the sentence's outlet: filled in by `link.py`."""
    return Candidate(source, cue, [], "citing", lemma, "cite", sentence.units.inside)


def _past_colon(units: Units, k: int) -> int:
    """ "as saying: Q": the content begins behind the colon."""
    return k + 1 if units.low[k] in (":", ",") and k + 1 < len(units.low) else k


def _quoted_as(sentence: Sentence, k: int) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    source = subject_before(units, group, low)
    if source is None:
        return
    relay = None
    j = k + 1
    if j < high and units.low[j] in ("by", "in"):
        relay = subject_after(units, j + 1, high)
    for p in range(j, min(high, j + 16)):
        if units.low[p] == "as" and p + 1 < high and units.low[p + 1] in ("saying", "telling", "stating"):
            if relay is not None:
                relay = (relay[0], min(relay[1], p))
            begin = _past_colon(units, p + 2) if p + 2 < high else p + 2
            end = content_end(sentence, begin, k) if begin < high else begin
            if end > begin:
                put(sentence, source, (group, k + 1), [(begin, end)], "quoted_as", _cue("quote"), relay)
            return


def _adverb(sentence: Sentence, k: int) -> None:
    """The clause around "reportedly" without the word."""
    units, low, high = sentence.units, sentence.low, sentence.high
    begin = k
    while begin > low:
        word = units.low[begin - 1]
        if word in (";", ":", "—", "–", "while", "because", "although", "though", "that", "but", ".") or (
            word == "," and _clause_comma(sentence, begin - 1, k)
        ):
            break
        begin -= 1
    end = content_end(sentence, k + 1, k) if k + 1 < high else k
    ranges = []
    left = k - 1 if k > begin and units.low[k - 1] == "," else k
    if left > begin:
        ranges.append((begin, left))
    right = k + 1 + (k + 1 < high and units.low[k + 1] == ",")
    if end > right:
        ranges.append((right, end))
    if ranges and end - begin > 3:
        put(sentence, None, (k, k + 1), ranges, "adverb", _cue(units.low[k]))


def _clause_comma(sentence: Sentence, comma: int, k: int) -> bool:
    units = sentence.units
    subject = subject_before(units, verb_group(units, k, sentence.low), sentence.low)
    return subject is not None and subject[0] >= comma + 1


def _colon(sentence: Sentence, k: int) -> None:
    """ "Coach Tandy was blunt: Q", "ADA BIRCH: Q": a clause without a cue verb that introduces a quotation."""
    units, low = sentence.units, sentence.low
    begin = low
    for j in range(k - 1, low, -1):
        if units.low[j] in (";", ".") or units.quote[j] >= 0:
            begin = j + 1
            break
    if any(units.low[j] in CUES and is_verb(units, j) for j in range(begin, k)):
        return
    verb = next(
        (
            j
            for j in range(begin, k)
            if units.low[j] in w.BE or units.low[j] in ("had", "has") or units.low[j] in ("sounded", "seemed", "went")
        ),
        None,
    )
    ranges = [(j, j + 1) for j in range(k + 1, _quotes_end(sentence, k + 1))]
    if verb is None:
        if 0 < k - begin <= 6 and all(
            units.raw[j][0].isupper() or units.low[j] in ("of", "the", "de", ",") or units.raw[j][0].isdigit()
            for j in range(begin, k)
        ):
            put(sentence, (begin, k), (k, k + 1), ranges, "colon", _cue(":"))
        return
    source = subject_before(units, verb, begin)
    if source is None:
        return
    end = verb + 1
    while (
        end < k and units.low[end] not in w.PREPOSITIONS and units.low[end] not in (",", "when", "as", "after", "that")
    ):
        end += 1
    if end - verb > 4 or (end == verb + 1 and units.low[verb] in ("had", "has")):
        return
    put(sentence, source, (verb, end), ranges, "colon", _cue(" ".join(units.low[verb:end])))


def _quotes_end(sentence: Sentence, k: int) -> int:
    while k < sentence.high and sentence.units.quote[k] >= 0:
        k += 1
    return k


def _court(sentence: Sentence, k: int) -> None:
    """ "C, the inquest heard" and "the court heard that C": nobody is given, the channel is testimony."""
    units, low, high = sentence.units, sentence.low, sentence.high
    subject = subject_before(units, verb_group(units, k, low), low)
    if subject is None or not any(units.low[j] in COURTS for j in range(*subject)):
        return
    if k + 1 < high and units.low[k + 1] in ("that", "how"):
        begin, end = k + 1, content_end(sentence, k + 1, k)
        ranges: list[Range] | None = [(begin, end)]
    elif subject[0] > low and units.low[subject[0] - 1] == ",":
        ranges = [(low, subject[0] - 1)]
    elif (
        k + 2 < high
        and any(is_verb(units, j) for j in range(k + 2, min(high, k + 14)))
        and units.low[k + 1] not in w.PREPOSITIONS | {"evidence", "testimony", "from"}
    ):
        ranges = [(k + 1, content_end(sentence, k + 1, k))]
    else:
        return
    put(sentence, None, (k, k + 1), ranges or [], "court", _cue("hear", "court"))


def _put_it(sentence: Sentence, k: int) -> None:
    """As X put it, C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    source = subject_before(units, k, low)
    if source is None:
        return
    j = k + 2
    if j < high and units.low[j] in (",", ":"):
        end = content_end(sentence, j + 1, k)
        if end > j + 1:
            put(sentence, source, (k, k + 2), [(j + 1, end)], "put_it", _cue("put it"))
    elif source[0] - 1 > low:
        before = source[0] - 1 if units.low[source[0] - 1] == "as" else source[0]
        ranges = content_before(sentence, before)
        if ranges:
            put(sentence, source, (k, k + 2), ranges, "put_it", _cue("put it"))


def _noun(sentence: Sentence, k: int) -> None:
    """Her claim that C; a warning from X that C; X's report that C; allegations that C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    nxt = units.low[k + 1]
    after: Range | None = None
    if nxt == "that":
        begin = k + 1
    elif nxt in ("from", "by") and k + 2 < high:
        after = subject_after(units, k + 2, high)
        stop = next((j for j in range(k + 2, min(high, k + 24)) if units.low[j] == "that"), None)
        if stop is None or after is None:
            return
        after, begin = (k + 2, stop), stop
        if any(is_verb(units, j) for j in range(k + 2, stop)) or any(units.low[j] == "," for j in range(k + 2, stop)):
            return
    else:
        return
    if begin + 2 >= high or units.low[begin + 1] in w.FINITE_AUXILIARIES or is_verb(units, begin + 1):
        return
    if NOUNS[units.low[k]] == "other" or (
        units.low[k] in ("word", "message", "account", "view", "charge") and not after and units.low[k - 1] != "'s"
    ):
        return
    if (k - 2 >= low and units.low[k - 2] == "in") or (k > low and units.low[k - 1] == "in"):
        return
    source, _ = _owner(sentence, k)
    if after is not None:
        source = after
    end = _noun_clause_end(sentence, begin)
    if end > begin + 2:
        put(sentence, source, (k, k + 1), [(begin, end)], "noun_cue", _cue(units.low[k], NOUNS[units.low[k]]))


def _owner(sentence: Sentence, k: int) -> tuple[Range | None, bool]:
    """The possessive before the noun: "his", "the gazette's"."""
    units, low = sentence.units, sentence.low
    j = k - 1
    while j >= low and k - j < 4:
        word = units.low[j]
        if word in w.POSSESSIVES:
            return (j, j + 1), True
        if word in ("'s", "’s"):
            whole = subject_before(units, j, low)
            return (whole, True) if whole else (None, False)
        if word.endswith(("s'", "s’")):
            whole = subject_before(units, j + 1, low)
            return (whole, True) if whole else (None, False)
        if units.raw[j] in ("'", "’") and j > low:
            whole = subject_before(units, j, low)
            return (whole, True) if whole else (None, False)
        if word in w.DETERMINERS or word in w.PREPOSITIONS or is_verb(sentence.units, j):
            break
        j -= 1
    return None, False


def _past(units: Units, k: int) -> bool:
    """An unlisted past form: a word in -ed behind a noun or name."""
    return (
        units.low[k].endswith("ed")
        and units.raw[k][0].islower()
        and units.low[k - 1] not in w.DETERMINERS | w.PREPOSITIONS | w.AUXILIARIES
        and not is_adverb(units.low[k - 1])
    )


def _noun_clause_end(sentence: Sentence, begin: int) -> int:
    """A that-clause within a subject ends before the main verb: the second verb with no subject of its own."""
    units = sentence.units
    end = content_end(sentence, begin, begin)
    adjunct = units.low[sentence.low] in w.PREPOSITIONS
    verbs = 0
    k = begin + 1
    while k < end:
        if is_verb(units, k) or _past(units, k):
            group_end = k + 1
            while group_end < end and (
                is_verb(units, group_end)
                or is_adverb(units.low[group_end])
                or units.low[group_end] in ("be", "been", "not")
            ):
                group_end += 1
            verbs += 1
            before = units.low[k - 1]
            if (
                verbs == 2
                and before not in w.SUBJECT_PRONOUNS
                and before not in ("and", "or", "who", "which", "that", "to", ",")
            ):
                return k
            if before == "," and verbs >= 2:
                return k - 1
            k = group_end
            if (
                k < end
                and units.low[k].endswith("ed")
                and units.low[k + 1 : k + 2] != ["by"]
                and units.low[k - 1].endswith(("ed", "en", "n"))
            ):
                return k
            continue
        if verbs and units.low[k] == "," and adjunct:
            return k
        if units.low[k] in w.RELATIVES or (units.low[k] in w.SUBORDINATORS and k > begin + 1):
            verbs -= 1
        k += 1
    return end
