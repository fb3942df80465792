"""From candidates to one value a field: what the page declares, checked against what a reader sees.

The order of trust was set on the fundus pages of the extraction benchmark (`docs/methods-extraction.md`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from pipeline.extract import dates, people, titles
from pipeline.extract.metadata import Candidate
from pipeline.extract.titles import Shown, folded
from pipeline.vocabulary import MetadataMethod

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|–—·•:»›-]\s+|\s*[|»›]\s*|\s::\s")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The metadata of an article.

    `authors` are the people and agencies of its data for machines; where those are none, `marked` are those that its
    mark-up names, which may stand in a teaser, and `signed_by` is its newsroom.
    """

    title: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    date_method: MetadataMethod | None = None
    dateline: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    outlet: str | None = None
    canonical_url: str = ""
    language: str = ""
    paywalled: bool = False


def choose(declared: Sequence[Candidate], shown: Shown, outlet: str, site: str, url: str) -> Chosen:
    """One value for each field.

    Args:
        declared: Candidates in order of trust.
        shown: What stands on the page that may be its headline.
        outlet: The outlet's name by its domain, where known.
        site: The page's registered domain, or empty.
        url: The page's address, or empty.
    """
    by_field = _by_field(declared)

    def values(field: str) -> list[str]:
        return [candidate.value for candidate in by_field.get(field, ())]

    name = outlet or _outlet(values("outlet"), values("page_title"), site)
    issued, method = _published(by_field, url)
    modified = next((moment for value in values("modified") if (moment := _moment(value))), None)
    sections = values("section")
    own = (name, site, site.partition(".")[0], *values("outlet"))
    title = titles.title_of(by_field.get("title", ()), values("page_title"), shown, own)
    return Chosen(
        title=title,
        deck=_deck(values("deck"), title or ""),
        authors=tuple(_authors(by_field.get("author", ()), own)),
        marked=tuple(people.authors_of(_values_by(by_field.get("author", ()), MetadataMethod.MICRODATA), own)),
        signed_by=tuple(
            people.authors_of(values("organization"), own)
            or people.newsroom_of(values("organization") + values("author"))
        ),
        dateline=next((_place(value) for value in values("dateline")), None),
        published_at=issued,
        modified_at=modified,
        date_method=method,
        section=sections[0][:200] if sections else None,
        keywords=tuple(dict.fromkeys(word for word in values("keyword") if len(word) < 120))[:50],
        outlet=name or None,
        canonical_url=_address(values("canonical_url"), url),
        language=next((value[:2].lower() for value in values("language") if value[:2].isalpha()), ""),
        paywalled="paywall" in by_field,
    )


def _by_field(declared: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    by_field: dict[str, list[Candidate]] = {}
    for candidate in declared:
        by_field.setdefault(candidate.field, []).append(candidate)
    return by_field


def _outlet(declared: list[str], titles: list[str], site: str) -> str:
    """The declared name that the address bears, else the first declared, else the part of a title that it bears.

    Publishers declare themselves as well as the outlet: "Coastal Media Ltd" beside "Harbour Post".
    """
    label = folded(site.partition(".")[0])
    names = [value for value in declared if 1 < len(value) <= 60 and not value.startswith(("http", "@"))]
    if names:
        return next((name for name in names if _bears(label, name)), names[0])
    for title in titles:  # the site's name stands last in most pages' title element
        parts = [part for part in _SEPARATOR.split(title) if part]
        for part in reversed(parts[1:] + parts[:1] if len(parts) > 1 else []):
            if len(part) <= 40 and _bears(label, part):
                return part
    return ""


def _bears(label: str, name: str) -> bool:
    """Whether a site's label and a name, which may be shortened or lengthened, are of one outlet."""
    key = folded(name)
    return bool(label) and len(key) > 2 and (key in label or label in key)


def _deck(values: list[str], title: str) -> str | None:
    for value in values:
        if value.startswith("|") or len(value) >= 1000 or folded(value) == folded(title):
            continue
        if len(_WORD.findall(value)) >= 3:
            return value
    return None


def _authors(candidates: Sequence[Candidate], own: Sequence[str]) -> list[str]:
    """The people and agencies of the more trusted of the page's data for machines."""
    for method in (MetadataMethod.JSON_LD, MetadataMethod.META):
        if names := people.authors_of(_values_by(candidates, method), own):
            return names
    return []


def _values_by(candidates: Sequence[Candidate], method: MetadataMethod) -> list[str]:
    return [candidate.value for candidate in candidates if candidate.method is method]


def _place(dateline: str) -> str | None:
    """The place of a declared dateline, which may go on with a date and a dash."""
    place = re.split(r"\s*(?:[—–(]|\s-|,\s\w{3,9}\.?\s\d|\d)", dateline)[0].strip(" ,.-–—")
    return (place.title() if place.isupper() else place) or None


_ORDER = (MetadataMethod.JSON_LD, MetadataMethod.META, MetadataMethod.MICRODATA, MetadataMethod.HTMLDATE)


def published(declared: Sequence[Candidate], url: str) -> tuple[datetime | None, MetadataMethod | None]:
    """The time that a page's data for machines or its address give, and which of them."""
    return _published(_by_field(declared), url)


def _published(by_field: dict[str, list[Candidate]], url: str) -> tuple[datetime | None, MetadataMethod | None]:
    for method in _ORDER:
        for candidate in by_field.get("published", ()):
            if candidate.method is method and (moment := _moment(candidate.value)):
                return moment, method
    for candidate in by_field.get("time", ()):
        if moment := _moment(candidate.value):
            return moment, candidate.method
    for candidate in by_field.get("page_title", ()):
        last = _SEPARATOR.split(candidate.value)[-1]
        if any(char.isdigit() for char in last) and dates.is_date_line(last) and (moment := _moment(last)):
            return moment, candidate.method
    if moment := dates.in_address(url):
        return moment, MetadataMethod.URL
    return None, None


@lru_cache(maxsize=4096)
def _moment(value: str) -> datetime | None:
    moment = dates.parse(value)
    return moment if moment and 1990 <= moment.year <= 2100 else None


def _address(values: list[str], url: str) -> str:
    """The first declared address; the site's front page is none of its articles'."""
    own = _split(url)
    below_front = own is not None and len(own.path) > 1
    for value in values:
        if value.startswith(("http://", "https://")) and len(value) < 2000:
            parts = _split(value)
            if parts is not None and (not below_front or len(parts.path) > 1 or parts.query):
                return value
    return ""


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # pages declare addresses such as "https://[i"
        return None
