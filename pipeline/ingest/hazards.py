"""Mark-up that would hang a parser, found in linear time before any parser sees it.

The counts err on the high side: they see tags in scripts and ends that match nothing, as no parser is asked. Each limit
names what a parser takes beyond it and how far real pages stay below (1,119 of them, news and others).
"""

import re

from pipeline.vocabulary import RejectReason

MAX_DEPTH = 2_000
"""Open elements at once. 100,000 nested divs take lexbor 40 s, and its time grows with the square; real: 1,030."""

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag: 100,000 take every fast parser over 45 s."""

MAX_UNCLOSED = 100
"""Comments behind the last end of one: 1 MB of them takes html.parser over 45 s; real: 0."""

MAX_OPTIONS = 10_000
"""Options of all lists: 20,000 take lexbor 2.4 s, and its time grows with the square; real: 491."""

MAX_REOPENED = 3_000_000
"""Open b, font and the like, times all tags: each paragraph opens them anew. 2,000,000 take 1.1 s; real: 460,000."""

_FEW = 1_700
"""A page of so few tags reaches none of the limits on what is open."""

_SLASH = ord("/")
_NAME = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9:-]*)")
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|<!--")
# Values go first: real pages keep JSON of thousands of words, with < and >, in one attribute.
_QUOTED = re.compile(rb"""=\s{0,9}(?:"[^"]*"|'[^']*')""")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d,}" % (2 * MAX_ATTRIBUTES))
_VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option".split()
)
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_RAW = {name: re.compile(rb"</" + name + rb"\b", re.I) for name in b"script style textarea title".split()}
_FOREIGN = frozenset(b"svg math".split())


def hazard(body: bytes) -> tuple[RejectReason, str] | None:
    """The reason why no parser should see the page, or `None`."""
    for match in _LONG_TAG.finditer(_QUOTED.sub(b"= ", body)):
        tag = match.group()
        n = max(len(tag.split()) - 1, tag.count(b"="), tag.count(b"/"))
        if n > MAX_ATTRIBUTES:
            return RejectReason.TOO_MANY_ATTRIBUTES, f"a tag has {n} attributes"
    if (n := body.count(b"<!--", body.rfind(b"-->") + 1)) > MAX_UNCLOSED:
        return RejectReason.TOO_COSTLY, f"{n} comments never end"
    return _open(body)


def _open(body: bytes) -> tuple[RejectReason, str] | None:
    names = _NAME.findall(body)
    if len(names) <= _FEW:
        return None
    depth, formatting = _open_at_once(names)
    if depth > MAX_DEPTH or formatting * len(names) > MAX_REOPENED:
        names = _shown(body)
        depth, formatting = _open_at_once(names)
    if depth > MAX_DEPTH:
        return RejectReason.TOO_DEEP, f"elements nest deeper than {MAX_DEPTH}"
    if formatting * len(names) > MAX_REOPENED:
        return RejectReason.TOO_COSTLY, f"{formatting} formatting elements are open over {len(names)} tags"
    if len(names) > MAX_OPTIONS and (n := sum(name.lower() == b"option" for name in names)) > MAX_OPTIONS:
        return RejectReason.TOO_COSTLY, f"lists offer {n} options"
    return None


def _open_at_once(names: list[bytes]) -> tuple[int, int]:
    """The most elements, and the most formatting elements, that are open at once.

    An end tag closes one element of its name and no other. A parser closes all above it, unless a cell or an object
    stands between: who wants depth puts one there.
    """
    n_open: dict[bytes, int] = {}
    ends: dict[bytes, bytes] = {}
    for name in set(names):
        plain = name.lower().lstrip(b"/")
        ends[name] = plain if plain not in _VOID else b""
        n_open[plain] = 0
    depth = deepest = formatting = most = 0
    for name in names:
        if not (plain := ends[name]):
            continue
        if name[0] == _SLASH:
            if n_open[plain]:
                n_open[plain] -= 1
                depth -= 1
                formatting -= plain in _FORMATTING
            continue
        n_open[plain] += 1
        depth += 1
        if depth > deepest:
            deepest = depth
        if plain in _FORMATTING and (formatting := formatting + 1) > most:
            most = formatting
    return deepest, most


def _shown(body: bytes) -> list[bytes]:
    """The names of tags outside comments and scripts. Inside svg and math, a parser reads scripts as tags too."""
    names: list[bytes] = []
    position = foreign = 0
    while match := _TAG.search(body, position):
        position = match.end()
        if match.group() == b"<!--":
            close = body.find(b"-->", position - 2)  # <!--> is whole
            position = close + 3 if close >= 0 else len(body)
            continue
        slash, name = match.group(1), match.group(2).lower()
        names.append(slash + name)
        if name in _FOREIGN:
            foreign += -1 if slash else 1
        elif name in _RAW and not slash and foreign <= 0:
            end = _RAW[name].search(body, position)
            position = end.start() if end else len(body)
    return names
