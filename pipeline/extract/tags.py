"""What a tag as written says: what it does to the text around it, its element, its class words, its name in a path.

A site writes the same tags again and again, so each is looked at once and remembered; comments are not.
"""

import re
from collections.abc import Callable, Sequence
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
_VALUE = re.compile(r' (?:class|id|role|itemprop|data-component|data-testid|data-type)="([^"]{1,300})')
_LABEL = re.compile(r' (class|id)="([^"]{1,300})')
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


_NO_TAG = {"": (0, 0)}
_seen = dict(_NO_TAG)


def elements_of(tags: Sequence[str]) -> list[tuple[int, int]]:
    """For each tag its element's code, and the class words that it speaks of with `HIDDEN_BIT`; of no tag, zeros.

    Tags that were not seen before are looked at together.
    """
    new = [tag for tag in dict.fromkeys(tags) if tag not in _seen]
    told = dict(zip(new, _elements(new), strict=True)) if new else {}
    found = [told.get(tag) or _seen[tag] for tag in tags]
    if len(_seen) >= _CACHE_LIMIT:
        _seen.clear()
        _seen.update(_NO_TAG)
    _seen.update((tag, said) for tag, said in told.items() if len(tag) < _LONG_TAG)
    return found


def _elements(tags: Sequence[str]) -> list[tuple[int, int]]:
    spoken_of = class_bits([" ".join(_VALUE.findall(tag)) for tag in tags])
    lower = ">".join(tags).lower().split(">")  # no tag holds that sign
    return [
        (TAG_CODE.get(tag.partition(" ")[0], 0), bits | HIDDEN_BIT if _is_hidden(low) else bits)
        for tag, low, bits in zip(tags, lower, spoken_of, strict=True)
    ]


def _is_hidden(tag: str) -> bool:
    if "hidden" not in tag and "none" not in tag:
        return False
    return tag.endswith(" hidden") or any(sign in tag for sign in _HIDDEN)


def _label(tag: str) -> str:
    if " " not in tag:
        return tag
    found = dict(_LABEL.findall(tag))
    name = tag.partition(" ")[0]
    if "id" in found:
        name += "#" + found["id"].strip().replace(" ", "_")[:40]
    if "class" in found:
        name += "".join("." + word for word in found["class"].split()[:4])[:80]
    return name


kind_of = _Memory(_kind)
"""What a tag of this name does, one of `OPEN` to `NOTHING`; an end's name begins with a slash."""

label_of = _Memory(_label)
"""The element's name with its id and first classes, as in a CSS selector."""
