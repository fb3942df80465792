"""Bytes of a page to text. Ingest decides on the encoding, extraction reads by it: both see the same characters."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_to_unicode, read_bom, to_unicode

_UTF8 = frozenset(["ascii", "utf-8"])
_MARK = b"\xef\xbb\xbf"
_LOST = "\ufffd"
_MANY = 100
"""One character in so many lost: the declared encoding is doubted, and the detector asked."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page in UTF-8, as fast parsers want it, and the encoding that the page was found to be in."""

    utf8: bytes
    encoding: str

    @property
    def text(self) -> str:
        return self.utf8.decode()


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page; bytes that do not decode become U+FFFD.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared: two of 807 real pages were saved as UTF-8
    with the meta element of another time. Else byte order mark, HTTP header, meta element and detector are asked in
    that order; where what is declared loses one character in a hundred and the detector's guess loses fewer, the guess
    is taken. Control characters stay until blocks and metadata are cut (`extract.parse.clean`). Never raises.
    """
    if not body.isascii() and is_utf8(body):
        return Decoded(body.removeprefix(_MARK), "utf-8")
    encoding, text = _declared(body, content_type)
    return Decoded(text.encode("utf-8", "replace"), encoding)


def read_as(body: bytes, encoding: str) -> bytes:
    """The text, in UTF-8, that `decode` gave with this encoding, without asking again which it is.

    Raises:
        LookupError: no encoding of text has this name.
    """
    if encoding in _UTF8 and (body.isascii() or is_utf8(body)):
        return body.removeprefix(_MARK)
    mark, bom = read_bom(body)
    text = to_unicode(body[len(bom) :] if bom and mark == encoding else body, encoding)
    return text.encode("utf-8", "replace")


def is_utf8(body: bytes) -> bool:
    """Whether bytes are valid UTF-8. Arrow, asked about a column of one value, tells it twice as fast as Python."""
    ends = pa.py_buffer(np.array([0, len(body)], np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(body)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _declared(body: bytes, content_type: str) -> tuple[str, str]:
    try:
        encoding, text = html_to_unicode(content_type or None, body, auto_detect_fun=detect_encoding)
    except (LookupError, ValueError):  # a declared codec that is none of text, or that this Python lacks
        encoding, text = "utf-8", body.decode("utf-8", "replace")
    if _LOST in text and (n_lost := text.count(_LOST)) * _MANY > len(text):
        encoding, text = _detected(body, n_lost) or (encoding, text)
    if encoding == "cp1252" and body.isascii():  # what the standard calls a page that declares nothing, or ASCII
        encoding = "ascii"
    return encoding, text


def _detected(body: bytes, n_lost: int) -> tuple[str, str] | None:
    try:
        encoding = detect_encoding(body) or "utf-8"
        text = body.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    return (encoding, text) if text.count(_LOST) < n_lost else None
