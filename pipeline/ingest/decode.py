"""Bytes of a page to text. Ingest decides on the encoding, extraction reads by it: both see the same characters."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_to_unicode, read_bom, to_unicode

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_UTF8 = frozenset(["ascii", "utf-8"])
_ASCII_BYTES = _UTF8 | {"cp1252"}
"""Encodings in which each byte below 128 is that character, and a surrogate cannot be."""


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
        return self.utf8.decode("utf-8", "replace")


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page; bytes that do not decode become U+FFFD.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared: two of 807 real pages were saved as UTF-8
    with the meta element of another time. Else byte order mark, HTTP header, meta element and detector are asked in
    that order; where what is declared loses one character in a hundred and the detector's guess loses fewer, the guess
    is taken. NUL, control characters and lone surrogates are removed. Never raises.
    """
    if body.isascii() or is_utf8(body):
        encoding = _declared(body, content_type)[0] if body.isascii() else "utf-8"
        own = utf8_of(body, encoding)
        return Decoded(read_as(body, encoding).encode() if own is None else own, encoding)
    encoding, text = _declared(body, content_type)
    return Decoded(_wanted(body, text, encoding).encode("utf-8", "replace"), encoding)


def utf8_of(body: bytes, encoding: str) -> bytes | None:
    """The body less its mark, where it holds in UTF-8 the text that `decode` gives: a parser may take it as it is."""
    return body.removeprefix(_MARK) if encoding in _UTF8 and _is_clean(body) else None


def read_as(body: bytes, encoding: str) -> str:
    """The text that `decode` gave with this encoding, without asking again which it is.

    Raises:
        LookupError: no encoding of text has this name.
    """
    mark, bom = read_bom(body)
    return _wanted(body, to_unicode(body[len(bom) :] if bom and mark == encoding else body, encoding), encoding)


def _wanted(body: bytes, text: str, encoding: str) -> str:
    return text if encoding in _ASCII_BYTES and _is_clean(body) else _UNWANTED.sub("", text)


def _is_clean(body: bytes) -> bool:
    """Whether bytes hold no control character of ASCII: numpy takes a tenth of the time that asking the text takes."""
    codes = np.frombuffer(body, np.uint8)
    shifted = codes - np.uint8(14)  # below 14 it wraps round
    return not ((codes < 9).any() or (shifted < 18).any() or b"\x0b" in body or b"\x7f" in body)


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
