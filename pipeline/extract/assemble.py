"""One page's blocks, scores and metadata to its article: the part that the one-page call and the stage share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import outlets
from pipeline.extract import choose, label, plain_head
from pipeline.extract.article import Article, Block
from pipeline.extract.guard import TINY_WORDS, n_words
from pipeline.extract.label import Seen, Verdict
from pipeline.extract.language import language_of
from pipeline.extract.metadata import Candidate
from pipeline.extract.templates import SURE
from pipeline.extract.titles import Shown
from pipeline.ingest.identity import canonical_url
from pipeline.vocabulary import ArticleStatus, BlockLabel

MIN_WORDS = 25
"""Words below which a text is no article but a line: `too_short`."""

PAYWALL_WORDS = 250
"""A page that says it is for subscribers counts as cut short only below so many words."""

BODY_CHARS = 200
"""A block of so many characters that the model keeps is body: headlines stand above it."""


@dataclass(frozen=True, slots=True)
class PageRows:
    """What is known of a page before labelling: its `raw_pages` row, blocks and metadata candidates."""

    url: str
    site: str
    seen: Seen
    declared: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Judged:
    """The article of a page, still without blocks, and beside it the verdict on each block with its place in the text.

    The stage writes columns: it has no use for an object a block.
    """

    article: Article
    verdicts: Sequence[Verdict] = ()
    spans: Sequence[tuple[int | None, int | None]] = ()


def assemble(page: PageRows) -> Article:
    """The article of a page with the verdict on each of its blocks."""
    judged = judge(page)
    columns = (page.seen.texts, judged.verdicts, page.seen.scores, judged.spans)
    blocks = [
        Block(text, verdict.label, verdict.kept, verdict.reason, score, start, end)
        for text, verdict, score, (start, end) in zip(*columns, strict=True)
    ]
    return replace(judged.article, blocks=tuple(blocks))


def judge(page: PageRows) -> Judged:
    """The article of a page and the verdicts on its blocks, apart."""
    seen = page.seen
    keys = label.keys_of(seen.texts)
    chosen = choose.choose(page.declared, _shown(seen, keys), _outlet_of(page.site), page.site, page.url)
    verdicts = label.verdicts(seen, keys, chosen.title or "", chosen.deck or "", chosen.authors)
    if seen.recurring and _words(seen, verdicts) < MIN_WORDS:
        seen = _without_templates(seen)
        verdicts = label.verdicts(seen, keys, chosen.title or "", chosen.deck or "", chosen.authors)
    if _words(seen, verdicts) < TINY_WORDS:
        milder = label.verdicts(seen, keys, chosen.title or "", chosen.deck or "", chosen.authors, mild=True)
        if _words(seen, milder) > _words(seen, verdicts):
            verdicts = milder
    head = plain_head.read(seen, verdicts, chosen)
    verdicts, chosen = head.verdicts, head.chosen
    spans, text = _placed(seen, verdicts)
    language = language_of(text, chosen.language)
    article = Article(
        url=page.url,
        canonical_url=chosen.canonical_url or canonical_url(page.url),
        site=page.site,
        outlet=chosen.outlet,
        title=chosen.title,
        deck=chosen.deck,
        authors=chosen.authors,
        published_at=chosen.published_at,
        modified_at=chosen.modified_at,
        date_method=chosen.date_method,
        dateline=head.dateline,
        section=chosen.section,
        keywords=chosen.keywords,
        language=language,
        taggable=language == "en",
        text=text,
        blocks=(),
        status=_status(text, verdicts, chosen.paywalled),
    )
    return Judged(article, verdicts, spans)


def _without_templates(seen: Seen) -> Seen:
    """The page with its site's templates forgotten where the model is sure of the text that they would take."""
    sure = [index for index in seen.recurring if seen.scores[index] >= SURE]
    enough = sum(n_words(seen.texts[index]) for index in sure) >= TINY_WORDS
    return replace(seen, recurring=seen.recurring.difference(sure)) if enough else seen


def _shown(seen: Seen, keys: Sequence[str]) -> Shown:
    """The headings above the body's first long block, or all where none stands there, and the short blocks."""
    body = next((i for i, score in enumerate(seen.scores) if score > 0.5 and len(seen.texts[i]) > BODY_CHARS), None)
    at = [index for index, element in enumerate(seen.elements) if element == "h1"]
    above = [index for index in at if body is None or index < body]
    short = frozenset(key for key, text in zip(keys, seen.texts, strict=True) if 10 < len(text) <= 300)
    return Shown([seen.texts[index] for index in (above or at)[:5]], short)


def _words(seen: Seen, verdicts: Sequence[Verdict]) -> int:
    return sum(n_words(text) for text, verdict in zip(seen.texts, verdicts, strict=True) if verdict.kept)


def _placed(seen: Seen, verdicts: Sequence[Verdict]) -> tuple[list[tuple[int | None, int | None]], str]:
    """Each block's place in the text, and the text: kept blocks joined by a blank line."""
    spans: list[tuple[int | None, int | None]] = []
    position = 0
    kept: list[str] = []
    for text, verdict in zip(seen.texts, verdicts, strict=True):
        if not verdict.kept:
            spans.append((None, None))
            continue
        end = position + len(text)
        spans.append((position, end))
        position = end + 2
        kept.append(text)
    return spans, "\n\n".join(kept)


def _status(text: str, verdicts: Sequence[Verdict], paywalled: bool) -> ArticleStatus:
    if not text:
        return ArticleStatus.NO_ARTICLE
    words = n_words(text.replace("\n", " "))
    said = paywalled or any(verdict.label is BlockLabel.PAYWALL for verdict in verdicts)
    if said and words < PAYWALL_WORDS:
        return ArticleStatus.PAYWALLED
    return ArticleStatus.TOO_SHORT if words < MIN_WORDS else ArticleStatus.OK


def _outlet_of(site: str) -> str:
    return outlets.name_of(site) or "" if site else ""


def failed(url: str, site: str) -> Article:
    """The row of a page on which a stage raised."""
    return Article(
        url=url, canonical_url=canonical_url(url), site=site, outlet=_outlet_of(site) or None, title=None, deck=None,
        authors=(), published_at=None, modified_at=None, date_method=None, dateline=None, section=None, keywords=(),
        language="und", taggable=False, text="", blocks=(), status=ArticleStatus.FAILED,
    )  # fmt: skip
