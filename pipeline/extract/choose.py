"""From candidates to one value a field: what the page declares, checked against what a reader sees.

The order of trust was set on the fundus pages of the extraction benchmark (`docs/methods-extraction.md`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pipeline.extract import dates, people
from pipeline.extract.metadata import Candidate
from pipeline.vocabulary import MetadataMethod

_SEPARATOR = re.compile(r"\s+[|–—·•:»›-]\s+|\s*[|»›]\s*|\s::\s")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The metadata of an article."""

    title: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    date_method: MetadataMethod | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    outlet: str | None = None
    canonical_url: str = ""
    language: str = ""
    paywalled: bool = False


def folded(text: str) -> str:
    """Letters and digits only, lower case: what two spellings of one headline share."""
    return re.sub(r"[\W_]+", "", text).lower()


def choose(declared: Sequence[Candidate], headings: Sequence[str], outlet: str, site: str, url: str) -> Chosen:
    """One value for each field.

    Args:
        declared: Candidates in order of trust.
        headings: Texts of the page's `h1` blocks.
        outlet: The outlet's name by its domain, where known.
        site: The page's registered domain, or empty.
        url: The page's address, or empty.
    """
    by_field: dict[str, list[Candidate]] = {}
    for candidate in declared:
        by_field.setdefault(candidate.field, []).append(candidate)

    def values(field: str) -> list[str]:
        return [candidate.value for candidate in by_field.get(field, ())]

    name = outlet or _outlet(values("outlet"), values("page_title"), site)
    published, method = _published(by_field, url)
    modified = next((moment for value in values("modified") if (moment := dates.parse(value))), None)
    sections = values("section")
    title = _title(by_field, headings, name, site)
    return Chosen(
        title=title,
        deck=_deck(values("deck"), title or ""),
        authors=tuple(people.authors_of(_author_values(by_field.get("author", ())), name)),
        published_at=published,
        modified_at=modified,
        date_method=method,
        section=sections[0][:200] if sections else None,
        keywords=tuple(dict.fromkeys(word for word in values("keyword") if len(word) < 120))[:50],
        outlet=name or None,
        canonical_url=_address(values("canonical_url")),
        language=next((value[:2].lower() for value in values("language") if value[:2].isalpha()), ""),
        paywalled="paywall" in by_field,
    )


def _outlet(declared: list[str], titles: list[str], site: str) -> str:
    for value in declared:
        if 1 < len(value) <= 60 and not value.startswith(("http", "@")):
            return value
    label = folded(site.partition(".")[0])
    for title in titles:  # the site's name stands last in most pages' title element
        parts = [part for part in _SEPARATOR.split(title) if part]
        for part in reversed(parts[1:] + parts[:1] if len(parts) > 1 else []):
            if label and len(part) <= 40 and (folded(part) in label or label in folded(part)) and len(folded(part)) > 2:
                return part
    return ""


def _title(by_field: dict[str, list[Candidate]], headings: Sequence[str], outlet: str, site: str) -> str | None:
    declared = [candidate.value for candidate in by_field.get("title", ())]
    page_title = [candidate.value for candidate in by_field.get("page_title", ())]
    shown = {folded(heading): heading for heading in headings if heading}
    cleaned = [without_site(value, outlet, site) for value in declared + page_title]
    cleaned = [value for value in cleaned if value]
    for value in cleaned:  # what the page both declares and shows
        if folded(value) in shown:
            return value
    whole = folded(page_title[0]) if page_title else ""
    for key, heading in shown.items():  # a shown heading that the title element begins with
        if whole.startswith(key) and len(key) > 10:
            return heading
    return cleaned[0] if cleaned else (headings[0] if headings else None)


def without_site(title: str, outlet: str, site: str) -> str:
    """A title without the site's name at its end or beginning."""
    own = {folded(outlet), folded(site), folded(site.partition(".")[0])} - {""}

    def is_own(part: str) -> bool:
        key = folded(part)
        return bool(key) and (
            key in own
            or any(
                len(name) > 3 and ((name in key and len(key) < len(name) + 12) or (key in name and len(key) > 3))
                for name in own
            )
        )

    while True:
        matches = list(_SEPARATOR.finditer(title))
        if not matches:
            return title.strip()
        first, last = matches[0], matches[-1]
        if is_own(title[last.end() :]) and title[: last.start()].strip():
            title = title[: last.start()]
        elif is_own(title[: first.start()]) and title[first.end() :].strip() and len(matches) >= 1:
            title = title[first.end() :]
        else:
            return title.strip()


def _deck(values: list[str], title: str) -> str | None:
    for value in values:
        if len(value.split()) >= 3 and folded(value) != folded(title) and len(value) < 1000:
            return value
    return None


def _author_values(candidates: Sequence[Candidate]) -> list[str]:
    """The author values of the most trusted method that gives any."""
    for method in (MetadataMethod.JSON_LD, MetadataMethod.META, MetadataMethod.MICRODATA):
        found = [candidate.value for candidate in candidates if candidate.method is method]
        if people.authors_of(found):
            return found
    return []


_ORDER = (MetadataMethod.JSON_LD, MetadataMethod.META, MetadataMethod.MICRODATA)


def _published(by_field: dict[str, list[Candidate]], url: str) -> tuple[datetime | None, MetadataMethod | None]:
    for method in _ORDER:
        for candidate in by_field.get("published", ()):
            if candidate.method is method and (moment := _moment(candidate.value)):
                return moment, method
    for candidate in by_field.get("time", ()):
        if moment := _moment(candidate.value):
            return moment, candidate.method
    if moment := dates.in_address(url):
        return moment, MetadataMethod.URL
    return None, None


@lru_cache(maxsize=4096)
def _moment(value: str) -> datetime | None:
    moment = dates.parse(value)
    return moment if moment and 1990 <= moment.year <= 2100 else None


def _address(values: list[str]) -> str:
    return next((value for value in values if value.startswith(("http://", "https://")) and len(value) < 2000), "")
