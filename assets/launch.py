"""Runs of the assets without a daemon: what `hearsay run`, `hearsay backfill` and `hearsay ui` call.

The runs land in the same instance (`data/.dagster`) that the page shows.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from assets import progress
from pipeline.errors import InputError, StageError
from pipeline.settings import Settings

CONFIG = Path(__file__).parent.parent / "dagster.yaml"
"""The instance's configuration as shipped, at the top of the project."""


def home(settings: Settings) -> Path:
    """Makes `data/.dagster` the Dagster home of this process and returns it.

    It must be absolute; were it the project's top level, Dagster's logs would lie about there. The configuration is
    linked into it once, so that `dagster.yaml` at the top is the file to edit; one that an operator put there stays.
    A `DAGSTER_HOME` that is set already is respected.
    """
    if not os.environ.get("DAGSTER_HOME"):
        local = settings.data if "://" not in settings.data else "data"
        os.environ["DAGSTER_HOME"] = str(Path(local).absolute() / ".dagster")
    os.environ |= _variables(settings)
    place = Path(os.environ["DAGSTER_HOME"])
    place.mkdir(parents=True, exist_ok=True)
    link = place / "dagster.yaml"
    if not link.exists() and CONFIG.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(CONFIG, place.resolve()))
    return place


def _variables(settings: Settings) -> dict[str, str]:
    """The settings as the variables that `Settings.load` reads: the assets load them anew, wherever they run.

    Paths become absolute, since that process may stand in another folder.
    """
    found = {f"HEARSAY_{field.name.upper()}": str(getattr(settings, field.name)) for field in fields(settings)}
    for name in (
        "HEARSAY_DATA",
        "HEARSAY_LANDING",
        "HEARSAY_LAKE",
        "HEARSAY_CATALOG",
        "HEARSAY_SOURCES",
        "HEARSAY_OUTLETS",
    ):
        if found[name] and "://" not in found[name]:
            found[name] = str(Path(found[name]).absolute())
    return found


@contextmanager
def _environment() -> Iterator[None]:
    """Leaves the process's environment as it was found."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_days(
    days: list[date], settings: Settings, *, force: bool = False, reporter: progress.Reporter | None = None
) -> None:
    """Materialises every stage for the days, in runs of days that follow each other, oldest first.

    Raises:
        InputError: a day is not one that Dagster knows.
        StageError: a stage failed; its message is the innermost cause.
    """
    with _environment():
        place = home(settings)
        from assets import storage
        from assets.partitions import DAYS, contiguous

        for day in days:
            if not DAYS.has_partition_key(day.isoformat()):
                raise InputError(
                    f"{day} is no day that Dagster knows: {settings.first_day} (HEARSAY_FIRST_DAY) to today"
                )
        with _quiet(), storage.instance(str(place)) as instance:
            progress.use(reporter)
            try:
                for first, last in contiguous(days, settings.days_per_run):
                    _run_range(first, last, force, instance)
            finally:
                progress.use(None)


def _run_range(first: date, last: date, force: bool, instance: object) -> None:
    from assets.definitions import defs

    job = defs.resolve_job_def("day")
    tags = {
        "dagster/asset_partition_range_start": first.isoformat(),
        "dagster/asset_partition_range_end": last.isoformat(),
    }
    ops = {name: {"config": {"force": True}} for name in _stage_names()} if force else {}
    result = job.execute_in_process(
        run_config={"ops": ops, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        instance=instance,  # type: ignore[arg-type]
        raise_on_error=False,
        partition_key=first.isoformat() if first == last else None,
        tags=None if first == last else tags,
    )
    if not result.success:
        raise StageError(_failure(result))


def _stage_names() -> list[str]:
    from assets.definitions import STAGES

    return [stage.op.name for stage in STAGES]


def _failure(result: object) -> str:
    """The innermost cause of the first failed step, in one line."""
    for event in result.all_events:  # type: ignore[attr-defined]
        if event.is_step_failure:
            data = event.step_failure_data
            failure = data.user_failure_data
            if failure is not None and failure.description:
                return f"{event.step_key}: {failure.description}"
            error = data.error
            while error is not None and error.cause is not None:
                error = error.cause
            return f"{event.step_key}: {(error.message if error else 'failed').strip()}"
    return "the run failed before its first step; the page (hearsay ui) shows its log"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps Dagster's own notices off the terminal of a command line user; the event log holds everything."""
    import logging
    import warnings

    import dagster as dg

    logger = logging.getLogger("dagster")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        warnings.simplefilter("ignore", dg.PreviewWarning)
        try:
            yield
        finally:
            logger.setLevel(level)


def serve(settings: Settings, host: str, port: int) -> None:
    """Starts Dagster's page and daemon in place of this process; does not return.

    Raises:
        InputError: the page is not installed.
    """
    home(settings)
    dg_command = Path(sys.executable).parent / "dg"
    if not dg_command.exists():
        raise InputError("Dagster's page is not installed: pip install 'hearsay[ui]', or `make ui`")
    import dagster as dg

    from assets.workers import fail_orphans

    with dg.DagsterInstance.get() as instance:
        for run_id in fail_orphans(instance):
            print(f"run {run_id} was cut off; it is marked as failed and starts anew")
    os.chdir(CONFIG.parent)
    _serve_views(settings, host)
    sys.stdout.flush()
    os.execv(dg_command, [str(dg_command), "dev", "--host", host, "--port", str(port)])


def _serve_views(settings: Settings, host: str) -> None:
    """Starts the server of the reading views, which ends with the page; none where they are served elsewhere."""
    from assets import views

    place = urlsplit(settings.views_url)
    if place.hostname in ("127.0.0.1", "localhost", host) and place.port:
        arguments = [host, str(place.port), str(views.folder(settings))]
        subprocess.Popen([sys.executable, "-m", views.__name__, *arguments], stdin=subprocess.DEVNULL)
