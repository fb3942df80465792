"""Copying what the user names into the landing zone, day by day. The bytes are copied untouched."""

import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from upath import UPath

from pipeline.errors import InputError
from pipeline.ingest.landing import is_landing_file

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def land(inputs: Iterable[str | UPath | Path], landing: UPath | Path, day: date | None = None) -> dict[date, int]:
    """Copies files and folders into `landing/<day>/`, with side files; a folder of YYYY-MM-DD folders keeps its days.

    Files of the same relative name are replaced, so landing the same inputs twice changes nothing.

    Args:
        inputs: Files and folders.
        landing: The landing zone.
        day: The day of what lies in no day's folder; without it, the UTC date of today.

    Returns:
        Number of files landed for each day, side files not counted.

    Raises:
        InputError: an input does not exist.
    """
    default = day or datetime.now(UTC).date()
    counts: dict[date, int] = {}
    for given in inputs:
        source = UPath(given)
        if not source.exists():
            raise InputError(f"{given} does not exist")
        for path, of_day, name in _files(source, default):
            target = UPath(landing) / of_day.isoformat() / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if str(path) != str(target):
                with path.open("rb") as read, target.open("wb") as write:
                    shutil.copyfileobj(read, write, 1 << 20)
            counts[of_day] = counts.get(of_day, 0) + is_landing_file(name)
    return {key: counts[key] for key in sorted(counts)}


def _files(source: UPath, default: date) -> Iterator[tuple[UPath, date, str]]:
    if source.is_file():
        yield source, default, source.name
        side = source.with_name(source.name.split(".")[0] + ".json")
        for beside in (source.with_name(source.name + ".json"), side):
            if beside != source and beside.is_file():
                yield beside, default, beside.name
        return
    for path in sorted(source.rglob("*"), key=str):
        if not path.is_file():
            continue
        parts = path.relative_to(source).parts if hasattr(path, "relative_to") else (path.name,)
        if _DAY.fullmatch(parts[0]) and len(parts) > 1:
            yield path, date.fromisoformat(parts[0]), "/".join(parts[1:])
        elif _DAY.fullmatch(source.name):
            yield path, date.fromisoformat(source.name), "/".join(parts)
        else:
            yield path, default, "/".join(parts)
