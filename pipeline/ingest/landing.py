"""What lies in a day's folder of the landing zone, read as a stream of parts in bounded memory.

Reads containers (gzip, WARC) and side files; whether the bytes are a page is for `stage.py`. What cannot be read is
a row in `rejects`. fastwarc says nothing about a truncated file, so gzip is read by Python's `gzip`, which does, each
record's length is compared with its header, and a WARC must end with the blank lines that close a record.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from http.client import HTTPException, parse_headers
from typing import Any

import pyarrow as pa
from fastwarc.warc import ArchiveIterator, WarcRecordType
from upath import UPath

from pipeline.ingest.identity import is_address
from pipeline.tables import REJECTS, TIME
from pipeline.vocabulary import RejectReason, RejectStage

LANDING = pa.schema([
    ("landing_file", pa.string()), ("landing_record", pa.string()), ("url", pa.string()), ("captured_at", TIME),
    ("http_status", pa.int16()), ("content_type", pa.string()), ("body", pa.binary()), ("day", pa.date32()),
])  # fmt: skip

_PAGE = re.compile(r"(?i)(.+)\.(?:html|htm|txt)(?:\.gz)?$")
_WARC = re.compile(r"(?i).+\.warc(?:\.gz)?$")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")
Row = dict[str, Any]


def is_landing_file(name: str) -> bool:
    """Whether a file of this name is read as an input; others (side files, notes) are not."""
    return bool(_PAGE.match(name) or _WARC.match(name))


def reject(day: date, file: str, reason: RejectReason, detail: str, n: int, record: str | None = None,
           url: str | None = None, stage: RejectStage = RejectStage.LANDING) -> Row:  # fmt: skip
    """A row of `rejects`."""
    return {"day": day, "landing_file": file, "landing_record": record, "url": url or None, "stage": stage.value,
            "reason": reason.value, "detail": detail, "n_bytes": n}  # fmt: skip


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
    paths = [path for path in root.rglob("*") if path.is_file()] if root.exists() else []
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths):
        if not is_landing_file(name):
            continue
        reader = _read_warc if _WARC.match(name) else _read_page
        for row in reader(path, name, day, max_page_bytes):
            (rejects if "reason" in row else rows).append(row)
            size += len(row["body"]) if "body" in row else 500
            if size >= part_bytes:
                yield _part(rows, rejects)
                rows, rejects, size = [], [], 0
    if rows or rejects:
        yield _part(rows, rejects)


def _part(rows: list[Row], rejects: list[Row]) -> dict[str, pa.Table]:
    return {
        "landing": pa.Table.from_pylist(rows, schema=LANDING),
        "rejects": REJECTS.sorted(REJECTS.from_rows(rejects)),
    }


def _time(value: object, day: date) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.combine(day, time(), UTC)


def _read_page(path: UPath, name: str, day: date, limit: int) -> Iterator[Row]:
    n = 0
    try:
        n = path.stat().st_size
        with path.open("rb") as file:
            body = (gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file).read(limit + 1)  # type: ignore
    except EOFError:
        yield reject(day, name, RejectReason.TRUNCATED, "the gzip stream ends early", n)
        return
    except (OSError, zlib.error) as error:
        yield reject(day, name, RejectReason.UNREADABLE, f"{type(error).__name__}: {error}", n)
        return
    if len(body) > limit:
        yield reject(day, name, RejectReason.TOO_LARGE, f"more than {limit} bytes, decompressed", n)
        return
    try:
        side = _side(path, name)
    except (OSError, ValueError, RecursionError) as error:
        yield reject(day, name, RejectReason.BAD_SIDE_FILE, str(error), n)
        return
    url = side.get("url") or ""
    if not isinstance(url, str) or (url and not is_address(url)):
        yield reject(day, name, RejectReason.BAD_URL, f"{url!r} is not an absolute http or https URL", n)
        return
    yield {"landing_file": name, "landing_record": None, "url": url, "captured_at": _time(side.get("captured_at"), day),
           "http_status": None, "content_type": "", "body": body, "day": day}  # fmt: skip


def _side(path: UPath, name: str) -> dict:
    stem = _PAGE.match(path.name)
    for beside in (f"{stem.group(1)}.json" if stem else "", f"{path.name}.json"):
        place = path.parent / beside
        if beside and place.is_file():
            found = json.loads(place.read_bytes())
            if not isinstance(found, dict):
                raise ValueError(f"{beside} is not a JSON object")
            return found
    return {}


class _Gunzip:
    """Gzip members one after another; hands out all that can be read before it raises, which `gzip` does not."""

    def __init__(self, file: Any) -> None:
        self.file, self.stream, self.fresh = file, zlib.decompressobj(31), True

    def read(self, size: int) -> bytes:
        while size:
            data = self.stream.unconsumed_tail or self.stream.unused_data or self.file.read(1 << 16)
            if self.stream.eof:
                self.stream, self.fresh = zlib.decompressobj(31), True
                data = data.lstrip(b"\0")  # padding after a member is allowed
            if not data:
                if self.fresh:
                    return b""
                raise EOFError("the gzip stream ends early")
            self.fresh = False
            if found := self.stream.decompress(data, size):
                return found
        return b""


class _Stream(io.RawIOBase):
    """A stream that ends quietly where the file is broken and remembers it, and its last four bytes."""

    def __init__(self, source: Any) -> None:
        self.source, self.broken, self.tail, self.position = source, "", b"", 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.source.read(size if size >= 0 else 1 << 20)
        except (EOFError, OSError, zlib.error) as error:
            self.broken, data = str(error) or type(error).__name__, b""
        self.tail = (self.tail + data)[-4:]
        self.position += len(data)
        return data

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Forward only, by reading: fastwarc asks for its place and skips, and panics where it cannot."""
        target = offset + (self.position if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self.position:
            raise io.UnsupportedOperation("this stream goes forward only")
        while self.position < target and self.read(min(1 << 20, target - self.position)):
            pass
        return self.position


def _read_warc(path: UPath, name: str, day: date, limit: int) -> Iterator[Row]:
    n = path.stat().st_size
    with path.open("rb") as file:
        stream = _Stream(_Gunzip(file) if name.lower().endswith(".gz") else file)  # type: ignore
        cut, n_records = "", 0
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                n_records += 1
                declared = record.content_length
                block = record.reader.read(limit + 1)
                if len(block) < min(declared, limit + 1):
                    cut = f"the record at offset {record.stream_pos} ends early"
                if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
                    continue
                if not cut:  # what is left of a cut record is told by the row below
                    yield _record(record, block, name, day, limit)
        except BaseException as error:  # a panic of fastwarc's Rust is no Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            cut = f"{type(error).__name__}: {error}"
        cut = cut or stream.broken or ("" if stream.tail == b"\r\n\r\n" else "the last record is not closed")
    if not n_records and "ends early" not in stream.broken:
        yield reject(day, name, RejectReason.UNREADABLE, stream.broken or "holds no WARC record", n)
    elif cut:
        yield reject(day, name, RejectReason.TRUNCATED, cut, n)


def _record(record: Any, block: bytes, name: str, day: date, limit: int) -> Row:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    where = str(record.stream_pos)

    def no(reason: RejectReason, detail: str) -> Row:
        return reject(day, name, reason, detail, record.content_length, where, url)

    if len(block) > limit:
        return no(RejectReason.TOO_LARGE, f"more than {limit} bytes")
    if not is_address(url):
        return no(RejectReason.BAD_URL, f"{url!r} is not an absolute http or https URL")
    status, kind, body = None, record.headers.get("Content-Type") or "", block
    if record.record_type == WarcRecordType.response:
        try:
            status, kind, body = _response(block, limit)
        except EOFError as error:
            return no(RejectReason.TRUNCATED, str(error))
        except OverflowError:
            return no(RejectReason.TOO_LARGE, f"more than {limit} bytes, decompressed")
        except (ValueError, HTTPException) as error:
            return no(RejectReason.NOT_A_RESPONSE, str(error))
        except zlib.error as error:
            return no(RejectReason.UNREADABLE, str(error))
        if not 200 <= status < 300:
            return no(RejectReason.HTTP_ERROR, f"status {status}")
    return {"landing_file": name, "landing_record": where, "url": url, "http_status": status, "content_type": kind,
            "captured_at": _time(record.headers.get("WARC-Date"), day), "body": body, "day": day}  # fmt: skip


def _response(block: bytes, limit: int) -> tuple[int, str, bytes]:
    stream = io.BytesIO(block)
    line = re.match(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b", stream.readline(65536))
    if line is None:
        raise ValueError("the record does not begin with an HTTP status line")
    headers = parse_headers(stream)
    body = stream.read()
    if "chunked" in headers.get("Transfer-Encoding", "").lower() and _CHUNK.match(body):
        body = _dechunked(body)
    coding = headers.get("Content-Encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":  # some crawlers store the body decoded
        body = _inflated(body, 31, limit)
    elif coding == "deflate" and body:
        body = _inflated(body, 15 if body[0] & 15 == 8 else -15, limit)
    elif coding == "br":
        raise zlib.error("brotli is not supported")
    return int(line.group(1)), headers.get("Content-Type", ""), body


def _dechunked(body: bytes) -> bytes:
    chunks: list[bytes] = []
    position = 0
    while match := _CHUNK.match(body, position):
        size = int(match.group(1), 16)
        if not size:
            return b"".join(chunks)
        chunks.append(body[match.end() : match.end() + size])
        position = match.end() + size + 2
    raise EOFError("the chunked body ends early")


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    stream = zlib.decompressobj(bits)
    data = stream.decompress(body, limit + 1)
    if len(data) > limit:
        raise OverflowError
    if not stream.eof:
        raise EOFError("the compressed body ends early")
    return data
