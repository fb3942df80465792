"""Extraction as stages over parts: pages to blocks and metadata, blocks to articles and verdicts.

`parse_part` reads bodies, scores their blocks (features and trees over the whole part at once) and stores the scores
with the blocks, so that `label_part` needs no body and can be repeated when only `site_templates` changed.
"""

import hashlib
import logging
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import collector
from pipeline.extract import elements, guard, last_date, model, page_input, parse
from pipeline.extract.assemble import Judged, PageRows, failed, judge
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.label import Seen
from pipeline.extract.metadata import Candidate
from pipeline.extract.page_input import ParsedPage
from pipeline.extract.templates import recurring_by_site, strikes
from pipeline.ingest.decode import read_as
from pipeline.tables import ARTICLES, BLOCK_LABELS, BLOCKS, PAGE_METADATA
from pipeline.vocabulary import MetadataMethod

log = logging.getLogger(__name__)
BATCH = 64
"""Pages whose blocks are scored at once: numpy's calls are shared, and the matrix stays below 10 MB."""

SEEN = ("text", "fingerprint", "link_density", "element", "context", "score")
"""Columns of `blocks` that labelling reads."""

FAILED = "failed"
"""Field of `page_metadata` that says that parsing raised; its value names the error."""


@collector.paused()
def parse_part(part: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Blocks with their scores, and metadata candidates, of the pages of a part."""
    raw = part["raw_pages"]
    names = ("day", "site", "canonical_url", "url", "page_id", "encoding", "media_type")
    columns = {name: raw.column(name).to_pylist() for name in names}
    bodies = raw.column("body")
    block_rows: dict[str, list] = {name: [] for name in BLOCKS.schema.names}
    meta_rows: dict[str, list] = {name: [] for name in PAGE_METADATA.schema.names}
    for begin in range(0, raw.num_rows, BATCH):
        rows = range(begin, min(begin + BATCH, raw.num_rows))
        pages = [_parsed(bodies[row].as_py(), *(columns[name][row] for name in names[-4:])) for row in rows]
        for row, (page, scores) in zip(rows, scored(pages), strict=True):
            key = {name: columns[name][row] for name in ("page_id", "day", "site")}
            address = columns["canonical_url"][row] or key["page_id"]
            _add_blocks(block_rows, key | {"address": address}, page, scores)
            _add_metadata(meta_rows, key, page)
    return {
        "blocks": BLOCKS.sorted(pa.table(block_rows, schema=BLOCKS.schema)),
        "page_metadata": PAGE_METADATA.sorted(pa.table(meta_rows, schema=PAGE_METADATA.schema)),
    }


def _parsed(body: bytes, url: str, page_id: str, encoding: str, media_type: str) -> ParsedPage:
    try:
        return parse_text(read_as(body, encoding), media_type == "text/plain", url)
    except Exception as error:
        log.exception("parsing failed on page %s", page_id)
        note = Candidate(FAILED, f"{type(error).__name__}: {error}"[:300], MetadataMethod.DETECTED)
        return ParsedPage(parse.Blocks(), (note,), plain=False)


def parse_text(text: str | bytes, plain: bool, url: str = "") -> ParsedPage:
    """One page's text, parsed; HTML in which the fast parser finds next to nothing goes through the tolerant one.

    Bytes are the text in UTF-8: the fast parser takes them as they are.
    """
    if plain:
        return page_input.parse_plain(_as_str(text))
    page = page_input.parse_html(text)
    if guard.running_words(page) < guard.TINY_WORDS:
        page = guard.retried(page, _as_str(text))
    if last_date.is_wanted(page, url):
        page = last_date.added(page, _as_str(text), url)
    return page


def _as_str(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "replace")


def scored(pages: Sequence[ParsedPage]) -> list[tuple[ParsedPage, np.ndarray]]:
    """Pages with the scores of their blocks; HTML and plain text have a model each."""
    scores: list[np.ndarray] = [np.zeros(0, np.float32)] * len(pages)
    for plain in (False, True):
        chosen = [index for index, page in enumerate(pages) if page.plain is plain and page.blocks.texts]
        if chosen:
            found = model.score_pages([pages[index].input() for index in chosen], plain)
            for index, values in zip(chosen, found, strict=True):
                scores[index] = np.maximum(values, pages[index].floor)
    return list(zip(pages, scores, strict=True))


def _add_blocks(rows: dict[str, list], key: dict, page: ParsedPage, scores: np.ndarray) -> None:
    blocks = page.blocks
    named, contexts = places(page)
    n = len(blocks.texts)
    for name, value in key.items():
        rows[name].extend([value] * n)
    rows["block_index"].extend(range(n))
    rows["tag_path"].extend(parse.tag_paths(blocks))
    rows["text"].extend(blocks.texts)
    rows["fingerprint"].extend(fingerprints(blocks.texts))
    rows["n_words"].extend([guard.n_words(text) for text in blocks.texts])
    rows["link_density"].extend(densities(blocks))
    rows["element"].extend(named)
    rows["context"].extend(contexts)
    rows["score"].extend(scores.tolist())


def places(page: ParsedPage) -> tuple[list[str], list[int]]:
    if page.plain:
        return ["line"] * len(page.blocks.texts), [0] * len(page.blocks.texts)
    return elements.places(page.blocks)


def densities(blocks: parse.Blocks) -> list[float]:
    """Share of each block's characters that stand in links."""
    return [min(1.0, links / len(text)) for links, text in zip(blocks.link_chars, blocks.texts, strict=True)]


def _add_metadata(rows: dict[str, list], key: dict, page: ParsedPage) -> None:
    ranks: dict[str, int] = {}
    for candidate in page.declared:
        rank = ranks.get(candidate.field, 0)
        ranks[candidate.field] = rank + 1
        for name, value in key.items():
            rows[name].append(value)
        for name, value in (
            ("field", candidate.field),
            ("value", candidate.value),
            ("method", candidate.method),
            ("rank", rank),
        ):
            rows[name].append(value)


@collector.paused()
def label_part(part: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The article of each page of a part, and the verdict on each of its blocks."""
    raw = {
        name: part["raw_pages"].column(name).to_pylist()
        for name in ("page_id", "day", "url", "site", "media_type", "captured_at", "canonical_url")
    }
    blocks = {name: part["blocks"].column(name).to_pylist() for name in SEEN}
    declared = _declared(part["page_metadata"])
    recurring = recurring_by_site(part["site_templates"])
    spans = _spans(part["blocks"].column("page_id"))
    articles: dict[str, list] = {name: [] for name in ARTICLES.schema.names}
    labels: dict[str, list] = {name: [] for name in BLOCK_LABELS.schema.names}
    for row, page_id in enumerate(raw["page_id"]):
        begin, end = spans.get(page_id, (0, 0))
        candidates = declared.get(page_id, [])
        page = PageRows(
            url=raw["url"][row],
            site=raw["site"][row],
            seen=_seen(
                blocks,
                range(begin, end),
                plain=raw["media_type"][row] == "text/plain",
                recurring=recurring.get(raw["site"][row], {}),
                is_article=page_input.declares_article(candidates),
            ),
            declared=candidates,
        )
        judged = _judged(page, page_id)
        key = {name: raw[name][row] for name in ("page_id", "day", "site")}
        _add_article(articles, key, judged, raw["captured_at"][row], raw["canonical_url"][row])
        _add_labels(labels, key, judged, page.seen.scores)
    return {
        "articles": ARTICLES.sorted(pa.table(articles, schema=ARTICLES.schema)),
        "block_labels": BLOCK_LABELS.sorted(pa.table(labels, schema=BLOCK_LABELS.schema)),
    }


def _judged(page: PageRows, page_id: str) -> Judged:
    if any(candidate.field == FAILED for candidate in page.declared):
        return Judged(failed(page.url, page.site))
    try:
        return judge(page)
    except Exception:
        log.exception("labelling failed on page %s", page_id)
        return Judged(failed(page.url, page.site))


def _seen(
    blocks: dict[str, list], rows: range, *, plain: bool, recurring: dict[int, tuple[float, int]], is_article: bool
) -> Seen:
    mine = {name: values[rows.start : rows.stop] for name, values in blocks.items()}
    return Seen(
        texts=mine["text"],
        elements=mine["element"],
        contexts=mine["context"],
        densities=mine["link_density"],
        scores=mine["score"],
        plain=plain,
        recurring=strikes(mine["fingerprint"], mine["score"], recurring),
        is_article=is_article,
    )


def _spans(page_ids: pa.ChunkedArray) -> dict[str, tuple[int, int]]:
    """Where each page's blocks stand; the table is sorted, so that they stand together."""
    runs = pc.run_end_encode(page_ids.combine_chunks())
    ends = runs.run_ends.to_pylist()
    return dict(zip(runs.values.to_pylist(), zip([0, *ends], ends, strict=False), strict=True))


def _declared(table: pa.Table) -> dict[str, list[Candidate]]:
    """Metadata candidates by page, each field's in its order of trust."""
    found: dict[str, list[Candidate]] = {}
    names = ("page_id", "field", "value", "method")
    for page_id, field, value, method in zip(*(table.column(name).to_pylist() for name in names), strict=True):
        found.setdefault(page_id, []).append(Candidate(field, value, MetadataMethod(method)))
    return found


def _add_article(rows: dict[str, list], key: dict, judged: Judged, captured_at: object, cleaned_url: str) -> None:
    article, text = judged.article, judged.article.text
    values = key | {
        "url": article.url, "canonical_url": article.canonical_url or cleaned_url, "outlet": article.outlet,
        "title": article.title, "deck": article.deck, "authors": list(article.authors),
        "published_at": article.published_at, "modified_at": article.modified_at, "date_method": article.date_method,
        "dateline": article.dateline, "section": article.section, "keywords": list(article.keywords),
        "language": article.language, "taggable": article.taggable, "text": text,
        "n_words": guard.n_words(text.replace("\n\n", " ")), "n_blocks": len(judged.verdicts),
        "n_kept_blocks": sum(verdict.kept for verdict in judged.verdicts),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "captured_at": captured_at, "status": article.status,
    }  # fmt: skip
    for name, values_of in rows.items():
        values_of.append(values[name])


def _add_labels(rows: dict[str, list], key: dict, judged: Judged, scores: Sequence[float]) -> None:
    verdicts = judged.verdicts
    for name, value in key.items():
        rows[name].extend([value] * len(verdicts))
    rows["block_index"].extend(range(len(verdicts)))
    rows["label"].extend([verdict.label for verdict in verdicts])
    rows["kept"].extend([verdict.kept for verdict in verdicts])
    rows["reason"].extend([verdict.reason for verdict in verdicts])
    rows["score"].extend(scores[: len(verdicts)])  # of a page that failed, none
    rows["start"].extend([start for start, _ in judged.spans])
    rows["end"].extend([end for _, end in judged.spans])
