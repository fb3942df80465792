"""Landing zone to `raw_pages` and `rejects`."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from assets.build import stage_asset
from assets.stage import Stage, Work
from assets.versions import folder_digest
from pipeline.settings import Settings
from pipeline.tables import RAW_PAGES, REJECTS

if TYPE_CHECKING:
    from pipeline.engine import Outcome


def ingest_day(work: Work) -> "Outcome":
    """Reads what landed on the day, page by page; what cannot be used becomes a row of `rejects`.

    A day on which nothing landed gets empty tables, so that what follows has something to read.
    """
    from pipeline import ingest

    folder = work.settings.landing_path / work.day.isoformat()
    parts: Iterator[dict[str, pa.Table]] = iter(())
    if folder.exists():
        parts = ingest.landing_parts(folder, work.day, work.settings.part_bytes, work.settings.max_page_bytes)
    with work.lake.writer(work.day, RAW_PAGES, REJECTS) as writer:
        return work.engine.run(ingest.ingest_part, work.watched(parts, "landing"), ingest.Deduplicated(writer))


def _landing(settings: Settings, day: date) -> str | None:
    return folder_digest(settings.landing_path / day.isoformat())


raw_pages = stage_asset(
    Stage(
        "ingest_pages",
        makes=(RAW_PAGES, REJECTS),
        reads=(),
        code=("ingest",),
        run=ingest_day,
        settings=("max_page_bytes",),
        landing=_landing,
    ),
    group="capture",
)
