"""Which rejected inputs a new version of the code could try again. The landing zone keeps them all, untouched.

A day is read again as a whole (`hearsay run --replay REASON`), since its partition is one file; what was turned away
while fetching never landed and is fetched again by its address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.lake import Lake
from pipeline.tables import REJECTS
from pipeline.vocabulary import RejectReason, RejectStage

_COLUMNS = ("day", "landing_file", "landing_record", "url", "stage", "reason")


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was turned away: the file of the landing zone, its record in a WARC, its address where known."""

    day: date
    landing_file: str
    landing_record: str | None
    url: str | None
    stage: str
    reason: str

    @property
    def landed(self) -> bool:
        """Whether the landing zone holds it, so that reading the day again tries it again."""
        return self.stage != RejectStage.FETCH


def rejected(lake: Lake, reasons: Sequence[RejectReason] = (), day: date | None = None) -> list[Rejected]:
    """The rejected inputs of a day, or of all days, for some reasons or for all; sorted by day, file and record.

    Raises:
        PartitionMissingError: the day has not been run.
    """
    found: list[Rejected] = []
    for one in [day] if day else lake.days(REJECTS):
        rows = lake.read(REJECTS, one, _COLUMNS)
        if reasons:
            rows = rows.filter(pc.is_in(rows["reason"], pa.array([reason.value for reason in reasons], pa.string())))
        found += (Rejected(**row) for row in rows.to_pylist())
    return found


def days(lake: Lake, reasons: Sequence[RejectReason] = (), day: date | None = None) -> list[date]:
    """The days on which inputs that did land were turned away for one of the reasons."""
    return sorted({one.day for one in rejected(lake, reasons, day) if one.landed})


def addresses(lake: Lake, reasons: Sequence[RejectReason] = (), day: date | None = None) -> list[str]:
    """The addresses that gave no page while fetching, each once: what `fetch.fetch` can be asked for again."""
    found = rejected(lake, reasons, day)
    return list(dict.fromkeys(one.url for one in found if not one.landed and one.url))
