"""Clause patterns: every cue verb of a sentence with its source and content.

Rules here, by the name that stands in `attributions.rule`: `subject_verb` (X said that C), `inverted` (C, said X),
`trailing` (C, X said), `told` (X told Y C), `participle` (..., adding C), `coordinated` (X denied A and said B),
`passive` (A was
described by X as B), `agentless` (it is understood that C), `quoted_as` (X was quoted by Y as saying C), `adjective`
(X is convinced C). Cues that are no verbs stand in `markers.py`, refusals in `refusals.py`.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.content import content_after, content_before, content_end, strip_end
from pipeline.attribute.lexicon import ADJECTIVES, BASE, CUES, NOUNS, PHRASE_HEADS, PHRASES, Cue
from pipeline.attribute.phrases import QUOTE_UNIT, Range, is_adverb, is_verb, subject_after, subject_before, verb_group
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

UNREAL = frozenset(["could", "might", "may", "should", "must", "can", "if"])
CATENATIVES = word_set(
    "continued continues continue went goes go going appeared appears seemed seems began begins came comes used "
    "took chose sought tried hastened proceeded paused managed stopped moved stepped "
)
AGENTLESS = word_set(
    "understood thought believed said reported alleged claimed rumoured rumored feared estimated considered "
    "known assumed suspected announced revealed suggested accused advised warned urged told asked "
)
TO_PASSIVE = word_set(
    "understood thought believed said reported alleged claimed rumoured rumored feared estimated considered "
    "known assumed suspected "
)
OF_PASSIVE = frozenset(["accused", "suspected"])
ADVISED = frozenset(["advised", "warned", "urged"])
COURTS = word_set(
    "court jury inquest tribunal hearing inquiry judge magistrates panel committee trial session commission "
)
SPEECH_CLASSES = frozenset(["say", "tell", "report", "write", "urge", "announce", "ask"])
DEED_SUBJECTS = word_set(
    "law contract sign banner act constitution rule rules bill treaty agreement clause section statute "
    "regulations policy lease "
)


def find_verbs(sentence: Sentence) -> None:
    """Puts the candidates of all verb cues of the sentence into `sentence.found`, in order."""
    for k in sentence.cues:
        cue, width = cue_at(sentence.units, k)
        if cue is not None:
            _verb(sentence, k, cue, width)


def cue_at(units: Units, k: int) -> tuple[Cue | None, int]:
    """The cue whose first word is the unit at `k`, and how many units it has."""
    word = units.low[k]
    if word in PHRASE_HEADS and k + 1 < len(units.low):
        phrase = PHRASES.get(f"{word} {units.low[k + 1]}")
        if phrase is not None and (phrase.lemma != "understand-outlet"):
            return phrase, 2
    return CUES.get(word), 1


def mark_cues(sentence: Sentence) -> None:
    """Notes the positions of cue verbs, so that the rules need not look for them again."""
    low = sentence.units.low
    sentence.cues = [
        k
        for k in range(sentence.low, sentence.high)
        if low[k] in CUES or (low[k] in PHRASE_HEADS and cue_at(sentence.units, k)[0])
    ]


def _verb(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    units, low = sentence.units, sentence.low
    word = units.low[k]
    previous = units.low[k - 1] if k > low else ""
    group = verb_group(units, k, low)
    auxiliaries = set(units.low[group:k])
    if previous == "to" or units.low[max(low, k - 2) : k] == ["to", "also"]:
        _infinitive(sentence, k, cue, width)
        return
    if (
        previous in w.DETERMINERS
        and previous
        not in (
            "both",
            "all",
            "many",
            "some",
            "several",
            "each",
            "few",
            "most",
            "others",
            "those",
            "neither",
            "another",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "most",
            "none",
        )
    ) or previous in ("'s", "’s", "of"):
        return
    if (previous in w.PREPOSITIONS or previous[:1].isdigit()) and word.endswith("s"):
        return
    if auxiliaries & UNREAL or (auxiliaries & {"nor"} and cue.kind == "deny"):
        if auxiliaries & {"nor", "neither"} or cue.kind not in ("belief",):
            return
    if "would" in auxiliaries and "have" in auxiliaries:
        return
    if word.endswith("ing") and not auxiliaries & w.BE:
        _participle(sentence, k, cue, width)
        return
    if units.raw[k][0].isupper() and k > low:
        return
    if auxiliaries & w.BE and not word.endswith("ing"):
        _passive(sentence, k, cue, width, group)
        return
    if word in BASE and not auxiliaries & (w.MODALS | w.DO) and not _plural_subject(units, group, low):
        return
    _active(
        sentence,
        k,
        cue,
        width,
        group,
        bool(auxiliaries & w.NEGATIONS) or any(a.endswith(("n't", "n’t")) for a in auxiliaries),
    )


PLURALS = word_set(
    "they we i you who people police men women others many some both officers children few most media "
    "scientists sides all several those "
)


def _plural_subject(units: Units, stop: int, low: int) -> bool:
    """A base form can only be a finite verb behind a plural: a noun in s, they, people, both, two names."""
    subject = subject_before(units, stop, low)
    if subject is None:
        return False
    head = ""
    for j in range(*subject):
        word = units.low[j]
        if word in PLURALS or word == "and":
            return True
        if (word in w.PREPOSITIONS or word == ",") and j > subject[0]:
            break
        head = word
    return head.endswith("s") and len(head) > 3 and head not in ("this", "his", "its", "has", "was", "says")


def _active(sentence: Sentence, k: int, cue: Cue, width: int, group: int, negated: bool) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    source, rule = _subject(sentence, k, group)
    after = content_after(sentence, k, cue, width=width)
    cue_range = (_cue_start(units, group, k), k + width)
    relay = after[1] if after else None
    if source is None and rule == "":
        inverted = _inverted(sentence, k, cue, group, cue_range, width)
        if inverted or after is None:
            return
    if source is not None and _is_thing(units, source, cue):
        return
    behind_quote = (
        source is not None
        and source[0] > low
        and units.quote[source[0] - 1] >= 0
        and _speechlike(units, source[0] - 1)
        and not (source[0] - 3 >= low and units.low[source[0] - 2] == "," and units.low[source[0] - 3] in TITLED)
        and (
            source[0] - 1 == low or units.low[source[0] - 2] in (".", ",", ":", "?", "!", ")", "and", "but", QUOTE_UNIT)
        )
    )
    if (
        behind_quote
        and source is not None
        and after is not None
        and units.low[after[0][0][0]] not in ("that", "whether")
    ):
        _trailing(sentence, k, cue, width, source, cue_range, negated)
        return
    if after is not None:
        rule = rule or ("told" if cue.kind == "tell" else "subject_verb")
        ranges = after[0]
        if source is None:
            return
        if (
            ranges[0][0] < high
            and units.low[ranges[0][0]] in ("that", "this")
            and ranges[0][1] - ranges[0][0] == 1
            and cue.kind not in ("deny", "ask")
        ):
            return
        ranges = _within_clause(sentence, source, ranges)
        put(sentence, source, cue_range, ranges, rule, cue, relay, negated)
        return
    if source is not None and source[0] >= low:
        _trailing(sentence, k, cue, width, source, cue_range, negated)


TITLED = word_set(
    "book novel song album film movie series show column essay play single memoir podcast programme program "
    "article poem blog "
)
OPENERS = word_set("when while after as although though because since if before once until even whereas")


def _within_clause(sentence: Sentence, source: Range, ranges: list[Range]) -> list[Range]:
    """Content of a relative or an opening subordinate clause ends with that clause.

    ", which contended that C, is ..." and "When she noted that C, he ...": at the first comma behind a verb.
    """
    units, low = sentence.units, sentence.low
    relative = units.low[source[0]] in w.RELATIVES and source[0] > low and units.low[source[0] - 1] == ","
    opening = source[0] > low and units.low[source[0] - 1] in OPENERS and source[0] - low <= 2
    if not relative and not opening:
        return ranges
    begin, end = ranges[-1]
    seen = False
    for k in range(begin, end):
        seen = seen or is_verb(units, k) or units.quote[k] >= 0
        if units.low[k] == "," and seen and k + 1 < end:
            if opening or is_verb(units, k + 1):
                return [*ranges[:-1], (begin, k)]
    return ranges


def _cue_start(units: Units, group: int, k: int) -> int:
    while group < k and is_adverb(units.low[group]) and units.low[group] not in w.NEGATIONS:
        group += 1
    return group


def _is_thing(units: Units, source: Range, cue: Cue) -> bool:
    """A law that states, a contract that says: wording, not speech."""
    head = [units.low[j] for j in range(source[0], min(source[1], source[0] + 4))]
    if len(head) == 1 and head[0] in ("it", "this", "that", "which", "there", "what") and cue.kind in ("show",):
        return head[0] != "it"
    if head and head[0] in ("there", "what"):
        return True
    return (
        any(word in DEED_SUBJECTS for word in head[-2:])
        and cue.kind in ("say", "show", "announce")
        and source[1] - source[0] <= 3
    )


def _subject(sentence: Sentence, k: int, group: int) -> tuple[Range | None, str]:
    """The source left of the verb group, or that of the verb it is joined to by "and"."""
    units, low = sentence.units, sentence.low
    j = group
    while j > low and is_adverb(units.low[j - 1]) and units.low[j - 1] not in w.WEEKDAYS:
        j -= 1
    if j > low and units.low[j - 1] in ("and", "but", "then", "or", "yet"):
        shared = main_subject(sentence, j - 1)
        return shared, "coordinated" if shared else ""
    found = subject_before(units, group, low)
    return found, ""


def main_subject(sentence: Sentence, before: int) -> Range | None:
    """The subject of the clause that a joined verb or a participle before position `before` hangs on."""
    units, low = sentence.units, sentence.low
    span_limit = units.start[before] if before < len(units.start) else units.end[-1]
    for candidate in reversed(sentence.found):
        if (
            candidate.source is not None
            and candidate.cue is not None
            and candidate.cue[1] <= span_limit
            and candidate.rule
            in (
                "subject_verb",
                "told",
                "coordinated",
                "refusal",
                "passive",
                "trailing",
                "inverted",
                "describe",
                "adjective",
            )
        ):
            begin = next((j for j in range(low, len(units.start)) if units.start[j] == candidate.source[0]), None)
            if begin is not None:
                end = begin
                while end < len(units.end) and units.end[end] <= candidate.source[1]:
                    end += 1
                return begin, end
    for k in range(low, before):
        if is_verb(units, k):
            group = verb_group(units, k, low)
            if any(units.low[j] in w.SUBORDINATORS for j in range(low, min(group, low + 1))):
                continue
            found = subject_before(units, group, low)
            if found is not None and units.low[found[0]] not in w.RELATIVES:
                return found
    return None


def _inverted(sentence: Sentence, k: int, cue: Cue, group: int, cue_range: Range, width: int) -> bool:
    """ "C," said X: the verb follows a quotation or a comma, the subject follows the verb."""
    units, low, high = sentence.units, sentence.low, sentence.high
    if group != k or not cue.frames & {"q", "c"}:
        return False
    before = units.low[k - 1] if k > low else ""
    if before not in (",", QUOTE_UNIT, "—", "–", "?", "!", "-"):
        return False
    subject = subject_after(units, k + width, high)
    if subject is None:
        return False
    ranges = content_before(sentence, k)
    if ranges is None:
        return False
    if units.quote[k - 1] < 0 and not (before == "," and units.quote[k - 2] >= 0):
        first = units.low[subject[0]]
        rest = subject[1] < high and is_verb(units, subject[1])
        if rest or first in w.PRONOUNS or "c" not in cue.frames or not _has_finite(units, low, k):
            return False
    ranges = _extend_split(sentence, subject[1], ranges)
    put(sentence, subject, cue_range, ranges, "inverted", cue)
    return True


def _trailing(sentence: Sentence, k: int, cue: Cue, width: int, source: Range, cue_range: Range, negated: bool) -> None:
    """C, X said: content before the subject; perhaps more behind."""
    units, low, high = sentence.units, sentence.low, sentence.high
    if not cue.frames & {"q", "c"} or negated or units.low[source[0]] in w.RELATIVES:
        return
    before = units.low[source[0] - 1] if source[0] > low else ""
    if before not in (",", QUOTE_UNIT, "—", "–", "?", "!", "-"):
        return
    if before == "," and units.quote[source[0] - 2] < 0:
        if (
            cue.kind == "belief"
            or "c" not in cue.frames
            or not _has_finite(units, low, source[0] - 1)
            or (units.low[low] in w.SUBORDINATORS - {"where"} and not _goes_on(sentence, k + width))
        ):
            return
        if source[0] - low < 3:
            return
    if before == QUOTE_UNIT and not _speechlike(units, source[0] - 1):
        return
    j = k + width
    relay = None
    if "a" in cue.frames:
        relay = subject_after(units, j, high)
    ranges = content_before(sentence, source[0])
    if ranges is None:
        return
    ranges = _extend_split(sentence, max(j, relay[1] if relay else j), ranges)
    put(sentence, source, cue_range, ranges, "trailing", cue, relay)


def _speechlike(units: Units, k: int) -> bool:
    """Whether a quotation right before a subject can be its words, not a title ("the song "Brine" he said")."""
    raw = units.raw[k]
    inner = raw[1:-1].strip() if len(raw) > 2 else raw
    return bool(inner) and (inner[-1] in ",.?!…-—" or len(inner) > 25)


def _has_finite(units: Units, begin: int, end: int) -> bool:
    return any(is_verb(units, j) for j in range(begin, end))


def _goes_on(sentence: Sentence, j: int) -> bool:
    """Whether the clause that "she said" interrupts goes on behind a comma: "If it rains, she said, we stay"."""
    units, high = sentence.units, sentence.high
    return (
        j + 3 < high
        and units.low[j] == ","
        and not units.low[j + 1].endswith("ing")
        and _has_finite(units, j + 1, high)
    )


RESUMES = word_set("since because for if even though although where unless so until whereas")


def _extend_split(sentence: Sentence, j: int, ranges: list[Range]) -> list[Range]:
    """The second half of a split quotation or clause: "A," she said, "B"."""
    units, high = sentence.units, sentence.high
    k = j
    steps = 0
    while k < high and steps < 14 and units.quote[k] < 0:
        if units.low[k] in (".", ";", "?", "!"):
            break
        k += 1
        steps += 1
    if k < high and units.quote[k] >= 0 and (units.low[k - 1] in (",", ":", "—", "–")):
        if not any(units.low[c] in CUES for c in range(j, k)):
            ranges = [*ranges, (k, k + 1)]
            k += 1
            while k < high and units.quote[k] >= 0:
                ranges.append((k, k + 1))
                k += 1
        return ranges
    if (
        j + 2 < high
        and units.low[j] == ","
        and units.quote[ranges[-1][1] - 1] < 0
        and (
            not _has_finite(units, sentence.low, ranges[-1][1])
            or units.low[j + 1] in RESUMES
            or units.low[ranges[0][0]] in w.SUBORDINATORS
        )
    ):
        end = content_end(sentence, j + 1, j)
        if end > j + 1 and _has_finite(units, j + 1, end):
            return [*ranges, (j + 1, end)]
    return ranges


def _infinitive(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    """ "continued to insist", "went on to say": the cue is the last verb, the subject that of the first."""
    units, low = sentence.units, sentence.low
    to = k - 1 if units.low[k - 1] == "to" else k - 2
    j = to - 1
    while j > low and (is_adverb(units.low[j]) or units.low[j] == "on"):
        j -= 1
    if j < low or units.low[j] not in CATENATIVES:
        return
    after = content_after(sentence, k, cue, width=width)
    source, _ = _subject(sentence, j, verb_group(units, j, low))
    if source is not None and after is not None:
        put(sentence, source, (k, k + width), after[0], "subject_verb", cue, after[1])


def _participle(sentence: Sentence, k: int, cue: Cue, width: int) -> None:
    """ ", adding that C" hangs on the sentence's subject; "with a third source saying C" has its own."""
    units, low = sentence.units, sentence.low
    after = content_after(sentence, k, cue, width=width)
    if after is None or cue.kind in ("belief", "show", "judge", "decline"):
        return
    j = k
    while j > low and is_adverb(units.low[j - 1]):
        j -= 1
    before = units.low[j - 1] if j > low else ""
    if before == "overheard" or (
        before in ("heard", "caught", "recorded", "seen") and units.low[j - 2 : j - 1] and units.low[j - 2] in w.BE
    ):
        group = verb_group(units, j - 1, low)
        source = subject_before(units, group, low)
        if source is not None:
            put(sentence, source, (group, k + width), after[0], "passive", cue, after[1])
        return
    if before == "as":
        return
    if before in (",", "—", "–", "and", "", "while", "but") or j == low or before == QUOTE_UNIT:
        source = None if j == low else main_subject(sentence, k)
        if source is not None and before != "while":
            put(sentence, source, (k, k + width), after[0], "participle", cue, after[1])
        return
    source = subject_before(units, k, _after_with(units, k, low))
    if source is not None and _after_with(units, k, low) > low:
        put(sentence, source, (k, k + width), after[0], "participle", cue, after[1])


def _after_with(units: Units, k: int, low: int) -> int:
    for j in range(k - 1, max(low, k - 18) - 1, -1):
        if units.low[j] == "with":
            return j + 1
        if units.low[j] in (";", ".", ","):
            return low
    return low


def _passive(sentence: Sentence, k: int, cue: Cue, width: int, group: int) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    word = units.low[k]
    if any(a in UNREAL for a in units.low[group:k]):
        return
    subject = subject_before(units, group, low)
    nxt = k + 1
    while nxt < high and is_adverb(units.low[nxt]):
        nxt += 1
    if word == "quoted":
        return
    if nxt < high and units.low[nxt] == "by" and cue.kind in ("judge", "deny", "blame", "ask", "urge"):
        _passive_by(sentence, k, cue, group, subject, nxt)
        return
    if nxt < high and units.low[nxt] == "as" and cue.kind in ("judge", "deny"):
        by = next((j for j in range(nxt + 1, min(high, nxt + 12)) if units.low[j] == "by"), None)
        agent = subject_after(units, by + 1, high) if by is not None else None
        if by is not None and agent is not None and subject is not None:
            start = nxt + 1 if units.quote[nxt + 1] >= 0 else nxt
            put(sentence, agent, (_cue_start(units, group, k), k + 1), [subject, (start, by)], "passive", cue)
            return
    if word not in AGENTLESS or subject is None:
        return
    first = units.low[subject[0]]
    begin = _cue_start(units, group, k)
    if first in ("it",) and subject[1] - subject[0] == 1:
        if (
            nxt < high
            and word in TO_PASSIVE | {"announced", "revealed", "suggested"}
            and units.low[nxt] not in ("to", "by", "in", "as", ",")
        ):
            j = nxt
            while (
                j < high
                and (units.low[j] in w.TIME_WORDS or is_adverb(units.low[j]))
                and units.low[j] not in ("the", "a")
            ):
                j += 1
            end = content_end(sentence, j, k)
            if end > j:
                put(sentence, None, (group, k + 1), [(j, end)], "agentless", cue)
        return
    if word == "told" and any(units.low[j] in COURTS for j in range(*subject)):
        after = content_after(sentence, k, Cue("tell", "say", frozenset("tc"), frozenset()), width=1)
        ranges = (
            after[0]
            if after
            else (content_before(sentence, subject[0]) if units.low[max(low, subject[0] - 1)] == "," else None)
        )
        if ranges:
            put(sentence, None, (begin, k + 1), ranges, "court", cue)
        return
    ok = (
        (word in TO_PASSIVE and nxt < high and units.low[nxt] == "to")
        or (word in OF_PASSIVE and nxt < high and units.low[nxt] == "of")
        or (
            word in ADVISED and nxt < high and (units.low[nxt] in ("to", "not", "against") or units.low[k + 1] == "not")
        )
    )
    if ok:
        start = k + 1 if units.low[k + 1] == "not" else nxt
        end = content_end(sentence, start, k)
        if end > start:
            put(sentence, None, (begin, k + 1), [subject, (start, end)], "agentless", cue)


def _passive_by(sentence: Sentence, k: int, cue: Cue, group: int, subject: Range | None, by: int) -> None:
    """A was described by X as B; the claims were dismissed by X."""
    units, high = sentence.units, sentence.high
    agent = subject_after(units, by + 1, high)
    if NOUNS.get(units.low[sentence.low]) and units.low[sentence.low].endswith("s"):
        subject = (sentence.low, group)
    if agent is None or subject is None:
        return
    # Behind the agent: ", as" or "as" begins the rest of the content.
    j = agent[1]
    for p in range(agent[0], min(high, agent[1] + 2)):
        if (
            units.low[p] in ("as", "of", "to")
            and cue.kind in ("judge", "blame", "urge")
            and (units.low[p] != "of" or cue.kind == "blame")
        ):
            agent = (agent[0], strip_end(units, agent[0], p))
            j = p
            break
    begin = _cue_start(units, group, k)
    ranges = [subject]
    if j < high and units.low[j] in ("as", "of", "to") and (cue.kind != "deny"):
        start = j + 1 if units.low[j] == "as" and j + 1 < high and units.quote[j + 1] >= 0 else j
        end = content_end(sentence, start, k)
        if end > start:
            ranges.append((start, end))
    elif cue.frames & {"s"}:
        return
    put(sentence, agent, (begin, k + 1), ranges, "passive", cue)


def find_adjectives(sentence: Sentence) -> None:
    """X was convinced (that) C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    for k in range(low + 1, high - 1):
        kind = ADJECTIVES.get(units.low[k])
        if kind is None:
            continue
        group = verb_group(units, k, low)
        if group == k or not set(units.low[group:k]) & (w.BE | {"feels", "felt", "remain", "remains", "remained"}):
            continue
        nxt = units.low[k + 1]
        if (
            nxt == "that"
            or nxt in w.SUBJECT_PRONOUNS
            or (nxt in w.DETERMINERS and any(is_verb(units, j) for j in range(k + 2, min(high, k + 12))))
        ):
            source = subject_before(units, group, low)
            if source is None or units.low[source[0]] in ("it", "i", "you"):
                continue
            end = content_end(sentence, k + 1, k)
            put(
                sentence,
                source,
                (group, k + 1),
                [(k + 1, end)],
                "adjective",
                Cue(units.low[k], kind, frozenset("tc"), frozenset()),
            )


CONDITION_CUES = word_set("ask request wish want insist prefer demand hope expect decline")
NAMING = word_set("named identified quoted drawn used anonymous unnamed name anonymity")


def _states_condition(units: Units, content: Range) -> bool:
    """ "asked not to be named": the condition of anonymity is no attribution."""
    words = units.low[content[0] : min(content[1], content[0] + 10)]
    return any(word in NAMING for word in words) and bool({"be", "anonymity", "give"} & set(words))


def put(
    sentence: Sentence,
    source: Range | None,
    cue: Range,
    ranges: list[Range],
    rule: str,
    sense: Cue,
    relay: Range | None = None,
    negated: bool = False,
) -> None:
    """Adds a candidate, with unit ranges turned into spans of the text."""
    units = sentence.units
    if sense.lemma in CONDITION_CUES and _states_condition(units, ranges[0]):
        return
    spans = []
    for begin, end in ranges:
        end = strip_end(units, begin, end)
        if end > begin:
            spans.append(sentence.span(begin, end))
    if not spans:
        return
    quoted = all(end - begin == 1 and units.quote[begin] >= 0 for begin, end in ranges)
    if source is not None:
        begin, end = source
        if units.low[end - 1] in ("'s", "’s"):
            end -= 1
        if end <= begin:
            return
    sentence.found.append(
        Candidate(
            sentence.span(begin, end) if source is not None else None,
            sentence.span(*cue),
            sorted(spans),
            rule,
            sense.lemma,
            sense.kind,
            units.inside,
            sentence.span(*relay) if relay is not None else None,
            quoted,
            negated,
        )
    )
