"""What the user names lands whole, once, and under its own name or a new one."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import InputError, LakeError
from pipeline.ingest.rows import is_landing_file, side_name

DAY = date(2026, 11, 22)
PAGE = b"<!doctype html><html><head><title>Harbour reopens</title></head><body><p>It did.</p></body></html>"


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def side(url):
    return json.dumps({"url": url, "captured_at": "2026-11-22T05:00:00Z"}).encode()


def pages(folder, day=DAY):
    rows = []
    for part in ingest.landing_parts(folder, day):
        made = ingest.ingest_part(part)
        assert made["rejects"].num_rows == 0
        rows += made["raw_pages"].to_pylist()
    return {row["landing_file"]: row["url"] for row in rows}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html", "a.json"), ("a.html.gz", "a.json"), ("x.y.html", "x.y.json"), ("x.y.TXT.GZ", "x.y.json"),
        ("a.htm", "a.json"), ("a.warc.gz", None), ("a.json", None), ("notes.md", None),
    ],
)  # fmt: skip
def test_one_rule_names_the_side_file(name, expected):
    assert side_name(name) == expected


def test_names_that_begin_with_a_dot_are_no_inputs():
    assert not is_landing_file(".a.html.17.part")
    assert not is_landing_file(".a.html")
    assert not is_landing_file(".hidden/a.html")
    assert is_landing_file("a/b.warc")


def test_a_folder_of_days_keeps_them_and_pages_keep_their_addresses(tmp_path):
    source, zone = tmp_path / "corpus", tmp_path / "landing"
    files = {
        "2026-11-20/x.y.html": PAGE, "2026-11-20/x.y.json": side("https://a.example/1"),
        "2026-11-21/deep/b.html.gz": gzip.compress(PAGE), "2026-11-21/deep/b.json": side("https://a.example/2"),
        "c.txt": b"Harbour reopens\n\nIt did.", "README.md": b"notes", "2026-11-21/.d.html.1.part": b"half",
        "2026-13-40/e.html": PAGE + b" ",
    }  # fmt: skip
    for name, body in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(body)
    days = {date(2026, 11, 20): 1, date(2026, 11, 21): 1, DAY: 2}
    assert ingest.land([source], zone, DAY) == days
    landed = tree(zone)
    assert landed == {
        "2026-11-20/x.y.html": PAGE, "2026-11-20/x.y.json": files["2026-11-20/x.y.json"],
        "2026-11-21/deep/b.html.gz": files["2026-11-21/deep/b.html.gz"],
        "2026-11-21/deep/b.json": files["2026-11-21/deep/b.json"],
        "2026-11-22/c.txt": files["c.txt"], "2026-11-22/2026-13-40/e.html": PAGE + b" ",
    }  # fmt: skip
    assert pages(zone / "2026-11-20") == {"x.y.html": "https://a.example/1"}
    assert pages(zone / "2026-11-21") == {"deep/b.html.gz": "https://a.example/2"}
    stamps = {p: p.stat().st_mtime_ns for p in zone.rglob("*")}
    assert ingest.land([source, zone], zone, DAY) == {key: 2 * n for key, n in days.items()}
    assert {p: p.stat().st_mtime_ns for p in zone.rglob("*")} == stamps


def test_a_landing_zone_inside_the_folder_is_not_landed_again(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    for _ in range(2):
        assert ingest.land([tmp_path], tmp_path / "landing", DAY) == {DAY: 1}
    assert set(tree(tmp_path)) == {"a.html", "landing/2026-11-22/a.html"}


def test_a_single_file_and_a_day_folder(tmp_path):
    (tmp_path / "2026-11-19").mkdir()
    for name, body in {"w.warc": b"WARC", "a.html": PAGE, "a.json": side("https://a.example/1")}.items():
        (tmp_path / "2026-11-19" / name).write_bytes(body)
    assert ingest.land([str(tmp_path / "2026-11-19/a.html")], tmp_path / "one", DAY) == {DAY: 1}
    assert set(tree(tmp_path / "one")) == {"2026-11-22/a.html", "2026-11-22/a.json"}
    assert ingest.land([tmp_path / "2026-11-19"], tmp_path / "two", DAY) == {date(2026, 11, 19): 2}


def test_two_inputs_of_one_name_both_land(tmp_path):
    for folder, body, address in (("a", PAGE, 1), ("b", PAGE + b" ", 1), ("c", PAGE, 3), ("d", PAGE, 0)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.y.html").write_bytes(body)
        if address:
            (tmp_path / folder / "x.y.json").write_bytes(side(f"https://a.example/{address}"))
    (tmp_path / "d" / "x.y.txt").write_bytes(b"Harbour reopens")
    zone = tmp_path / "landing"
    for _ in range(2):
        assert ingest.land([tmp_path / name for name in "abcd"], zone, DAY) == {DAY: 5}
        found = pages(zone / "2026-11-22")
        assert len(found) == 4  # the page without an address is the same bytes as the first
        assert found.pop("x.y.html") == "https://a.example/1"
        assert sorted(found.values()) == ["", "https://a.example/1", "https://a.example/3"]
        assert all(name.startswith("x.y-") for name in found)


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_bytes(PAGE)

    def full(read: io.BufferedReader, write: io.BufferedWriter, size: int) -> None:
        write.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(LakeError, match="No space left"):
        ingest.land([tmp_path / "a.html"], tmp_path / "landing", DAY)
    assert tree(tmp_path / "landing") == {}


def test_an_interrupted_copy_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_bytes(PAGE)
    zone = tmp_path / "landing" / "2026-11-22"

    def replace(part: Path, target: str) -> None:
        assert list(ingest.landing_parts(zone, DAY)) == []
        part.rename(target)

    monkeypatch.setattr(Path, "replace", replace)
    ingest.land([tmp_path / "a.html"], tmp_path / "landing", DAY)
    assert pages(zone) == {"a.html": ""}


def test_what_is_no_input_is_an_error(tmp_path):
    (tmp_path / "notes.md").write_bytes(b"notes")
    for given in ("nowhere", "notes.md", ""):
        with pytest.raises(InputError):
            ingest.land([tmp_path / given], tmp_path / "landing", DAY)
