"""Asset checks of the stages (filled in below `pipeline/checks.py`)."""

from datetime import date
from typing import TYPE_CHECKING

import dagster as dg

from assets.stage import Stage

if TYPE_CHECKING:
    from pipeline.lake import Lake


def specs(stage: Stage) -> list[dg.AssetCheckSpec]:
    return []


def evaluate(stage: Stage, lake: "Lake", days: list[date]) -> dict[str, list[dg.AssetCheckResult]]:
    return {}
