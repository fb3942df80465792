"""Every input of a folder comes out exactly once: as a page or as a reject with its reason."""

import gzip
import io
import json
from datetime import UTC, date, datetime

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from pipeline import ingest
from pipeline.ingest.decode import read_as
from pipeline.ingest.hazards import hazard
from pipeline.ingest.identity import canonical_url, site_of
from pipeline.ingest.sniff import sniff
from pipeline.vocabulary import RejectReason

DAY = date(2026, 11, 22)
PAGE = b"<!doctype html><html><head><title>Harbour reopens</title></head><body><p>It did.</p></body></html>"


def read(folder, part_bytes=1_000_000, limit=100_000):
    pages, rejects = [], []

    class Output:
        def write(self, tables):
            pages.extend(tables["raw_pages"].to_pylist())
            rejects.extend(tables["rejects"].to_pylist())

    output = ingest.Deduplicated(Output())
    for part in ingest.landing_parts(folder, DAY, part_bytes, limit):
        output.write(ingest.ingest_part(part))
    return pages, rejects


def reasons(rejects):
    return {row["landing_file"]: row["reason"] for row in rejects}


def warc(n=3):
    out = io.BytesIO()
    for i in range(n):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://www.harbour-post.example/{i}"
        record.headers["WARC-Date"] = "2026-11-22T10:00:00Z"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        record.write(out)
    return out.getvalue()


def test_each_file_is_a_page_or_a_reject(tmp_path):
    files = {
        "a.html": PAGE, "b.html.gz": gzip.compress(PAGE + b" "), "c.txt": b"Harbour reopens\n\nIt did.",
        "d.html": b"%PDF-1.7 x", "e.html": b"", "f.html": b'{"a": 1}', "g.html.gz": gzip.compress(PAGE)[:-20],
        "h.html.gz": gzip.compress(b"x" * 200_000), "i.html": PAGE, "j.html": b"<div>" * 10_000,
        "k.html": b"<p " + b"a=1 " * 20_000 + b">",
    }  # fmt: skip
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "a.json").write_text(json.dumps({"url": "https://a.example/1", "captured_at": "2026-11-22T05:00:00Z"}))
    (tmp_path / "l.html").write_bytes(PAGE)
    (tmp_path / "l.json").write_text("[]")
    (tmp_path / "m.html").write_bytes(PAGE)
    pages, rejects = read(tmp_path, part_bytes=100)
    assert {page["landing_file"] for page in pages} == {"a.html", "b.html.gz", "c.txt", "i.html"}
    assert reasons(rejects) == {
        "d.html": "binary", "e.html": "empty", "f.html": "not_a_page", "g.html.gz": "truncated",
        "h.html.gz": "too_large", "j.html": "too_deep", "k.html": "too_many_attributes", "l.html": "bad_side_file",
        "m.html": "duplicate",
    }  # fmt: skip
    first = next(page for page in pages if page["landing_file"] == "a.html")
    assert first["captured_at"] == datetime(2026, 11, 22, 5, tzinfo=UTC)
    assert next(page for page in pages if page["landing_file"] == "c.txt")["media_type"] == "text/plain"


def test_a_truncated_warc_gives_its_good_records_and_says_so(tmp_path):
    (tmp_path / "whole.warc").write_bytes(warc())
    assert [len(rows) for rows in read(tmp_path)] == [3, 0]
    (tmp_path / "members.warc.gz").write_bytes(gzip.compress(warc()) + gzip.compress(warc(4)))
    assert [len(rows) for rows in read(tmp_path)] == [4, 6]
    (tmp_path / "members.warc.gz").unlink()
    for name, body in (("whole.warc", warc()[:-60]), ("whole.warc.gz", gzip.compress(warc())[:-30])):
        (tmp_path / "whole.warc").unlink(missing_ok=True)
        (tmp_path / name).write_bytes(body)
        pages, rejects = read(tmp_path)
        assert len(pages) < 3
        assert reasons(rejects) == {name: "truncated"}


def test_300_nested_divs_and_script_strings_pass():
    assert hazard(b"<div>" * 300 + b"x") is None
    assert hazard(b"<script>" + b"'<div>'" * 5000 + b"</script>") is None
    assert hazard(b"<div>" * 5000)[0] is RejectReason.TOO_DEEP


@pytest.mark.parametrize("attribute", [b" a=1", b" a='>'", b' a="<"', b"/a", b' a=""'])
def test_attributes_are_counted_however_they_are_written(attribute):
    assert hazard(b"<p" + attribute * 20_000 + b">")[0] is RejectReason.TOO_MANY_ATTRIBUTES
    assert hazard(b"<p" + attribute * 300 + b">") is None
    assert hazard(b"<p data-json='" + b"a, " * 10_000 + b"'>") is None


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + "</x>" * 9000, "<div></x>" * 5000, "</div>" * 5000 + "<div>" * 5000,
        "<div><object></div>" * 5000, "<span><div></span>" * 5000, "<noscript>" + "<DIV>" * 5000,
        "<svg><style>" + "<g>" * 5000, "<svg><script><!--x--><g/>" + "<g>" * 5000, "<!--><p>" + "<b>" * 5000,
        "<!-- x --!><!-- y -->" + "<b>" * 5000,
    ],
)  # fmt: skip
def test_depth_is_seen_behind_noise(page):
    assert hazard(page.encode())[0] is RejectReason.TOO_DEEP


@pytest.mark.parametrize(
    "page",
    [
        "<p>x<!--" * 5000, "<select>" + "<option>x</option>" * 20_000,
        "<p>" + "".join(f"<b i={i}>" for i in range(500)) + "<p>x" * 10_000,
    ],
)  # fmt: skip
def test_what_takes_a_parser_quadratic_time_is_seen(page):
    assert hazard(page.encode())[0] is RejectReason.TOO_COSTLY


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>x</div>" * 20_000, "<!-- x -->" * 5000, "<!-- " + "<div>" * 5000 + " --><p>x",
        "<style>" + "'<b>'" * 5000 + "</style>", "<b>x</b><p>" * 20_000, "<option>x" * 400, "<a><b>" * 90,
    ],
)  # fmt: skip
def test_long_pages_pass(page):
    assert hazard(page.encode()) is None


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (PAGE, "", "ascii"), (PAGE, "text/html; charset=iso-8859-1", "ascii"),
        (PAGE, "text/html; charset=utf-8", "utf-8"), ("\ufeff<p>ü".encode(), "", "utf-8"),
        ("<p>Für Öl über „Möwe“</p>".encode() * 9, "text/html; charset=windows-1252", "utf-8"),
        ('<meta charset="gbk"><p>Für Öl'.encode(), "", "utf-8"),
        ('<meta charset="gbk"><p>中国'.encode("gbk"), "", "gb18030"),
        ("<p>Für Öl</p>".encode("cp1252") * 9, "text/html; charset=utf-8", "cp1252"),
        ("<p>Öl".encode("utf-16"), "", "utf-16-le"),
    ],
)  # fmt: skip
def test_encodings(body, content_type, expected):
    found = ingest.decode(body, content_type)
    assert found.encoding == expected
    assert "\ufffd" not in found.text
    assert read_as(body, found.encoding) == found.utf8


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"RIFF deepens at the harbour board\n\nIt did.", "", None), (b"ID3 sales rise\n\nThey did.", "", None),
        (b"RIFF....WEBPVP8 ", "", RejectReason.BINARY), (b"ID3\x03...", "", RejectReason.BINARY),
        ("<p>Öl".encode("utf-16"), "", None), ("Für Öl".encode("cp1252") * 9, "text/plain; charset=utf-8", None),
        (b"\x81\x8d\x8f" * 500, "text/html; charset=ascii", RejectReason.UNDECODABLE),
        (b"<p>" + b"\x01\x02\x03" * 500, "", RejectReason.BINARY), (b"\x1b$B%K%e!<%9\x1b(B" * 9, "", None),
        (b'{"a": 1}', "text/plain", RejectReason.NOT_A_PAGE), (b"<p>It did.", "text/plain", None),
    ],
)  # fmt: skip
def test_what_the_bytes_are(body, content_type, expected):
    found = ingest.decode(body, content_type)
    assert sniff(body, found.utf8, found.encoding, content_type)[1] is expected


def test_addresses():
    assert canonical_url("https://a.example.co.uk/x?utm_source=f&b=2&a=1#top") == "https://a.example.co.uk/x?a=1&b=2"
    assert site_of("https://news.harbour.co.uk/x") == "harbour.co.uk"
