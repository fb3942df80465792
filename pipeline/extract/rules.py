"""Labels that are right by nature: what a block says about itself, and where it stands.

Two uses. A block that the model keeps is turned out by a rule only where the rule is right whatever the page
(`OVERRULING`); a block that the model drops gets the label that tells an analyst what it was. Phrases are data
(`furniture.txt`), compiled to one expression for beginnings and one for what a text holds; both are alternations of
literals, so they cannot backtrack.
"""

import re

from pipeline.extract.parse import HIDDEN_BIT
from pipeline.extract.words import CLASS_BIT, HERE
from pipeline.vocabulary import BlockLabel, BlockReason

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
     BlockLabel.ADVERTISEMENT, BlockLabel.RELATED_LINK, BlockLabel.APPEAL, BlockLabel.PAYWALL}
)  # fmt: skip
"""Labels whose phrases no article's own paragraph bears, so that they stand against the model (short blocks only)."""

MAX_RULE_WORDS = 45
"""A phrase decides about a block of so many words at most: an article may well quote an appeal."""


def _read_phrases() -> tuple[dict[str, BlockLabel], re.Pattern, list[BlockLabel], re.Pattern, list[BlockLabel]]:
    exact: dict[str, BlockLabel] = {}
    starts: list[tuple[str, BlockLabel]] = []
    holds: list[tuple[str, BlockLabel]] = []
    for line in (HERE / "furniture.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, _, phrases = line.partition(": ")
        name, how = head.split()
        label = BlockLabel(name)
        for phrase in re.split(r" \| ", phrases):
            phrase = phrase.strip()
            if how == "is":
                exact.setdefault(phrase, label)
            else:
                (starts if how == "starts" else holds).append((phrase, label))
    start_expression = "|".join(
        f"({_alternatives(starts, label)})" for label in dict.fromkeys(item[1] for item in starts)
    )
    hold_expression = "|".join(f"({_alternatives(holds, label)})" for label in dict.fromkeys(item[1] for item in holds))
    return (
        exact,
        re.compile(rf"(?:{start_expression})(?!\w)"),
        list(dict.fromkeys(item[1] for item in starts)),
        re.compile(hold_expression),
        list(dict.fromkeys(item[1] for item in holds)),
    )


def _alternatives(phrases: list[tuple[str, BlockLabel]], label: BlockLabel) -> str:
    return "|".join(re.escape(phrase) for phrase, owner in phrases if owner is label)


_EXACT, _STARTS, _START_LABELS, _HOLDS, _HOLD_LABELS = _read_phrases()
_QUOTES = str.maketrans("’‘“”", "''\"\"")


def by_phrase(text: str) -> BlockLabel | None:
    """The label that a block's own words give it."""
    if len(text) > 500:
        return None
    lower = text[:500].lower().translate(_QUOTES)
    if len(lower) < 60:
        label = _EXACT.get(lower) or _EXACT.get(lower.strip(" .:|»›→<>()[]0123456789"))
        if label is not None:
            return label
    match = _STARTS.match(lower)
    if match and match.lastindex:
        return _START_LABELS[match.lastindex - 1]
    match = _HOLDS.search(lower)
    if match and match.lastindex:
        return _HOLD_LABELS[match.lastindex - 1]
    return None


_BY_CLASS = (
    ("cookie", BlockLabel.COOKIE_NOTICE), ("newsletter", BlockLabel.NEWSLETTER), ("comment", BlockLabel.COMMENTS),
    ("paywall", BlockLabel.PAYWALL), ("caption", BlockLabel.CAPTION), ("bio", BlockLabel.AUTHOR_BIO),
    ("author", BlockLabel.BYLINE), ("share", BlockLabel.SHARE), ("related", BlockLabel.RELATED_LINK),
    ("ad", BlockLabel.ADVERTISEMENT), ("embed", BlockLabel.EMBED), ("date", BlockLabel.DATE),
    ("nav", BlockLabel.NAVIGATION), ("tag", BlockLabel.NAVIGATION), ("footer", BlockLabel.LEGAL),
)  # fmt: skip
_CLASS_LABELS = tuple((CLASS_BIT[group], label) for group, label in _BY_CLASS)


def dropped_label(text: str, element: str, context: int, link_density: float) -> tuple[BlockLabel, BlockReason | None]:
    """What a block that is no part of the article is, and the rule that says so (none: only the model does)."""
    label = by_phrase(text)
    if label is not None:
        return label, REASON_OF[label]
    if context & HIDDEN_BIT:
        return BlockLabel.OTHER, BlockReason.RULE_HIDDEN
    if element in ("figure", "figcaption", "caption"):
        return BlockLabel.CAPTION, BlockReason.RULE_CAPTION
    n_words = text.count(" ") + 1
    for bit, label in _CLASS_LABELS:
        if context & bit and (n_words < 30 or label not in (BlockLabel.BYLINE, BlockLabel.DATE, BlockLabel.LEGAL)):
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
