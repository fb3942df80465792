"""Blocks that recur on a site: furniture that only a corpus can know.

`site_templates` counts, over a window of days, on how many distinct addresses of a site a block's fingerprint stands.
`recurring_by_site` says which of them count as furniture. Distinct addresses, not captures: a page captured every day
repeats its own article. A teaser on other pages may repeat an article's first paragraph; `strikes` spares it at home,
where the labelling model thinks far better of it than elsewhere.
"""

import datetime
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables import SITE_TEMPLATES

MIN_PAGES = 3
"""Addresses on which a block must stand before it is written to the table at all."""

MIN_SHARE = 0.02
"""Share of a site's addresses from which a block is furniture: an appeal may stand on some sections only, while a
sentence of wire copy recurs on a handful of pages of thousands."""

CERTAIN_PAGES = 5
"""Addresses from which a block is furniture on a site with few pages in the window."""

HOME_MARGIN = 0.5
"""A block whose score lies so far above its mean over the site stands in its own article here. Furniture that the model
takes for text is taken for text on all of its pages (`python -m benchmarks.templates` shows no loss from it)."""


def site_templates(blocks_window: pa.Table, day: datetime.date) -> pa.Table:
    """Counts of recurring blocks over a window of days that ends with `day`.

    Args:
        blocks_window: Rows of `blocks` of the days of the window: `address`, `day`, `site`, `fingerprint`, `score`.
        day: The day that the result is written for.
    """
    blocks = blocks_window.select(["address", "day", "site", "fingerprint", "score"])
    blocks = blocks.filter(pc.and_(pc.not_equal(blocks["site"], ""), pc.not_equal(blocks["fingerprint"], 0)))
    if not blocks.num_rows:
        return SITE_TEMPLATES.empty()
    pages = blocks.group_by("site").aggregate([("address", "count_distinct")])
    # One thread: a mean summed in another order is another mean.
    counts = blocks.group_by(["site", "fingerprint"], use_threads=False).aggregate(
        [("address", "count_distinct"), ("day", "min"), ("day", "max"), ("score", "mean")]
    )
    counts = counts.filter(pc.greater_equal(counts["address_count_distinct"], MIN_PAGES))
    pages = pages.rename_columns(["site", "n_site_pages"])
    joined = counts.join(pages, "site")
    table = pa.table(
        {
            "day": pa.array([day] * joined.num_rows, pa.date32()),
            "site": joined["site"],
            "fingerprint": joined["fingerprint"],
            "n_pages": joined["address_count_distinct"].cast(pa.int32()),
            "n_site_pages": joined["n_site_pages"].cast(pa.int32()),
            "first_day": joined["day_min"],
            "last_day": joined["day_max"],
            "mean_score": joined["score_mean"].cast(pa.float32()),
        },
        schema=SITE_TEMPLATES.schema,
    )
    return SITE_TEMPLATES.sorted(table)


def is_furniture(n_pages: int, n_site_pages: int) -> bool:
    """Whether a block on so many of a site's addresses is furniture."""
    return (n_pages >= CERTAIN_PAGES and n_pages >= MIN_SHARE * n_site_pages) or (
        n_pages >= MIN_PAGES and 2 * n_pages >= n_site_pages
    )


def recurring_by_site(templates: pa.Table) -> dict[str, dict[int, float]]:
    """The fingerprints that count as furniture with their mean scores, by site."""
    found: dict[str, dict[int, float]] = {}
    names = ("site", "fingerprint", "n_pages", "n_site_pages", "mean_score")
    columns = (templates.column(name).to_pylist() for name in names)
    for site, mark, n_pages, n_site_pages, mean_score in zip(*columns, strict=True):
        if is_furniture(n_pages, n_site_pages):
            found.setdefault(site, {})[mark] = mean_score
    return found


def strikes(marks: Sequence[int], scores: Sequence[float], recurring: Mapping[int, float]) -> frozenset[int]:
    """The positions of a page's blocks that are furniture of its site.

    Args:
        marks: The blocks' fingerprints.
        scores: The labelling model's scores beside them.
        recurring: The site's furniture with mean scores, from `recurring_by_site`.
    """
    if not recurring:
        return frozenset()
    pairs = enumerate(zip(marks, scores, strict=True))
    return frozenset(i for i, (mark, score) in pairs if mark in recurring and score < recurring[mark] + HOME_MARGIN)
