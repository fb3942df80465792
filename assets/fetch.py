"""The landing zone: what the daily schedule fetches into it."""

from assets.build import OWNERS
from assets.partitions import today
from assets.resources import SettingsResource
from assets.versions import code_version

import dagster as dg  # isort: skip


@dg.asset(
    key="landing",
    description="Pages as they arrive, in data/landing/<day>/: fetched from HEARSAY_SOURCES, or put there by anyone.",
    group_name="capture",
    code_version=code_version("ingest"),
    owners=OWNERS,
    tags={"hearsay/stage": "fetch"},
    kinds={"python", "warc"},
)
def landing(context: dg.AssetExecutionContext, settings: SettingsResource) -> dg.MaterializeResult:
    """Fetches the sources, if there are any; a source that fails is a reject, never a failed run."""
    loaded = settings.load()
    day = today()
    if not loaded.sources:
        context.log.info("HEARSAY_SOURCES names no file: nothing is fetched")
        return dg.MaterializeResult(metadata={"fetched": 0, "day": day.isoformat()})
    from pipeline.ingest import fetch

    count = fetch.fetch_sources(loaded.sources, loaded.landing_path)
    return dg.MaterializeResult(metadata={"fetched": count, "day": day.isoformat()})
