"""What a tag as written says: what it does to the text around it, its element, its class words, its name in a path.

A site writes the same tags again and again, so each is looked at once and remembered; comments are not.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.extract.words import class_bits
from pipeline.word_set import word_set

VOID = word_set("""
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
""")
INLINE = word_set("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp
    small span strike strong sub sup time tt u var wbr output slot picture center-inline
""")
TAGS = """
    other p div section article main aside header footer h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote figure
    figcaption table tr td th form button address details summary pre center body caption tbody video
""".split()
"""Elements told apart; a position in this list is an element's code."""

TAG_CODE = {name: code for code, name in enumerate(TAGS)}

OPEN, CLOSE, LINK_OPEN, LINK_CLOSE, BOLD_OPEN, BOLD_CLOSE, BREAK, RULE, NOTHING = range(9)
"""What a tag does: begins or ends a block element, a link, bold type; ends a line; parts; none of it."""

HIDDEN_BIT = 1 << 62
"""Set on a node that its own mark-up hides (`hidden`, `display:none`, `aria-hidden`)."""

_OWN_KINDS = {
    "br": BREAK, "/br": BREAK, "hr": RULE, "/hr": RULE, "a": LINK_OPEN, "/a": LINK_CLOSE,
    "b": BOLD_OPEN, "/b": BOLD_CLOSE, "strong": BOLD_OPEN, "/strong": BOLD_CLOSE,
}  # fmt: skip
_ATTRIBUTE = re.compile(r' (class|id|role|itemprop|data-component|data-testid|data-type)="([^"]{1,300})')
_HIDDEN = (" hidden=", 'aria-hidden="true"', "display:none", "display: none", "visibility:hidden", "visibility: hidden")
"""Sought one by one: a pattern that leaves case aside takes ten times as long, and a tag may hold 10 kB of data."""

_CACHE_LIMIT = 100_000
_LONG_TAG = 200
"""Characters from which a tag, with its styles and data, is not likely to come again."""

_T = TypeVar("_T")


class _Memory(dict[str, _T], Generic[_T]):
    """What a function says of tags: looked up like a dict, so that `map` can ask for all tags of a page."""

    def __init__(self, say: Callable[[str], _T]) -> None:
        self._say = say

    def __missing__(self, tag: str) -> _T:
        said = self._say(tag)
        if len(tag) < _LONG_TAG and not tag.startswith("!"):
            if len(self) >= _CACHE_LIMIT:
                self.clear()
            self[tag] = said
        return said


def _kind(name: str) -> int:
    if name in _OWN_KINDS:
        return _OWN_KINDS[name]
    plain = name.removeprefix("/")
    if not plain or plain in VOID or plain in INLINE or plain[0] in "!?":
        return NOTHING
    return CLOSE if plain != name else OPEN


def _element(tag: str) -> tuple[int, int]:
    name, _, attributes = tag.partition(" ")
    bits = HIDDEN_BIT if attributes and _is_hidden(tag.lower()) else 0
    for _, value in _ATTRIBUTE.findall(tag) if attributes else ():
        bits |= _value_bits(value)
    return TAG_CODE.get(name, 0), bits


def _is_hidden(tag: str) -> bool:
    if "hidden" not in tag and "none" not in tag:
        return False
    return tag.endswith(" hidden") or any(sign in tag for sign in _HIDDEN)


_value_bits = lru_cache(_CACHE_LIMIT)(class_bits)


def _label(tag: str) -> str:
    if " " not in tag:
        return tag
    found = {key: value for key, value in _ATTRIBUTE.findall(tag) if key in ("class", "id")}
    name = tag.partition(" ")[0]
    if "id" in found:
        name += "#" + found["id"].strip().replace(" ", "_")[:40]
    if "class" in found:
        name += "".join("." + word for word in found["class"].split()[:4])[:80]
    return name


kind_of = _Memory(_kind)
"""What a tag of this name does, one of `OPEN` to `NOTHING`; an end's name begins with a slash."""

element_of = _Memory(_element)
"""The element's code and the class words that the tag speaks of, as bits of `class_words.txt`, and `HIDDEN_BIT`."""

label_of = _Memory(_label)
"""The element's name with its id and first classes, as in a CSS selector."""
