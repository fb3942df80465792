"""Receipts: from what a partition was made, with what outcome, so that the same work is not done twice.

A receipt lies beside the tables in the lake (`lake/_receipts/<stage>/<day>.json`) and travels with them. It holds the
fingerprint of everything that goes into the result (code, settings, input files) and the digests of the files that came
out; it counts only while those files still have these digests. So it needs no lock and no transaction: a receipt that
was written before a crash, or beside files that somebody replaced, is simply not believed.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

from upath import UPath


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one stage did for one day."""

    fingerprint: str
    outputs: dict[str, str]
    """Table name to SHA-256 of its partition file."""
    rows: dict[str, int]
    wall_seconds: float
    cpu_seconds: float


def path(lake_root: UPath, stage: str, day: date) -> UPath:
    return lake_root / "_receipts" / stage / f"{day.isoformat()}.json"


def read(place: UPath) -> Receipt | None:
    """The receipt at a place; `None` where there is none or it does not parse."""
    try:
        return Receipt(**json.loads(place.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write(place: UPath, receipt: Receipt) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(asdict(receipt), sort_keys=True, indent=1))
