"""The landing zone: what the daily schedule fetches into it."""

from assets.build import OWNERS, as_dagster
from assets.partitions import today
from assets.resources import SettingsResource
from assets.versions import code_version
from pipeline.errors import HearsayError

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
        return dg.MaterializeResult(metadata={"pages": 0, "day": day.isoformat()})
    from pipeline.ingest.fetch import fetch_sources

    try:
        outcome = fetch_sources(loaded.sources, loaded.landing_path, day)
    except HearsayError as error:
        raise as_dagster(error, day) from error
    return dg.MaterializeResult(
        metadata={
            "day": day.isoformat(),
            "pages": outcome.n_pages,
            "rejected": outcome.n_rejects,
            "left_out": outcome.left_out,
            "bytes": outcome.n_bytes,
            "files": ", ".join(outcome.files),
        }
    )
