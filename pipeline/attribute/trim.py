"""What is cut off the spans of a candidate, whoever found it: datelines and circumstances of the saying.

The tagger learnt its bounds from a corpus that is not strict about them; the channel and the outlets that relay are
read from what stands outside the spans.
"""

import re

from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
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
""" "announced | Nov. 18 that it would": when something was said, before its clause."""
SAID_IN = re.compile(
    r",? (?:in|during|via|through|on) (?:(?:an?|the|his|her|its|their|this|that|another) |[\w’'&]+(?: [\w’'&]+)?['’]s )"
    r"(?:[\w\-]+ ){0,3}?(?:statement|release|e-?mail|letter|interview|post|tweet|report|note|blog|filing|memo|speech|"
    r"briefing|conference|teleconference|message|call|testimony|podcast|video|op-ed|column|article)s?\b"
)
"""Where somebody says something, behind the name of who says it."""
VIA = re.compile(r", via (?:[A-Z@])")


def trim(doc: Document, candidates: list[Candidate]) -> None:
    """Cuts datelines off contents, and circumstances off sources that end or begin with them; changes in place."""
    heads = {start for start, _ in doc.paragraphs[:FIRST]}
    for one in candidates:
        if one.content and (match := TIME.match(doc.text, *one.content[0])) is not None:
            one.content[0] = match.end(), one.content[0][1]
        one.content = [_behind_dateline(doc.text, span) if span[0] in heads else span for span in one.content]
        if one.source is not None:
            one.source = _without_circumstance(doc.text, one.source)


def _behind_dateline(text: str, span: Span) -> Span:
    match = DATELINE.match(text, span[0], span[1])
    return span if match is None or match.end() == span[1] else (match.end(), span[1])


def _without_circumstance(text: str, source: Span) -> Span:
    """ "Ada Birch in a report on Monday", "Ada Birch, via the Courier": only a name is cut free, no document."""
    words = text[slice(*source)]
    if " " not in words:
        return source
    match = SAID_IN.search(words) or VIA.search(words)
    if match is None or not match.start() or not _ends_with_name(words[: match.start()]):
        return source
    return source[0], source[0] + match.start()


def _ends_with_name(words: str) -> bool:
    """Whether the words end with a capital: what is said in a report belongs to "Birch", not to "the figures"."""
    return words.rpartition(" ")[2][:1].isupper()
