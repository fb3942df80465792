"""What kind of bytes these are, told by looking at them: a page, plain text, or something that is no page.

Not libmagic: it called 111 of 300 real news pages JavaScript. A file that shows HTML tags early is a page whatever
else it holds; only what shows none is asked whether it is a script or a style sheet.
"""

import re

from pipeline.vocabulary import RejectReason

HEAD = 4096
"""Bytes looked at for tags."""

_SIGNATURES = (
    (b"%PDF-", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"(\xb5/\xfd", "zstd"), (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"), (b"\x7fELF", "ELF"), (b"OggS", "Ogg"), (b"ID3\x03", "MP3"), (b"ID3\x04", "MP3"),
    (b"wOFF", "font"), (b"wOF2", "font"),
    (b"\xd0\xcf\x11\xe0", "OLE document"), (b"PAR1", "Parquet"), (b"SQLite format", "SQLite"),
)  # fmt: skip
_BEGINNINGS = tuple(signature for signature, _ in _SIGNATURES)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|/?(?:html|head|body|title|meta|link|script|style|div|p|article|section|main|header|h[1-6]|"
    rb"span|table|a|br|ul|li)(?=[\s>/]))",
    re.I,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]", re.I)
_SCRIPT = re.compile(
    rb"(?:(?:var|let|const)\s+[\w$]+\s*=|function\s*[\w$]*\s*\(|\(function|\(\(\)\s*=>|[\"']use strict)"
)
_STYLE = re.compile(
    rb"(?:@charset|@import|@media|[.#]?[\w-]{1,60}(?:[\s,>]{1,3}[.#]?[\w-]{1,60}){0,4}\s{0,3}\{\s{0,20}[\w-]{1,40}\s{0,3}:)"
)


_TYPES = (
    (re.compile(r"image/|audio/|video/|font/|application/(?:pdf|zip|gzip|x-gzip|epub|msword|wasm|vnd\.(?!wap))"),
     RejectReason.BINARY),
    (re.compile(r"application/(?:[\w.]+\+)?json|application/(?:rss|atom|rdf)\+xml|text/css|text/calendar|text/csv|"
                r"(?:application|text)/(?:x-)?(?:javascript|ecmascript|json)"), RejectReason.NOT_A_PAGE),
)  # fmt: skip
"""Declared types that are believed; others are not, since servers call pages text/plain and octet-stream."""

_CONTROL = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
"""Bytes that no text holds; escape is none of them, Japanese pages switch their alphabet with it."""

_MARK, _LOST = "\ufeff".encode(), "\ufffd".encode()
_LOST_SHARE = 10


def sniff(
    body: bytes, utf8: bytes, encoding: str = "utf-8", content_type: str = ""
) -> tuple[str, RejectReason | None, str]:
    """Media type, or the reason for turning the bytes away with what was seen; `utf8` is their text in UTF-8."""
    declared = content_type.strip().lower()
    for types, reason in _TYPES:
        if types.match(declared):
            return "", reason, f"is declared to be {declared.split(';')[0]}"
    if found := _signature(body):
        return "", RejectReason.BINARY, found
    head = _stripped(utf8[:HEAD])
    if not head and not _stripped(utf8):
        return "", RejectReason.EMPTY, "holds nothing but white space"
    if _FEED.search(head[:1024]) and not re.search(rb"<html[\s>]", head, re.I):
        return "", RejectReason.NOT_A_PAGE, "is a feed or a sitemap"
    if head[:1] in (b"{", b"[") and re.match(rb"[{\[]\s{0,99}(?:[\"{\[]|[}\]]\s{0,99}$)", head):
        return "", RejectReason.NOT_A_PAGE, "is JSON"
    shows_tags = bool(_TAG.search(head))
    if not encoding.startswith(("utf-16", "utf-32")):
        n_control = len(body[:HEAD]) - len(body[:HEAD].translate(None, _CONTROL))
        if n_control * (5 if shows_tags else 50) > len(body[:HEAD]):
            return "", RejectReason.BINARY, "holds control bytes in numbers that no text has"
    if (n_lost := _n_lost(utf8)) and n_lost * _LOST_SHARE > len(utf8.decode("utf-8", "replace")):
        return "", RejectReason.UNDECODABLE, f"read as {encoding}, one character in {_LOST_SHARE} or more is lost"
    if shows_tags:
        return "text/html", None, ""
    if _SCRIPT.match(head):
        return "", RejectReason.NOT_A_PAGE, "is JavaScript"
    if _STYLE.match(head):
        return "", RejectReason.NOT_A_PAGE, "is a style sheet"
    return ("text/html" if _TAG.search(utf8) else "text/plain"), None, ""


def _stripped(utf8: bytes) -> bytes:
    while (left := utf8.lstrip(b" \t\r\n").removeprefix(_MARK)) != utf8:
        utf8 = left
    return utf8


def _n_lost(utf8: bytes) -> int:
    first = utf8.find(_LOST[:1])  # a search for one byte takes a tenth of the time
    return utf8.count(_LOST, first) if first >= 0 else 0


def _signature(body: bytes) -> str:
    if body.startswith(_BEGINNINGS):
        name = next(name for signature, name in _SIGNATURES if body.startswith(signature))
        return f"carries the signature of {name}"
    if (body[:4] == b"RIFF" and body[8:12] in (b"WEBP", b"WAVE", b"AVI ")) or body[4:8] == b"ftyp":
        return "carries the signature of a picture, sound or film"
    return ""
