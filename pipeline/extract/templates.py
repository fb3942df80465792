"""Blocks that recur on a site: furniture that only a corpus can know.

`site_templates` counts, over a window of days, on how many distinct addresses of a site a block's fingerprint stands.
`recurring_by_site` says which of them count as furniture. Distinct addresses, not captures: a page captured every day
repeats its own article.
"""

import datetime

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


def site_templates(blocks_window: pa.Table, day: datetime.date) -> pa.Table:
    """Counts of recurring blocks over a window of days that ends with `day`.

    Args:
        blocks_window: Rows of `blocks` of the days of the window: `page_id`, `day`, `site`, `fingerprint`.
        day: The day that the result is written for.
    """
    blocks = blocks_window.select(["page_id", "day", "site", "fingerprint"])
    blocks = blocks.filter(pc.and_(pc.not_equal(blocks["site"], ""), pc.not_equal(blocks["fingerprint"], 0)))
    if not blocks.num_rows:
        return SITE_TEMPLATES.empty()
    pages = blocks.group_by("site").aggregate([("page_id", "count_distinct")])
    counts = blocks.group_by(["site", "fingerprint"]).aggregate(
        [("page_id", "count_distinct"), ("day", "min"), ("day", "max")]
    )
    counts = counts.filter(pc.greater_equal(counts["page_id_count_distinct"], MIN_PAGES))
    pages = pages.rename_columns(["site", "n_site_pages"])
    joined = counts.join(pages, "site")
    table = pa.table(
        {
            "day": pa.array([day] * joined.num_rows, pa.date32()),
            "site": joined["site"],
            "fingerprint": joined["fingerprint"],
            "n_pages": joined["page_id_count_distinct"].cast(pa.int32()),
            "n_site_pages": joined["n_site_pages"].cast(pa.int32()),
            "first_day": joined["day_min"],
            "last_day": joined["day_max"],
        },
        schema=SITE_TEMPLATES.schema,
    )
    return SITE_TEMPLATES.sorted(table)


def is_furniture(n_pages: int, n_site_pages: int) -> bool:
    """Whether a block on so many of a site's addresses is furniture."""
    return (n_pages >= CERTAIN_PAGES and n_pages >= MIN_SHARE * n_site_pages) or (
        n_pages >= MIN_PAGES and 2 * n_pages >= n_site_pages
    )


def recurring_by_site(templates: pa.Table) -> dict[str, frozenset[int]]:
    """The fingerprints that count as furniture, by site."""
    found: dict[str, set[int]] = {}
    names = ("site", "fingerprint", "n_pages", "n_site_pages")
    for site, print_, n_pages, n_site_pages in zip(
        *(templates.column(name).to_pylist() for name in names), strict=True
    ):
        if is_furniture(n_pages, n_site_pages):
            found.setdefault(site, set()).add(print_)
    return {site: frozenset(prints) for site, prints in found.items()}
