"""Bytes of a page to text. Ingest and extraction decode by this one function, so that both see the same characters."""

import re

from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_to_unicode

_UNWANTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a page and the encoding it was found to be in; bytes that do not decode become U+FFFD.

    Byte order mark, HTTP header, meta element and detector are asked in that order. NUL, control characters and lone
    surrogates are removed. Never raises.
    """
    try:
        encoding, text = html_to_unicode(content_type or None, body, auto_detect_fun=detect_encoding)
    except (LookupError, ValueError):  # a declared codec that is none of text, or that this Python lacks
        encoding, text = "utf-8", body.decode("utf-8", "replace")
    return _UNWANTED.sub("", text), encoding
