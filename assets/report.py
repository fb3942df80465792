"""The report: charts over the whole lake, written anew after the catalogue."""

from pathlib import Path

import dagster as dg

from assets.automation import FOLLOW_ANY_DAY
from assets.build import OWNERS
from assets.partitions import ONE_RUN
from assets.resources import SettingsResource
from assets.versions import code_version


@dg.multi_asset(
    name="report",
    specs=[
        dg.AssetSpec(
            "report",
            deps=["catalog"],
            description="data/report.html: charts over all days (anonymous shares, relays, verbs), with queries.",
            group_name="analysis",
            code_version=code_version("report", "html"),
            owners=OWNERS,
            tags={"hearsay/stage": "report"},
            kinds={"html"},
            automation_condition=FOLLOW_ANY_DAY,
        )
    ],
    backfill_policy=ONE_RUN,
)
def report(settings: SettingsResource) -> dg.MaterializeResult:
    """Writes one self-contained page beside the catalogue."""
    from pipeline import catalog
    from pipeline.report import write

    loaded = settings.load()
    target = Path(str(loaded.catalog_path)).parent / "report.html"
    with catalog.connect(loaded.catalog_path, loaded.lake_path) as connection:
        write(connection, target)
    return dg.MaterializeResult(
        metadata={"page": dg.MetadataValue.url(target.absolute().as_uri()), "bytes": target.stat().st_size}
    )
