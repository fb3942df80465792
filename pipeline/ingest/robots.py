"""What a site's robots.txt allows this fetcher, asked once for each origin (RFC 9309)."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from protego import Protego

from pipeline.ingest.client import Answer, FetchError, Limits

MAX_BYTES = 500 * 1024
"""RFC 9309 asks a crawler to read at least this much."""


class Robots:
    """Answers for all origins, each file fetched when it is first needed."""

    def __init__(self, get: Callable[[str, Limits], Answer], limits: Limits) -> None:
        self._get = get
        self._limits = replace(limits, max_bytes=min(MAX_BYTES, limits.max_bytes))
        self._agent = limits.user_agent.partition("/")[0]
        self._known: dict[str, Protego | str] = {}

    def refusal(self, url: str) -> str:
        """Why the address must not be fetched; empty where it may."""
        rules = self._rules(url)
        if isinstance(rules, str):
            return rules
        return "" if rules.can_fetch(url, self._agent) else f"robots.txt disallows it for {self._agent}"

    def delay(self, url: str) -> float:
        """Seconds that the site wants between two requests; 0 where it says nothing."""
        rules = self._rules(url)
        return 0.0 if isinstance(rules, str) else rules.crawl_delay(self._agent) or 0.0

    def _rules(self, url: str) -> Protego | str:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._known:
            self._known[origin] = self._read(f"{origin}/robots.txt")
        return self._known[origin]

    def _read(self, url: str) -> Protego | str:
        """The rules; where the server fails to give them, all is disallowed; where it has none, all is allowed."""
        try:
            answer = self._get(url, self._limits)
        except FetchError as error:
            return f"robots.txt could not be read: {error}"
        if answer.status >= 500 or answer.status == 429:
            return f"robots.txt was answered with status {answer.status}"
        text = answer.body.decode("utf-8", "replace") if 200 <= answer.status < 300 else ""
        return Protego.parse(text)
