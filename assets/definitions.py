"""The code location: everything that Dagster knows of hearsay (`assets.definitions:defs`)."""

import dagster as dg

from assets.attribute import attributions, duplicates
from assets.automation import SENSOR
from assets.catalog import catalog
from assets.extract import articles, blocks, site_templates
from assets.fetch import landing
from assets.ingest import raw_pages
from assets.jobs import DAY, FETCH
from assets.report import report
from assets.resources import resources
from assets.schedules import fetch_daily
from assets.sensors import landing_sensor

STAGES = (raw_pages, blocks, site_templates, articles, duplicates, attributions)
"""The daily stages in the order that the data flows."""

defs = dg.Definitions(
    assets=[landing, *STAGES, catalog, report],
    jobs=[DAY, FETCH],
    schedules=[fetch_daily],
    sensors=[landing_sensor, SENSOR],
    resources=resources(),
    executor=dg.in_process_executor,
)
"""In process: a step costs 0.09 CPU seconds that way and 2.3 with one process each; what is worth a pool of processes
is the work inside a stage (`HEARSAY_ENGINE=processes`)."""
