"""What is cut off the spans of a candidate, whoever found it: datelines and circumstances of the saying.

The tagger learnt its bounds from a corpus that is not strict about them; the channel and the outlets that relay are
read from what stands outside the spans.
"""

import re

from pipeline.attribute import words as w
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.lexicon import FINITE, PAST
from pipeline.attribute.text import Document

FIRST = 3
"""Paragraphs at an article's head that may begin with a dateline."""
DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]{2,}(?:[ ,/]+(?:[A-ZÀ-Þ][\w.’'\-]*|\d+))*+,? ?(?:\([\w /]+\))?|\([A-Z][\w /]+\)|"
    r"[A-ZÀ-Þ][\w.’'\-]+(?: [A-ZÀ-Þ][\w.’'\-]+)?, (?:[A-Z]{2}|[A-Z][a-z]+\.))\s?(?:[—–]|-{1,2}) ?"
)
""" "PORT AURELIA, Lorne (AP) — ", "(Reuters) - ", "New Orme, NY – "."""
TIME = re.compile(
    r"(?:on |in )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}|today|yesterday|"
    r"(?:last|this) \w+),? (?=that )"
)
""" "announced | Oct. 3 that it would": when something was said, before its clause."""
LATE = re.compile(
    r" (?:(?:this|last) (?:week|month|year|morning|night)|"
    r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday)$"
)
"""When something was said, behind who said it."""
SAID_IN = re.compile(
    r",? (?:in|during|via|through|on) (?:(?:an?|the|his|her|its|their|this|that|another) |[\w’'&]+(?: [\w’'&]+)?['’]s )"
    r"(?:[\w\-]+ ){0,3}?(?:statement|release|e-?mail|letter|interview|post|tweet|report|note|blog|filing|memo|speech|"
    r"briefing|conference|teleconference|message|call|testimony|podcast|video|op-ed|column|article)s?\b"
)
"""Where somebody says something, behind the name of who says it."""
OBJECT_CUES = frozenset(("deny", "judge", "blame", "other"))
"""Classes of cues whose content is a noun phrase or opens with a conjunction."""
EARLIER = frozenset(("earlier", "later", "late", "early", "of", "from", "until", "since"))
"""Before a time these tell of which time the source is."""
CLAUSAL = FINITE | w.FINITE_AUXILIARIES | w.RELATIVES | w.SUBORDINATORS | {"to"}
"""What no noun phrase holds without a clause in it."""
MARKS = frozenset('"“”„«»')
BEHIND_VERB = frozenset(("to", "that", "how", "for", "into", "out", "up", "off", "away"))
"""What follows a verb of deeds more often than a participle."""
REACH = 8
"""Words behind "and" in which a verb shows that a new clause begins."""
VIA = re.compile(r", via (?:[A-Z@])")


def trim(doc: Document, candidates: list[Candidate]) -> None:
    """Cuts datelines off contents, and circumstances off sources that end or begin with them; changes in place."""
    heads = {start for start, _ in doc.paragraphs[:FIRST]}
    for one in candidates:
        if one.content and (match := TIME.match(doc.text, *one.content[0])) is not None:
            one.content[0] = match.end(), one.content[0][1]
        one.content[-1:] = [_before_next_verb(doc.text, span, one.kind) for span in one.content[-1:]]
        one.content = [_behind_dateline(doc.text, span) if span[0] in heads else span for span in one.content]
        if one.content and doc.text.startswith(" not to ", one.content[0][0] - len(" not ")):
            one.content[0] = one.content[0][0] - len("not "), one.content[0][1]  # "warned them not to sail"
        if one.source is not None:
            one.source = _without_time(doc.text, _without_circumstance(doc.text, one.source))


def _behind_dateline(text: str, span: Span) -> Span:
    match = DATELINE.match(text, span[0], span[1])
    return span if match is None or match.end() == span[1] else (match.end(), span[1])


def _before_next_verb(text: str, span: Span, kind: str) -> Span:
    """ "denied the claim | and left the room", "confessed to it | and the board took a vote".

    A noun phrase is joined to no verb: behind "and" the source, or somebody else, does the next thing.
    """
    place = text.find(" and ", *span)
    if place < 0:
        return span
    before = text[span[0] : place].lower().split()
    governed = before[0] in w.PREPOSITIONS and len(before) > 1 and before[1] in w.DETERMINERS
    if kind not in OBJECT_CUES and not governed:
        return span
    if not CLAUSAL.isdisjoint(before[governed:-1]) or not MARKS.isdisjoint(text[slice(*span)]):
        return span
    if before[-1].endswith("ed") or before[-1] in PAST:
        return span
    behind = text[place + len(" and ") : span[1]].split()[:REACH]
    return (span[0], place) if _acts(behind) else span


def _acts(words: list[str]) -> bool:
    """Whether the words begin with a finite verb, or with a noun phrase and one."""
    if len(words) > 1 and (words[0].endswith("ly") or words[0] in w.ADVERBS):
        words = words[1:]
    if not words or words[0] in w.FINITE_AUXILIARIES:
        return bool(words)
    ahead = words[1].lower() if len(words) > 1 else "the"
    if words[0] in PAST:
        return ahead in w.DETERMINERS or ahead in w.PRONOUNS or ahead.endswith("ly") or ahead in BEHIND_VERB
    if words[0] not in w.DETERMINERS:
        return False
    verb = next((k for k in range(2, len(words) - 1) if words[k] in PAST or words[k] in w.FINITE_AUXILIARIES), 0)
    return verb > 0 and (words[verb + 1] in w.DETERMINERS or words[verb + 1] in w.ADVERBS)


def _without_circumstance(text: str, source: Span) -> Span:
    """ "Ada Birch in a report on Monday", "Ada Birch, via the Courier": only a name is cut free, no document."""
    words = text[slice(*source)]
    if " " not in words:
        return source
    match = SAID_IN.search(words) or VIA.search(words)
    if match is None or not match.start() or not _ends_with_name(words[: match.start()]):
        return source
    return source[0], source[0] + match.start()


def _without_time(text: str, source: Span) -> Span:
    """ "harbour officials this week": a time at a source's end is when it was said."""
    words = text[slice(*source)]
    match = LATE.search(words) if "," not in words else None
    if match is None or not match.start():
        return source
    before = words[: match.start()].lower().split()
    dated = any(word.endswith("ed") or word in PAST or word in w.RELATIVES or word in EARLIER for word in before)
    return source if dated else (source[0], source[0] + match.start())


def _ends_with_name(words: str) -> bool:
    """Whether the words end with a capital: what is said in a report belongs to "Birch", not to "the figures"."""
    return words.rpartition(" ")[2][:1].isupper()
