"""All stages for one page: what `hearsay tag`, the reading view and a notebook call.

The tables are made by the same functions, over many pages at once (`extract.label_part`, `attribute.tag_part`).
"""

from dataclasses import dataclass

import pyarrow as pa

from pipeline import attribute, extract, segment
from pipeline.attribute.attribution import Attribution, Span
from pipeline.extract.article import Article
from pipeline.vocabulary import Voice


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """One page with everything that hearsay says about it.

    `sentences` are half-open code point spans of `article.text`, in order; `voices` runs beside them and is empty, like
    `attributions`, where the tagger does not read the article's language (`article.taggable`).
    """

    article: Article
    sentences: tuple[Span, ...]
    voices: tuple[Voice, ...]
    attributions: tuple[Attribution, ...]


def tag(body: bytes | str, url: str = "", templates: pa.Table | None = None) -> TaggedPage:
    """Extracts, splits and tags one page.

    Args:
        body: The page as captured, HTML or the plain text of a page.
        url: Its address, where there is one: gives the outlet and makes dates and links certain.
        templates: Rows of `site_templates`, if the page's site is to be told by its other pages.
    """
    article = extract.extract(body, url, templates=templates)
    sentences = segment.split(article.text, article.language)
    if not article.taggable:
        return TaggedPage(article, tuple(sentences), (), ())
    attributions = attribute.attribute(article.text, sentences)
    voices = attribute.voices(article.text, sentences, attributions)
    return TaggedPage(article, tuple(sentences), tuple(voices), tuple(attributions))
