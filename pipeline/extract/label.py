"""From scores to verdicts: what each block of a page is, whether it is kept, and what decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.extract import dates, model, people, rules
from pipeline.extract.titles import folded
from pipeline.extract.words import CLASS_BIT, stripped
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
    is_article: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    label: BlockLabel
    kept: bool
    reason: BlockReason


_verdict = cache(Verdict)
"""A page has 140 verdicts, of a few dozen that there are."""

APPEAL_GAP = 2
"""Blocks between two parts of an appeal that may belong to it."""

BOX_HEADING_WORDS = 6
"""A longer line before the offer of a newsletter is a line of the article."""

_OF_OURSELVES = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Ww]ir|[Uu]nsere?n?|[Nn]ous|[Nn]otre|[Nn]uestr[oa]s?|[Jj]ournalism\w{0,2}|[Pp]eriodismo|"
    r"[Gg]iornalismo)\b"
)


KEY_CHARS = 400
"""A longer block is no headline, standfirst, byline or date."""

HEAD_CHARS = 90
"""A longer block is no byline and no date."""

_NO_KEY = re.compile(r"[^\w\n]+|_+")
_NO_ASCII_KEY = bytes(code for code in range(128) if not chr(code).isalnum() and code != 10)
_DIGIT = re.compile(r"\d")


def threshold_of(seen: Seen, mild: bool) -> float:
    """The score from which a block of the page is kept."""
    loaded = model.load("labeller_plain.onnx" if seen.plain else "labeller.onnx")
    return loaded.mild if mild else loaded.threshold if seen.is_article else loaded.open


def keys_of(texts: Sequence[str]) -> list[str]:
    """Each text's letters and digits in lower case, as `titles.folded` gives them; of a longer one than counts, none.

    One pass over all texts of a page.
    """
    return stripped([text if len(text) <= KEY_CHARS else "" for text in texts], _NO_KEY, _NO_ASCII_KEY)


def verdicts(
    seen: Seen, keys: Sequence[str], title: str, deck: str, authors: Sequence[str], *, mild: bool = False
) -> list[Verdict]:
    """The verdict on each block, in order.

    Args:
        seen: The blocks.
        keys: `keys_of` their texts.
        title: The headline, or empty.
        deck: The standfirst that the page declares, or empty.
        authors: The people that the page declares as its authors.
        mild: Whether the recall guard asks, with its milder threshold.
    """
    threshold = threshold_of(seen, mild)
    by_model = BlockReason.MODEL_MILD if mild else BlockReason.MODEL
    keep = [score >= threshold for score in seen.scores]
    kept_at = [index for index, kept in enumerate(keep) if kept]
    begin = kept_at[0] if kept_at else len(keep)
    short = [not kept or text.count(" ") < rules.MAX_RULE_WORDS for kept, text in zip(keep, seen.texts, strict=True)]
    asked = [ask or index in seen.recurring for index, ask in enumerate(short)] if seen.recurring else short
    said = rules.by_phrases([text if ask else "" for text, ask in zip(seen.texts, asked, strict=True)])
    title_key, deck_key = folded(title), folded(deck)
    names = {folded(name) for name in authors}
    named = {title_key, deck_key, *names} - {""}
    out: list[Verdict] = []
    columns = (seen.texts, keys, keep, short, said, seen.elements, seen.contexts, seen.densities)
    for index, (text, key, kept, is_short, label, element, context, density) in enumerate(zip(*columns, strict=True)):
        found = None
        if key in named or (index <= begin + 3 and len(text) <= HEAD_CHARS):
            found = _named(text, key, index <= begin + 3, title_key, deck_key if not kept else "", names)
        if found is None and kept and is_short:
            ruled = label or (BlockLabel.CAPTION if rules.is_credited(text) else None)
            if ruled in rules.OVERRULING:
                found = _verdict(ruled, False, rules.REASON_OF[ruled])
        if found is None and index in seen.recurring:
            label, _ = rules.dropped_label(label, text, element, context, density)
            found = _verdict(label, False, BlockReason.TEMPLATE)
        if found is None and kept:
            found = _verdict(rules.kept_label(text, element), True, by_model)
        if found is None:
            label, reason = rules.dropped_label(label, text, element, context, density)
            found = _verdict(label, False, reason or by_model)
        out.append(found)
    _close_appeals(seen.texts, out)
    _take_box_headings(seen, out)
    return out


def _close_appeals(texts: Sequence[str], found: list[Verdict]) -> None:
    """What lies between two parts of an appeal and speaks of "we", "our" or journalism is a part of it."""
    appeals = [index for index, verdict in enumerate(found) if verdict.label is BlockLabel.APPEAL]
    for last, index in pairwise(appeals):
        if 1 < index - last <= APPEAL_GAP + 1:
            for between in range(last + 1, index):
                if _OF_OURSELVES.search(texts[between]):
                    found[between] = _verdict(BlockLabel.APPEAL, False, BlockReason.RULE_APPEAL)


def _take_box_headings(seen: Seen, found: list[Verdict]) -> None:
    """A few words in a newsletter's box right before its offer are its heading."""
    offers = [index for index, verdict in enumerate(found) if verdict.label is BlockLabel.NEWSLETTER and index]
    for index in offers:
        if found[index].kept or not found[index - 1].kept or seen.texts[index - 1].count(" ") >= BOX_HEADING_WORDS:
            continue
        if seen.contexts[index - 1] & CLASS_BIT["newsletter"]:
            found[index - 1] = _verdict(BlockLabel.NEWSLETTER, False, BlockReason.RULE_NEWSLETTER)


def _named(text: str, key: str, header: bool, title: str, deck: str, names: set[str]) -> Verdict | None:
    """Headline, standfirst, byline, date: right by nature in the page's head."""
    if title and key == title:
        return _verdict(BlockLabel.TITLE, False, BlockReason.TITLE_COPY)
    if deck and key == deck:
        return _verdict(BlockLabel.DECK, False, BlockReason.DECK_COPY)
    if len(text) > HEAD_CHARS:
        return None
    if key and key in names:
        return _verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
    if header:
        if text.count(" ") < 12 and people.is_byline(text):
            return _verdict(BlockLabel.BYLINE, False, BlockReason.RULE_BYLINE)
        if _DIGIT.search(text) and dates.is_date_line(text):
            return _verdict(BlockLabel.DATE, False, BlockReason.RULE_DATE)
    return None
