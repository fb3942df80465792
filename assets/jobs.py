"""Selections of assets that run together."""

import dagster as dg

DAY = dg.define_asset_job(
    "day",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("landing"),
    description="All stages over one day that has landed.",
)

FETCH = dg.define_asset_job(
    "fetch_and_run",
    selection=dg.AssetSelection.all(),
    description="Fetches the configured sources into today's landing folder, then runs the day.",
)
