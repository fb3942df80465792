"""Records of a WARC: what is a page, what is turned away and why, and that no cut goes unseen."""

import gzip
import zlib
from datetime import UTC, date, datetime

import brotli
import pytest
from upath import UPath

from pipeline import ingest
from pipeline.ingest.warc import read_warc

DAY = date(2026, 11, 22)
PAGE = b"<!doctype html><html><head><title>Harbour reopens</title></head><body><p>It did.</p></body></html>"
URL = "https://www.harbour-post.example/1"


def record(block, kind="response", url=URL, content_type="application/http; msgtype=response", **more):
    head = {"WARC-Type": kind, "WARC-Date": "2026-11-22T10:00:00Z", "WARC-Target-URI": url,
            "Content-Type": content_type, "Content-Length": str(len(block)), **more}  # fmt: skip
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items() if value)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def http(body, content_type="text/html; charset=utf-8", status="200 OK", **headers):
    lines = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{lines}\r\n".encode() + body


def rows(tmp_path, data, name="w.warc", limit=100_000):
    (tmp_path / name).write_bytes(data)
    found = list(read_warc(UPath(tmp_path / name), name, DAY, limit))
    return [row for row in found if "body" in row], [row for row in found if "reason" in row]


def outcome(tmp_path, data, limit=100_000):
    """Reason of the only input of a WARC through the whole stage, or the media type of its page."""
    (tmp_path / "w.warc").write_bytes(data)
    (part,) = ingest.landing_parts(tmp_path, DAY, max_page_bytes=limit)
    made = ingest.ingest_part(part)
    pages, rejects = made["raw_pages"].to_pylist(), made["rejects"].to_pylist()
    assert len(pages) + len(rejects) == 1
    return pages[0]["media_type"] if pages else rejects[0]["reason"]


def chunked(body, size=11):
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(body):
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(body) + squeeze.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, {}),
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),  # stored decoded, header kept
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE)), {"Transfer_Encoding": "chunked", "Content_Encoding": "x-gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (raw_deflate(PAGE), {"Content_Encoding": "deflate"}),
        (PAGE, {"Content_Encoding": "br"}),
    ],
)
def test_bodies_come_out_decoded(tmp_path, body, headers):
    pages, rejects = rows(tmp_path, record(http(body, **headers)))
    assert rejects == []
    assert pages == [{
        "landing_file": "w.warc", "landing_record": "0", "url": URL, "http_status": 200, "day": DAY, "body": PAGE,
        "content_type": "text/html; charset=utf-8", "captured_at": datetime(2026, 11, 22, 10, tzinfo=UTC),
    }]  # fmt: skip


def test_a_brotli_body(tmp_path):
    coded = brotli.compress(PAGE)
    assert rows(tmp_path, record(http(coded, Content_Encoding="br")))[0][0]["body"] == PAGE
    assert outcome(tmp_path, record(http(coded[:-5], Content_Encoding="br"))) == "truncated"
    bomb = brotli.compress(b"<p>" * 1_000_000)
    assert outcome(tmp_path, record(http(bomb, Content_Encoding="br"))) == "too_large"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (record(http(gzip.compress(b"<p>" * 100_000), Content_Encoding="gzip")), "too_large"),
        (record(http(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")), "truncated"),
        (record(http(chunked(PAGE)[:-30], Transfer_Encoding="chunked")), "truncated"),
        (record(http(b"\x78\x9c\xff\xff\xff\xff", Content_Encoding="deflate")), "unreadable"),
        (record(http(b"(\xb5/\xfd abc", Content_Encoding="zstd")), "unreadable"),
        (record(http(PAGE, status="404 Not Found")), "http_error"),
        (record(http(PAGE), url="ftp://a.example/x"), "bad_url"),
        (record(http(PAGE), url=""), "bad_url"),
        (record(b"no status line"), "not_a_response"),
        (record(b""), "not_a_response"),
        (record(http(b"X" * 200_000)), "too_large"),
        (record(http(b""), "revisit"), "not_a_response"),
        (record(PAGE, "continuation", content_type="text/html"), "not_a_response"),
        (record(PAGE, "resource", content_type="text/html"), "text/html"),
        (record(b"Harbour reopens\n\nIt did.", "conversion", content_type="text/plain"), "text/plain"),
        (record(http(b"\x00\x01\x02 image", "image/webp")), "binary"),
        (record(http(b"not a signature", "application/pdf")), "binary"),
        (record(http(b'"<p>text</p>"', "application/json")), "not_a_page"),
        (record(http(b"p { color: red }", "text/css")), "not_a_page"),
        (record(http(PAGE, "application/octet-stream")), "text/html"),
        (record(http(PAGE, "")), "text/html"),
        (record(bytes(range(256)) * 40, "resource", content_type="application/octet-stream"), "binary"),
    ],
)
def test_what_becomes_of_a_record(tmp_path, data, expected):
    assert outcome(tmp_path, data) == expected


@pytest.mark.parametrize(
    "data",
    [
        record(b"software: x\r\n", "warcinfo", "", "application/warc-fields"),
        record(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "request", content_type="application/http; msgtype=request"),
        record(b"fetchTimeMs: 1\r\n", "metadata", content_type="application/warc-fields"),
        record(b"20261122\na.example. 300 IN A 192.0.2.1\n", "response", "dns:a.example", "text/dns"),
        record(b"<urn:uuid:1>\n", "resource", "metadata://gnu.org/software/wget/warc/MANIFEST.txt", "text/plain"),
        record(http(b"", "image/png"), "revisit"),
        record(b"pixels", "conversion", content_type="image/png"),
    ],
)
def test_records_about_no_page_are_no_inputs(tmp_path, data):
    assert rows(tmp_path, data) == ([], [])
    assert [len(found) for found in rows(tmp_path, data + record(http(PAGE)) + data)] == [1, 0]


def _three():
    found = [record(http(PAGE, n=i), url=f"{URL}{i}") for i in range(3)]
    found[1] = record(b"GET / HTTP/1.1\r\n\r\n", "request") + found[1]
    return found


def test_every_cut_is_seen_and_costs_the_cut_record_only(tmp_path):
    found = _three()
    data, ends, blocks, end = b"".join(found), [0], [], 0
    for one in found:
        end += len(one)
        ends.append(end)
        blocks.append(end - 4)
    request_end = ends[1] + found[1].index(b"WARC/1.1", 8)
    for cut in range(1, len(data)):
        pages, rejects = rows(tmp_path, data[:cut])
        assert len(pages) == sum(cut >= block for block in blocks), cut
        whole = any(block <= cut <= block + 4 for block in [*blocks, request_end - 4])
        assert len(rejects) == (not whole), cut
        assert {row["reason"] for row in rejects} <= {"truncated", "unreadable"}
        assert all(row["url"] is None or data.count(row["url"].encode() + b"\r\n") for row in rejects)


def test_a_cut_record_has_a_row_with_its_address(tmp_path):
    found = _three()
    _, (row,) = rows(tmp_path, b"".join(found)[:-30])
    assert (row["url"], row["reason"], row["landing_record"]) == (
        f"{URL}2", "truncated", str(len(found[0] + found[1])))  # fmt: skip


def test_every_cut_of_a_gzipped_warc_is_seen(tmp_path):
    members = [gzip.compress(one, mtime=0) for one in _three()]
    data, ends = b"".join(members), []
    for i in range(3):
        ends.append(len(b"".join(members[: i + 1])))
    for cut in range(1, len(data)):
        pages, rejects = rows(tmp_path, data[:cut], "w.warc.gz")
        assert len(pages) >= sum(cut >= end for end in ends), cut
        assert len(rejects) == (cut not in ends), cut
    assert [len(x) for x in rows(tmp_path, data, "w.warc.gz")] == [3, 0]
    assert [len(x) for x in rows(tmp_path, b"".join(_three()), "w.warc.gz")] == [3, 0]  # not gzipped after all


@pytest.mark.parametrize("data", [b"", b"x", b"<html>", gzip.compress(b""), b"\x1f\x8bxxxxxxxxxxxxxxxxxxxxxxxx"])
def test_what_is_no_warc_is_unreadable_or_cut(tmp_path, data):
    pages, (row,) = rows(tmp_path, data)
    assert not pages
    assert row["reason"] in ("unreadable", "truncated")


def test_bytes_spoilt_in_the_middle_never_raise(tmp_path):
    data = b"".join(_three())
    for i in range(0, len(data), 7):
        spoilt = data[:i] + b"\xff\r\n" + data[i + 3 :]
        pages, rejects = rows(tmp_path, spoilt)
        assert pages or rejects
        squeezed = gzip.compress(data, mtime=0)
        j = i % len(squeezed)
        rows(tmp_path, squeezed[:j] + b"\xff" + squeezed[j + 1 :], "w.warc.gz")
