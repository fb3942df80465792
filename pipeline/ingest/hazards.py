"""Mark-up that would hang a parser, found in linear time before any parser sees it."""

import re

from pipeline.vocabulary import RejectReason

MAX_DEPTH = 2_000
"""Open elements at once. 100,000 nested divs take lexbor 40 s, and its time grows with the square."""

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag: 100,000 take every fast parser over 45 s."""

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|<!--|<(?=!)")
# Values go first: real pages keep JSON of thousands of words, with < and >, in one attribute.
_QUOTED = re.compile(rb"""=\s{0,9}(?:"[^"]*"|'[^']*')""")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % (2 * MAX_ATTRIBUTES))
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
_RAW = frozenset(b"script style textarea title noscript".split())


def hazard(body: bytes) -> tuple[RejectReason, str] | None:
    """The reason why no parser should see the page, or `None`."""
    for match in _LONG_TAG.finditer(_QUOTED.sub(b"= ", body)):
        tag = match.group()
        n = max(len(tag.split()) - 1, tag.count(b"="), tag.count(b"/"))
        if n > MAX_ATTRIBUTES:
            return RejectReason.TOO_MANY_ATTRIBUTES, f"a tag has {n} attributes"
    n_open = body.count(b"<") - body.count(b"</")
    if n_open > MAX_DEPTH and _deeper(body):
        return RejectReason.TOO_DEEP, f"elements nest deeper than {MAX_DEPTH}"
    return None


def _deeper(body: bytes) -> bool:
    depth, position = 0, 0
    while match := _TAG.search(body, position):
        position = match.end()
        if match.group() == b"<!--":
            close = body.find(b"-->", position)
            if close < 0:  # everything behind is a comment
                return False
            position = close + 3
            continue
        name = (match.group(2) or b"").lower()
        if not name or name in _VOID:
            continue
        if match.group(1):
            depth = max(0, depth - 1)
        elif name in _RAW:
            end = re.compile(rb"</" + name, re.I).search(body, position)
            if end is None:
                return False
            position = body.find(b">", end.end()) + 1 or len(body)
        else:
            depth += 1
            if depth > MAX_DEPTH:
                return True
    return False
