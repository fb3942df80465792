"""Running a stage over the parts of a day: in a loop, in a pool of processes, or on Ray.

What belongs here: how parts get to a stage and results back, in order and with bounded memory, and how a failure is
named. What a stage does stands in its own package; where parts come from and go to, in `pipeline/lake.py`.

A stage is a module-level function over one part: a dict of Arrow tables in, a dict of Arrow tables out. Settings are
bound with `functools.partial`. Results are written in the order of the inputs, whichever engine ran them.
"""

import contextlib
import functools
import multiprocessing
import os
import pickle
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import HearsayError, SettingsError, StageError

Part = Mapping[str, pa.Table]
Stage = Callable[[dict[str, pa.Table]], Mapping[str, pa.Table]]
Progress = Callable[[int, int], object]

IN_FLIGHT_PER_WORKER = 2
"""Parts handed out or waiting to be written, for each worker: one in work, one so that it never waits."""


class Output(Protocol):
    """Where results go: `Lake.writer`, or anything with this method."""

    def write(self, tables: Mapping[str, pa.Table]) -> object: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run over all parts did.

    `rows` counts what was handed to the output, by table. `cpu_seconds` is of this process and its workers together,
    reading and writing included; `wall_seconds` is what a clock on the wall shows.
    """

    parts: int
    rows: dict[str, int]
    cpu_seconds: float
    wall_seconds: float


@contextlib.contextmanager
def on_page(page_id: str) -> Iterator[None]:
    """Names the page in the `StageError`, should the block raise: `with on_page(page_id): ...` around a page's work.

    Without it the engine finds the page by running the stage again on ever fewer pages of the part.
    """
    try:
        yield
    except Exception as error:
        if not hasattr(error, "hearsay_page"):
            error.hearsay_page = page_id  # type: ignore[attr-defined]
        raise


def map_parts(
    stage: Stage,
    inputs: Iterable[Part],
    output: Output,
    *,
    engine: str = "serial",
    workers: int = 0,
    progress: Progress | None = None,
) -> Outcome:
    """Runs the stage over every part and writes the results in the order of the parts.

    Args:
        stage: a module-level function, or a `functools.partial` of one.
        inputs: the parts; taken one by one, a few ahead of the one being written.
        output: gets each result.
        engine: `serial`, `processes` or `ray`.
        workers: processes; 0: one for each core.
        progress: called after each part with the parts and the rows (of all tables) written so far.

    Raises:
        StageError: the stage raised, or its worker died; the message names stage, part and page.
        SettingsError: there is no such engine, or it is not installed.
    """
    if engine not in _ENGINES:
        raise SettingsError(f"there is no engine {engine!r}; use {', '.join(_ENGINES)}")
    wall, cpu, elsewhere = time.perf_counter(), time.process_time(), 0.0
    rows: Counter[str] = Counter()
    parts = 0
    with contextlib.closing(_ENGINES[engine](stage, inputs, workers or os.cpu_count() or 1)) as results:
        for tables, seconds in results:
            try:
                output.write(tables)
            except HearsayError as error:
                error.add_note(f"while writing what {_name(stage)} made of part {parts}")
                raise
            parts, elsewhere = parts + 1, elsewhere + seconds
            rows.update({name: table.num_rows for name, table in tables.items()})
            if progress is not None:
                progress(parts, rows.total())
    cpu_seconds = time.process_time() - cpu + elsewhere
    return Outcome(parts, dict(rows), cpu_seconds, time.perf_counter() - wall)


Result = tuple[Mapping[str, pa.Table], float]
"""What a stage made of a part, and the CPU seconds it took in another process."""


def _serial(stage: Stage, inputs: Iterable[Part], workers: int) -> Iterator[Result]:
    for index, part in enumerate(inputs):
        try:
            tables = stage(dict(part))
        except Exception as error:
            raise StageError(_message(stage, index, part, error)) from error
        yield tables, 0.0


@functools.lru_cache(maxsize=1)
def _pool(workers: int) -> ProcessPoolExecutor:
    """The pool, kept from one call to the next: a worker takes a second or more to load a stage and its models.

    forkserver, because a fork of a process that has started Arrow's threads can hang. Python ends the workers at exit.
    """
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


def _processes(stage: Stage, inputs: Iterable[Part], workers: int) -> Iterator[Result]:
    def result(future: Future) -> "_Answer":
        try:
            return future.result()
        except BrokenProcessPool as error:
            _pool.cache_clear()
            raise _WorkerDiedError(
                "a worker process died: memory ran out, a library crashed, or it could not start (it said why above)"
            ) from error

    def submit(*task: Any) -> Future:
        try:
            return _pool(workers).submit(_work, *task)
        except BrokenProcessPool:
            _pool.cache_clear()
            return _pool(workers).submit(_work, *task)

    yield from _in_order(stage, inputs, submit, result, Future.cancel, workers)


def _ray(stage: Stage, inputs: Iterable[Part], workers: int) -> Iterator[Result]:
    try:
        import ray
    except ImportError:
        raise SettingsError("the engine is ray, which is not installed: pip install 'hearsay[ray]'") from None
    if not ray.is_initialized():
        ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
    task = ray.remote(_work).options(max_retries=0)

    def result(reference: Any) -> "_Answer":
        try:
            return ray.get(reference)
        except ray.exceptions.RayError as error:
            raise _WorkerDiedError(f"a Ray worker died: {error}") from error

    yield from _in_order(stage, inputs, task.remote, result, ray.cancel, workers)


_ENGINES: dict[str, Callable[[Stage, Iterable[Part], int], Any]] = {
    "serial": _serial,
    "processes": _processes,
    "ray": _ray,
}


class _WorkerDiedError(Exception):
    """A worker ended without an answer."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What comes back from a worker: tables, or what was raised (as text, for an exception may not pickle)."""

    tables: dict[str, pa.Buffer]
    seconds: float
    error: str = ""
    trace: str = ""


def _in_order(
    stage: Stage,
    inputs: Iterable[Part],
    submit: Callable[..., Any],
    result: Callable[[Any], _Answer],
    cancel: Callable[[Any], object],
    workers: int,
) -> Iterator[Result]:
    """Hands out parts, a bounded number at a time, and yields their results in the order of the parts."""
    pickled = _pickled(stage)
    pending: deque[tuple[int, str, Any]] = deque()

    def next_result() -> Result:
        index, pages, handle = pending.popleft()
        try:
            answer = result(handle)
        except _WorkerDiedError as error:
            others = f" (also in work: {', '.join(str(i) for i, _, _ in pending)})" if pending else ""
            raise StageError(f"{_name(stage)}: {error}; it may have been on part {index}{pages}{others}") from error
        if answer.error:
            failure = StageError(answer.error)
            failure.add_note(answer.trace)
            raise failure
        return {name: _from_buffer(buffer) for name, buffer in answer.tables.items()}, answer.seconds

    try:
        for index, part in enumerate(inputs):
            pending.append((index, _pages(part), submit(pickled, index, {n: _to_buffer(t) for n, t in part.items()})))
            if len(pending) >= workers * IN_FLIGHT_PER_WORKER:
                yield next_result()
        while pending:
            yield next_result()
    finally:
        for _, _, handle in pending:
            cancel(handle)


def _work(pickled: bytes, index: int, part: dict[str, pa.Buffer]) -> _Answer:
    """Runs in the worker: the stage over one part."""
    start = time.process_time()
    stage = pickle.loads(pickled)
    tables = {name: _from_buffer(buffer) for name, buffer in part.items()}
    try:
        made = {name: _to_buffer(table) for name, table in stage(tables).items()}
    except Exception as error:
        trace = traceback.format_exc()
        return _Answer({}, time.process_time() - start, _message(stage, index, tables, error), trace)
    return _Answer(made, time.process_time() - start)


def _start_worker() -> None:
    """One Arrow thread in each worker: the pool has a process for each core already."""
    pa.set_cpu_count(1)


def _pickled(stage: Stage) -> bytes:
    try:
        return pickle.dumps(stage)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise StageError(
            f"{_name(stage)} cannot be sent to another process: {error}. A stage is a function at the top of a module, "
            "or a functools.partial of one; or use the engine serial"
        ) from error


def _to_buffer(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _from_buffer(buffer: pa.Buffer) -> pa.Table:
    with pa.ipc.open_stream(buffer) as reader:
        return reader.read_all()


def _name(stage: Stage) -> str:
    function: Any = stage
    while isinstance(function, functools.partial):
        function = function.func
    module = getattr(function, "__module__", "").removeprefix("pipeline.")
    return f"{module}.{getattr(function, '__qualname__', repr(function))}"


def _message(stage: Stage, index: int, part: Part, error: Exception) -> str:
    page = getattr(error, "hearsay_page", None)
    # What hearsay itself complains of (missing weights, a row against its declaration) is the fault of no page.
    culprit = "" if page or isinstance(error, HearsayError) else _culprit(stage, part)
    where = f", page {page}" if page else culprit or _pages(part)
    return f"{_name(stage)} raised on part {index}{where}: {type(error).__name__}: {error}"


def _culprit(stage: Stage, part: Part) -> str:
    """The one page (of a landing zone, file) on which the stage raises, found by halving the part; else nothing.

    A stage may work on many pages at once and cannot tell which one it was. It is a pure function, so running it again
    does no harm; all halves together take about as long as the part did.
    """
    for column, called in (("page_id", "page"), ("landing_file", "file")):
        with_column = [table for table in part.values() if column in table.schema.names]
        pages = sorted({page for table in with_column for page in table.column(column).to_pylist()})
        if not pages:
            continue
        while len(pages) > 1:
            half = pages[: len(pages) // 2]
            pages = half if _raises(stage, part, column, half) else pages[len(half) :]
        return f", {called} {pages[0]}" if _raises(stage, part, column, pages) else ""
    return ""


def _raises(stage: Stage, part: Part, column: str, pages: list[str]) -> bool:
    def chosen(table: pa.Table) -> pa.Table:
        if column not in table.schema.names:
            return table
        return table.filter(pc.is_in(table.column(column), pa.array(pages, pa.string())))

    try:
        stage({name: chosen(table) for name, table in part.items()})
    except Exception:
        return True
    return False


def _pages(part: Part) -> str:
    """The first and the last page of a part, where it has pages."""
    for table in part.values():
        if "page_id" in table.schema.names and table.num_rows:
            pages = table.column("page_id")
            return f", pages {pages[0]} to {pages[-1]}"
    return ""
