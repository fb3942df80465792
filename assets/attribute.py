"""`articles` to `sentences` and `attributions`; articles that repeat another's text."""

from typing import TYPE_CHECKING

from assets import views
from assets.build import stage_asset
from assets.stage import Read, Stage, Work
from assets.whole import run_whole
from pipeline.tables import ARTICLES, ATTRIBUTIONS, DUPLICATES, SENTENCES

if TYPE_CHECKING:
    from pipeline.engine import Outcome

COMPARED = ["page_id", "day", "site", "canonical_url", "published_at", "captured_at", "n_words", "status", "text"]


def tag_day(work: Work) -> "Outcome":
    """Splits and tags in one pass: a sentence carries the voice and the speakers of what is attributed in it."""
    from pipeline import attribute

    with work.lake.writer(work.day, SENTENCES, ATTRIBUTIONS) as writer:
        outcome = work.engine.run(attribute.tag_part, work.parts(ARTICLES), writer)
    views.draw(work.lake, work.settings, work.day)
    return outcome


def find_duplicates(work: Work) -> "Outcome":
    """Finds near-duplicates over the window."""
    from pipeline.duplicates import duplicates

    return run_whole(work, ARTICLES, "duplicate_window_days", COMPARED, DUPLICATES, duplicates)


attributions = stage_asset(
    Stage(
        "tag_part",
        makes=(SENTENCES, ATTRIBUTIONS),
        reads=(Read(ARTICLES),),
        code=("segment", "attribute", "outlets"),
        run=tag_day,
        settings=("outlets",),
        counts=ARTICLES,
    ),
    group="attribution",
    chained=True,
)

duplicates = stage_asset(
    Stage(
        "find_duplicates",
        makes=(DUPLICATES,),
        reads=(Read(ARTICLES, "duplicate_window_days"),),
        code=("duplicates",),
        run=find_duplicates,
    ),
    group="extraction",
)
