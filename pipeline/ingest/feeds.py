"""Addresses in a feed (RSS, Atom) or a sitemap. Reads bytes, fetches nothing."""

import gzip
import io
import re
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from pipeline.ingest.identity import is_address

_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.I)
_PROLOGUE = 4096
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}publication_date"


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the time that the listing gives it (ISO 8601, or empty)."""

    url: str
    changed: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap names: pages, and further sitemaps."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def listing(body: bytes, base: str, limit: int) -> Listing | None:
    """The addresses of a feed or a sitemap, absolute, each once; of anything else, `None`.

    Args:
        body: As fetched; a sitemap may be gzipped.
        base: The address it was fetched from.
        limit: Bytes, decompressed; what lies beyond is not read.
    """
    if body[:2] == b"\x1f\x8b":
        body = _gunzip(body, limit)
    head = body[:_PROLOGUE]
    root = _ROOT.search(head)
    if root is None or re.search(rb"<html[\s>]", head, re.I):
        return None
    if root.group(1).lower() in (b"urlset", b"sitemapindex"):
        return _sitemap(body, base)
    entries = feedparser.parse(io.BytesIO(body)).entries
    return Listing(pages=_links(((entry.get("link") or "", _changed(entry)) for entry in entries), base))


def _changed(entry: Any) -> str:
    when = entry.get("updated_parsed") if "updated_parsed" in entry else entry.get("published_parsed")
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", when) if when else ""


def _gunzip(body: bytes, limit: int) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit)
    except (OSError, EOFError, zlib.error):
        return b""


def _sitemap(body: bytes, base: str) -> Listing:
    """Entities are not expanded and nothing is loaded; of a broken file, what stands before the break is read."""
    pages: list[tuple[str, str]] = []
    sitemaps: list[tuple[str, str]] = []
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for _, element in events:
            kind = etree.QName(element).localname
            if kind not in ("url", "sitemap"):
                continue
            found = {etree.QName(child).localname: child.text or "" for child in element if isinstance(child.tag, str)}
            changed = found.get("lastmod") or element.findtext(f".//{_NEWS}") or ""
            (pages if kind == "url" else sitemaps).append((found.get("loc", ""), changed))
            element.clear()
    except etree.XMLSyntaxError:
        pass
    return Listing(_links(pages, base), _links(sitemaps, base))


def _links(found: Iterable[tuple[str, str]], base: str) -> tuple[Link, ...]:
    links: dict[str, Link] = {}
    for url, changed in found:
        try:
            address = urljoin(base, url.strip())
        except ValueError:
            continue
        if url.strip() and is_address(address) and address not in links:
            links[address] = Link(address, changed.strip())
    return tuple(links.values())
