"""What extraction hands on: an article with its metadata, and every block of its page with the verdict on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pipeline.vocabulary import ArticleStatus, BlockLabel, BlockReason, MetadataMethod


class Block(NamedTuple):
    """A block of text of a page and the verdict on it; a tuple, since a page has 140 and a frozen class costs thrice.

    `start` and `end` are half-open code point offsets into the article's text, `None` where the block is not kept;
    `score` is the labelling model's probability, 0 to 1, that the block belongs to the article.
    """

    text: str
    label: BlockLabel
    kept: bool
    reason: BlockReason
    score: float
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page: the fields of the `articles` table, and its page's blocks in order."""

    url: str
    canonical_url: str
    site: str
    outlet: str | None
    title: str | None
    deck: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    date_method: MetadataMethod | None
    dateline: str | None
    section: str | None
    keywords: tuple[str, ...]
    language: str
    taggable: bool
    text: str
    blocks: tuple[Block, ...]
    status: ArticleStatus
