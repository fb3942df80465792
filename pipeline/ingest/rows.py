"""The rows that readers of the landing zone hand on, and the names of its files. Reads no file.

A file is an input when its name ends in .html, .htm, .txt (each also with .gz), .warc or .warc.gz; a page NAME.html may
have a side file NAME.json with `url` and `captured_at`. Names that begin with a dot are copies under way.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pyarrow as pa

from pipeline.tables import TIME
from pipeline.vocabulary import RejectReason, RejectStage

LANDING = pa.schema([
    ("landing_file", pa.string()), ("landing_record", pa.string()), ("url", pa.string()), ("captured_at", TIME),
    ("http_status", pa.int16()), ("content_type", pa.string()), ("body", pa.binary()), ("day", pa.date32()),
])  # fmt: skip

REJECTS_SUFFIX = ".rejects.jsonl"
"""What a fetch could not land: one JSON object a line, with url, reason, detail, n_bytes."""

_PAGE = re.compile(r"(?is)(.+)\.(?:html|htm|txt)(?:\.gz)?$")
_WARC = re.compile(r"(?is).+\.warc(?:\.gz)?$")
_DETAIL = 500

Row = dict[str, Any]


def is_page(name: str) -> bool:
    return bool(_PAGE.match(name))


def is_warc(name: str) -> bool:
    return bool(_WARC.match(name))


def is_landing_file(name: str) -> bool:
    """Whether a file of this relative name is read as an input; others (side files, notes) are not."""
    if any(part.startswith(".") for part in name.split("/")):
        return False
    return is_page(name) or is_warc(name) or name.endswith(REJECTS_SUFFIX)


def side_name(name: str) -> str | None:
    """The name of the side file of a page: `x.y.html.gz` -> `x.y.json`; of another file, `None`."""
    stem = _PAGE.match(name)
    return f"{stem.group(1)}.json" if stem else None


def reject(day: date, file: str, reason: RejectReason, detail: str, n: int, record: str | None = None,
           url: str | None = None, stage: RejectStage = RejectStage.LANDING) -> Row:  # fmt: skip
    """A row of `rejects`."""
    return {"day": day, "landing_file": file, "landing_record": record, "url": clean(url or "") or None,
            "stage": stage.value, "reason": reason.value, "detail": clean(detail)[:_DETAIL], "n_bytes": n}  # fmt: skip


def clean(text: str) -> str:
    """The text without lone surrogates, which Parquet cannot hold: bytes of a header that are no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def capture_time(value: object, day: date) -> datetime:
    """A time as a capture gives it (ISO 8601, UTC where no zone is named); midnight of the day where it gives none."""
    try:
        found = datetime.fromisoformat(str(value))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.combine(day, time(), UTC)
