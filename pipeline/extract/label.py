"""From scores to verdicts: what each block of a page is, whether it is kept, and what decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.extract import dates, model, people, rules
from pipeline.extract.titles import folded
from pipeline.vocabulary import BlockLabel, BlockReason


@dataclass(frozen=True, slots=True)
class Seen:
    """The blocks of one page as the `blocks` table holds them; the lists run beside each other."""

    texts: Sequence[str]
    elements: Sequence[str]
    contexts: Sequence[int]
    densities: Sequence[float]
    scores: Sequence[float]
    plain: bool
    recurring: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    label: BlockLabel
    kept: bool
    reason: BlockReason


HEADER_BLOCKS = 25
"""Bylines, dates and headline copies are looked for so many blocks before the body and not after its first blocks."""


APPEAL_GAP = 2
"""Blocks between two parts of an appeal that may belong to it."""

_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Ww]ir|[Uu]nsere?n?|[Nn]ous|[Nn]otre|[Nn]uestr[oa]s?)\b")


def thresholds(plain: bool) -> tuple[float, float]:
    """The usual threshold of the labeller and the milder one of the recall guard."""
    loaded = model.load("labeller_plain.onnx" if plain else "labeller.onnx")
    return loaded.threshold, loaded.mild


def verdicts(seen: Seen, title: str, deck: str, authors: Sequence[str], *, mild: bool = False) -> list[Verdict]:
    """The verdict on each block, in order."""
    usual, milder = thresholds(seen.plain)
    threshold = milder if mild else usual
    by_model = BlockReason.MODEL_MILD if mild else BlockReason.MODEL
    keep = [score >= threshold for score in seen.scores]
    kept_at = [index for index, kept in enumerate(keep) if kept]
    begin, end = (kept_at[0], kept_at[-1]) if kept_at else (len(keep), -1)
    title_key, deck_key = folded(title), folded(deck)
    names = {folded(name) for name in authors}
    out: list[Verdict] = []
    for index, text in enumerate(seen.texts):
        kept = keep[index]
        header = index <= begin + 3
        found = _named(text, header, title_key, deck_key if not kept else "", names)
        if found is None and kept and text.count(" ") < rules.MAX_RULE_WORDS:
            label = rules.by_phrase(text)
            if label in rules.OVERRULING:
                found = Verdict(label, False, rules.REASON_OF[label])
        if found is None and index in seen.recurring:
            label, _ = rules.dropped_label(text, seen.elements[index], seen.contexts[index], seen.densities[index])
            found = Verdict(label, False, BlockReason.TEMPLATE)
        if found is None and kept:
            found = Verdict(rules.kept_label(text, seen.elements[index]), True, by_model)
        if found is None:
            label, reason = rules.dropped_label(text, seen.elements[index], seen.contexts[index], seen.densities[index])
            found = Verdict(label, False, reason or by_model)
        out.append(found)
    _close_appeals(seen.texts, out)
    return out


def _close_appeals(texts: Sequence[str], found: list[Verdict]) -> None:
    """What lies between two parts of an appeal and speaks of "we" and "our" is a part of it."""
    last = None
    for index, verdict in enumerate(found):
        if verdict.label is not BlockLabel.APPEAL:
            continue
        if last is not None and 1 < index - last <= APPEAL_GAP + 1:
            for between in range(last + 1, index):
                if _FIRST_PERSON.search(texts[between]):
                    found[between] = Verdict(BlockLabel.APPEAL, False, BlockReason.RULE_APPEAL)
        last = index


def _named(text: str, header: bool, title: str, deck: str, names: set[str]) -> Verdict | None:
    """Headline, standfirst, byline, date: right by nature in the page's head."""
    if len(text) > 400:
        return None
    key = folded(text) if header or len(text) < 200 else ""
    if title and key == title:
        return Verdict(BlockLabel.TITLE, False, BlockReason.TITLE_COPY)
    if deck and key == deck:
        return Verdict(BlockLabel.DECK, False, BlockReason.DECK_COPY)
    if len(text) > 90:
        return None
    if key and key in names:
        return Verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
    if header:
        if text.count(" ") < 12 and people.is_byline(text):
            return Verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
        if any(char.isdigit() for char in text) and dates.is_date_line(text):
            return Verdict(BlockLabel.DATE, False, BlockReason.RULE_DATE)
    return None


def scores_of(values: np.ndarray) -> list[float]:
    return [round(float(value), 4) for value in values]
