"""Mark-up that would hang a parser, found in linear time before any parser sees it.

The counts err on the high side: they see tags in scripts and ends that match nothing, as no parser is asked. Each limit
names what a parser takes beyond it and how far real pages stay below (1,119 of them, news and others).
"""

import re

import numpy as np

from pipeline.ingest.attributes import may_have, most_attributes
from pipeline.ingest.long_tags import stretches
from pipeline.vocabulary import RejectReason
from pipeline.word_set import word_set

MAX_DEPTH = 2_000
"""Open elements at once. 100,000 nested divs take lexbor 40 s, and its time grows with the square; real: 1,030."""

MAX_ATTRIBUTES = 10_000
"""Attributes of one tag: 100,000 take every fast parser over 45 s, and its time grows with the square; real: 51, and
617 where what opens in a script counts."""

MAX_UNCLOSED = 100
"""Comments behind the last end of one: 1 MB of them takes html.parser over 45 s; real: 0."""

MAX_OPTIONS = 10_000
"""Options of all lists: 20,000 take lexbor 2.4 s, and its time grows with the square; real: 491."""

MAX_REOPENED = 3_000_000
"""Open b, font and the like, times all tags: each paragraph opens them anew. 2,000,000 take 1.1 s; real: 460,000."""

_NAME = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:-]*)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)|<!--")
_VOID = word_set("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option")
_FORMATTING = word_set("a b big code em font i nobr s small strike strong tt u")
_RAW = {name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style", "textarea", "title")}
_FOREIGN = word_set("svg math")


def _tables() -> tuple[np.ndarray, np.ndarray]:
    """By the byte behind `<` whether a tag opens, and by it and the next whether a formatting one may."""
    letters = {code for code in range(128) if chr(code).isalpha()}
    opens = np.zeros(256, np.bool_)
    opens[list(letters)] = True
    formats = np.zeros((256, 256), np.bool_)
    for name in [*_FORMATTING, *map(str.upper, _FORMATTING)]:
        behind = {ord(name[1].lower()), ord(name[1].upper())} if len(name) > 1 else set(range(128)) - letters
        formats[ord(name[0]), list(behind)] = True
    return opens, formats


_OPENS, _MAY_FORMAT = _tables()


def hazard(utf8: bytes) -> tuple[RejectReason, str] | None:
    """The reason why no parser should see the page, given as the text that a parser would see, in UTF-8; or `None`."""
    for begin, end in stretches(utf8, 2 * MAX_ATTRIBUTES):
        stretch = utf8[begin:end]
        if may_have(stretch, MAX_ATTRIBUTES) and (n := most_attributes(stretch)) > MAX_ATTRIBUTES:
            return RejectReason.TOO_MANY_ATTRIBUTES, f"a tag has {n} attributes"
    tags, opened, formatting, comments = _at_most(utf8)
    if comments > MAX_UNCLOSED and (n := utf8.count(b"<!--", utf8.rfind(b"-->") + 1)) > MAX_UNCLOSED:
        return RejectReason.TOO_COSTLY, f"{n} comments never end"
    few = opened <= MAX_DEPTH and formatting * tags <= MAX_REOPENED and tags <= MAX_OPTIONS
    return None if few else _open(utf8.decode("utf-8", "replace"))


def _at_most(utf8: bytes) -> tuple[int, int, int, int]:
    """Tags, those that open an element, those that open a formatting one, comments: no more than these numbers."""
    codes = np.frombuffer(utf8, np.uint8)
    places = np.flatnonzero(codes[:-2] == ord("<"))
    first, second = codes[places + 1], codes[places + 2]
    formats = _OPENS[first] & _MAY_FORMAT[first, second]
    n_open, n_format, n_marks = (int(np.count_nonzero(some)) for some in (_OPENS[first], formats, first == ord("!")))
    return len(places), n_open, n_format, n_marks


def _open(text: str) -> tuple[RejectReason, str] | None:
    names = _NAME.findall(text)
    depth, formatting = _open_at_once(names)
    if depth > MAX_DEPTH or formatting * len(names) > MAX_REOPENED:
        names = _shown(text)
        depth, formatting = _open_at_once(names)
    if depth > MAX_DEPTH:
        return RejectReason.TOO_DEEP, f"elements nest deeper than {MAX_DEPTH}"
    if formatting * len(names) > MAX_REOPENED:
        return RejectReason.TOO_COSTLY, f"{formatting} formatting elements are open over {len(names)} tags"
    if len(names) > MAX_OPTIONS and (n := sum(name.lower() == "option" for name in names)) > MAX_OPTIONS:
        return RejectReason.TOO_COSTLY, f"lists offer {n} options"
    return None


def _open_at_once(names: list[str]) -> tuple[int, int]:
    """The most elements, and the most formatting elements, that are open at once.

    An end tag closes one element of its name and no other. A parser closes all above it, unless a cell or an object
    stands between: who wants depth puts one there.
    """
    n_open: dict[str, int] = {}
    ends: dict[str, str] = {}
    for name in set(names):
        plain = name.lower().lstrip("/")
        ends[name] = plain if plain not in _VOID else ""
        n_open[plain] = 0
    depth = deepest = formatting = most = 0
    for name in names:
        if not (plain := ends[name]):
            continue
        if name[0] == "/":
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


def _shown(text: str) -> list[str]:
    """The names of tags outside comments and scripts. Inside svg and math, a parser reads scripts as tags too."""
    names: list[str] = []
    position = foreign = 0
    while match := _TAG.search(text, position):
        position = match.end()
        if match.group() == "<!--":
            close = text.find("-->", position - 2)  # <!--> is whole
            position = close + 3 if close >= 0 else len(text)
            continue
        slash, name = match.group(1), match.group(2).lower()
        names.append(slash + name)
        if name in _FOREIGN:
            foreign += -1 if slash else 1
        elif name in _RAW and not slash and foreign <= 0:
            end = _RAW[name].search(text, position)
            position = end.start() if end else len(text)
    return names
