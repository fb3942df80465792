"""Records of a WARC to rows of the landing zone, in bounded memory.

Pages are the `response` records with a 2xx status, `resource` records, and `conversion` records of plain text. What
says nothing about a page (`warcinfo`, `request`, `metadata`, DNS answers, a crawler's own notes) is no input.

fastwarc says nothing about a truncated file. So gzip is decompressed here, each block is compared with its declared
length, and what follows the last block must be blank: otherwise the file was cut, and a reject says so.
"""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import date
from http.client import HTTPException, parse_headers
from typing import Any

import brotli
from fastwarc.warc import ArchiveIterator, WarcRecordType
from upath import UPath

from pipeline.ingest.identity import is_address
from pipeline.ingest.rows import Row, capture_time, clean, reject
from pipeline.vocabulary import RejectReason

_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_HTML = re.compile(r"(?i)text/html|xhtml")
_NOTES = re.compile(r"(?i)(?:dns|metadata|urn|warcinfo|screenshot|thumbnail):")
_TAIL = 256


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
            # Without input, too: zlib may hold output back that the size did not let through.
            if (data or not self.fresh) and (found := self.stream.decompress(data, size)):
                self.fresh = False
                return found
            if not data:
                if self.fresh or self.stream.eof:
                    return b""
                raise EOFError("the gzip stream ends early")
            self.fresh = False
        return b""


class _Stream(io.RawIOBase):
    """A stream that ends quietly where the file is broken and remembers it, and its last bytes."""

    def __init__(self, source: Any) -> None:
        self.source, self.broken, self.tail, self.position = source, "", b"", 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.source.read(size if size >= 0 else 1 << 20)
        except (EOFError, OSError, zlib.error) as error:
            self.broken, data = str(error) or type(error).__name__, b""
        self.tail = (self.tail + data[-_TAIL:])[-_TAIL:]
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

    def ends_with(self, block: bytes) -> bool:
        """Whether nothing but line ends follows the block, or the header of a record without one."""
        end = block[-_TAIL // 2 :].rstrip(b"\r\n")
        return self.tail.rstrip(b"\r\n").endswith(end) if end else self.tail.endswith(b"\r\n\r\n")


def read_warc(path: UPath, name: str, day: date, limit: int) -> Iterator[Row]:
    """Rows of the landing zone and of `rejects`; a block of more than `limit` bytes, decompressed, is rejected.

    `landing_record` is the record's offset in the decompressed file. What stands before a cut is read.
    """
    n = path.stat().st_size
    with path.open("rb") as file:
        stream = _Stream(_Gunzip(file) if _is_gzip(file) else file)
        error, n_records, block = "", 0, b""
        held: Row | None = None  # a record without a block may be one whose header is cut: known only at the next
        try:
            for record in ArchiveIterator(stream, WarcRecordType.any_type, parse_http=False, stream_detect=False):
                if held:
                    yield held
                held, block = None, record.reader.read(limit + 1)
                n_records += record.record_type != WarcRecordType.unknown or bool(block)
                if len(block) < min(record.content_length, limit + 1):
                    error = f"the record at offset {record.stream_pos} ends early"
                    if block and _is_input(record, block):
                        yield _reject(record, name, day, RejectReason.TRUNCATED, error)
                        return
                elif _is_input(record, block):
                    held = _record(record, block, name, day, limit)
        except BaseException as raised:  # a panic of fastwarc's Rust is no Exception
            if not isinstance(raised, Exception) and type(raised).__name__ != "PanicException":
                raise
            error = f"{type(raised).__name__}: {raised}"
        end = block if len(block) <= limit else b""  # of a block over the limit the end was skipped
        error = error or stream.broken or ("" if stream.ends_with(end) else "the last record is not closed")
        if held and (block or not error):
            yield held
    if not n_records:
        yield reject(day, name, RejectReason.UNREADABLE, error or "holds no WARC record", n)
    elif error:
        yield reject(day, name, RejectReason.TRUNCATED, error, n)


def _is_gzip(file: Any) -> bool:
    start = file.read(2)
    file.seek(0)
    return start == b"\x1f\x8b"


def _url(record: Any) -> str:
    return clean((record.headers.get("WARC-Target-URI") or "").strip("<> "))


def _is_input(record: Any, block: bytes) -> bool:
    """Whether the record stands for a page that somebody captured, or tried to."""
    kind = record.headers.get("Content-Type") or ""
    if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
        return not (_NOTES.match(_url(record)) or kind.startswith("text/dns"))
    if record.record_type == WarcRecordType.conversion and kind.startswith("text/plain"):
        return True
    if record.record_type in (WarcRecordType.revisit, WarcRecordType.continuation, WarcRecordType.conversion):
        return bool(_HTML.search(kind) or _HTML.search(_http_type(block)))
    return False


def _http_type(block: bytes) -> str:
    found = re.search(rb"(?i)\ncontent-type:([^\r\n]{0,200})", block[:4096])
    return found.group(1).decode("latin-1") if found else ""


def _reject(record: Any, name: str, day: date, reason: RejectReason, detail: str) -> Row:
    return reject(day, name, reason, detail, record.content_length, str(record.stream_pos), _url(record))


def _record(record: Any, block: bytes, name: str, day: date, limit: int) -> Row:
    def no(reason: RejectReason, detail: str) -> Row:
        return _reject(record, name, day, reason, detail)

    url = _url(record)
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
        except (zlib.error, Undecoded) as error:
            return no(RejectReason.UNREADABLE, str(error))
        if not 200 <= status < 300:
            return no(RejectReason.HTTP_ERROR, f"status {status}")
    elif record.record_type != WarcRecordType.resource and not kind.startswith("text/plain"):
        return no(RejectReason.NOT_A_RESPONSE, f"a {record.headers.get('WARC-Type')} record, which holds no whole page")
    return {"landing_file": name, "landing_record": str(record.stream_pos), "url": url, "http_status": status,
            "captured_at": capture_time(record.headers.get("WARC-Date"), day), "content_type": clean(kind),
            "body": body, "day": day}  # fmt: skip


class Undecoded(Exception):
    """The body is coded in a way that nothing installed can read."""


def _response(block: bytes, limit: int) -> tuple[int, str, bytes]:
    stream = io.BytesIO(block)
    line = _STATUS.match(stream.readline(65536))
    if line is None:
        raise ValueError("the record does not begin with an HTTP status line")
    headers = parse_headers(stream)
    body = stream.read()
    if "chunked" in headers.get("Transfer-Encoding", "").lower():
        body = _dechunked(body)
    body = decoded(body, headers.get("Content-Encoding", ""), limit)
    return int(line.group(1)), headers.get("Content-Type", ""), body


def decoded(body: bytes, codings: str, limit: int) -> bytes:
    """The body of an HTTP response without its content codings.

    Raises:
        OverflowError: it has more than `limit` bytes.
        EOFError: it ends early.
        Undecoded, zlib.error: it is coded in a way that cannot be read, or is not what the header says.
    """
    for coding in reversed([one.strip().lower() for one in codings.split(",")]):
        body = _without(body, coding, limit)
    return body


def _without(body: bytes, coding: str, limit: int) -> bytes:
    """The body without one coding. Some crawlers store it decoded and keep the header: it shows."""
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
        return _inflated(body, 31, limit)
    if coding == "deflate" and body and b"<" not in body[:1]:
        return _inflated(body, 15 if body[0] & 15 == 8 else -15, limit)
    if coding == "br" and body and not body.lstrip().startswith(b"<"):
        return _unbrotli(body, limit)
    if coding == "zstd" and body[:4] == b"(\xb5/\xfd":
        raise Undecoded("the body is coded in zstd, which is not supported")
    return body


def _dechunked(body: bytes) -> bytes:
    if not (match := _CHUNK.match(body)):
        return body  # stored without its chunks
    chunks: list[bytes] = []
    while match:
        size, position = int(match.group(1), 16), match.end()
        if not size:
            return b"".join(chunks)
        chunks.append(body[position : position + size])
        end = position + size
        match = _CHUNK.match(body, end + (2 if body[end : end + 2] == b"\r\n" else 1))
    raise EOFError("the chunked body ends early")


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    stream = zlib.decompressobj(bits)
    data = stream.decompress(body, limit + 1)
    if len(data) > limit:
        raise OverflowError
    if not stream.eof:
        raise EOFError("the compressed body ends early")
    return data


def _unbrotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    try:
        data = stream.process(body, output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise Undecoded(f"brotli: {error}") from None
    if len(data) > limit:
        raise OverflowError
    if not stream.is_finished():
        raise EOFError("the compressed body ends early")
    return data
