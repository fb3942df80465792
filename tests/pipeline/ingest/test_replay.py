"""Rejected inputs are found again by reason, and reading their day again takes them where the code now can."""

import json
from datetime import date

import pytest

from pipeline import ingest
from pipeline.errors import PartitionMissingError
from pipeline.ingest import replay
from pipeline.lake import Lake
from pipeline.tables import RAW_PAGES, REJECTS
from pipeline.vocabulary import RejectReason

FIRST, SECOND = date(2026, 11, 21), date(2026, 11, 22)
PAGE = b"<!doctype html><html><body><p>It did.</p></body></html>"


def run(landing, lake, day, limit):
    with lake.writer(day, RAW_PAGES, REJECTS) as writer:
        output = ingest.Deduplicated(writer)
        for part in ingest.landing_parts(landing / day.isoformat(), day, max_page_bytes=limit):
            output.write(ingest.ingest_part(part))


@pytest.fixture
def lake(tmp_path):
    lake = Lake(tmp_path / "lake")
    for day, files in {FIRST: {"a.html": PAGE * 9, "b.html": b"", "c.html": PAGE}, SECOND: {"d.html": b""}}.items():
        folder = tmp_path / "landing" / day.isoformat()
        folder.mkdir(parents=True)
        for name, body in files.items():
            (folder / name).write_bytes(body)
        line = {"url": f"https://a.example/{day}", "reason": "fetch_failed", "detail": "no answer", "n_bytes": 0}
        (folder / "fetch-1.rejects.jsonl").write_text(json.dumps(line))
        run(tmp_path / "landing", lake, day, 200)
    return lake


def test_inputs_are_found_by_reason_and_day(lake):
    assert [(one.day, one.landing_file) for one in replay.rejected(lake, [RejectReason.TOO_LARGE])] == [
        (FIRST, "a.html")
    ]
    assert len(replay.rejected(lake)) == 5
    assert [one.landing_file for one in replay.rejected(lake, [RejectReason.EMPTY], SECOND)] == ["d.html"]
    assert replay.days(lake, [RejectReason.EMPTY]) == [FIRST, SECOND]
    assert replay.days(lake, [RejectReason.FETCH_FAILED]) == []
    assert replay.addresses(lake) == ["https://a.example/2026-11-21", "https://a.example/2026-11-22"]
    with pytest.raises(PartitionMissingError):
        replay.rejected(lake, day=date(2026, 1, 1))


def test_reading_the_day_again_takes_what_now_can_be_taken(lake, tmp_path):
    for day in replay.days(lake, [RejectReason.TOO_LARGE]):
        run(tmp_path / "landing", lake, day, 20_000)
    assert replay.rejected(lake, [RejectReason.TOO_LARGE]) == []
    assert sorted(lake.read(RAW_PAGES, FIRST)["landing_file"].to_pylist()) == ["a.html", "c.html"]
