"""Rules and tagger brought together: where both name a cue one candidate is made, else one must do without the other.

Here is decided what a find alone must show and whose spans stay; `arbiter.py` then settles what claims the same cue,
and what holds what. The thresholds were swept on PolNeAR (held-out articles and dev) and the hard passages
(docs/methods-attribution.md); scores are the tagger's calibrated probabilities.
"""

import re
from collections import Counter

from pipeline.attribute import heads as h
from pipeline.attribute import words as w
from pipeline.attribute.anonymity import condition
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.kind import phrase
from pipeline.attribute.lexicon import FINITE
from pipeline.attribute.text import Document
from pipeline.attribute.trim import trim
from pipeline.word_set import word_set

ALONE = 0.35
"""Least score of a find of the tagger's that no rule made."""
ALONE_STRANGE = 0.3
"""The same where the lexicon does not know the cue: then no rule could have found it."""
ALONE_PARTICIPLE = 0.5
"""The same for a cue that is a participle: below it the source is mostly not its own (1 of 10 was right)."""
NEAR, FAR = 0.5, 0.5
"""Least score at which the tagger's content replaces a rule's that it agrees with by more, or less, than half."""
LIKE_SOURCE, OTHER_SOURCE = 0.65, 0.5
"""Least score at which the tagger's source replaces a rule's that it touches, or one that lies elsewhere."""
LEARNED = frozenset(
    (
        "inverted",
        "trailing",
        "told",
        "subject_verb",
        "coordinated",
        "participle",
        "adjective",
        "colon",
    )
)
"""Rules whose content and speaker the tagger may replace: of the others' guidelines it has learnt nothing."""
SURE = 0.75
"""Least score at which words outside quotation marks join a rule's quotations."""
KEPT = frozenset(("deny",))
"""Classes of cues whose content stays the rule's: what is denied is the whole claim ("a story about ...")."""
UNSURE = frozenset(("belief", "judge", "blame", "announce"))
"""Classes of cues that a subject alone does not make an attribution: of those the tagger passed over 1 in 5 was one."""
NEVER = frozenset(("citing", "cited", "cite", "cites", "offer", "offered", "propose"))
"""Cues that the rules read on purpose, or refuse to."""
RULINGS = word_set("vote votes voted ordered ruled charged convicted sentenced recalled")
"""Deeds and rulings that the tagger counts, since PolNeAR does, and the guideline does not."""
VERBS = FINITE | w.FINITE_AUXILIARIES | {"that"}
SEEING = frozenset(("seen", "obtained", "reviewed", "viewed", "shared"))
"""What an outlet does with a document that it relays: told by `via`, no saying."""
CLAUSES = ("that ", "whether ")
GOVERNED = frozenset(("for", "on", "about", "against", "of", "to"))
"""Prepositions that belong to a verb of saying."""
CLAUSE_WORDS = w.RELATIVES | {"that"}
CONDITION = re.compile(r"that (?:if|unless|when|while|although|though|because|since|once|until|after|before)\b")
CREDIT = re.compile(r", [A-Z][\w.’'\-]*(?: [\w.’'\-]+){0,4} (?:said|says|testified|added|wrote|claimed|told \w+)")
PAIRED = frozenset('"“”„«»')
MARKS = frozenset("\"'“”„«»‘’‹`")
SHOWING = word_set(
    "evidence footage video videos image images photo photos photograph photographs picture pictures figures figure "
    "number numbers data test tests trial trials result results scan scans sample samples modelling model models "
    "analysis analyses research experiment experiments work finding findings history estimate estimates calculation "
    "calculations sign signs indicator indicators screenshot screenshots tape tapes transcript transcripts "
    "chart charts graph map maps table tables measurements readings information intelligence wording "
    "language text experience observations simulation simulations projection projections forecast forecasts "
)
"""What can show something to a reader beside people, bodies and documents."""


def agree(doc: Document, rules: list[Candidate], tagged: list[Candidate]) -> list[Candidate]:
    """Rules' and tagger's candidates as one list: same cue, one candidate.

    Args:
        doc: The article.
        rules: The rules' candidates; they are changed in place where the tagger knows better.
        tagged: The tagger's candidates.

    Returns:
        What is left of both. A rule's candidate has the score of the tagger's find with the same cue, or 0.
    """
    text = doc.text
    for t in tagged:
        t.content = [_one_sentence(doc, span) for span in t.content]
        t.source = _in_sentence(doc, t)
    by_offset = {offset: t for t in tagged if t.cue is not None for offset in range(*t.cue)}
    found = [
        next((by_offset[offset] for offset in range(*(rule.cue or (0, 0))) if offset in by_offset), None)
        for rule in rules
    ]
    claimed = Counter(map(id, found))
    for rule, same in zip(rules, found, strict=True):
        rule.score = same.score if same is not None else 0.0
        if same is not None and claimed[id(same)] == 1:  # "said in the note this shows that": one cue for two verbs
            _settle(doc, rule, same)
    rules = [rule for rule in rules if not (rule.score == 0 and _doubtful(text, rule)) and not _mute(text, rule)]
    withheld = [rule.source for rule in rules if rule.source and condition(text[slice(*rule.source)])]
    alone = [t for t in tagged if id(t) not in claimed and _stands_alone(text, t) and not _inside(t, withheld)]
    both = [*rules, *alone]
    trim(doc, both)
    return both


def _one_sentence(doc: Document, span: Span) -> Span:
    """Paraphrase ends with its sentence; a quotation may go on."""
    start, end = span
    place = doc.sentence_of(start)
    if place == doc.sentence_of(end - 1):
        return span
    words = doc.text[start:end]
    if "''" in words or not PAIRED.isdisjoint(words):
        return span
    return start, max(start + 1, doc.sentences[place][1] - 1)


def _in_sentence(doc: Document, t: Candidate) -> Span | None:
    """A source that runs over a full stop, without the sentence that its cue does not stand in."""
    if t.source is None or t.cue is None or doc.sentence_of(t.source[0]) == (last := doc.sentence_of(t.source[1] - 1)):
        return t.source
    if t.cue[0] < t.source[1]:
        return t.source[0], doc.sentences[doc.sentence_of(t.source[0])][1] - 1
    begin = doc.sentences[last][0]
    titled = doc.text[t.source[0] : begin].split()[-1].rstrip(".").lower() in w.TITLES  # nominee Gov. | Ada Birch
    return t.source if titled else (begin, t.source[1])


def _doubtful(text: str, rule: Candidate) -> bool:
    """Tell whether a rule's find needs the tagger's support, which it has not."""
    match rule.rule:
        case "subject_verb":
            return rule.kind in UNSURE and rule.inside < 0 and not _evident(text, rule)
        case "inverted":
            return not rule.quoted
    return False


def _evident(text: str, rule: Candidate) -> bool:
    """Tell whether the content is a clause with "that" or holds a quotation: then the cue reports, whatever it is."""
    words = [text[start:end] for start, end in rule.content]
    return any(one.startswith(CLAUSES) or not MARKS.isdisjoint(one[:1] + one[-1:]) or '"' in one for one in words)


def _stands_alone(text: str, t: Candidate) -> bool:
    cue = text[slice(*(t.cue or (0, 0)))].lower().split()
    needed = ALONE_STRANGE if t.kind == "other" else ALONE
    if cue and cue[-1].endswith("ing"):
        needed = ALONE_PARTICIPLE
    if t.score < needed or t.lemma in NEVER or not RULINGS.isdisjoint(cue) or _mute(text, t):
        return False
    if cue == [":"] and not _quoted(text, t) and not _heads(text, t):
        return False
    if t.source is not None and text[slice(*t.source)].lower() in w.DETERMINERS_ALONE:
        return False  # "The | planned | blackouts"
    if t.lemma == "add" and _adds_thing(text, t):
        return False
    if cue[-1:] == ["by"] and not SEEING.isdisjoint(cue):
        return False
    told = [t.cue or t.content[0], *t.content]
    return condition(text[min(start for start, _ in told) : max(end for _, end in told)]) is None


def _heads(text: str, t: Candidate) -> bool:
    """A headline's "Birch: Ferries Are Late"; no label within the text ("Methodology:"), no dateline ("LONDON:")."""
    if t.source is None or t.source[0] > 0:
        return False
    place = text[slice(*t.source)].split(",")[0].title()
    return place not in h.PLACES and place.rpartition(" ")[2] not in h.PLACES


def _adds_thing(text: str, t: Candidate) -> bool:
    """ "Birch added three goals": a deed; what is added in words is a clause or a quotation."""
    words = text[slice(*t.content[0])].lower().replace(",", " ").split()
    quoted = any(not MARKS.isdisjoint(text[start]) for start, _ in t.content)
    return not quoted and VERBS.isdisjoint(words) and (words[0] in w.DETERMINERS or words[0][:1].isdigit())


def _inside(t: Candidate, withheld: list[Span]) -> bool:
    """Tell whether it stands in words for a source that is not named, with the condition and the reason for it."""
    return t.cue is not None and any(start <= t.cue[0] < end for start, end in withheld)


def _settle(doc: Document, rule: Candidate, same: Candidate) -> None:
    """Give a rule's candidate the tagger's content and source where that is the better reading."""
    moved = False
    if (
        rule.rule in LEARNED
        and rule.kind not in KEPT
        and (not rule.quoted or _replaces_quotation(doc.text, rule, same))
    ):
        alike = overlap(rule.content, same.content) >= 0.5
        if same.score >= (NEAR if alike else FAR):
            content = _behind_circumstance(doc.text, _behind_addressee(rule, same), rule)
            if not _is_half(doc.text, content, rule):
                rule.content, moved = _before_credit(doc.text, content, rule), not alike
            rule.quoted = rule.quoted and _quoted(doc.text, same)
            rule.cue = _with_preposition(doc.text, rule.cue, same.cue)
    if same.source is None:
        return
    if rule.source is None:
        if rule.rule == "noun_cue" and same.score >= OTHER_SOURCE:
            rule.source = same.source
    elif _touch(rule.source, same.source):
        better = same.score >= LIKE_SOURCE and rule.source != same.source
        if better and _better_bounds(doc.text, rule.source, same.source):
            rule.source = same.source
    elif rule.rule in LEARNED and (same.score >= OTHER_SOURCE or moved):
        rule.source = same.source


def _replaces_quotation(text: str, rule: Candidate, same: Candidate) -> bool:
    """Quotations give way to quotations alone, or to what goes on behind them ("A," she said, but "B")."""
    return _quoted(text, same) or (same.score >= SURE and all(span in same.content for span in rule.content))


def _with_preposition(text: str, cue: Span | None, other: Span | None) -> Span | None:
    """ "called for", "warned against": the cue holds the preposition that the content begins behind."""
    if cue is None or other is None or text[cue[1] : other[1]].strip() not in GOVERNED:
        return cue
    return cue[0], other[1]


def _behind_addressee(rule: Candidate, same: Candidate) -> list[Span]:
    """The tagger's content, without whom the rule read as told something: the guideline leaves the addressee out."""
    begin = rule.content[0][0] if rule.content else 0
    if rule.rule != "told" or rule.cue is None or begin < rule.cue[1]:
        return list(same.content)
    behind = [(max(start, begin) if start >= rule.cue[1] else start, end) for start, end in same.content]
    return [span for span in behind if span[0] < span[1]]


def _behind_circumstance(text: str, content: list[Span], rule: Candidate) -> list[Span]:
    """ "When the ferry sank, she said that C": what stands before a cue with its own clause is a circumstance.

    A relative pronoun that the clause behind the cue needs stays ("which he said was late"), as do quotations.
    """
    if rule.rule not in ("subject_verb", "told") or rule.cue is None or len(content) < 2:
        return content
    (start, end), second = content[:2]
    if end > rule.cue[0] or text[start] in MARKS or " " not in text[start:end]:
        return content
    return content[1:] if text[slice(*second)].startswith(CLAUSES) else content


def _is_half(text: str, content: list[Span], rule: Candidate) -> bool:
    """ "that unless it rains": a condition alone, where the rule's content goes on with what depends on it."""
    if not content or not rule.content:
        return False
    start, end = content[-1]
    return rule.content[-1][1] > end and "," not in text[start:end] and CONDITION.match(text, start) is not None


def _before_credit(text: str, content: list[Span], rule: Candidate) -> list[Span]:
    """ "Birch said C, Reyes testified": the end is whose words the whole is, where the rule saw the content end."""
    if not content or not rule.content:
        return content  # nothing is left behind the addressee
    (start, end), stop = content[-1], rule.content[-1][1]
    return [*content[:-1], (start, stop)] if start < stop < end and CREDIT.fullmatch(text, stop, end) else content


def _quoted(text: str, candidate: Candidate) -> bool:
    return all(text[start] in MARKS and text[end - 1] in MARKS for start, end in candidate.content)


def _better_bounds(text: str, rules: Span, taggers: Span) -> bool:
    """Tell whether the tagger's bounds of a source agree with the guideline where they differ from the rule's.

    A relative clause belongs to the source; what stands before a comma ("Speaking from Lima, his sister") does not.
    """
    if text[taggers[0] : rules[0]].rstrip().endswith(","):
        return False
    left_out = text[rules[0] : max(rules[0], taggers[0])] + " | " + text[min(rules[1], taggers[1]) : rules[1]]
    return not any(word in CLAUSE_WORDS for word in left_out.replace(",", " ").lower().split())


def _mute(text: str, candidate: Candidate) -> bool:
    """ "A ring of pale mud shows where it stood": a thing that shows something tells it to nobody's credit."""
    if candidate.kind != "show" or candidate.source is None:
        return False
    words = text[candidate.source[0] : candidate.source[1]]
    p = phrase(words)
    if p.head in h.ALL or p.head in SHOWING or p.head in w.PRONOUNS or p.head.endswith(h.PERSON_ENDINGS):
        return False
    return not any(word[:1].isupper() or word[:1].isdigit() for word in words.split()[1:]) and len(words.split()) > 1


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def overlap(a: list[Span], b: list[Span]) -> float:
    """Jaccard of the characters of two lists of spans, each in order and without overlap."""
    if a == b:
        return 1.0  # of most: the rule and the tagger have found the same
    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    total = sum(y - x for x, y in a) + sum(y - x for x, y in b) - common
    return common / total if total else 1.0
