"""Who is told how far a run has come: nobody, or the progress bar of `hearsay run`.

Dagster's event log says when a step starts and ends; a bar needs the parts in between. In-process runs share this
module with whoever started them, runs of the daemon leave it alone.
"""

from datetime import date
from typing import Protocol


class Reporter(Protocol):
    """Hears of each stage and day, and of the rows that it has done."""

    def start(self, stage: str, day: date, total: int | None) -> None: ...

    def advance(self, rows: int) -> None: ...

    def finish(self, stage: str, day: date, note: str) -> None: ...


class Silent:
    """Tells nobody."""

    def start(self, stage: str, day: date, total: int | None) -> None: ...

    def advance(self, rows: int) -> None: ...

    def finish(self, stage: str, day: date, note: str) -> None: ...


_reporter: Reporter = Silent()


def use(reporter: Reporter | None) -> None:
    """Sends what follows to `reporter`; `None`: to nobody."""
    global _reporter
    _reporter = reporter or Silent()


def reporter() -> Reporter:
    return _reporter
