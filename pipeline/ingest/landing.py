"""What lies in a day's folder of the landing zone, read as a stream of parts in bounded memory.

Reads page files with their side files, and what a fetch noted as failed; records of a WARC are for `warc.py`, and
whether the bytes are a page for `stage.py`. What cannot be read is a row in `rejects`.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
from upath import UPath

from pipeline.ingest.identity import is_address
from pipeline.ingest.rows import (
    LANDING,
    REJECTS_SUFFIX,
    Row,
    capture_time,
    is_landing_file,
    is_warc,
    reject,
    side_name,
)
from pipeline.ingest.warc import read_warc
from pipeline.tables import REJECTS
from pipeline.vocabulary import RejectReason, RejectStage

_ROW_BYTES = 500
"""What a row weighs beside its body, so that a part of a million rejects is bounded as well."""

_SIDE_BYTES = 1 << 20


def landing_parts(
    folder: UPath | str, day: date, part_bytes: int = 32_000_000, max_page_bytes: int = 20_000_000
) -> Iterator[dict[str, pa.Table]]:
    """Parts of about `part_bytes` of a day's folder: `landing` rows, and `rejects` for what could not be read.

    Files come sorted by name, records in file order; a large WARC is cut between records. A folder that does not exist
    gives no part.
    """
    root = UPath(folder)
    rows: list[Row] = []
    rejects: list[Row] = []
    size = 0
    for name, path in landing_files(root):
        for row in _read(path, name, day, max_page_bytes):
            (rejects if "reason" in row else rows).append(row)
            size += _ROW_BYTES + len(row.get("body", b""))
            if size >= part_bytes:
                yield _part(rows, rejects)
                rows, rejects, size = [], [], 0
    if rows or rejects:
        yield _part(rows, rejects)


def landing_files(folder: UPath) -> list[tuple[str, UPath]]:
    """The inputs of a day's folder with their relative names, sorted by name."""
    if not folder.exists():
        return []
    named = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    return sorted((name, path) for name, path in named if is_landing_file(name) and path.is_file())


def _part(rows: list[Row], rejects: list[Row]) -> dict[str, pa.Table]:
    return {
        "landing": pa.Table.from_pylist(rows, schema=LANDING),
        "rejects": REJECTS.sorted(REJECTS.from_rows(rejects)),
    }


def _read(path: UPath, name: str, day: date, limit: int) -> Iterator[Row]:
    if is_warc(name):
        return read_warc(path, name, day, limit)
    if name.endswith(REJECTS_SUFFIX):
        return _read_rejects(path, name, day)
    return iter([_read_page(path, name, day, limit)])


def _read_page(path: UPath, name: str, day: date, limit: int) -> Row:
    n = 0

    def no(reason: RejectReason, detail: str, url: str = "") -> Row:
        return reject(day, name, reason, detail, n, url=url)

    try:
        n = path.stat().st_size
        with path.open("rb") as file:
            body = (gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file).read(limit + 1)  # type: ignore
    except EOFError:
        return no(RejectReason.TRUNCATED, "the gzip stream ends early")
    except (OSError, zlib.error) as error:
        return no(RejectReason.UNREADABLE, f"{type(error).__name__}: {error}")
    if len(body) > limit:
        return no(RejectReason.TOO_LARGE, f"more than {limit} bytes, decompressed")
    try:
        side = _side(path.parent / str(side_name(path.name)))
    except (OSError, ValueError, RecursionError) as error:
        return no(RejectReason.BAD_SIDE_FILE, str(error) or type(error).__name__)
    url = side.get("url") or ""
    if not isinstance(url, str) or (url and not is_address(url)):
        return no(RejectReason.BAD_URL, f"{url!r} is not an absolute http or https URL", str(url))
    return {"landing_file": name, "landing_record": None, "url": url, "http_status": None, "content_type": "",
            "captured_at": capture_time(side.get("captured_at"), day), "body": body, "day": day}  # fmt: skip


def _side(path: UPath) -> Row:
    try:
        with path.open("rb") as file:
            text = file.read(_SIDE_BYTES + 1)
    except FileNotFoundError:
        return {}
    found = json.loads(text) if len(text) <= _SIDE_BYTES else None
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} is not a JSON object of at most {_SIDE_BYTES} bytes")
    return found


def _read_rejects(path: UPath, name: str, day: date) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(file):
            try:
                row = json.loads(line)
                reason = RejectReason(row["reason"])  # type: ignore[call-arg]
                yield reject(day, name, reason, str(row["detail"]), int(row["n_bytes"]), str(number), str(row["url"]),
                             RejectStage.FETCH)  # fmt: skip
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                detail = f"line {number + 1} is no reject: {type(error).__name__}: {error}"
                yield reject(day, name, RejectReason.UNREADABLE, detail, len(line), str(number))
