"""Passive clauses and adjectives of belief: what is said of somebody, by somebody or by nobody given.

Rules: `passive` (A was described by X as B), `agentless` (it is understood that C; A is thought to be B), `court` (the
court was told that C), `adjective` (X is convinced C).
"""

from pipeline.attribute import words as w
from pipeline.attribute.active import cue_start
from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content import content_after, content_before
from pipeline.attribute.content_end import content_end, strip_end
from pipeline.attribute.lexicon import ADJECTIVES, NOUNS, Cue
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import Range, subject_before
from pipeline.attribute.subject_right import subject_after
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import has_verb, is_adverb, verb_group
from pipeline.word_set import word_set

AGENTLESS = word_set(
    "understood thought believed said reported alleged claimed rumoured rumored feared estimated considered "
    "known assumed suspected announced revealed suggested accused advised warned urged told asked "
)
"""Participles that report without a source."""
TO_PASSIVE = word_set(
    "understood thought believed said reported alleged claimed rumoured rumored feared estimated considered "
    "known assumed suspected "
)
"""Of these, those with an infinitive: "is thought to be"."""
IT_PASSIVE = TO_PASSIVE | {"announced", "revealed", "suggested"}
"""Of these, those with "it": "it was announced that"."""
OF_PASSIVE = frozenset(["accused", "suspected"])
ADVISED = frozenset(["advised", "warned", "urged"])
ADVICE = frozenset(("to", "not", "against"))
NO_IT_CONTENT = frozenset(("to", "by", "in", "as", ","))
UNREAL = frozenset(["could", "might", "may", "should", "must", "can", "if"])
BY_CLASSES = frozenset(("judge", "deny", "blame", "ask", "urge"))
"""Classes of cues whose passive names its source behind "by"."""
AS_CLASSES = frozenset(("judge", "deny"))
BEHIND_AGENT = frozenset(("as", "of", "to"))
"""What begins the rest of the content behind the agent: "described by X as", "accused by X of"."""
BY_REACH = 12
COURTS = word_set(
    "court jury inquest tribunal hearing inquiry judge magistrates panel committee trial session commission "
)
"""Before whom something is heard or told."""
TOLD = Cue("tell", "say", frozenset("tc"), frozenset())
NO_FRAMES: frozenset[str] = frozenset()
ADJECTIVE_FRAMES = frozenset("tc")
FEELING = w.BE | {"feels", "felt", "remain", "remains", "remained"}
NOBODY = frozenset(("it", "i", "you"))
ADJECTIVE_REACH = 12


def find_passive(sentence: Sentence, k: int, cue: Cue, group: int) -> None:
    """Adds what the passive cue at `k`, whose verb group begins at `group`, attributes."""
    units, low, high = sentence.units, sentence.low, sentence.high
    word = units.low[k]
    if word == "quoted" or not UNREAL.isdisjoint(units.low[group:k]):
        return
    subject = subject_before(units, group, low)
    nxt = k + 1
    while nxt < high and is_adverb(units, nxt):
        nxt += 1
    follows = units.low[nxt] if nxt < high else ""
    if follows == "as" and cue.kind in AS_CLASSES and subject is not None:
        if _as_by(sentence, k, cue, group, subject, nxt):
            return
    if follows == "by" and cue.kind in BY_CLASSES:
        _by_agent(sentence, k, cue, group, subject, nxt)
    elif subject is None or word not in AGENTLESS:
        return
    elif units.low[subject[0]] == "it" and subject[1] - subject[0] == 1:
        if follows and word in IT_PASSIVE and follows not in NO_IT_CONTENT:
            _it_is_said(sentence, k, cue, group, nxt)
    elif word == "told" and not COURTS.isdisjoint(units.low[slice(*subject)]):
        _court_was_told(sentence, k, cue, group, subject)
    else:
        _is_said_to(sentence, k, cue, group, subject, nxt)


def _as_by(sentence: Sentence, k: int, cue: Cue, group: int, subject: Range, as_at: int) -> bool:
    """ "was dismissed as nonsense by X"."""
    units, high = sentence.units, sentence.high
    by = next((j for j in range(as_at + 1, min(high, as_at + BY_REACH)) if units.low[j] == "by"), None)
    agent = subject_after(units, by + 1, high) if by is not None else None
    if by is None or agent is None:
        return False
    start = as_at + 1 if units.quote[as_at + 1] >= 0 else as_at
    propose(sentence, agent, (cue_start(units, group, k), k + 1), [subject, (start, by)], "passive", cue)
    return True


def _it_is_said(sentence: Sentence, k: int, cue: Cue, group: int, begin: int) -> None:
    """ "it was reported on Monday that C": nobody is given."""
    units, high = sentence.units, sentence.high
    j = begin
    while j < high and units.low[j] not in ("the", "a") and (units.low[j] in w.TIME_WORDS or is_adverb(units, j)):
        j += 1
    end = content_end(sentence, j, k)
    if end > j:
        propose(sentence, None, (group, k + 1), [(j, end)], "agentless", cue)


def _court_was_told(sentence: Sentence, k: int, cue: Cue, group: int, subject: Range) -> None:
    """ "the court was told that C", "C, the jury was told"."""
    units, low = sentence.units, sentence.low
    after = content_after(sentence, k, TOLD)
    ranges = after[0] if after else None
    if ranges is None and units.low[max(low, subject[0] - 1)] == ",":
        ranges = content_before(sentence, subject[0])
    if ranges:
        propose(sentence, None, (cue_start(units, group, k), k + 1), ranges, "court", cue)


def _is_said_to(sentence: Sentence, k: int, cue: Cue, group: int, subject: Range, nxt: int) -> None:
    """A is thought to be B; A is accused of B; A was advised not to B: nobody is given."""
    units, high = sentence.units, sentence.high
    if nxt >= high:
        return
    word, follows = units.low[k], units.low[nxt]
    told_not = k + 1 < high and units.low[k + 1] == "not"
    if not (
        (word in TO_PASSIVE and follows == "to")
        or (word in OF_PASSIVE and follows == "of")
        or (word in ADVISED and (follows in ADVICE or told_not))
    ):
        return
    start = k + 1 if told_not else nxt
    end = content_end(sentence, start, k)
    if end > start:
        propose(sentence, None, (cue_start(units, group, k), k + 1), [subject, (start, end)], "agentless", cue)


def _by_agent(sentence: Sentence, k: int, cue: Cue, group: int, subject: Range | None, by: int) -> None:
    """A was described by X as B; the claims were dismissed by X."""
    units, low, high = sentence.units, sentence.low, sentence.high
    agent = subject_after(units, by + 1, high)
    if units.low[low] in NOUNS and units.low[low].endswith("s"):
        subject = (low, group)  # "Claims that the bank was bust were dismissed by X"
    if agent is None or subject is None:
        return
    rest = agent[1]
    for p in range(agent[0], min(high, agent[1] + 2)):
        if _rest_begins(units.low[p], cue):
            agent, rest = (agent[0], strip_end(units, agent[0], p)), p
            break
    ranges = [subject]
    if rest < high and units.low[rest] in BEHIND_AGENT and cue.kind != "deny":
        quoted = units.low[rest] == "as" and rest + 1 < high and units.quote[rest + 1] >= 0
        start = rest + 1 if quoted else rest
        end = content_end(sentence, start, k)
        if end > start:
            ranges.append((start, end))
    elif "s" in cue.frames:
        return
    propose(sentence, agent, (cue_start(units, group, k), k + 1), ranges, "passive", cue)


def _rest_begins(word: str, cue: Cue) -> bool:
    return word in BEHIND_AGENT and cue.kind in ("judge", "blame", "urge") and (word != "of" or cue.kind == "blame")


def find_adjectives(sentence: Sentence, hits: list[int]) -> None:
    """X was convinced (that) C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    for k in hits:
        kind = ADJECTIVES.get(units.low[k])
        if kind is None or not low < k < high - 1:
            continue
        group = verb_group(units, k, low)
        if group == k or FEELING.isdisjoint(units.low[group:k]) or not _adjective_clause(units, k + 1, high):
            continue
        source = subject_before(units, group, low)
        if source is None or units.low[source[0]] in NOBODY:
            continue
        cue = Cue(units.low[k], kind, ADJECTIVE_FRAMES, NO_FRAMES)
        propose(sentence, source, (group, k + 1), [(k + 1, content_end(sentence, k + 1, k))], "adjective", cue)


def _adjective_clause(units: Units, begin: int, high: int) -> bool:
    """Whether what follows the adjective is a clause."""
    word = units.low[begin]
    if word == "that" or word in w.SUBJECT_PRONOUNS:
        return True
    return word in w.DETERMINERS and has_verb(units, begin + 1, min(high, begin - 1 + ADJECTIVE_REACH))
