"""The engines give the same results in the same order, hold few parts at a time, and name what failed."""

import functools
import importlib.util
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import engine
from pipeline.errors import ModelError, SchemaError, SettingsError, StageError
from pipeline.lake import Lake
from pipeline.tables import ARTICLES, BLOCKS, REJECTS
from tests.pipeline.lake_rows import DAY, page_id, rows

ENGINES = [
    "serial",
    "processes",
    pytest.param(
        "ray",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("ray") is None, reason="ray is not installed: pip install 'hearsay[ray]'"
        ),
    ),
]


class Kept:
    """An output that keeps what it gets."""

    def __init__(self) -> None:
        self.parts: list[dict[str, pa.Table]] = []

    def write(self, tables: dict[str, pa.Table]) -> None:
        self.parts.append(tables)


def part(n: int) -> dict[str, pa.Table]:
    return {"articles": rows(ARTICLES, 3, first=3 * n)}


def count_words(tables: dict[str, pa.Table], times: int = 1) -> dict[str, pa.Table]:
    """A stage: the first page of the part, and how many pages it has."""
    pages = tables["articles"].column("page_id")
    return {"pages": pa.table({"first": [pages[0].as_py()], "n": [len(pages) * times]})}


def trip(tables: dict[str, pa.Table], over: str) -> dict[str, pa.Table]:
    """A stage that cannot bear one page."""
    for page in tables["articles"].column("page_id").to_pylist():
        with engine.on_page(page):
            if page == over:
                raise ValueError("no such tag")
    return {}


def trip_somewhere(tables: dict[str, pa.Table], over: str) -> dict[str, pa.Table]:
    """A stage that works on all pages at once, and cannot say which one it was."""
    if over in tables["articles"].column("page_id").to_pylist():
        raise ValueError("no such tag")
    return {}


def die(tables: dict[str, pa.Table], on: str) -> dict[str, pa.Table]:
    """A stage whose process is killed on one page."""
    if on in tables["articles"].column("page_id").to_pylist():
        os.kill(os.getpid(), signal.SIGKILL)
    return {}


def tell_process(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """A stage that gives away where it runs."""
    return {"process": pa.table({"id": [os.getpid()]})}


def copy(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    return tables


@pytest.mark.parametrize("name", ENGINES)
def test_results_come_in_the_order_of_the_parts(name: str) -> None:
    kept = Kept()
    told: list[tuple[int, int]] = []
    stage = functools.partial(count_words, times=2)
    outcome = engine.map_parts(
        stage, map(part, range(7)), kept, engine=name, workers=2, progress=lambda *n: told.append(n)
    )
    firsts = [part(n)["articles"].column("page_id")[0].as_py() for n in range(7)]
    assert [made["pages"].to_pylist() for made in kept.parts] == [[{"first": first, "n": 6}] for first in firsts]
    assert told == [(n, n) for n in range(1, 8)]
    assert outcome.parts == 7
    assert outcome.rows == {"pages": 7}
    assert outcome.cpu_seconds > 0
    assert outcome.wall_seconds > 0


@pytest.mark.parametrize("name", ENGINES)
def test_the_lake_gets_the_same_bytes_from_every_engine(name: str, tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    with lake.writer(DAY, ARTICLES, BLOCKS) as writer:
        writer.write({"articles": rows(ARTICLES, 20), "blocks": rows(BLOCKS, 20, 4)})
    again = Lake(tmp_path / "again")
    with again.writer(DAY, ARTICLES, BLOCKS) as writer:
        parts = lake.parts(DAY, [ARTICLES, BLOCKS], part_bytes=2_000)
        outcome = engine.map_parts(copy, parts, writer, engine=name, workers=2)
    assert outcome.parts > 3
    assert outcome.rows == {"articles": 20, "blocks": 80} == writer.n_rows
    for table in (ARTICLES, BLOCKS):
        assert Path(again.path(table, DAY).path).read_bytes() == Path(lake.path(table, DAY).path).read_bytes()


@pytest.mark.parametrize("name", ENGINES)
def test_a_failure_names_stage_part_and_page(name: str) -> None:
    stage = functools.partial(trip, over=page_id(7))
    message = rf"test_engine\.trip raised on part 2, page {page_id(7)}: ValueError: no such tag"
    with pytest.raises(StageError, match=message) as raised:
        engine.map_parts(stage, map(part, range(5)), Kept(), engine=name, workers=2)
    if name != "serial":
        assert "raise ValueError" in "".join(raised.value.__notes__)


@pytest.mark.parametrize("name", ENGINES)
def test_the_page_is_found_where_the_stage_cannot_name_it(name: str) -> None:
    whole = {"articles": rows(ARTICLES, 40), "other": rows(REJECTS, 3)}
    stage = functools.partial(trip_somewhere, over=page_id(23))
    with pytest.raises(StageError, match=f"raised on part 0, page {page_id(23)}: ValueError"):
        engine.map_parts(stage, [whole], Kept(), engine=name, workers=2)


def test_the_file_is_found_where_there_is_no_page() -> None:
    def broken(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        if "7.html" in tables["landing"]["landing_file"].to_pylist():
            raise ValueError("no such encoding")
        return {}

    with pytest.raises(StageError, match=r"part 0, file 7\.html: ValueError"):
        engine.map_parts(broken, [{"landing": rows(REJECTS, 12)}], Kept())


def test_a_failure_of_no_page_alone_names_the_pages_of_the_part() -> None:
    def broken(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        if tables["articles"].num_rows == 3:
            raise KeyError("blocks")
        return {}

    pages = part(0)["articles"].column("page_id")
    with pytest.raises(StageError, match=f"part 0, pages {pages[0]} to {pages[2]}: KeyError: 'blocks'"):
        engine.map_parts(broken, [part(0)], Kept())


def test_what_is_the_fault_of_no_page_is_laid_on_none() -> None:
    def without_weights(_: dict[str, pa.Table]) -> dict[str, pa.Table]:
        raise ModelError("weights.onnx is missing")

    with pytest.raises(StageError, match=r"part 0, pages \w+ to \w+: ModelError: weights"):
        engine.map_parts(without_weights, [part(0)], Kept())


@pytest.mark.parametrize("name", ENGINES[1:])
def test_a_killed_worker_is_a_clear_error(name: str) -> None:
    stage = functools.partial(die, on=page_id(4))
    with pytest.raises(StageError, match=r"test_engine\.die: .*died.*on part \d"):
        engine.map_parts(stage, map(part, range(6)), Kept(), engine=name, workers=1)


def test_workers_are_kept_from_run_to_run_and_replaced_when_killed() -> None:
    def run(stage: engine.Stage) -> set[int]:
        kept = Kept()
        engine.map_parts(stage, [part(0), part(1)], kept, engine="processes", workers=1)
        return {made["process"]["id"][0].as_py() for made in kept.parts}

    first = run(tell_process)
    assert len(first) == 1
    assert first != {os.getpid()}
    assert run(tell_process) == first
    with pytest.raises(StageError, match="died"):
        run(functools.partial(die, on=page_id(1)))
    assert run(tell_process).isdisjoint(first)


@pytest.mark.parametrize("name", ENGINES)
def test_few_parts_are_held_at_a_time(name: str) -> None:
    handed, kept = 0, Kept()
    most = 0

    def inputs() -> Iterator[dict[str, pa.Table]]:
        nonlocal handed, most
        for n in range(20):
            handed += 1
            most = max(most, handed - len(kept.parts))
            yield part(n)

    engine.map_parts(count_words, inputs(), kept, engine=name, workers=2)
    assert len(kept.parts) == 20
    assert most <= 2 * engine.IN_FLIGHT_PER_WORKER + 1


def test_what_cannot_be_sent_to_a_process_is_refused_with_advice() -> None:
    with pytest.raises(StageError, match="function at the top of a module"):
        engine.map_parts(lambda tables: tables, [part(0)], Kept(), engine="processes", workers=1)


def test_what_the_output_refuses_keeps_its_kind(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as raised, Lake(tmp_path).writer(DAY, BLOCKS) as writer:
        writer.partitions["articles"] = writer.partitions["blocks"]
        engine.map_parts(copy, [part(0)], writer)
    assert "test_engine.copy made of part 0" in "".join(raised.value.__notes__)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(SettingsError, match="serial, processes, ray"):
        engine.map_parts(copy, [], Kept(), engine="threads")


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="ray is installed")
def test_a_missing_ray_says_what_to_install() -> None:
    with pytest.raises(SettingsError, match=r"hearsay\[ray\]"):
        engine.map_parts(copy, [part(0)], Kept(), engine="ray")


def test_no_parts_are_no_failure() -> None:
    assert engine.map_parts(copy, [], Kept()).parts == 0
