"""Shares of a day that a person should look at when they move: pages without an article, rejects, unknown languages,
anonymous sources of an outlet against its own past.

What belongs here: figures with a limit, as warnings. What is plainly wrong (a key twice, a span off) stands in
`checks.py`. To add one: a function (lake, day) -> list of `Share`, and a line in `SHARES`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from pipeline.lake import Lake
from pipeline.tables import ARTICLES, ATTRIBUTIONS, RAW_PAGES, REJECTS, Table
from pipeline.vocabulary import ArticleStatus

MAX_WITHOUT_ARTICLE = 0.25
"""Of 807 pages of general news about one in ten is a start page, a video or a teaser; a broken site shows at once."""

MAX_REJECTED = 0.1
MAX_UNKNOWN_LANGUAGE = 0.1
MIN_PAGES = 20
"""With fewer pages a share says nothing."""

PAST_DAYS = 28
"""Four weeks: the same weekdays, and enough attributions of a small outlet."""
MIN_NOW, MIN_PAST = 20, 100
MIN_DIFFERENCE = 0.1
MIN_DEVIATIONS = 3.0
"""An outlet's share counts as moved by ten points and three standard errors: with fifty outlets, chance alone gives one
such day in a month at three standard errors, and hardly any with the ten points besides."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its limit: `count` of `total`, and whose it is where there are several."""

    name: str
    count: int
    total: int
    limit: float
    whose: str = ""

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 0.0

    @property
    def passed(self) -> bool:
        return self.total < MIN_PAGES or self.value <= self.limit

    @property
    def message(self) -> str:
        whose = f"{self.whose}: " if self.whose else ""
        return f"{whose}{self.count:,} of {self.total:,} ({self.value:.0%}, limit {self.limit:.0%})"


@dataclass(frozen=True, slots=True)
class Watch:
    """A share to watch: of which table, what it is, and what to do when it moves."""

    name: str
    table: Table
    meaning: str
    remedy: str
    run: Callable[[Lake, date], list[Share]]


def no_article(lake: Lake, day: date) -> list[Share]:
    """Pages on which no article was found."""
    statuses = Counter(lake.read(ARTICLES, day, ["status"]).column(0).to_pylist())
    lost = statuses[ArticleStatus.NO_ARTICLE.value] + statuses[ArticleStatus.FAILED.value]
    return [Share("no_article", lost, statuses.total(), MAX_WITHOUT_ARTICLE)]


def rejected(lake: Lake, day: date) -> list[Share]:
    """Inputs that could not be used."""
    n_rejects, n_pages = lake.n_rows(REJECTS, day), lake.n_rows(RAW_PAGES, day)
    return [Share("rejected", n_rejects, n_rejects + n_pages, MAX_REJECTED)]


def unknown_language(lake: Lake, day: date) -> list[Share]:
    """Articles with a text whose language was not recognised."""
    rows = lake.read(ARTICLES, day, ["language", "status"]).to_pylist()
    languages = [row["language"] for row in rows if row["status"] == ArticleStatus.OK.value]
    return [Share("unknown_language", languages.count("und"), len(languages), MAX_UNKNOWN_LANGUAGE)]


def anonymous_by_outlet(lake: Lake, day: date) -> list[Share]:
    """Anonymous attributions of each outlet whose share moved away from its own last four weeks."""
    columns = ["outlet", "anonymous"]
    now = _anonymous(lake.read(ATTRIBUTIONS, day, columns).to_pylist())
    first, last = day - timedelta(days=PAST_DAYS), day - timedelta(days=1)
    past = _anonymous(lake.read_window(ATTRIBUTIONS, first, last, columns).to_pylist())
    return list(_moved(now, past))


Counts = dict[str, tuple[int, int]]
"""Outlet to anonymous attributions and all of them."""


def _anonymous(rows: list[dict]) -> Counts:
    total = Counter(row["outlet"] for row in rows if row["outlet"])
    anonymous = Counter(row["outlet"] for row in rows if row["outlet"] and row["anonymous"])
    return {outlet: (anonymous[outlet], total[outlet]) for outlet in sorted(total)}


def _moved(now: Counts, past: Counts) -> Iterator[Share]:
    for outlet, (count, total) in now.items():
        before, of = past.get(outlet, (0, 0))
        if total < MIN_NOW or of < MIN_PAST:
            continue
        together = (count + before) / (total + of)
        error = sqrt(together * (1 - together) * (1 / total + 1 / of))
        difference = abs(count / total - before / of)
        if difference >= MIN_DIFFERENCE and difference >= MIN_DEVIATIONS * error:
            yield Share("anonymous_by_outlet", count, total, before / of, outlet)


def moved(share: Share) -> bool:
    """Whether a share is one to warn of: over its limit, or, of an outlet, away from its past in either direction."""
    return bool(share.whose) or not share.passed


SHARES: tuple[Watch, ...] = (
    Watch(
        "rejected",
        REJECTS,
        f"at most {MAX_REJECTED:.0%} of the inputs are rejected",
        'Look at the reasons: hearsay sql "SELECT reason, count(*) FROM rejects GROUP BY 1".',
        rejected,
    ),
    Watch(
        "no_article",
        ARTICLES,
        f"at most {MAX_WITHOUT_ARTICLE:.0%} of the pages have no article",
        'Find the site that broke: hearsay sql "FROM site_health()", then hearsay show one of its pages.',
        no_article,
    ),
    Watch(
        "unknown_language",
        ARTICLES,
        f"at most {MAX_UNKNOWN_LANGUAGE:.0%} of the articles are in a language that was not recognised",
        "Look whether encodings broke: hearsay sql \"SELECT url, text FROM articles WHERE language = 'und'\".",
        unknown_language,
    ),
    Watch(
        "anonymous_by_outlet",
        ATTRIBUTIONS,
        f"no outlet's share of anonymous sources moved {MIN_DIFFERENCE:.0%} or more from its last {PAST_DAYS} days",
        "News does that, and so does a changed layout: read three of the outlet's pages with hearsay show.",
        anonymous_by_outlet,
    ),
)
"""All shares that are watched."""
