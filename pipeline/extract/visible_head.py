"""What an HTML page's head shows a reader, where its data for machines say nothing: byline, place, date, standfirst.

The head is what stands between the headline and the first block of the body. Plain text, where order and shape are all
there is, is read in `plain_head.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline import outlets
from pipeline.extract import dates, people, rules
from pipeline.extract.choose import Chosen
from pipeline.extract.label import Seen, Verdict
from pipeline.extract.titles import folded
from pipeline.extract.words import CLASS_BIT
from pipeline.vocabulary import BlockLabel, BlockReason, MetadataMethod

MAX_LINE = 150
"""Characters of a byline, with its place and date."""

BODY_CHARS = 120
"""A kept block of more characters is body; a shorter one may be a heading or standfirst above the byline."""

REACH = 6
"""Blocks after the first kept one that may still be head."""

TAIL = 3
"""Blocks from the last kept one on among which a byline may sign the article."""

MAX_LINK = 0.5
"""Share of a line's characters in links above which it names a section, not a place or a standfirst."""

_PLACE = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){0,3}$")
_BEHIND_NAMES = re.compile(
    r",\s([^\W\d_][\w.'’-]{1,30}(?:\s[^\W\d_][\w.'’-]{1,30}){0,2}?)[,\s]{1,2}"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}\s|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\s\d)",
    re.IGNORECASE,
)


def read(seen: Seen, verdicts: list[Verdict], chosen: Chosen, head: range) -> tuple[list[Verdict], Chosen]:
    """Fills authors, date, dateline and deck from the lines above the body."""
    verdicts = list(verdicts)
    body = next((i for i, verdict in enumerate(verdicts) if verdict.kept and len(seen.texts[i]) > BODY_CHARS), 0)
    head = range(head.start, min(max(body, head.stop), head.stop + REACH))
    lines = [*head, *range(head.stop, min(head.stop + 2, len(verdicts)))]
    if not chosen.authors:
        chosen = replace(chosen, authors=_authors(seen, verdicts, chosen, lines))
    if chosen.published_at is None:
        chosen = _dated(seen, chosen, lines)
    title_at = max((index for index in head if verdicts[index].label is BlockLabel.TITLE), default=None)
    if title_at is not None:
        under = range(title_at + 1, head.stop)
        chosen = _placed(seen, verdicts, chosen, under)
        if chosen.deck is None:
            chosen = _standfirst(seen, verdicts, chosen, under)
        else:
            _drop_copy(seen, verdicts, chosen.deck, under)
    return verdicts, chosen


def _authors(seen: Seen, verdicts: list[Verdict], chosen: Chosen, lines: Sequence[int]) -> tuple[str, ...]:
    """From a line that says "By", else from mark-up, else from a line in a place for authors, else the newsroom."""
    own = (chosen.outlet or "",)
    short = [index for index in lines if len(seen.texts[index]) < MAX_LINE]
    said = [_without_place(seen, verdicts, text) for index in short if people.is_byline(text := seen.texts[index])]
    if names := people.authors_of(said, own, visible=True):
        return tuple(names)
    dated = [name for index in short if dates.written(text := seen.texts[index]) for name in people.beside_date(text)]
    if chosen.marked or dated:
        return chosen.marked or tuple(people.authors_of(dated[:1], own, visible=True))
    signed = [seen.texts[index] for index in short if verdicts[index].label is BlockLabel.BYLINE]
    if names := people.authors_of(signed, own, visible=True):
        return tuple(names)
    last = max((index for index, verdict in enumerate(verdicts) if verdict.kept), default=0)
    below = range(max(last - 1, 0), min(last + TAIL, len(verdicts)))
    if below_names := _signed_below(seen, verdicts, own, below):
        return below_names
    around = [*short, *range(last, min(last + 2, len(verdicts)))]
    bold = [seen.texts[index] for index in around if seen.elements[index] == "bold" and _is_name(seen.texts[index])]
    return tuple(people.authors_of(bold[:1], own, visible=True)) or chosen.signed_by


def _signed_below(seen: Seen, verdicts: list[Verdict], own: tuple[str, ...], lines: range) -> tuple[str, ...]:
    """The authors of a byline at the end of the body, which is no part of it."""
    for index in lines:
        if people.is_byline(text := seen.texts[index]) and (names := people.authors_of([text], own, visible=True)):
            verdicts[index] = Verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
            return tuple(names)
    return ()


def _is_name(text: str) -> bool:
    return all(people.looks_like_name(part) for part in text.split("/"))


def _dated(seen: Seen, chosen: Chosen, lines: Sequence[int]) -> Chosen:
    for index in lines:
        text = seen.texts[index]
        if moment := dates.of_line(text):
            return replace(chosen, published_at=moment, date_method=MetadataMethod.VISIBLE)
    return chosen


def _placed(seen: Seen, verdicts: list[Verdict], chosen: Chosen, under: range) -> Chosen:
    """The place on a line of its own between byline and date, or in the byline, between the names and the date."""
    for index in under:
        text = seen.texts[index]
        before, after = index - 1, index + 1
        if (
            len(text) <= 40
            and after < under.stop
            and _is_byline(seen, verdicts, chosen, before)
            and (verdicts[after].label is BlockLabel.DATE or dates.is_date_line(seen.texts[after]))
            and _is_place(text, seen.densities[index])
        ):
            verdicts[index] = Verdict(BlockLabel.DATELINE, False, BlockReason.RULE_DATELINE)
            return replace(chosen, dateline=chosen.dateline or text)
        if len(text) < MAX_LINE and chosen.dateline is None and people.is_byline(text):
            chosen = replace(chosen, dateline=_place_behind_names(seen, verdicts, text))
    return chosen


def _place_behind_names(seen: Seen, verdicts: Sequence[Verdict], byline: str) -> str | None:
    """The place in "By A Name, Some Place Monday 4 May": a place, other than an author, is spoken of in the body."""
    match = _BEHIND_NAMES.search(byline)
    if match is None or not _is_place(match[1], 0):
        return None
    word = re.compile(rf"\b{re.escape(match[1])}\b")
    told = any(verdict.kept and word.search(text) for text, verdict in zip(seen.texts, verdicts, strict=True))
    return match[1] if told else None


def _without_place(seen: Seen, verdicts: Sequence[Verdict], byline: str) -> str:
    place = _place_behind_names(seen, verdicts, byline)
    return byline.replace(f", {place}", "", 1) if place else byline


def _is_byline(seen: Seen, verdicts: Sequence[Verdict], chosen: Chosen, index: int) -> bool:
    text = seen.texts[index]
    return verdicts[index].label is BlockLabel.BYLINE or any(name in text for name in chosen.authors)


def _is_place(text: str, density: float) -> bool:
    return (
        density <= MAX_LINK
        and text[:1].isupper()
        and _PLACE.match(text) is not None
        and not people.is_role(text)
        and rules.by_phrase(text) is None
        and outlets.find(text) is None
    )


def _drop_copy(seen: Seen, verdicts: list[Verdict], deck: str, under: range) -> None:
    """The declared standfirst is no paragraph where byline or date part it from the body."""
    marks = [index for index in under if verdicts[index].label in (BlockLabel.BYLINE, BlockLabel.DATE)]
    for index in under:
        if marks and index < marks[-1] and verdicts[index].kept and folded(seen.texts[index]) == folded(deck):
            verdicts[index] = Verdict(BlockLabel.DECK, False, BlockReason.DECK_COPY)


def _standfirst(seen: Seen, verdicts: list[Verdict], chosen: Chosen, under: range) -> Chosen:
    """The line under the headline that its class calls a standfirst."""
    for index in under:
        text = seen.texts[index]
        if (
            seen.contexts[index] & CLASS_BIT["deck"]
            and 3 <= len(text.split()) <= 80
            and seen.densities[index] <= MAX_LINK
            and verdicts[index].label not in (BlockLabel.BYLINE, BlockLabel.DATE, BlockLabel.CAPTION)
            and rules.by_phrase(text) is None
            and not people.is_byline(text)
            and not dates.is_date_line(text)
        ):
            verdicts[index] = Verdict(BlockLabel.DECK, False, BlockReason.DECK_COPY)
            return replace(chosen, deck=text)
    return chosen
