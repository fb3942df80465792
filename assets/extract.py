"""`raw_pages` to `blocks` and `page_metadata`; blocks that recur on a site; `articles` and `block_labels`."""

from typing import TYPE_CHECKING

from assets.build import stage_asset
from assets.stage import Read, Stage, Work
from assets.whole import run_whole
from pipeline.tables import ARTICLES, BLOCK_LABELS, BLOCKS, PAGE_METADATA, RAW_PAGES, SITE_TEMPLATES

if TYPE_CHECKING:
    from pipeline.engine import Outcome

NEEDED_BY_TEMPLATES = ["address", "day", "site", "fingerprint", "score", "n_words"]
FROM_INGEST = ("ingest/decode", "ingest/identity")
"""Modules of `ingest` that extraction shares."""
WITHOUT_BODY = [name for name in RAW_PAGES.schema.names if name != "body"]


def parse_day(work: Work) -> "Outcome":
    """Parses each page once, to blocks and to what the page declares about itself."""
    from pipeline import extract

    with work.lake.writer(work.day, BLOCKS, PAGE_METADATA) as writer:
        return work.engine.run(extract.parse_part, work.parts(RAW_PAGES), writer)


def count_templates(work: Work) -> "Outcome":
    """Counts over the window which block texts stand on many pages of their site."""
    from pipeline import extract

    return run_whole(work, BLOCKS, "template_window_days", NEEDED_BY_TEMPLATES, SITE_TEMPLATES, extract.site_templates)


def label_day(work: Work) -> "Outcome":
    """Labels the blocks of each page and makes its article."""
    from pipeline import extract

    columns = {RAW_PAGES.name: WITHOUT_BODY}
    parts = work.parts(RAW_PAGES, BLOCKS, PAGE_METADATA, columns=columns, by_site=(SITE_TEMPLATES,))
    with work.lake.writer(work.day, ARTICLES, BLOCK_LABELS) as writer:
        return work.engine.run(extract.label_part, parts, writer)


blocks = stage_asset(
    Stage(
        "parse_pages",
        makes=(BLOCKS, PAGE_METADATA),
        reads=(Read(RAW_PAGES),),
        code=("extract", *FROM_INGEST, "outlets"),
        run=parse_day,
        settings=("outlets",),
        counts=RAW_PAGES,
    ),
    group="extraction",
)

site_templates = stage_asset(
    Stage(
        "count_templates",
        makes=(SITE_TEMPLATES,),
        reads=(Read(BLOCKS, "template_window_days"),),
        code=("extract", *FROM_INGEST),
        run=count_templates,
    ),
    group="extraction",
)

# Only site_templates is declared as upstream, which comes after the rest. A backfill takes along the later days whose
# windows hold its days, and Dagster 1.13 finds them breadth first: reached by a shorter way, articles would get fewer
# days than block_labels, and the page would refuse ("Targeted subset must match between every key").
articles = stage_asset(
    Stage(
        "label_blocks",
        makes=(ARTICLES, BLOCK_LABELS),
        reads=(
            Read(RAW_PAGES, declared=False),
            Read(BLOCKS, declared=False),
            Read(PAGE_METADATA, declared=False),
            Read(SITE_TEMPLATES),
        ),
        code=("extract", *FROM_INGEST, "outlets"),
        run=label_day,
        settings=("outlets",),
        counts=RAW_PAGES,
    ),
    group="extraction",
)
