"""Fetching addresses, feeds and sitemaps into the landing zone, so that the network is touched once.

Politeness and bounds: robots.txt is obeyed at every step of a redirect, a host is asked once a second at most, and
`client.py` keeps each answer within its limits. What gives no page is a line in NAME.rejects.jsonl beside the WARC,
which ingest turns into a row of `rejects`; a fetch never fails for the sake of one address.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count, zip_longest
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import stamina
from upath import UPath

from pipeline.errors import InputError
from pipeline.ingest import client
from pipeline.ingest.capture import Capture
from pipeline.ingest.client import Answer, FetchError, Limits
from pipeline.ingest.feeds import Link, Listing, listing
from pipeline.ingest.identity import is_address
from pipeline.ingest.robots import Robots
from pipeline.vocabulary import RejectReason

_PASSING = frozenset([429, 502, 503, 504])
_MOVED = frozenset([301, 302, 303, 307, 308])
_SITEMAPS = 200
"""Of one fetch: an index may name 50,000, and each may name an index."""


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What a fetch landed; `left_out` counts addresses beyond `Limits.max_addresses`."""

    day: date
    n_pages: int
    n_rejects: int
    n_bytes: int
    left_out: int
    files: tuple[str, ...]


class _Rejected(Exception):
    def __init__(self, reason: RejectReason, detail: str, n_bytes: int = 0) -> None:
        super().__init__(detail)
        self.reason, self.n_bytes = reason, n_bytes


def fetch(
    urls: Iterable[str] = (),
    feeds: Iterable[str] = (),
    sitemaps: Iterable[str] = (),
    *,
    landing: UPath | Path | str,
    day: date | None = None,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> FetchOutcome:
    """Fetches pages into `landing/<day>/fetch-*.warc.gz`, and those that feeds and sitemaps name.

    An address among `urls` that turns out to be a feed or a sitemap is read as one.

    Args:
        urls: Addresses of pages.
        feeds: Addresses of RSS or Atom feeds.
        sitemaps: Addresses of sitemaps or of their indexes, gzipped or not.
        landing: The landing zone.
        day: The day to land on; without it, the UTC date of today.
        limits: What an answer may cost.
        clock: Seconds, for the delay between two requests to a host; for tests, as are `sleep` and `now`.
        sleep: Waits some seconds.
        now: The time that a capture is given.
    """
    target = day or now().date()
    with Capture(UPath(landing) / target.isoformat()) as capture:
        fetcher = _Fetcher(capture, limits or Limits(), clock, sleep, now)
        named = fetcher.listed([*feeds, *sitemaps])
        listings = fetcher.pages([*urls, *named])
        fetcher.pages(fetcher.listed(listings), listings_too=True)
        left_out = fetcher.left_out
    return FetchOutcome(target, capture.n_pages, capture.n_rejects, capture.n_bytes, left_out, capture.files)


def fetch_sources(
    sources: UPath | Path | str, landing: UPath | Path | str, day: date | None = None, limits: Limits | None = None
) -> FetchOutcome:
    """Fetches what a file names, one address a line; what is a feed or a sitemap shows when it comes. # is a comment.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        lines = UPath(sources).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{sources}: the list of sources cannot be read: {error}") from error
    urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return fetch(urls, landing=landing, day=day, limits=limits)


class _Fetcher:
    def __init__(self, capture: Capture, limits: Limits, clock: Callable[[], float], sleep: Callable[[float], None],
                 now: Callable[[], datetime]) -> None:  # fmt: skip
        self.capture, self.limits, self.clock, self.sleep, self.now = capture, limits, clock, sleep, now
        self.robots = Robots(self._polite, limits)
        self.asked: dict[str, float] = {}
        self.seen: set[str] = set()
        self.read: set[str] = set()
        self.left_out = 0

    def listed(self, urls: list[str]) -> list[str]:
        """The pages that feeds and sitemaps name, each listing read once; the newest where there are too many."""
        links: dict[str, Link] = {}
        waiting = list(urls)
        for n_read in count():
            url = next((url for url in waiting if url not in self.read), None)
            if url is None:
                break
            self.read.add(url)
            waiting = waiting[waiting.index(url) + 1 :]
            if n_read >= _SITEMAPS:
                self.capture.reject(url, RejectReason.FETCH_FAILED, f"more than {_SITEMAPS} feeds and sitemaps")
                continue
            found = self._listing(url)
            links.update((link.url, link) for link in found.pages)
            waiting += [link.url for link in found.sitemaps]
        newest = sorted(links.values(), key=lambda link: link.changed, reverse=True)
        chosen = {link.url for link in newest[: self.limits.max_addresses]}
        self.left_out += len(links) - len(chosen)
        return [url for url in links if url in chosen]

    def _listing(self, url: str) -> Listing:
        try:
            answer = self._answer(url)
        except _Rejected as refused:
            self.capture.reject(url, refused.reason, str(refused), refused.n_bytes)
            return Listing()
        found = listing(answer.body, answer.url, self.limits.max_bytes)
        if found is None:
            self.capture.reject(url, RejectReason.NOT_A_PAGE, "is no feed and no sitemap", len(answer.body))
        return found or Listing()

    def pages(self, urls: list[str], listings_too: bool = False) -> list[str]:
        """Captures pages; gives back addresses of feeds and sitemaps among them, or captures these as well."""
        fresh = [url for url in dict.fromkeys(urls) if url not in self.seen]
        self.seen.update(fresh)
        listings = []
        for url in _by_turns(fresh):
            when = self.now()
            try:
                answer = self._answer(url)
            except _Rejected as refused:
                self.capture.reject(url, refused.reason, str(refused), refused.n_bytes)
                continue
            if not listings_too and listing(answer.body, answer.url, self.limits.max_bytes) is not None:
                listings.append(url)
            else:
                self.capture.page(answer, when)
        return listings

    def _answer(self, url: str) -> Answer:
        """The answer with a 2xx status at the end of all redirects."""
        place = url
        for _ in range(self.limits.redirects + 1):
            if not is_address(place):
                raise _Rejected(RejectReason.BAD_URL, f"{place!r} is not an absolute http or https URL")
            if refusal := self.robots.refusal(place):
                raise _Rejected(RejectReason.ROBOTS, refusal if place == url else f"{place}: {refusal}")
            try:
                answer = self._patient(place)
            except FetchError as error:
                raise _Rejected(RejectReason.FETCH_FAILED, str(error)) from error
            if answer.status in _MOVED and (location := answer.header("Location")):
                place = _joined(place, location)
                continue
            if not 200 <= answer.status < 300:
                raise _Rejected(RejectReason.HTTP_ERROR, f"status {answer.status}", len(answer.body))
            return answer
        raise _Rejected(RejectReason.FETCH_FAILED, f"more than {self.limits.redirects} redirects")

    def _patient(self, url: str) -> Answer:
        """The answer, asked for again where the failure may pass."""
        delay = max(self.limits.delay, self.robots.delay(url))
        if delay > self.limits.max_delay:
            raise FetchError(f"robots.txt asks for {delay:g} s between requests")
        answer: Answer | None = None
        for attempt in stamina.retry_context(
            on=lambda error: getattr(error, "transient", False), attempts=self.limits.attempts, timeout=None,
            wait_initial=1.0, wait_max=30.0,
        ):  # fmt: skip
            with attempt:
                answer = self._polite(url, self.limits, delay)
                if answer.status in _PASSING and attempt.num < self.limits.attempts:
                    raise FetchError(f"status {answer.status}", transient=True)
        assert answer is not None
        return answer

    def _polite(self, url: str, limits: Limits, delay: float | None = None) -> Answer:
        host = (urlsplit(url).hostname or "").lower()
        wait = self.asked.get(host, float("-inf")) + (limits.delay if delay is None else delay) - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return client.get(url, limits)
        finally:
            self.asked[host] = self.clock()


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location.strip())
    except ValueError:
        return location


def _by_turns(urls: list[str]) -> list[str]:
    """One address of each host after another, so that the wait for one host is spent on the others."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(url.partition("://")[2].partition("/")[0].lower(), []).append(url)
    return [url for turn in zip_longest(*hosts.values()) for url in turn if url is not None]
