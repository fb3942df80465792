"""What Dagster knows of hearsay: names, partitions, automation and checks, pinned; no warning of ours on loading."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from assets import lineage
from assets.definitions import STAGES, defs
from assets.partitions import DAYS, contiguous, policy
from pipeline import checks, shares
from pipeline.settings import Settings
from pipeline.tables import TABLES

ROOT = Path(__file__).parents[2]
GRAPH = defs.resolve_asset_graph()
ASSETS = {
    "landing": set(),
    "raw_pages": set(),
    "rejects": set(),
    "blocks": {"raw_pages"},
    "page_metadata": {"raw_pages"},
    "site_templates": {"blocks"},
    "articles": {"site_templates"},
    "block_labels": {"site_templates"},
    "duplicates": {"articles"},
    "sentences": {"articles"},
    "attributions": {"articles", "sentences"},
    "catalog": {table.name for table in TABLES},
    "report": {"catalog"},
}
CHECKS = {
    "raw_pages": {"schema", "order", "keys"},
    "rejects": {"schema", "order", "keys", "rejected"},
    "blocks": {"schema", "order", "keys"},
    "page_metadata": {"schema", "order", "keys"},
    "site_templates": {"schema", "order", "keys"},
    "articles": {"schema", "order", "keys", "references", "counts", "no_article", "unknown_language"},
    "block_labels": {"schema", "order", "keys", "references", "offsets", "counts"},
    "duplicates": {"schema", "order", "keys", "references"},
    "sentences": {"schema", "order", "keys", "references", "offsets", "counts"},
    "attributions": {"schema", "order", "keys", "references", "offsets", "anonymous_by_outlet"},
}


def test_assets_and_their_upstream() -> None:
    found = {key.to_user_string(): GRAPH.get(key) for key in GRAPH.get_all_asset_keys()}
    assert {name: {up.to_user_string() for up in node.parent_keys} for name, node in found.items()} == ASSETS


@pytest.mark.parametrize("name", sorted(ASSETS))
def test_every_asset_says_whose_it_is_and_what(name: str) -> None:
    spec = GRAPH.get(dg.AssetKey(name)).assets_def.get_asset_spec(dg.AssetKey(name))
    assert spec.owners and spec.group_name and spec.kinds and spec.description and spec.code_version
    assert "hearsay/stage" in spec.tags


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_tables_have_partitions_schema_policy_and_automation(table) -> None:
    key = dg.AssetKey(table.name)
    node = GRAPH.get(key)
    spec = node.assets_def.get_asset_spec(key)
    assert node.partitions_def == DAYS
    assert node.backfill_policy == policy(Settings().days_per_run) == dg.BackfillPolicy.multi_run(10)
    schema = spec.metadata["dagster/column_schema"]
    assert [column.name for column in schema.columns] == table.schema.names
    assert all(column.description for column in schema.columns)
    automated = spec.automation_condition is not None
    assert automated == (table.name not in ("raw_pages", "rejects")), "the landing sensor runs these"


def test_checks_by_table() -> None:
    found: dict[str, set[str]] = {}
    for key in GRAPH.asset_check_keys:
        found.setdefault(key.asset_key.to_user_string(), set()).add(key.name)
    assert found == CHECKS
    wrong = {check.name for check in checks.CHECKS}
    for op in STAGES:
        for spec in op.check_specs:
            assert spec.blocking == (spec.name in wrong), f"{spec.name}: what is wrong blocks, what moved warns"
            assert spec.description and len(spec.description) > 60, "says what to do"
    assert {watch.name for watch in shares.SHARES} <= set().union(*found.values())


def test_windows_look_back_and_are_short_at_the_beginning() -> None:
    mapping = GRAPH.get_partition_mapping(dg.AssetKey("site_templates"), dg.AssetKey("blocks"))
    for day, first in (("2026-03-10", "2026-03-04"), ("2026-01-02", "2026-01-01")):
        found = mapping.get_upstream_mapped_partitions_result_for_partitions(
            DAYS.subset_with_partition_keys([day]), DAYS, DAYS
        )
        keys = sorted(found.partitions_subset.get_partition_keys())
        assert (keys[0], keys[-1]) == (first, day)


def test_nothing_starts_by_itself() -> None:
    repository = defs.get_repository_def()
    assert {s.name: s.default_status.value for s in repository.sensor_defs} == {
        "landing_sensor": "STOPPED",
        "follow_upstream": "STOPPED",
    }
    assert {s.name: (s.cron_schedule, s.default_status.value) for s in repository.schedule_defs} == {
        "fetch_daily": ("30 23 * * *", "STOPPED")
    }


def test_lineage_names_columns_that_exist() -> None:
    by_name = {table.name: table for table in TABLES}
    for name in lineage.DERIVED:
        table, column = name.split(".")
        assert column in by_name[table].schema.names, name
    for table in TABLES:
        for pairs in lineage.origins(table).values():
            assert all(column in by_name[origin].schema.names for origin, column in pairs)
        if table.name not in ("raw_pages", "rejects"):
            assert set(lineage.origins(table)) == set(table.schema.names), f"{table.name}: a column without an origin"


def test_the_definitions_load_without_a_warning_and_the_library_without_dagster() -> None:
    code = "import pipeline.cli, pipeline.page, sys; assert 'dagster' not in sys.modules; import assets.definitions"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["check", "list"])
def test_dg_finds_nothing_to_complain_of(command: str) -> None:
    dg_command = Path(sys.executable).parent / "dg"
    checked = subprocess.run([dg_command, command, "defs"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "warning" not in (checked.stdout + checked.stderr).lower()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([3], [(3, 3)]),
        ([1, 2, 4], [(1, 2), (4, 4)]),
        ([4, 2, 1, 2], [(1, 2), (4, 4)]),
        (list(range(1, 26)), [(1, 10), (11, 20), (21, 25)]),
    ],
)
def test_days_are_run_in_ranges_without_holes(given: list[int], expected: list[tuple[int, int]]) -> None:
    ranges = contiguous([date(2026, 1, day) for day in given], 10)
    assert [(first.day, last.day) for first, last in ranges] == expected


def test_a_range_may_be_of_any_length() -> None:
    days = [date(2026, 1, day) for day in range(1, 26)]
    assert contiguous(days, 0) == [(days[0], days[-1])]
