"""The catalogue: views over all days, written anew after a run."""

import dagster as dg

from assets.automation import FOLLOW_ANY_DAY
from assets.build import OWNERS
from assets.partitions import ONE_RUN
from assets.resources import SettingsResource
from assets.versions import code_version, combined
from pipeline.tables import TABLES


@dg.multi_asset(
    name="catalog",
    specs=[
        dg.AssetSpec(
            "catalog",
            deps=[table.name for table in TABLES],
            description="data/hearsay.duckdb: views and macros over the lake, all with comments, and no rows.",
            group_name="analysis",
            code_version=code_version("catalog", "outlets"),
            owners=OWNERS,
            tags={"hearsay/stage": "catalog"},
            kinds={"duckdb"},
            automation_condition=FOLLOW_ANY_DAY,
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
        data_version=dg.DataVersion(combined(code_version("catalog", "outlets"), str(loaded.lake_path))),
    )
