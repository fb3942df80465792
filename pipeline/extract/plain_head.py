"""What only the visible lines of a page's head tell: dateline, byline, date, and on plain text also headline and deck.

A page of plain text has no mark-up, so its head is read by order and shape: headline, standfirst, byline, place, date,
in that order, between the furniture above and the body below.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract import dates, label, people, rules, visible_head
from pipeline.extract.choose import Chosen
from pipeline.extract.label import Seen, Verdict
from pipeline.extract.titles import folded
from pipeline.vocabulary import BlockLabel, BlockReason, MetadataMethod

LEAD_LETTERS = 60
"""Letters that a description shares with the beginning of a paragraph if it was cut from there."""

MIN_SPACES = 5
"""Blanks in the shortest line that can be told for a sentence."""

_ENDS = (".", "!", "?", '"', "”", "’", "»", "…")
REACH = 30
"""Blocks before the body that count as its head."""

_DATELINE = re.compile(
    r"^(?:\([A-Z][\w ]{1,20}\) )?([A-Z][A-Z.'’\- ]{2,30}(?:,\s(?:[A-Z][\w.]{1,15}\s?){1,3})?)"
    r"(?:,\s\w{3,9}\.?\s\d{1,2})?\s?(?:\([^)]{2,40}\)\s?)?(?:—|–|--|-)\s(?=\S)"
)
"""WASHINGTON (Reuters) - …, PARIS, Texas — …"""

_NO_PLACES = frozenset(
    [
        "LIVE",
        "UPDATE",
        "UPDATED",
        "BREAKING",
        "EXCLUSIVE",
        "WATCH",
        "OPINION",
        "REVIEW",
        "ANALYSIS",
        "VIDEO",
        "PHOTOS",
        "NEW",
        "NOTE",
        "CORRECTION",
        "SPOILER",
        "WARNING",
    ]
)
_OUTLET_LINE = re.compile(
    r"(?:notifications from|alerts from|updates from|newsletters? from|follow|welcome to|subscribe to|copyright|©|"
    r"\(c\)|support|other|download the|get the)\s(?:\d{4}\s)?"
    r"((?:The\s)?[A-Z][\w&'’.-]{1,20}(?:\s[A-Z][\w&'’.-]{1,20}){0,3})"
)

_PROMPT = re.compile(r"\b(?:notifications|alerts|updates|newsletters?|stories|news) from (?:The\s)?[A-Z]")
"""A prompt to subscribe has a headline's shape, and stands where one may."""


@dataclass(frozen=True, slots=True)
class Head:
    """Verdicts and metadata after the visible head was read."""

    verdicts: list[Verdict]
    chosen: Chosen
    dateline: str | None


def read(seen: Seen, verdicts: list[Verdict], chosen: Chosen) -> Head:
    """Fills what the page declares nowhere from what it shows."""
    first = next((index for index, verdict in enumerate(verdicts) if verdict.kept), len(verdicts))
    head = range(max(0, first - REACH), first)
    if seen.plain:
        verdicts, chosen, dateline = _plain(seen, verdicts, chosen, head)
    else:
        verdicts, chosen = visible_head.read(seen, verdicts, chosen, head)
        dateline = chosen.dateline
    if dateline is None:
        bodies = [index for index in range(first, len(verdicts)) if verdicts[index].kept][:2]
        dateline = next((place for index in bodies if (place := dateline_of(seen.texts[index]))), None)
    if chosen.deck and _begins_body(chosen.deck, seen, verdicts, first):
        chosen = replace(chosen, deck=None)
    return Head(verdicts, chosen, dateline)


def _begins_body(deck: str, seen: Seen, verdicts: Sequence[Verdict], first: int) -> bool:
    """Whether a declared description is the body's beginning, cut off, and no standfirst."""
    key = folded(deck)[:LEAD_LETTERS]
    kept = [seen.texts[index] for index in range(first, len(verdicts)) if verdicts[index].kept][:3]
    shown = any(verdict.label is BlockLabel.DECK for verdict in verdicts)
    return not shown and len(key) > 20 and any(folded(text[:300]).startswith(key) for text in kept)


def dateline_of(text: str) -> str | None:
    """The place before the dash at the beginning of a report."""
    match = _DATELINE.match(text[:120])
    if not match:
        return None
    place = match[1].strip(" ,.")
    if place.split(",")[0].split()[0] in _NO_PLACES or len(place) < 3:
        return None
    city, comma, rest = place.partition(",")
    return city.title() + comma + rest if city.isupper() else place


def _plain(
    seen: Seen, verdicts: list[Verdict], chosen: Chosen, head: range
) -> tuple[list[Verdict], Chosen, str | None]:
    """Reads headline, standfirst, byline, place, date and captions from the order of the lines."""
    verdicts = list(verdicts)
    free = []
    date_at = None
    bylines: list[int] = []
    for index in head:
        text = seen.texts[index]
        if len(text) <= 90 and any(char.isdigit() for char in text) and dates.is_date_line(text):
            verdicts[index] = Verdict(BlockLabel.DATE, False, BlockReason.RULE_DATE)
            if date_at is None:
                date_at = index
                if moment := dates.written(text):
                    chosen = replace(chosen, published_at=moment, date_method=MetadataMethod.VISIBLE)
        elif rules.by_phrase(text) is None:
            free.append(index)
    titles = [
        index
        for index in free
        if index not in seen.recurring and _is_headline(seen.texts[index]) and not _PROMPT.search(seen.texts[index])
    ]
    title_at = titles[0] if titles else None
    if title_at is not None:
        verdicts[title_at] = Verdict(BlockLabel.TITLE, False, BlockReason.TITLE_COPY)
        chosen = replace(chosen, title=seen.texts[title_at])
    for index in free:
        text = seen.texts[index]
        if index == title_at or (title_at is not None and index < title_at):
            continue
        if people.is_byline(text) or (people.looks_like_name(text) and _beside_date(index, date_at)):
            if not bylines or (index - bylines[-1] == 1 and people.is_byline(text)):
                bylines.append(index)
                verdicts[index] = Verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
    if bylines:
        names = people.authors_of((seen.texts[index] for index in bylines), (chosen.outlet or "",))
        chosen = replace(chosen, authors=tuple(names))
    marks = [*bylines, *([date_at] if date_at is not None else [])]
    dateline = None
    for index in free:
        if verdicts[index].label in (BlockLabel.TITLE, BlockLabel.BYLINE) or title_at is None or index < title_at:
            continue
        text = seen.texts[index]
        if marks and index < min(marks) and chosen.deck is None and len(text.split()) >= 3:
            chosen = replace(chosen, deck=text)
            verdicts[index] = Verdict(BlockLabel.DECK, False, BlockReason.DECK_COPY)
        elif dateline is None and _is_place(text) and any(abs(index - mark) == 1 for mark in marks):
            dateline = text
            verdicts[index] = Verdict(BlockLabel.DATELINE, False, BlockReason.RULE_DATELINE)
        elif marks and index > max(marks) and 3 <= len(text.split()) <= 30:
            verdicts[index] = Verdict(BlockLabel.CAPTION, False, BlockReason.RULE_CAPTION)
    _bridge(seen, verdicts)
    if not chosen.outlet:
        chosen = replace(chosen, outlet=_outlet(seen, verdicts))
    return verdicts, chosen, dateline


def _bridge(seen: Seen, verdicts: list[Verdict]) -> None:
    """A sentence between two lines of the body is body at the milder threshold (7 of 7 right on 131 dev pages)."""
    milder = label.threshold_of(seen, mild=True)
    for index in range(1, len(verdicts) - 1):
        text = seen.texts[index]
        if (
            verdicts[index].reason is BlockReason.MODEL
            and not verdicts[index].kept
            and seen.scores[index] >= milder
            and verdicts[index - 1].kept
            and verdicts[index + 1].kept
            and text.count(" ") >= MIN_SPACES
            and text.endswith(_ENDS)
        ):
            verdicts[index] = Verdict(BlockLabel.PARAGRAPH, True, BlockReason.MODEL_MILD)


def _is_headline(text: str) -> bool:
    words = text.split()
    return (
        4 <= len(words) <= 35 and len(text) <= 250 and not text.endswith((".", ":", ",")) and not people.is_byline(text)
    )


def _beside_date(index: int, date_at: int | None) -> bool:
    return date_at is not None and 1 <= abs(date_at - index) <= 3


def _is_place(text: str) -> bool:
    words = text.replace(",", " ").split()
    return 1 <= len(words) <= 4 and all(
        word[:1].isupper() and word.replace("-", "").replace(".", "").isalpha() for word in words
    )


def _outlet(seen: Seen, verdicts: Sequence[Verdict]) -> str | None:
    """The outlet whose name the furniture gives: "notifications from …", "© 2020 …"."""
    names: Counter[str] = Counter()
    for text, verdict in zip(seen.texts, verdicts, strict=True):
        if not verdict.kept:
            for match in _OUTLET_LINE.finditer(text[:400]):
                names[match[1].rstrip(".'’")] += 1
    furniture = " ".join(text for text, verdict in zip(seen.texts, verdicts, strict=True) if not verdict.kept)
    best = max(names, key=lambda name: (furniture.count(name), len(name), name), default=None)
    if best and furniture.count(f"The {best}") > 1:
        return f"The {best}"
    return best
