"""Blocks that recur on a site: furniture that only a corpus can know.

`site_templates` counts, over a window of days, on how many distinct addresses of a site a block's fingerprint stands.
`recurring_by_site` says which of them count as furniture. Distinct addresses, not captures: a page captured every day
repeats its own article. A teaser on other pages may repeat an article's first paragraph; `strikes` spares it at home,
where the labelling model thinks far better of it than elsewhere. Notices, bulletins and copies of one article share
most of what they say: their formulas are text, and are not written down as furniture.
"""

import datetime
from collections.abc import Mapping, Sequence

import numpy as np
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
"""A block whose score lies so far above its mean on the site's other pages stands in its own article here. Furniture
that the model takes for text is taken for text on all of its pages (`python -m benchmarks.templates` shows no loss from
it)."""

SURE = 0.9
"""A mean score from which the model takes a block for text wherever it stands. Of what recurs, that is a formula, or
furniture which only recurrence tells; the rest of its pages decides which (`_formulas`)."""

KEPT = 0.5
"""Score of a block that counts as text when a page's own words are weighed against recurring ones."""

COLUMNS = ["address", "day", "site", "fingerprint", "score", "n_words"]
"""Columns of `blocks` that are read."""


def site_templates(blocks_window: pa.Table, day: datetime.date) -> pa.Table:
    """Counts of recurring blocks over a window of days that ends with `day`.

    Args:
        blocks_window: Rows of `blocks` of the days of the window, with `COLUMNS` at least.
        day: The day that the result is written for.
    """
    blocks = blocks_window.select(COLUMNS)
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
    joined = joined.join(_formulas(blocks, joined), ["site", "fingerprint"], join_type="left anti")
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


def _formulas(blocks: pa.Table, counts: pa.Table) -> pa.Table:
    """Recurring blocks that are text: the model is sure of them, and most of their pages are made of such blocks.

    An appeal that the model takes for text stands on pages that have an article of their own; the sentences of a court
    notice stand on pages that have little else.
    """
    sure = counts.filter(
        pc.and_(pc.greater_equal(counts["score_mean"], SURE), pa.array(is_furniture(*_page_counts(counts))))
    ).select(["site", "fingerprint"])
    kept = blocks.filter(pc.greater_equal(blocks["score"], KEPT)).select(["site", "address", "fingerprint", "n_words"])
    recurring = kept.join(sure, ["site", "fingerprint"], join_type="left semi")
    words = kept.group_by(["site", "address"]).aggregate([("n_words", "sum")])
    shared = recurring.group_by(["site", "address"]).aggregate([("n_words", "sum")])
    pages = shared.join(words, ["site", "address"], right_suffix="_of_all")
    formulaic = pc.greater(pc.multiply(pages["n_words_sum"], 2), pages["n_words_sum_of_all"])
    pages = pages.select(["site", "address"]).append_column("formulaic", pc.cast(formulaic, pa.int32()))
    standing = recurring.join(pages, ["site", "address"]).group_by(["site", "fingerprint"])
    shares = standing.aggregate([("formulaic", "mean")])
    return shares.filter(pc.greater(shares["formulaic_mean"], 0.5)).select(["site", "fingerprint"])


def _page_counts(counts: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    return counts["address_count_distinct"].to_numpy(), counts["n_site_pages"].to_numpy()


def is_furniture(n_pages: np.ndarray, n_site_pages: np.ndarray) -> np.ndarray:
    """Whether blocks on so many of their site's addresses are furniture; whole numbers do as well as arrays."""
    certain = (n_pages >= CERTAIN_PAGES) & (n_pages >= MIN_SHARE * n_site_pages)
    return certain | ((n_pages >= MIN_PAGES) & (2 * n_pages >= n_site_pages))


def recurring_by_site(templates: pa.Table) -> dict[str, dict[int, tuple[float, int]]]:
    """The fingerprints that count as furniture with their mean scores and numbers of pages, by site."""
    found: dict[str, dict[int, tuple[float, int]]] = {}
    mask = is_furniture(templates["n_pages"].to_numpy(), templates["n_site_pages"].to_numpy())
    furniture = templates.filter(pa.array(mask))
    columns = (furniture.column(name).to_pylist() for name in ("site", "fingerprint", "mean_score", "n_pages"))
    for site, mark, mean_score, n_pages in zip(*columns, strict=True):
        found.setdefault(site, {})[mark] = mean_score, n_pages
    return found


def strikes(
    marks: Sequence[int], scores: Sequence[float], recurring: Mapping[int, tuple[float, int]]
) -> frozenset[int]:
    """The positions of a page's blocks that are furniture of its site.

    Args:
        marks: The blocks' fingerprints.
        scores: The labelling model's scores beside them.
        recurring: The site's furniture, from `recurring_by_site`.
    """
    if not recurring:
        return frozenset()
    pairs = enumerate(zip(marks, scores, strict=True))
    return frozenset(i for i, (mark, score) in pairs if mark in recurring and not _at_home(score, *recurring[mark]))


def _at_home(score: float, mean: float, n_pages: int) -> bool:
    """Whether the model thinks far better of a block here than on the other pages that hold it."""
    return score >= (mean * n_pages - score) / (n_pages - 1) + HOME_MARGIN
