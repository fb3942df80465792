"""One page at a time: what the command line, the benchmarks and people in a notebook call."""

import numpy as np
import pyarrow as pa

from pipeline.extract import stage
from pipeline.extract.article import Article
from pipeline.extract.assemble import PageRows, assemble, failed
from pipeline.extract.fingerprint import fingerprints
from pipeline.extract.label import Seen
from pipeline.extract.page_input import ParsedPage, declares_article
from pipeline.extract.templates import recurring_by_site, strikes
from pipeline.ingest.decode import decode
from pipeline.ingest.hazards import hazard
from pipeline.ingest.identity import declared_url, site_of
from pipeline.ingest.sniff import sniff


def extract(body: bytes | str, url: str = "", content_type: str = "", templates: pa.Table | None = None) -> Article:
    """The article of one page, with every block and the verdict on it.

    Args:
        body: The page as captured: HTML, or the plain text of a page; bytes are decoded.
        url: Its address, where there is one.
        content_type: The Content-Type header of the capture, where there is one.
        templates: Rows of `site_templates`, if the page's site is to be told by its other pages.

    Returns:
        The article; of a page whose mark-up would hang a parser, one of status `failed` without blocks.
    """
    utf8 = body.encode("utf-8", "replace") if isinstance(body, str) else decode(body, content_type).utf8
    site = site_of(url or declared_url(utf8))
    if hazard(utf8) is not None:
        return failed(url, site)
    raw = body if isinstance(body, bytes) else utf8
    page = stage.parse_text(utf8, sniff(raw, utf8)[0] == "text/plain", url)
    [(page, scores)] = stage.scored([page])
    named, contexts = stage.places(page)
    seen = Seen(
        texts=page.blocks.texts, elements=named, contexts=contexts, densities=stage.densities(page.blocks),
        scores=scores.tolist(), plain=page.plain, recurring=_recurring(page, scores, site, templates),
        is_article=declares_article(page.declared),
    )  # fmt: skip
    return assemble(PageRows(url, site, seen, page.declared))


def _recurring(page: ParsedPage, scores: np.ndarray, site: str, templates: pa.Table | None) -> frozenset[int]:
    known = recurring_by_site(templates).get(site, {}) if templates is not None else {}
    return strikes(fingerprints(page.blocks.texts), scores.tolist(), known) if known else frozenset()
