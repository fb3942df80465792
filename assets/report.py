"""The report: charts over the whole lake, written anew after the catalogue."""

from pathlib import Path

import dagster as dg

from assets.build import whole_spec
from assets.partitions import ONE_RUN
from assets.resources import SettingsResource
from assets.versions import code_version


@dg.multi_asset(
    name="report",
    specs=[
        whole_spec(
            "report",
            ["catalog"],
            "data/report.html: charts over all days (anonymous shares, relays, verbs), with queries.",
            code_version("report", "html"),
            "html",
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
        metadata={"page": dg.MetadataValue.path(target.absolute()), "bytes": target.stat().st_size}
    )
