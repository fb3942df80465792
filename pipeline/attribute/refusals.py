"""Refusals to comment: declined, would not say, neither confirmed nor denied, did not respond, could not be reached.

The rule is `refusal`; the layer `stance.py` reads the class `decline` off the candidate. Content is what was
refused ("to
comment", "for comment", "how many are still flying"); only a noun-cue refusal ("no immediate response from X") has
none.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.clauses import main_subject, put
from pipeline.attribute.content import content_end
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.phrases import Range, is_adverb, subject_after, subject_before, verb_group
from pipeline.word_set import word_set

DECLINE = Cue("decline", "decline", frozenset("i"), frozenset())
COMMENT_VERBS = word_set(
    "comment say discuss answer confirm elaborate speak respond name identify disclose reveal give provide "
    "specify be talk reply deny release explain address speculate offer divulge detail clarify put testify "
)
WOULD_NOT = word_set(
    "say discuss comment confirm elaborate answer disclose reveal speculate specify deny talk identify name "
    "provide give "
)
RESPONSES = word_set("respond responded reply replied answer answered return returned acknowledge acknowledged ")
REQUESTS = word_set(
    "request requests call calls email emails e-mail e-mails message messages letter letters question questions "
    "inquiries enquiries comment inquiry enquiry texts text queries query approaches "
)


def find_refusals(sentence: Sentence) -> None:
    """Adds every refusal of the sentence."""
    units, low, high = sentence.units, sentence.low, sentence.high
    for k in range(low, high):
        word = units.low[k]
        if word in ("declined", "declines", "refused", "refuses", "declining", "refusing"):
            _declined(sentence, k)
        elif word in ("comment", "response") and "no" in units.low[max(low, k - 3) : k]:
            _no_comment(sentence, k)
        elif word in WOULD_NOT or word == "confirmed":
            _would_not(sentence, k)
        elif word == "guilty":
            _plea(sentence, k)
        elif word in RESPONSES:
            _no_response(sentence, k)
        elif word == "reached" and units.low[max(low, k - 3) : k] in (
            ["could", "not", "be"],
            ["cannot", "be"],
            ["not", "be"],
        ):
            _state(sentence, k, "could")
        elif word in ("reached",) and units.low[max(low, k - 2) : k] in (["couldn't", "be"], ["couldn’t", "be"]):
            _state(sentence, k, "couldn't")
        elif word == "unavailable" or (word == "available" and "not" in units.low[max(low, k - 3) : k]):
            if units.low[k + 1 : k + 3] == ["for", "comment"]:
                _state(sentence, k, "was")
        elif word in ("comment", "response") and "no" in units.low[max(low, k - 3) : k]:
            _no_comment(sentence, k)


def _source(sentence: Sentence, group: int) -> Range | None:
    units, low = sentence.units, sentence.low
    j = group
    while j > low and is_adverb(units.low[j - 1]):
        j -= 1
    if j > low and units.low[j - 1] in ("and", "but"):
        return main_subject(sentence, j - 1)
    return subject_before(units, group, low)


def _add(sentence: Sentence, source: Range | None, cue: Range, begin: int, lemma: str = "decline") -> None:
    end = content_end(sentence, begin, cue[1] - 1) if begin < sentence.high else begin
    if source is not None and end > begin:
        put(sentence, source, cue, [(begin, end)], "refusal", Cue(lemma, "decline", frozenset(), frozenset()))


def _declined(sentence: Sentence, k: int) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    refused = units.low[k].startswith("refus")
    j = k + 1
    if j >= high:
        return
    if units.low[j] == "comment":
        begin = j
    elif units.low[j] == "to" and j + 1 < high:
        verb = units.low[j + 1] if not is_adverb(units.low[j + 1]) else units.low[min(high - 1, j + 2)]
        if refused and verb not in COMMENT_VERBS:
            return
        if verb == "be" and {"named", "identified", "quoted", "photographed"} & set(units.low[j : j + 5]):
            return  # a condition of anonymity
        begin = j
    elif (
        refused is False
        and units.low[j] in ("a", "an", "the", "further", "all", "interview")
        and any(
            units.low[p] in REQUESTS or units.low[p] in ("interview", "invitation") for p in range(j, min(high, j + 5))
        )
    ):
        begin = j
    else:
        return
    if units.low[k].endswith("ing"):
        source = main_subject(sentence, k)
        group = k
    else:
        group = verb_group(units, k, low)
        source = _source(sentence, group)
    _add(sentence, source, (group, k + 1), begin, "refuse" if refused else "decline")


def _no_response(sentence: Sentence, k: int) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    negated = set(units.low[group:k]) & {
        "not",
        "never",
        "didn't",
        "didn’t",
        "hasn't",
        "hadn't",
        "hasn’t",
        "haven't",
        "don't",
    }
    ahead = units.low[k + 1 : min(high, k + 8)]
    if any(word in w.BE for word in units.low[group:k]):
        _not_returned(sentence, k, group)
        return
    source = _source(sentence, group)
    for j in range(max(low, group - 24), group):
        if units.low[j] == "neither" and "nor" in units.low[j:group]:
            source = (j, group)
    if source is None:
        return
    nobody = units.low[source[0]] in ("none", "neither", "nobody")
    if not negated and not nobody:
        return
    if not any(word in REQUESTS for word in ahead) and ahead and ahead[0] not in (".", "immediately"):
        return
    begin = k + 1
    while begin < high and is_adverb(units.low[begin]):
        begin += 1
    if begin >= high or units.low[begin] in (".", ","):
        return
    _add(sentence, source, (group, k + 1), begin, "respond")


def _would_not(sentence: Sentence, k: int) -> None:
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    before = units.low[group:k]
    both = units.low[k] in ("confirm", "confirmed") and units.low[k + 1 : k + 3] in (
        ["nor", "deny"],
        ["or", "deny"],
        ["nor", "denied"],
    )
    if units.low[k] == "confirmed" and not both:
        return
    if units.low[k] == "deny":
        return
    if both:
        if not ({"neither", "not", "wouldn't", "could"} & set(before) or "neither" in units.low[max(low, k - 2) : k]):
            return
        end = k + 3
        begin = end
    elif ({"would", "will"} & set(before) and {"not", "never"} & set(before)) or (
        before and before[0] in ("wouldn't", "won't", "wouldn’t", "won’t")
    ):
        end = begin = k + 1
        if units.low[k] in ("be",):
            return
    elif _did_not_tell(sentence, k, before):
        end = begin = k + 1
    else:
        return
    source = _source(sentence, group)
    if source is None:
        return
    if begin >= high or units.low[begin] in (".", ",", "and"):
        put(sentence, source, (group, k), [(k, k + 1)], "refusal", DECLINE)
        return
    _add(sentence, source, (group, end), begin, units.low[k])


WITHHELD = word_set("say disclose reveal specify explain elaborate")
ASKED = word_set("who whom whose what when where why how which whether if")


def _did_not_tell(sentence: Sentence, k: int, before: list[str]) -> bool:
    """ "did not say who had made it": withheld, not denied."""
    units = sentence.units
    denied = ({"did", "does", "do"} & set(before) and "not" in before) or (
        before and before[0] in ("didn't", "didn’t", "doesn't", "doesn’t", "don't", "don’t")
    )
    return bool(denied) and units.low[k] in WITHHELD and k + 1 < sentence.high and units.low[k + 1] in ASKED


def _state(sentence: Sentence, k: int, first: str) -> None:
    """could not be reached (for comment); was not available for comment."""
    units, low, high = sentence.units, sentence.low, sentence.high
    group = verb_group(units, k, low)
    source = _source(sentence, group)
    begin = k + 1
    while (begin < high and is_adverb(units.low[begin])) or (begin < high and units.low[begin] in w.WEEKDAYS):
        begin += 1
    if source is None:
        return
    if begin < high and units.low[begin] in ("for", "by", "to", "at", "on"):
        _add(sentence, source, (group, k + 1), begin, "reach" if units.low[k] == "reached" else "be available")
    else:
        put(sentence, source, (group, k), [(k, k + 1)], "refusal", DECLINE)


def _no_comment(sentence: Sentence, k: int) -> None:
    """had no comment; there was no immediate response from X (content empty)."""
    units, low, high = sentence.units, sentence.low, sentence.high
    begin = next(j for j in range(max(low, k - 3), k) if units.low[j] == "no")
    if k + 1 < high and units.low[k + 1] == "from":
        source = subject_after(units, k + 2, high)
        if source is not None:
            sentence.found.append(
                Candidate(
                    sentence.span(*source),
                    sentence.span(begin, k + 1),
                    [],
                    "refusal",
                    "no " + units.low[k],
                    "decline",
                    units.inside,
                )
            )
    elif begin > low and units.low[begin - 1] in w.HAVE | {"offered", "gave", "made"}:
        source = _source(sentence, verb_group(units, begin - 1, low))
        if source is not None:
            put(sentence, source, (verb_group(units, begin - 1, low), begin), [(begin, k + 1)], "refusal", DECLINE)


def _not_returned(sentence: Sentence, k: int, group: int) -> None:
    """Calls to the firm's headquarters were not returned."""
    units, low = sentence.units, sentence.low
    if "not" not in units.low[group:k] and not units.low[group].endswith(("n't", "n’t")):
        return
    request = next((j for j in range(low, group) if units.low[j] in REQUESTS), None)
    to = next((j for j in range(low, group) if units.low[j] in ("to", "for", "with")), None)
    if request is None or to is None or to <= request:
        return
    source = subject_after(units, to + 1, group)
    if source is not None:
        put(sentence, source, (group, k + 1), [(request, to)], "refusal", DECLINE)


def _plea(sentence: Sentence, k: int) -> None:
    """pleaded not guilty to C: a denial of C."""
    units, low, high = sentence.units, sentence.low, sentence.high
    begin = k - 2 if units.low[max(low, k - 1) : k] == ["not"] else k - 1
    if begin < low or units.low[begin] not in ("pleaded", "pleads", "pled", "plead", "pleading"):
        return
    group = verb_group(units, begin, low)
    source = main_subject(sentence, begin) if units.low[begin] == "pleading" else _source(sentence, group)
    end = content_end(sentence, k + 1, k) if k + 1 < high else k
    if source is not None and end > k + 1 and units.low[k + 1] in ("to", "on", "of"):
        denied = begin == k - 2
        sense = (
            Cue("plead not guilty", "deny", frozenset(), frozenset())
            if denied
            else Cue("plead guilty", "say", frozenset(), frozenset())
        )
        put(sentence, source, (group, k + 1), [(k + 1, end)], "plea", sense)
