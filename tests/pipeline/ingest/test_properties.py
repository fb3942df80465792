"""Whatever lies in a folder: every input comes out exactly once, the same each time."""

import gzip
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.ingest.decode import is_utf8, read_as
from pipeline.ingest.identity import canonical_url, declared_url, page_id, site_of
from pipeline.ingest.rows import is_page, side_name

DAY = date(2026, 11, 22)
PAGE = b"<!doctype html><html><head><title>Harbour reopens</title></head><body><p>It did.</p></body></html>"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def record(body, number):
    block = RESPONSE + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


bodies = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: f"<html><body><p>{text}".encode("utf-8", "surrogatepass")),
    st.sampled_from([PAGE, b"", b" \n", b"%PDF-1.7", b"{}", "<p>Öl".encode("utf-16"), b"<div>" * 3000, b"x" * 3000]),
)
stems = st.text("ab.é ", min_size=1, max_size=4).filter(lambda stem: not stem.startswith("."))
pages = st.tuples(stems, st.sampled_from([".html", ".htm", ".txt", ".html.gz", ".TXT"]), bodies)
sides = st.one_of(st.binary(max_size=20), st.sampled_from([b"[]", b'{"url": 1}', b'{"url": "https://a.example/1"}']))


@settings(max_examples=60)
@given(st.lists(pages, max_size=6), st.lists(sides, max_size=3), st.lists(bodies, max_size=4), st.integers(1, 900))
def test_every_input_comes_out_once_and_the_same_each_time(files, beside, records, part_bytes):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        expected = set()
        for stem, end, body in files:
            (folder / (stem + end)).write_bytes(gzip.compress(body) if end.endswith("gz") else body)
            expected.add((stem + end, None))
        for (stem, end, _), body in zip(files, beside, strict=False):
            (folder / str(side_name(stem + end))).write_bytes(body)
        warc, place = b"", 0
        for number, body in enumerate(records):
            warc += record(body, number)
            expected.add(("w.warc.gz", str(place)))
            place = len(warc)
        if records:
            (folder / "w.warc.gz").write_bytes(gzip.compress(warc))
        first, second = read(folder, part_bytes), read(folder, 1_000_000)
    assert [key for key, _ in first] == sorted(expected, key=str)
    assert first == second


def read(folder, part_bytes):
    rows = []

    class Output:
        def write(self, tables):
            rows.extend(tables["raw_pages"].to_pylist() + tables["rejects"].to_pylist())

    output = ingest.Deduplicated(Output())
    for part in ingest.landing_parts(folder, DAY, part_bytes, 2_000):
        output.write(ingest.ingest_part(part))
    found = [((row["landing_file"], row["landing_record"]), row.get("page_id") or row["reason"]) for row in rows]
    return sorted(found, key=lambda pair: str(pair[0]))


@given(st.text(max_size=60), st.binary(max_size=60))
def test_ids_follow_from_address_and_bytes_alone(url, body):
    assert page_id(url, body) == page_id(url, bytes(bytearray(body)))
    assert len(page_id(url, body)) == 32
    assert page_id(url, body) != page_id(url + "x", body)
    assert page_id(url, body) != page_id(url, body + b"x")


addresses = st.one_of(st.text(max_size=60), st.text(max_size=60).map(lambda text: f"https://a.example/{text}"))


@given(addresses)
def test_addresses_never_raise_and_cleaning_twice_changes_nothing(url):
    clean = canonical_url(url)
    assert canonical_url(clean) == clean
    assert site_of(url) == site_of(clean) or not clean
    declared_url(f'<link rel="canonical" href="{url}">'.encode("utf-8", "replace"))


@given(st.text(max_size=30))
def test_every_page_has_a_side_name_that_is_no_page(name):
    assert (side_name(name) is not None) == is_page(name)
    assert side_name(name) is None or not is_page(str(side_name(name)))


@given(st.binary(max_size=40) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_utf8_is_told_as_python_tells_it(body):
    try:
        body.decode()
    except UnicodeDecodeError:
        assert not is_utf8(body)
    else:
        assert is_utf8(body)


@given(
    st.binary(max_size=3000), st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=hex", "x", "é;"])
)
def test_decode_never_raises_and_gives_what_parquet_can_hold(body, content_type):
    found = ingest.decode(body, content_type)
    assert read_as(body, found.encoding) == found.utf8 == found.text.encode()
