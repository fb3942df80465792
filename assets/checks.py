"""The asset checks: what `pipeline/checks.py` and `pipeline/shares.py` find out about a day, as Dagster shows it.

They run inside the op that wrote the day, once for all days of a run, and name the days that fail: a step of their own
would cost 0.1 CPU seconds each, and checks by partition are a preview in Dagster 1.13. What is plainly wrong blocks
what is downstream; a share that moved is a warning for a person. Every description says what to do.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import dagster as dg

from assets.stage import Stage
from pipeline import checks, shares
from pipeline.tables import Table

if TYPE_CHECKING:
    from pipeline.lake import Lake

REMEDY = (
    "Nothing downstream runs until this holds. Run the day again with force; if it fails again the code is at fault: "
    "the examples name the rows."
)
SHOWN = 10
"""Findings that a check result quotes."""


def specs(stage: Stage) -> list[dg.AssetCheckSpec]:
    """The checks of a stage's tables."""
    found = []
    for table in stage.makes:
        for check in checks.of_table(table):
            meaning = f"{check.meaning[0].upper()}{check.meaning[1:]}. {REMEDY}"
            found.append(dg.AssetCheckSpec(check.name, asset=table.name, description=meaning, blocking=True))
        for watch in _watches(table):
            meaning = f"{watch.meaning[0].upper()}{watch.meaning[1:]}. {watch.remedy}"
            found.append(dg.AssetCheckSpec(watch.name, asset=table.name, description=meaning))
    return found


def evaluate(stage: Stage, lake: "Lake", days: list[date]) -> dict[str, list[dg.AssetCheckResult]]:
    """Table name to the results of its checks over the days."""
    return {table.name: [*_findings(table, lake, days), *_warnings(table, lake, days)] for table in stage.makes}


def _watches(table: Table) -> list[shares.Watch]:
    return [watch for watch in shares.SHARES if watch.table is table]


def _findings(table: Table, lake: "Lake", days: list[date]) -> Iterator[dg.AssetCheckResult]:
    for check in checks.of_table(table):
        findings = [(day, check.run(lake, table, day)) for day in days]
        bad = [(day, finding) for day, finding in findings if not finding.passed]
        yield dg.AssetCheckResult(
            asset_key=table.name,
            check_name=check.name,
            passed=not bad,
            severity=dg.AssetCheckSeverity.ERROR,
            description=_quote([f"{day}: {finding.message}" for day, finding in bad]),
            metadata={
                "looked_at": sum(finding.n_rows for _, finding in findings),
                "wrong": sum(finding.n_bad for _, finding in findings),
                "days": ", ".join(str(day) for day, _ in bad) or "all days hold",
            },
        )


def _warnings(table: Table, lake: "Lake", days: list[date]) -> Iterator[dg.AssetCheckResult]:
    for watch in _watches(table):
        found = [(day, share) for day in days for share in watch.run(lake, day)]
        moved = [(day, share) for day, share in found if shares.moved(share)]
        shown = moved or [(day, share) for day, share in found if share.total]
        yield dg.AssetCheckResult(
            asset_key=table.name,
            check_name=watch.name,
            passed=not moved,
            severity=dg.AssetCheckSeverity.WARN,
            description=_quote([f"{day}: {share.message}" for day, share in shown]),
            metadata={"highest": max((share.value for _, share in found), default=0.0), "warned_of": len(moved)},
        )


def _quote(lines: list[str]) -> str:
    """A paragraph each: the page shows Markdown."""
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n\n".join(lines[:SHOWN] + more)
