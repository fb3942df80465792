"""Writing what was fetched into the landing zone: a WARC, and beside it what could not be had."""

import gzip
import hashlib
import json
import tempfile
import uuid
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

from upath import UPath
from w3lib.url import safe_url_string

from pipeline.ingest.client import Answer
from pipeline.ingest.land import copy_whole
from pipeline.ingest.rows import REJECTS_SUFFIX
from pipeline.vocabulary import RejectReason

_LEFT_OUT = frozenset(["connection", "content-length", "keep-alive", "transfer-encoding"])
"""Headers of the transfer: the body stands in the record without its chunks, with its own length."""


class Capture:
    """A WARC under way in a temporary folder; on a clean exit it is moved in whole, on an exception nothing is.

    Each record is a gzip member of its own. Ids follow from address, time and bytes, and the file's name from the ids:
    the same answers make the same file.
    """

    def __init__(self, folder: UPath) -> None:
        self.folder = folder
        self.files: tuple[str, ...] = ()
        self.n_pages = self.n_rejects = self.n_bytes = 0
        self._digest = hashlib.sha256()
        self._first: datetime | None = None

    def __enter__(self) -> "Capture":
        self._temporary = tempfile.TemporaryDirectory(prefix="hearsay-fetch-")
        self._warc = (Path(self._temporary.name) / "pages").open("wb")
        self._rejects = (Path(self._temporary.name) / "rejects").open("wb")
        return self

    def page(self, answer: Answer, when: datetime) -> None:
        """Adds a response, as it came, under the address that was asked."""
        if self._first is None:
            self._first = when
            self._write("warcinfo", "", when, "application/warc-fields", _about())
        headers = [pair for pair in answer.headers if pair[0].lower() not in _LEFT_OUT]
        lines = [
            f"{key}: {' '.join(value.split())}" for key, value in [*headers, ("Content-Length", str(len(answer.raw)))]
        ]
        head = "\r\n".join([f"HTTP/1.1 {answer.status} {answer.reason}".rstrip(), *lines, "", ""])
        block = head.encode("utf-8", "surrogateescape") + answer.raw
        self._write("response", answer.url, when, "application/http; msgtype=response", block)
        self.n_pages += 1
        self.n_bytes += len(answer.raw)

    def reject(self, url: str, reason: RejectReason, detail: str, n_bytes: int = 0) -> None:
        """Adds an address that gave no page."""
        row = {"url": url, "reason": reason.value, "detail": detail, "n_bytes": n_bytes}
        line = json.dumps(row, ensure_ascii=True).encode() + b"\n"
        self._digest.update(line)
        self._rejects.write(line)
        self.n_rejects += 1

    def _write(self, kind: str, url: str, when: datetime, content_type: str, block: bytes) -> None:
        stamp = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{kind} {url} {stamp} {hashlib.sha256(block).hexdigest()}")
        self._digest.update(identity.bytes)
        head = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{identity}>", "WARC-Date": stamp,
                "WARC-Target-URI": safe_url_string(url), "Content-Type": content_type,
                "Content-Length": str(len(block))}  # fmt: skip
        lines = "".join(f"{key}: {value}\r\n" for key, value in head.items() if value)
        self._warc.write(gzip.compress(b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._warc.close()
        self._rejects.close()
        with self._temporary:
            if error is None:
                self._publish()

    def _publish(self) -> None:
        stem = f"fetch-{self._digest.hexdigest()[:12]}"
        names = [(f"{stem}{REJECTS_SUFFIX}", self._rejects.name, self.n_rejects),
                 (f"{stem}.warc.gz", self._warc.name, self.n_pages)]  # fmt: skip
        for name, path, count in names:
            if count:
                copy_whole(UPath(path), self.folder / name)
                self.files = (*self.files, name)


def _about() -> bytes:
    try:
        own = version("hearsay")
    except PackageNotFoundError:
        own = "unknown"
    return f"software: hearsay {own}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n".encode()
