"""The headline: what a page declares as its title, without the site's name, checked against what a reader sees.

Pages declare up to four titles (JSON-LD, og:title, twitter:title, the title element), written for readers, for engines
and for networks. Where they differ, the one that stands above the article is the headline; where none of them stands
there, they vote. The order was set on the fundus pages of the extraction benchmark and holds on the snippet pages and
the pages of 2012 in `more/`, where the title element is all there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.metadata import Candidate
from pipeline.vocabulary import MetadataMethod

_SEPARATOR = re.compile(
    r"\s+(?:[|–—·•:»›/«‹~│ǀㅣ｜<>]|-{1,2}|:{2,3})\s+|\s*[|│ǀㅣ｜]\s*|(?<=\w)[»›](?=\w)|\s:{1,2}\s|\s-{1,2}(?=\S)"
)
"""What parts a headline from a section or site; a quotation mark stands against its words on one side alone."""
_REST = re.compile(r"\s*[-|–—·•:»›/«│ǀㅣ｜(]")
_WORD = re.compile(r"\w{4,}")
_GAPS = re.compile(r"[\W_]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())

JSON_LD, META, HTML = MetadataMethod.JSON_LD, MetadataMethod.META, MetadataMethod.HTML

WEIGHT = 2.5
"""Votes of JSON-LD, where og:title, the title element and the page itself have one each."""

MIN_KEY = 10
"""Letters below which a text is too short to be told for a headline by its match alone."""

MIN_KEPT = 0.6
"""Share of a headline's words that its lengthened form keeps."""

MIN_PART = 0.5
"""Length of a headline against the longest part of the title element: a section's or site's name is shorter."""

MIN_SHARED = 0.5
"""Share of the long words of the shorter of two headlines that makes them two wordings of one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees that may be the headline: the `h1` above the body, and every short block, folded."""

    headings: Sequence[str]
    keys: frozenset[str]


def folded(text: str) -> str:
    """Letters and digits only, lower case: what two spellings of one headline share."""
    if text.isascii():  # five times as fast
        return text.encode().translate(None, _NO_LETTERS).decode().lower()
    return _GAPS.sub("", text).lower()


def title_of(declared: Sequence[Candidate], page_titles: Sequence[str], shown: Shown, own: Sequence[str]) -> str | None:
    """The headline.

    Args:
        declared: Candidates for the title, of JSON-LD and of meta elements.
        page_titles: The text of the title element, where there is one.
        shown: What stands on the page.
        own: The site's names.
    """
    names = {folded(name) for name in own} - {""}
    found = [(without_site(candidate.value, names), candidate.method) for candidate in declared]
    found += [(without_site(title, names), HTML) for title in page_titles]
    found = [(value, method) for value, method in found if value]
    headings = [heading for heading in shown.headings if folded(heading) not in names]
    if headings:  # a site that gives its name as the title of every page has its headlines on the page alone
        found = [(value, method) for value, method in found if folded(value) not in names]
    values = [value for value, _ in found]
    found = [(_shorter(value, values), method) for value, method in found]
    return (
        _lengthened(found)
        or _heading(found, page_titles, shown, names)
        or _voted(found, shown)
        or next(iter(headings or shown.headings), None)
    )


def _lengthened(found: Sequence[tuple[str, MetadataMethod]]) -> str | None:
    """The og:title whose words the other titles lengthen for search engines: it is the outlet's own headline."""
    data, meta, page = (
        next((value for value, method in found if method is wanted), "") for wanted in (JSON_LD, META, HTML)
    )
    words = set(meta.split())
    lengthened = meta and page == (data or page) and len(meta) < len(page)
    return meta if lengthened and len(words & set(page.split())) > MIN_KEPT * len(words) else None


def _heading(
    found: Sequence[tuple[str, MetadataMethod]], page_titles: Sequence[str], shown: Shown, names: set[str]
) -> str | None:
    """The heading that a declared title repeats, in the declared spelling, or rewords."""
    declared: dict[str, str] = {}
    for value, _ in found:
        declared.setdefault(folded(value), value)
    whole = folded(" ".join(page_titles))
    longest = _longest_part(" ".join(page_titles))
    for heading in shown.headings:
        key = folded(heading)
        if key in declared:
            return declared[key]
        if len(key) > MIN_KEY:
            for other, value in declared.items():  # with or without a kicker
                if MIN_KEY < len(other) < len(key) and other in key:
                    return value
            if key in whole and len(key) >= MIN_PART * longest and not _is_own(heading, names):
                return next((value for value, method in found if method is JSON_LD and key in folded(value)), heading)
    if len(declared) > 1 or not any(method is not HTML for _, method in found):
        for heading in shown.headings:
            if len(heading.split()) > 3 and any(_alike(heading, value) for value, _ in found):
                return heading
    return None


def _alike(one: str, other: str) -> bool:
    left, right = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return len(left & right) >= max(2, MIN_SHARED * min(len(left), len(right)))


def _voted(found: Sequence[tuple[str, MetadataMethod]], shown: Shown) -> str | None:
    """The declared title with most votes: JSON-LD, meta, the title element and the page itself have one each."""
    votes: dict[str, float] = {}
    spelling: dict[str, str] = {}
    first = next((value for value, method in found if method is JSON_LD), "")
    counted = [(value, method) for value, method in found if method is not JSON_LD or value == first]
    for key, method in dict.fromkeys((folded(value), method) for value, method in counted):
        votes[key] = votes.get(key, 0) + (WEIGHT if method is JSON_LD else 1)
    for value, _ in found:
        spelling.setdefault(folded(value), value)
    for key in votes:
        votes[key] += key in shown.keys
    if not votes:
        return None
    best = max(votes, key=lambda key: votes[key])
    return spelling[best] if best in shown.keys else _part_shown(spelling[best], shown.keys)


def _part_shown(title: str, keys: frozenset[str]) -> str:
    """The longest run of a title's parts that stands on the page as a block of its own, else the title."""
    marks = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)][:8]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(title)]
    longest = _longest_part(title)
    runs = sorted(((start, end) for start in starts for end in ends if start < end), key=lambda run: run[0] - run[1])
    for start, end in runs:
        key = folded(title[start:end])
        if len(key) > MIN_KEY and " " in title[start:end] and key in keys and len(key) >= MIN_PART * longest:
            return title[start:end].strip()
    return title


def _longest_part(title: str) -> int:
    return max(len(folded(part)) for part in _SEPARATOR.split(title))


def _shorter(title: str, others: Sequence[str]) -> str:
    """Another declared title that this one begins with, before a separator and more: "Headline - Section | Site"."""
    for other in others:
        if 2 * MIN_KEY <= len(other) < len(title) and title.startswith(other) and _REST.match(title, len(other)):
            return other
    return title


def without_site(title: str, names: set[str]) -> str:
    """A title without the site's name, given folded, at its end or beginning."""
    while True:
        matches = list(_SEPARATOR.finditer(title))
        before, colon, rest = title.partition(": ")
        if colon and rest.strip() and folded(before) in names:
            title = rest
            continue
        if not matches:
            return title.strip(" |")
        first, last = matches[0], matches[-1]
        if _is_own(title[last.end() :], names) and title[: last.start()].strip():
            title = title[: last.start()]
        elif _is_own(title[: first.start()], names) and title[first.end() :].strip():
            title = title[first.end() :]
        else:
            return title.strip(" |")


def _is_own(part: str, names: set[str]) -> bool:
    key = folded(part)
    return bool(key) and (
        key.isdigit()
        or key in names
        or any(
            len(name) > 3 and ((name in key and len(key) < len(name) + 12) or (key in name and len(key) > 3))
            for name in names
        )
    )
