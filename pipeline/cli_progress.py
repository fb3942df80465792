"""The progress bar of `hearsay run` and `hearsay backfill`: one line for the stage and day in work."""

import time
from datetime import date
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.settings import Settings

WORDS = {
    "ingest_pages": "reading pages",
    "parse_pages": "parsing",
    "count_templates": "counting what recurs on a site",
    "label_blocks": "finding the articles",
    "find_duplicates": "finding repeats",
    "tag_part": "tagging who said what",
}
"""What a stage does, in the user's words."""


class Bar:
    """Shows what the assets report (`assets.progress.Reporter`)."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("starting", total=None)

    def start(self, stage: str, day: date, total: int | None) -> None:
        self.progress.reset(self.task, total=total, description=f"{day}  {WORDS.get(stage, stage)}")

    def advance(self, rows: int) -> None:
        self.progress.advance(self.task, rows)

    def finish(self, stage: str, day: date, note: str) -> None:
        self.progress.update(self.task, description=f"{day}  {WORDS.get(stage, stage)}")


def run_days(launch: Any, days: list[date], settings: Settings, *, force: bool) -> float:
    """Runs the days with a bar on the terminal's error stream; returns the seconds that it took."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages"),
        TimeElapsedColumn(),
    )
    started = time.perf_counter()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        launch.run_days(days, settings, force=force, reporter=Bar(progress))
    return time.perf_counter() - started
