"""Labels that are right by nature: what a block says about itself, and where it stands.

Two uses. A block that the model keeps is turned out by a rule only where the rule is right whatever the page
(`OVERRULING`); a block that the model drops gets the label that tells an analyst what it was. Phrases are data
(`furniture.txt`), looked up as literals: of a short block its whole text, its beginning, what it holds.
"""

import re
from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

from pipeline.extract.tags import HIDDEN_BIT
from pipeline.extract.words import CLASS_BIT, HERE
from pipeline.vocabulary import BlockLabel, BlockReason

Phrases = list[tuple[str, BlockLabel]]

REASON_OF = {
    BlockLabel.NOTIFICATION: BlockReason.RULE_NOTIFICATION, BlockLabel.APPEAL: BlockReason.RULE_APPEAL,
    BlockLabel.NEWSLETTER: BlockReason.RULE_NEWSLETTER, BlockLabel.COMMENTS: BlockReason.RULE_COMMENTS,
    BlockLabel.SHARE: BlockReason.RULE_SHARE, BlockLabel.RELATED_LINK: BlockReason.RULE_READ_MORE,
    BlockLabel.COOKIE_NOTICE: BlockReason.RULE_COOKIE, BlockLabel.PAYWALL: BlockReason.RULE_PAYWALL,
    BlockLabel.ADVERTISEMENT: BlockReason.RULE_AD, BlockLabel.LEGAL: BlockReason.RULE_LEGAL,
    BlockLabel.CAPTION: BlockReason.RULE_CAPTION, BlockLabel.AUTHOR_BIO: BlockReason.RULE_AUTHOR,
    BlockLabel.NAVIGATION: BlockReason.RULE_NAVIGATION, BlockLabel.TABLE: BlockReason.RULE_TABLE,
    BlockLabel.EMBED: BlockReason.RULE_EMBED, BlockLabel.BYLINE: BlockReason.RULE_BYLINE,
    BlockLabel.DATE: BlockReason.RULE_DATE, BlockLabel.DATELINE: BlockReason.RULE_DATELINE,
    BlockLabel.TITLE: BlockReason.TITLE_COPY, BlockLabel.DECK: BlockReason.DECK_COPY,
}  # fmt: skip
"""The reason that goes with a label that a rule gave."""

OVERRULING = frozenset(
    {BlockLabel.NOTIFICATION, BlockLabel.COMMENTS, BlockLabel.SHARE, BlockLabel.COOKIE_NOTICE, BlockLabel.NEWSLETTER,
     BlockLabel.ADVERTISEMENT, BlockLabel.RELATED_LINK, BlockLabel.APPEAL, BlockLabel.PAYWALL, BlockLabel.CAPTION,
     BlockLabel.AUTHOR_BIO, BlockLabel.BYLINE}
)  # fmt: skip
"""Labels whose phrases no article's own paragraph bears, so that they stand against the model (short blocks only)."""

MAX_RULE_WORDS = 45
"""A phrase decides about a block of so many words at most: an article may well quote an appeal."""


BEGINNING = 3
"""Characters under which phrases that a block begins with are found; a blank follows one of two (>>)."""


def _read_phrases() -> tuple[dict[str, BlockLabel], dict[str, Phrases], Phrases]:
    """Whole texts by label, beginnings by their own beginning, and what a text may hold, in the file's order."""
    exact: dict[str, BlockLabel] = {}
    starts: dict[str, Phrases] = {}
    holds: Phrases = []
    for line in (HERE / "furniture.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, _, phrases = line.partition(": ")
        name, how = head.split()
        for phrase in phrases.split(" | "):
            phrase, label = phrase.strip(), BlockLabel(name)
            if how == "is":
                exact.setdefault(phrase, label)
            elif how == "starts":
                starts.setdefault(f"{phrase} "[:BEGINNING], []).append((phrase, label))
            else:
                holds.append((phrase, label))
    return exact, starts, holds


_EXACT, _STARTS, _HOLDS = _read_phrases()
_HELD = AhoCorasick([phrase for phrase, _ in _HOLDS])
"""One pass for all phrases takes an eighth of a search for each."""

_QUOTES = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))
_MAX_CHARS = 500
"""Characters of a block whose own words may say what it is."""

_AROUND = " .:|»›→<>()[]0123456789"


def by_phrase(text: str) -> BlockLabel | None:
    """The label that a block's own words give it."""
    return by_phrases([text])[0]


def by_phrases(texts: Sequence[str]) -> list[BlockLabel | None]:
    """The labels that blocks' own words give them. What blocks hold is sought once in all of them together."""
    page = "\n".join([text if len(text) <= _MAX_CHARS else "" for text in texts]).lower()
    for quote, plain in _QUOTES:
        page = page.replace(quote, plain)
    held = [_HOLDS[which] for which in sorted({which for which, _, _ in _HELD.find_matches_as_indexes(page, True)})]
    return [_said(lower, held) if lower else None for lower in page.split("\n")] if texts else []


def _said(lower: str, held: Phrases) -> BlockLabel | None:
    if len(lower) < 60:
        label = _EXACT.get(lower) or _EXACT.get(lower.strip(_AROUND))
        if label is not None:
            return label
    for phrase, label in _STARTS.get(lower[:BEGINNING], ()):
        if lower.startswith(phrase) and not (phrase[-1].isalnum() and lower[len(phrase) : len(phrase) + 1].isalnum()):
            return label
    if held and lower.count(" ") > 2:
        for phrase, label in held:
            if phrase in lower:
                return label
    return None


CREDIT_CHARS = 100
"""Characters at the end of a block among which a credit is looked for."""

_CREDIT = re.compile(
    r"(?:(?:^|[\s(|])(?:(?:AP|EPA|AFP|Reuters) )?(?:Fotos?|Photos?|Photograph|Pictures?|Bild|Symbolbild|Symbolfoto|"
    r"Archivbild|Archivfoto|Bildrechte|Crédit photo|Фото|Zdjęcie|[Ff]ot\.)(?: (?:by|von|de|par))?\s?[:/©]\s?"
    r"(?:[^.!?]|(?<=\b\w)\.|(?<=\d)\.){2,70}|(?:^|\s)©\s?[^.!?]{2,50})\)?\.?$"
)

_BY_CLASS = (
    ("cookie", BlockLabel.COOKIE_NOTICE), ("newsletter", BlockLabel.NEWSLETTER), ("comment", BlockLabel.COMMENTS),
    ("paywall", BlockLabel.PAYWALL), ("caption", BlockLabel.CAPTION), ("bio", BlockLabel.AUTHOR_BIO),
    ("author", BlockLabel.BYLINE), ("share", BlockLabel.SHARE), ("related", BlockLabel.RELATED_LINK),
    ("ad", BlockLabel.ADVERTISEMENT), ("embed", BlockLabel.EMBED), ("date", BlockLabel.DATE),
    ("nav", BlockLabel.NAVIGATION), ("tag", BlockLabel.NAVIGATION), ("footer", BlockLabel.LEGAL),
)  # fmt: skip
_CLASS_LABELS = tuple((CLASS_BIT[group], label) for group, label in _BY_CLASS)


_CLASS_MASK = sum(bit for bit, _ in _CLASS_LABELS)
_SHORT = frozenset({BlockLabel.BYLINE, BlockLabel.DATE, BlockLabel.LEGAL})
"""Labels that class words give to short blocks only."""


@cache
def _class_labels(context: int) -> tuple[BlockLabel, ...]:
    return tuple(label for bit, label in _CLASS_LABELS if context & bit)


def is_credited(text: str) -> bool:
    """Whether a block ends in the credit of a picture, as captions do: "… at the quay. Photo: A Name/AGENCY"."""
    end = text[-CREDIT_CHARS:]
    return (":" in end or "/" in end or "©" in end) and _CREDIT.search(end) is not None


def dropped_label(
    said: BlockLabel | None, text: str, element: str, context: int, link_density: float
) -> tuple[BlockLabel, BlockReason | None]:
    """What a block that is no part of the article is, and the rule that says so (none: only the model does).

    `said` is what the block's own words say, from `by_phrases`.
    """
    if said is not None:
        return said, REASON_OF[said]
    if context & HIDDEN_BIT:
        return BlockLabel.OTHER, BlockReason.RULE_HIDDEN
    if element in ("figure", "figcaption", "caption"):
        return BlockLabel.CAPTION, BlockReason.RULE_CAPTION
    n_words = text.count(" ") + 1
    for label in _class_labels(context & _CLASS_MASK):
        if n_words < 30 or label not in _SHORT:
            if label is BlockLabel.ADVERTISEMENT and n_words > 6 and link_density > 0.8:
                label = BlockLabel.RELATED_LINK
            return label, None
    if link_density > 0.8:
        return (BlockLabel.RELATED_LINK if n_words > 4 else BlockLabel.NAVIGATION), BlockReason.RULE_NAVIGATION
    if element in ("td", "th") and n_words < 12:
        return BlockLabel.TABLE, None
    return BlockLabel.OTHER, None


def kept_label(text: str, element: str) -> BlockLabel:
    """What a block of the article is."""
    if element in ("h1", "h2", "h3", "h4", "h5", "h6", "bold"):
        return BlockLabel.HEADING
    if element in ("li", "dt", "dd"):
        return BlockLabel.LIST_ITEM
    return BlockLabel.BLOCKQUOTE if element == "blockquote" else BlockLabel.PARAGRAPH
