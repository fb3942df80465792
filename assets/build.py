"""From a stage to its Dagster assets: keys, partitions, dependencies, versions, checks, and the op that runs it.

All assets are declared here in one way, so that none lacks an owner, a group, a schema or a policy.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import dagster as dg

from assets import automation, checks, lineage, metadata
from assets.partitions import BACKFILL, DAYS, window
from assets.resources import EngineResource, LakeResource, SettingsResource
from assets.stage import Done, Stage, run_day
from assets.versions import combined
from pipeline.errors import HearsayError
from pipeline.settings import Settings
from pipeline.tables import Table

OWNERS = ("team:hearsay",)
POOL = "lake"
"""All runs that write the lake; dagster.yaml says how many of them go at a time."""
MAX_RETRIES = 3
RETRY_SECONDS = 10


class StageConfig(dg.Config):
    """What the launchpad asks for a stage."""

    force: bool = False
    """Work again also where code, settings and inputs are unchanged."""


def whole_spec(name: str, deps: Sequence[str], description: str, version: str, kind: str) -> dg.AssetSpec:
    """An asset without days, made from all of them."""
    return dg.AssetSpec(
        name,
        deps=deps,
        description=description,
        group_name="analysis",
        code_version=version,
        owners=OWNERS,
        tags={"hearsay/stage": name},
        kinds={kind},
        automation_condition=automation.FOLLOW_ANY_DAY,
    )


def stage_asset(stage: Stage, group: str, chained: bool = False) -> dg.AssetsDefinition:
    """The op of a stage with one asset for each table that it makes.

    Args:
        stage: What is run.
        group: The group of its assets on the page.
        chained: Each table is made from those before it, as sentences are marked by the attributions in them.
    """

    @dg.multi_asset(
        name=stage.name,
        specs=[_spec(stage, table, group, chained) for table in stage.makes],
        check_specs=checks.specs(stage),
        partitions_def=DAYS,
        backfill_policy=BACKFILL,
        pool=POOL,
    )
    def op(
        context: dg.AssetExecutionContext,
        config: StageConfig,
        settings: SettingsResource,
        lake: LakeResource,
        engine: EngineResource,
    ) -> Iterator[dg.MaterializeResult]:
        loaded, opened = settings.load(), lake.open()
        days = [date.fromisoformat(key) for key in context.partition_keys]
        done: list[Done] = []
        for day in days:
            try:
                done.append(run_day(stage, day, opened, engine, loaded, force=config.force))
            except HearsayError as error:
                raise as_dagster(error, day) from error
            for table in stage.makes:
                context.add_asset_metadata(
                    metadata.of_partition(table, done[-1], opened, loaded),
                    asset_key=table.name,
                    partition_key=day.isoformat(),
                )
        results = checks.evaluate(stage, opened, [one.day for one in done if not one.missing])
        for table in stage.makes:
            yield dg.MaterializeResult(
                asset_key=table.name,
                data_version=dg.DataVersion(_data_version(table, done)),
                check_results=results.get(table.name, []),
            )

    return op


def _spec(stage: Stage, table: Table, group: str, chained: bool) -> dg.AssetSpec:
    before = stage.makes[: stage.makes.index(table)] if chained else ()
    return dg.AssetSpec(
        table.name,
        deps=[*deps(stage), *(other.name for other in before)],
        description=f"One row is {table.row}.",
        metadata={**metadata.of_table(table), **lineage.of_table(table)},
        group_name=group,
        code_version=stage.code_version,
        owners=OWNERS,
        tags={"hearsay/stage": stage.name},
        kinds={"python", "parquet"},
        partitions_def=DAYS,
        automation_condition=automation.FOLLOW if stage.reads else None,
        freshness_policy=automation.freshness(table),
    )


def deps(stage: Stage) -> Sequence[dg.AssetDep]:
    """The tables that a stage reads, each with the days of it."""
    settings = Settings.load()
    return [
        dg.AssetDep(read.table.name, partition_mapping=window(read.n_days(settings)) if read.setting else None)
        for read in stage.reads
        if read.declared
    ]


def _data_version(table: Table, done: list[Done]) -> str:
    """Over the bytes of all days of the run: Dagster 1.13 takes one version for them, metadata alone by partition.

    So after a run over several days each of them has a version that changes with any of them. A day may look changed
    that is not, and what follows is run in vain (receipts then leave it alone); none looks unchanged that is not.
    """
    return combined(*(f"{one.day}={one.receipt.outputs[table.name]}" for one in done))


def as_dagster(error: HearsayError, day: date) -> Exception:
    """Tries again only what can come out otherwise: storage out of reach may come back, a wrong schema never."""
    if error.transient:
        return dg.RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=RETRY_SECONDS)
    return dg.Failure(description=f"{day}: {error}", allow_retries=False)
