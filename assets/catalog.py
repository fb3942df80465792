"""The catalogue: views over all days, written anew after a run."""

import dagster as dg

from assets.build import whole_spec
from assets.partitions import ONE_RUN
from assets.resources import SettingsResource
from assets.versions import code_version, combined
from pipeline.tables import TABLES

VERSION = code_version("catalog", "outlets")


@dg.multi_asset(
    name="catalog",
    specs=[
        whole_spec(
            "catalog",
            [table.name for table in TABLES],
            "data/hearsay.duckdb: views and macros over the lake, all with comments, and no rows.",
            VERSION,
            "duckdb",
        )
    ],
    backfill_policy=ONE_RUN,
)
def catalog(settings: SettingsResource) -> dg.MaterializeResult:
    """Builds the catalogue under another name and moves it in: whoever reads the old one goes on reading."""
    from pipeline import catalog

    loaded = settings.load()
    catalog.build(loaded.lake_path, loaded.catalog_path)
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(loaded.catalog_path)),
            "tables": len(TABLES),
            "macros": dg.MetadataValue.md("\n".join(f"* `{one.name}`: {one.comment}" for one in catalog.definitions())),
        },
        data_version=dg.DataVersion(combined(VERSION, str(loaded.lake_path))),
    )
