"""Copying what the user names into the landing zone, day by day. The bytes are copied untouched.

A page lands with its side file, as one thing. Every copy is written under a name that the reader passes over and
moved in, the side file first, so that nobody reads half a file, or a page before its address.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from upath import UPath

from pipeline.errors import InputError, LakeError
from pipeline.ingest.rows import is_landing_file, side_name

_KINDS = ".html, .htm, .txt (also with .gz), .warc or .warc.gz"


@dataclass(frozen=True, slots=True)
class _Item:
    """An input: the file, its side file if it has one, and where it goes below the landing zone."""

    path: UPath
    side: UPath | None
    day: date
    name: str


def land(inputs: Iterable[str | UPath | Path], landing: UPath | Path | str, day: date | None = None) -> dict[date, int]:
    """Copies files and folders into `landing/<day>/`, with side files; a folder of YYYY-MM-DD folders keeps its days.

    What is there already, byte for byte, is left alone, so landing the same inputs twice changes nothing. Another file
    of the same name lands beside the first, as NAME-xxxxxxxx.html with a hash of its bytes.

    Args:
        inputs: Files and folders. Of a folder, all that is named like a page or a WARC, at any depth.
        landing: The landing zone.
        day: The day of what lies in no day's folder; without it, the UTC date of today.

    Returns:
        Number of inputs that stand in the landing zone for each day, side files not counted.

    Raises:
        InputError: an input does not exist, or holds nothing that is named like a page or a WARC.
        LakeError: a file could not be read or written.
    """
    zone = UPath(landing)
    default = day or datetime.now(UTC).date()
    counts: dict[date, int] = {}
    for given in inputs:
        source = UPath(given)
        if not source.exists():
            raise InputError(f"{given} does not exist")
        items = list(_items(source, default, zone))
        if not items:
            raise InputError(f"{given} holds no file named {_KINDS}")
        for item in items:
            try:
                _place(item, zone / item.day.isoformat())
            except OSError as error:
                raise LakeError(f"{item.path} could not be copied to {zone}: {error}") from error
            counts[item.day] = counts.get(item.day, 0) + 1
    return {key: counts[key] for key in sorted(counts)}


def _items(source: UPath, default: date, zone: UPath) -> Iterator[_Item]:
    if source.is_file():
        if is_landing_file(source.name):
            yield _item(source, default, source.name)
        return
    own = _day(source.name)
    inside = _within(source, zone)
    for path in sorted(source.rglob("*"), key=str):
        parts = path.relative_to(source).parts
        if not is_landing_file("/".join(parts)) or not path.is_file() or (not inside and _within(path, zone)):
            continue
        first = _day(parts[0]) if len(parts) > 1 else None
        yield _item(path, first or own or default, "/".join(parts[1:] if first else parts))


def _item(path: UPath, day: date, name: str) -> _Item:
    side = side_name(path.name)
    beside = path.parent / side if side else None
    return _Item(path, beside if beside and beside.is_file() else None, day, name)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if len(name) == 10 else None
    except ValueError:
        return None


def _within(path: UPath, folder: UPath) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _place(item: _Item, folder: UPath) -> None:
    name = item.name
    if _taken(item, folder):
        parent, _, last = name.rpartition("/")
        stem = (side_name(last) or "").removesuffix(".json") or last.partition(".")[0]
        marked = f"{stem}-{_digest(item.path, item.side)[:8]}{last[len(stem) :]}"
        name = f"{parent}/{marked}" if parent else marked
    if item.side:
        copy_whole(item.side, folder / str(side_name(name)))
    copy_whole(item.path, folder / name)


def _taken(item: _Item, folder: UPath) -> bool:
    """Whether something else stands under the name of the input or of its side file."""
    page, side = folder / item.name, side_name(item.name)
    if not _free(item.path, page):
        return True
    if side and item.side:
        return not _free(item.side, folder / side)
    return bool(side and not page.exists() and (folder / side).exists())  # another page's address is not its own


def _free(source: UPath, target: UPath) -> bool:
    if not target.exists() or source.stat().st_size == target.stat().st_size == 0:
        return True
    return source.stat().st_size == target.stat().st_size and _digest(source) == _digest(target)


def _digest(*paths: UPath | None) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path is not None:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())  # type: ignore[arg-type]
    return digest.hexdigest()


def copy_whole(source: UPath, target: UPath) -> None:
    if target.exists():  # the same bytes: `_place` has looked
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    local = target.protocol in ("", "file")
    part = target.with_name(f".{target.name}.{os.getpid()}.part") if local else target
    try:
        with source.open("rb") as read, part.open("wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
        if local:
            Path(part.path).replace(target.path)  # an object store shows an object when it is whole
    except BaseException:
        if local:
            part.unlink(missing_ok=True)
        raise
