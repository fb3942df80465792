"""Refusals to comment: declined, would not say, neither confirmed nor denied, did not respond, could not be reached.

The rule is `refusal`, or `plea` for what is pleaded in court; the layer `stance.py` reads the class `decline` off the
candidate. Content is what was refused ("to comment", "for comment", "how many are still flying"); only a noun-cue
refusal ("no immediate response from X") has none. `REFUSALS` names the word that each begins with.
"""

from collections.abc import Callable

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.content_end import content_end
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.propose import propose
from pipeline.attribute.subject_left import Range
from pipeline.attribute.subject_right import subject_after
from pipeline.attribute.subjects import main_subject, subject_of
from pipeline.attribute.text import Units
from pipeline.attribute.verbs import is_adverb, verb_group
from pipeline.word_set import word_set

NO_FRAMES: frozenset[str] = frozenset()
DECLINE = Cue("decline", "decline", NO_FRAMES, NO_FRAMES)
GUILTY = Cue("plead guilty", "say", NO_FRAMES, NO_FRAMES)
NOT_GUILTY = Cue("plead not guilty", "deny", NO_FRAMES, NO_FRAMES)
COMMENT_VERBS = word_set(
    "comment say discuss answer confirm elaborate speak respond name identify disclose reveal give provide "
    "specify be talk reply deny release explain address speculate offer divulge detail clarify put testify state "
    "share weigh expand go take "
)
"""What somebody declines or refuses to do who will not talk."""
WOULD_NOT = word_set(
    "say discuss comment confirm elaborate answer disclose reveal speculate specify talk identify name provide give "
)
RESPONSES = word_set("respond responded reply replied answer answered return returned acknowledge acknowledged ")
REQUESTS = word_set(
    "request requests call calls email emails e-mail e-mails message messages letter letters question questions "
    "inquiries enquiries comment inquiry enquiry texts text queries query approaches "
)
CONDITIONS = frozenset(("named", "identified", "quoted", "photographed"))
"""Declining to be one of these is a condition of anonymity."""
DECLINED_OBJECTS = REQUESTS | {"interview", "invitation"}
OBJECT_STARTS = word_set("a an the further all interview ")
NEGATED = word_set("not never didn't didn’t hasn't hadn't hasn’t haven't don't ")
NOBODY = frozenset(("none", "neither", "nobody"))
NEITHER_REACH = 24
"""Units in which "neither X nor Y" may stand before its verb."""
DENY_PAIRS = frozenset((("nor", "deny"), ("or", "deny"), ("nor", "denied")))
NOT_BOTH = word_set("neither not wouldn't could ")
WOULD = frozenset(("would", "will"))
NEVER = frozenset(("not", "never"))
WOULD_NOT_CONTRACTED = frozenset(("wouldn't", "won't", "wouldn’t", "won’t"))
CONTENT_STOPS = frozenset((".", ",", "and"))
WITHHELD = word_set("say disclose reveal specify explain elaborate")
ASKED = word_set("who whom whose what when where why how which whether if")
DID = frozenset(("did", "does", "do"))
DID_NOT_CONTRACTED = frozenset(("didn't", "didn’t", "doesn't", "doesn’t", "don't", "don’t"))
UNREACHED = frozenset(("couldn't", "couldn’t", "cannot", "can't", "can’t", "not"))
REACH_PURPOSES = frozenset(("for", "by", "to", "at", "on"))
OFFERED = w.HAVE | {"offered", "gave", "made"}
REQUEST_TO = frozenset(("to", "for", "with"))
PLEADED = word_set("pleaded pleads pled plead pleading ")
CHARGE_MARKS = frozenset(("to", "on", "of"))


def _add(sentence: Sentence, source: Range | None, cue: Range, begin: int, lemma: str = "decline") -> None:
    end = content_end(sentence, begin, cue[1] - 1) if begin < sentence.high else begin
    if source is not None and end > begin:
        propose(sentence, source, cue, [(begin, end)], "refusal", Cue(lemma, "decline", NO_FRAMES, NO_FRAMES))


def _declined(sentence: Sentence, k: int) -> None:
    """declined to comment; refused to say how many; declined an interview."""
    units, low = sentence.units, sentence.low
    refused = units.low[k].startswith("refus")
    begin = k + 1
    while begin < sentence.high and is_adverb(units, begin):
        begin += 1
    if begin >= sentence.high or not _is_refused(sentence, begin, refused):
        return
    if units.low[k].endswith("ing"):
        group, source = k, main_subject(sentence, k)
    else:
        group = verb_group(units, k, low)
        source, _ = subject_of(sentence, group)
    _add(sentence, source, (group, k + 1), begin, "refuse" if refused else "decline")


def _is_refused(sentence: Sentence, j: int, refused: bool) -> bool:
    """Whether what begins at `j` is comment, not a deed: "refused to leave" refuses no comment."""
    units, high = sentence.units, sentence.high
    word = units.low[j]
    if word == "comment":
        return True
    if word == "to" and j + 1 < high:
        adverb = is_adverb(units, j + 1)
        verb = units.low[min(high - 1, j + 2) if adverb else j + 1]
        if (refused and verb not in COMMENT_VERBS) or verb[0].isdigit():
            return False  # "refused to leave", "declined to 653"
        return verb != "be" or CONDITIONS.isdisjoint(units.low[j : j + 5])
    return not refused and word in OBJECT_STARTS and not DECLINED_OBJECTS.isdisjoint(units.low[j : min(high, j + 5)])


def _no_response(sentence: Sentence, k: int) -> None:
    """did not respond to a request; none of them replied."""
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    before = units.low[group:k]
    if not w.BE.isdisjoint(before):
        _not_returned(sentence, k, group)
        return
    source = _neither(units, group, low) or subject_of(sentence, group)[0]
    if source is None or (NEGATED.isdisjoint(before) and units.low[source[0]] not in NOBODY):
        return
    ahead = units.low[k + 1 : min(high, k + 8)]
    if ahead and REQUESTS.isdisjoint(ahead) and ahead[0] not in (".", "immediately"):
        return
    begin = k + 1
    while begin < high and is_adverb(units, begin):
        begin += 1
    if begin < high and units.low[begin] not in (".", ","):
        _add(sentence, source, (group, k + 1), begin, "respond")


def _neither(units: Units, group: int, low: int) -> Range | None:
    """ "Neither X nor Y" before the verb group."""
    for j in range(group - 1, max(low, group - NEITHER_REACH) - 1, -1):
        if units.low[j] == "neither" and "nor" in units.low[j:group]:
            return j, group
    return None


def _would_not(sentence: Sentence, k: int) -> None:
    """would not say; did not say who; neither confirmed nor denied."""
    units, low, high = sentence.units, sentence.low, sentence.high
    word = units.low[k]
    group = verb_group(units, k, low)
    before = frozenset(units.low[group:k])
    begin = k + 1
    if word in ("confirm", "confirmed") and tuple(units.low[k + 1 : k + 3]) in DENY_PAIRS:
        if before.isdisjoint(NOT_BOTH) and "neither" not in units.low[max(low, k - 2) : k]:
            return
        begin = k + 3
    elif word == "confirmed" or not (_is_would_not(before) or _did_not_tell(sentence, k, before)):
        return
    source, _ = subject_of(sentence, group)
    if source is None:
        return
    if begin >= high or units.low[begin] in CONTENT_STOPS:
        propose(sentence, source, (group, k), [(k, k + 1)], "refusal", DECLINE)
    else:
        _add(sentence, source, (group, begin), begin, word)


def _is_would_not(before: frozenset[str]) -> bool:
    plain = not before.isdisjoint(WOULD) and not before.isdisjoint(NEVER)
    return plain or not before.isdisjoint(WOULD_NOT_CONTRACTED)


def _did_not_tell(sentence: Sentence, k: int, before: frozenset[str]) -> bool:
    """ "did not say who had made it": withheld, not denied."""
    units = sentence.units
    denied = (not before.isdisjoint(DID) and "not" in before) or not before.isdisjoint(DID_NOT_CONTRACTED)
    return denied and units.low[k] in WITHHELD and k + 1 < sentence.high and units.low[k + 1] in ASKED


def _reached(sentence: Sentence, k: int) -> None:
    """could not be reached (for comment)."""
    units, low = sentence.units, sentence.low
    if k - 2 >= low and units.low[k - 1] == "be" and units.low[k - 2] in UNREACHED:
        _state(sentence, k, "reach")


def _unavailable(sentence: Sentence, k: int) -> None:
    """was unavailable, was not available for comment."""
    units, low = sentence.units, sentence.low
    negated = units.low[k] == "unavailable" or "not" in units.low[max(low, k - 3) : k]
    if negated and units.low[k + 1 : k + 3] == ["for", "comment"]:
        _state(sentence, k, "be available")


def _state(sentence: Sentence, k: int, lemma: str) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    source, _ = subject_of(sentence, group)
    if source is None:
        return
    begin = k + 1
    while begin < high and (is_adverb(units, begin) or units.low[begin] in w.WEEKDAYS):
        begin += 1
    if begin < high and units.low[begin] in REACH_PURPOSES:
        _add(sentence, source, (group, k + 1), begin, lemma)
    else:
        propose(sentence, source, (group, k), [(k, k + 1)], "refusal", DECLINE)


def _no_comment(sentence: Sentence, k: int) -> None:
    """had no comment; there was no immediate response from X (content empty)."""
    units, low, high = sentence.units, sentence.low, sentence.high
    begin = next((j for j in range(max(low, k - 3), k) if units.low[j] == "no"), None)
    if begin is None:
        return
    if k + 1 < high and units.low[k + 1] == "from":
        source = subject_after(units, k + 2, high)
        if source is not None:
            cue, lemma = sentence.span(begin, k + 1), "no " + units.low[k]
            found = Candidate(sentence.span(*source), cue, [], "refusal", lemma, "decline", units.inside)
            sentence.found.append(found)
    elif begin > low and units.low[begin - 1] in OFFERED:
        group = verb_group(units, begin - 1, low)
        source, _ = subject_of(sentence, group)
        if source is not None:
            propose(sentence, source, (group, begin), [(begin, k + 1)], "refusal", DECLINE)


def _not_returned(sentence: Sentence, k: int, group: int) -> None:
    """Calls to the firm's headquarters were not returned."""
    units, low = sentence.units, sentence.low
    if "not" not in units.low[group:k] and not units.low[group].endswith(("n't", "n’t")):
        return
    request = next((j for j in range(low, group) if units.low[j] in REQUESTS), None)
    to = next((j for j in range(low, group) if units.low[j] in REQUEST_TO), None)
    if request is None or to is None or to <= request:
        return
    source = subject_after(units, to + 1, group)
    if source is not None:
        propose(sentence, source, (group, k + 1), [(request, to)], "refusal", DECLINE)


def _plea(sentence: Sentence, k: int) -> None:
    """pleaded not guilty to C: a denial of C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    denied = k > low and units.low[k - 1] == "not"
    begin = k - 2 if denied else k - 1
    if begin < low or units.low[begin] not in PLEADED or k + 1 >= high or units.low[k + 1] not in CHARGE_MARKS:
        return
    group = verb_group(units, begin, low)
    if group > low and units.low[group - 1] == "to":
        return  # "allowed him to plead guilty"
    source = main_subject(sentence, begin) if units.low[begin] == "pleading" else subject_of(sentence, group)[0]
    if source is not None:
        content = (k + 1, content_end(sentence, k + 1, k))
        propose(sentence, source, (group, k + 1), [content], "plea", NOT_GUILTY if denied else GUILTY)


def _comment(sentence: Sentence, k: int) -> None:
    """The word "comment": "no comment", or "would not comment"."""
    if "no" in sentence.units.low[max(sentence.low, k - 3) : k]:
        _no_comment(sentence, k)
    else:
        _would_not(sentence, k)


REFUSALS: dict[str, Callable[[Sentence, int], None]] = {
    **dict.fromkeys(RESPONSES, _no_response),
    **dict.fromkeys(("declined", "declines", "declining", "refused", "refuses", "refusing"), _declined),
    **dict.fromkeys(WOULD_NOT | {"confirmed"}, _would_not),
    **dict.fromkeys(("unavailable", "available"), _unavailable),
    "reached": _reached,
    "guilty": _plea,
    "response": _no_comment,
    "comment": _comment,
}
"""The rule that each word begins; `find.py` looks here."""
