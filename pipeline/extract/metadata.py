"""What a page declares about itself: every candidate value with the place where it was read, in order of trust.

Read from the lexbor tree before its scripts are dropped: JSON-LD, meta elements, `title`, `link`, `time`. Here is only
reading; choosing among the candidates, with what a reader sees on the page, is `choose.py`.
"""

import html as entities
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.extract.parse import clean
from pipeline.vocabulary import MetadataMethod

JSON_LD, META, HTML, MICRODATA = (
    MetadataMethod.JSON_LD, MetadataMethod.META, MetadataMethod.HTML, MetadataMethod.MICRODATA
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that the page gives for a field, and where."""

    field: str
    value: str
    method: MetadataMethod


_META_FIELDS = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "sailthru.title": "title",
    "parsely-title": "title", "headline": "title", "hdl": "title", "citation_title": "title", "title": "title",
    "og:description": "deck", "description": "deck", "twitter:description": "deck", "dc.description": "deck",
    "author": "author", "article:author": "author", "article:author_name": "author", "dc.creator": "author",
    "parsely-author": "author", "sailthru.author": "author", "byl": "author", "citation_author": "author",
    "dcterms.creator": "author", "authors": "author", "og:article:author": "author", "mrf:authors": "author",
    "cxenseparse:author": "author", "twitter:misc:written by": "author", "twitter:creator_name": "author",
    "article:authors": "author", "book:author": "author",
    "article:published_time": "published", "og:published_time": "published", "datepublished": "published",
    "parsely-pub-date": "published", "sailthru.date": "published", "dc.date.issued": "published",
    "dcterms.created": "published", "dc.date": "published", "pubdate": "published", "publishdate": "published",
    "publish-date": "published", "date": "published", "article.published": "published", "og:article:published_time":
    "published", "cxenseparse:recs:publishtime": "published", "published_at": "published", "dcterms.date": "published",
    "ptime": "published", "article_date_original": "published", "date.issued": "published", "pub_date": "published",
    "last-modified-date": "modified", "published": "published", "dc.date.created": "published",
    "displaydate": "published",
    "dcterms.issued": "published", "originalpublicationdate": "published", "creation_date": "published",
    "date_published": "published", "cxenseparse:publishtime": "published", "publication_date": "published",
    "article:modified_time": "modified", "og:updated_time": "modified", "datemodified": "modified",
    "dcterms.modified": "modified", "last-modified": "modified", "lastmod": "modified", "dc.date.modified": "modified",
    "article:section": "section", "section": "section", "parsely-section": "section", "og:section": "section",
    "og:article:section": "section", "cg": "section", "dc.subject": "keyword",
    "keywords": "keyword", "news_keywords": "keyword", "article:tag": "keyword", "parsely-tags": "keyword",
    "sailthru.tags": "keyword", "og:article:tag": "keyword",
    "og:site_name": "outlet", "application-name": "outlet", "dc.publisher": "outlet", "publisher": "outlet",
    "apple-mobile-web-app-title": "outlet", "cre": "outlet", "al:android:app_name": "outlet",
    "og:url": "canonical_url", "og:type": "type", "og:locale": "language", "content-language": "language",
}  # fmt: skip
_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "BlogPosting",
        "AskPublicNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "SatiricalArticle",
        "AdvertiserContentArticle",
    ]
)
_WRITTEN_BY = frozenset(
    {"written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door", "par"}
)
_TAG = re.compile(r"<[^<>]{0,500}>")
_PARAGRAPH_END = re.compile(r"</p>|<br ?/?>|\r", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_MAX_JSON = 2_000_000
"""Characters of one JSON-LD script that are read; the largest of 1,119 pages has 240 kB."""


def text_of(value: object) -> str:
    """A JSON-LD or meta value as text: entities resolved, tags dropped, white space folded."""
    if not isinstance(value, (str, int, float)):
        return ""
    text = str(value)
    if "&" in text:
        text = entities.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return clean(text)


def _lines_of(value: object) -> str:
    """A JSON-LD `articleBody` as text, a paragraph a line."""
    first = value[0] if isinstance(value, list) and value else value
    text = entities.unescape(first) if isinstance(first, str) else ""
    lines = map(text_of, _PARAGRAPH_END.sub("\n", text).split("\n"))
    return "\n".join(line for line in lines if line)


Attributes = dict[str, str | None]


@dataclass(slots=True)
class _Speaking:
    """The elements of a page that say something of its article, each group in the page's order; of some, attributes."""

    scripts: list[LexborNode] = field(default_factory=list)
    metas: list[Attributes] = field(default_factory=list)
    dated: list[Attributes] = field(default_factory=list)
    authors: list[LexborNode] = field(default_factory=list)


_SPEAKING = (
    'script[type*="ld+json"], meta, time[datetime], time[pubdate], [itemprop="datePublished"], [itemprop="author"], '
    '[rel="author"]'
)


def _speaking(tree: LexborHTMLParser) -> _Speaking:
    """One query for all: each costs a walk over the whole tree, which is most of what reading metadata takes."""
    found = _Speaking()
    last = None
    for node in tree.css(_SPEAKING):
        if node.mem_id == last:  # once for each part of the query
            continue
        last = node.mem_id
        tag = node.tag
        if tag == "script":
            found.scripts.append(node)
            continue
        attributes = node.attributes
        if tag == "meta":
            found.metas.append(attributes)
        prop = attributes.get("itemprop")
        if prop == "datePublished" or tag == "time":
            found.dated.append(attributes)
        if prop == "author" or (attributes.get("rel") or "").lower() == "author":
            found.authors.append(node)
    return found


def candidates(tree: LexborHTMLParser) -> list[Candidate]:
    """All candidates of a page, JSON-LD first, then meta elements, then other elements; no value twice for a field."""
    found: dict[tuple[str, str], Candidate] = {}
    speaking = _speaking(tree)
    for candidate in [*_json_ld(speaking.scripts), *_meta(speaking.metas), *_elements(tree, speaking)]:
        if candidate.value:
            found.setdefault((candidate.field, candidate.value), candidate)
    return list(found.values())


def _json_ld(scripts: Sequence[LexborNode]) -> Iterator[Candidate]:
    articles: list[dict] = []
    by_id: dict[str, dict] = {}
    for script in scripts:
        for item in _objects(_loads(script.text()), 0):
            if isinstance(item.get("@id"), str) and len(item) > 2:
                by_id.setdefault(item["@id"], item)
            kinds = item.get("@type")
            if not _ARTICLE_TYPES.isdisjoint(kinds if isinstance(kinds, list) else [kinds]):
                articles.append(item)
    articles.sort(key=lambda item: -sum(key in item for key in ("headline", "datePublished", "author", "articleBody")))
    for article in articles[:1]:
        yield from _of_article(article, by_id)


def _loads(text: str) -> object:
    text = text[:_MAX_JSON]
    if text.lstrip()[:1] not in ("{", "["):
        text = _COMMENT.sub("", text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:  # a trailing comma is the commonest fault
        return json.loads(re.sub(r",(\s{0,99}[}\]])", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int) -> Iterator[dict]:
    """The objects of a script that may be an article or be named by one: top level, @graph, mainEntity."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(value.get(key), depth + 1)


def _of_article(item: dict, by_id: dict[str, dict]) -> Iterator[Candidate]:
    kinds = item.get("@type")
    yield Candidate("type", text_of(kinds[0] if isinstance(kinds, list) and kinds else kinds), JSON_LD)
    for key, name in (
        ("headline", "title"), ("alternativeHeadline", "title"), ("name", "title"), ("description", "deck"),
        ("datePublished", "published"), ("dateCreated", "published"), ("dateModified", "modified"),
        ("inLanguage", "language"), ("url", "canonical_url"), ("dateline", "dateline"),
    ):  # fmt: skip
        value = item.get(key)
        yield Candidate(name, text_of(value[0] if isinstance(value, list) and value else value), JSON_LD)
    yield Candidate("body", _lines_of(item.get("articleBody")), JSON_LD)
    for author in _as_list(item.get("author") or item.get("creator")):
        field = "organization" if isinstance(author, dict) and _is_organization(author) else "author"
        for name in _names(author, by_id):
            yield Candidate(field, name, JSON_LD)
    for section in _as_list(item.get("articleSection")):
        yield Candidate("section", text_of(section), JSON_LD)
    for keyword in _as_list(item.get("keywords")):
        for part in text_of(keyword.get("name") if isinstance(keyword, dict) else keyword).split(","):
            yield Candidate("keyword", part.strip(), JSON_LD)
    for name in _names(item.get("publisher"), by_id):
        yield Candidate("outlet", name, JSON_LD)
    if str(item.get("isAccessibleForFree")).lower() == "false":
        yield Candidate("paywall", "isAccessibleForFree: false", JSON_LD)


def _is_organization(item: dict) -> bool:
    return str(item.get("@type")).endswith("Organization")


def _as_list(value: object) -> list:
    return value[:100] if isinstance(value, list) else [] if value is None else [value]


def _names(value: object, by_id: dict[str, dict]) -> Iterator[str]:
    for item in _as_list(value):
        if isinstance(item, dict):
            if "name" not in item and isinstance(item.get("@id"), str):
                item = by_id.get(item["@id"], item)
            name = item.get("name")
            for part in _as_list(name):
                yield text_of(part)
        elif isinstance(item, list):
            yield from (text_of(part) for part in item)
        else:
            yield text_of(item)


def _meta(metas: Sequence[Attributes]) -> Iterator[Candidate]:
    label = ""
    for attributes in metas[:300]:
        name = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
        )
        content = attributes.get("content")
        if not name or not content:
            continue
        if name == "twitter:data1":
            if label in _WRITTEN_BY:
                yield Candidate("author", text_of(content), META)
            continue
        if name == "twitter:label1":
            label = content.lower()
        target = _META_FIELDS.get(name.lower())
        if target is None:
            continue
        if target == "keyword":
            for part in text_of(content).split(","):
                yield Candidate(target, part.strip(), META)
        else:
            yield Candidate(target, text_of(content), META)


def _elements(tree: LexborHTMLParser, speaking: _Speaking) -> Iterator[Candidate]:
    element = tree.css_first("title")
    if element is not None:
        yield Candidate("page_title", clean(element.text()), HTML)
    element = tree.css_first('link[rel="canonical"]')
    if element is not None:
        yield Candidate("canonical_url", clean(element.attributes.get("href") or ""), HTML)
    root = tree.css_first("html")
    if root is not None:
        yield Candidate("language", clean(root.attributes.get("lang") or root.attributes.get("xml:lang") or ""), HTML)
    for attributes in speaking.dated[:6]:
        value = attributes.get("datetime") or attributes.get("content") or ""
        method = MICRODATA
        yield Candidate("published" if attributes.get("itemprop") == "datePublished" else "time", clean(value), method)
    for element in speaking.authors[:8]:
        inner = element.css_first('[itemprop="name"]') or element
        yield Candidate("author", clean(inner.text(separator=" "))[:200], MICRODATA)
