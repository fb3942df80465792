"""The sample generator: the committed folder is its output, and the sample holds what the project promises of it."""

import gzip
import json
from pathlib import Path

from benchmarks.sample import landing, synthetic
from benchmarks.sample.outlets import OUTLETS, QUOTES
from benchmarks.sample.render import address
from benchmarks.sample.stories import KEPT, all_stories

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def contents(folder: Path) -> dict[str, bytes]:
    """Files by relative name; gzip opened, since deflate libraries may pack the same bytes differently."""
    return {
        str(path.relative_to(folder)): gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_committed_sample_is_the_generators_output(tmp_path: Path):
    landing.write_sample(tmp_path)
    made, committed = contents(tmp_path), contents(SAMPLE)
    assert made.keys() == committed.keys()
    assert [name for name in made if made[name] != committed[name]] == []


def test_two_runs_give_the_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        landing.write_sample(tmp_path / name)
    a, b = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in ("a", "b"))
    assert a == b


def test_sample_holds_what_it_promises():
    stories = list(all_stories(QUOTES))
    assert len(stories) >= 56
    assert len({story.day for story in stories}) == 4
    assert {story.outlet for story in stories} == set(OUTLETS)
    assert {"html", "gz", "warc", "txt"} == {outlet.form for outlet in OUTLETS.values()}
    urls = [address(story, OUTLETS[story.outlet]) for story in stories]
    assert len(urls) - len(set(urls)) == 1, "one address is captured twice"
    assert sum("golden" in story.head for story in stories) >= 16


def test_windows_1252_pages_are_not_utf_8():
    page = (SAMPLE / "2026-03-05" / "chronicle-kelderfoot-drains.html").read_bytes()
    assert "£3m".encode("windows-1252") in page
    assert "Séverine" in page.decode("windows-1252")


def test_sentences_cover_every_kept_paragraph():
    for story in all_stories(QUOTES):
        text, spans = story.text, story.sentences()
        assert "".join(text[a:b] for a, b in spans).replace(" ", "") == "".join(text.split())
        assert all(item.text for item in story.items if item.kind in KEPT)


def test_synthetic_corpus_has_gold_for_every_page(tmp_path: Path):
    assert synthetic.write_corpus(tmp_path, 45, seed=3) == 45
    rows = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == 45
    assert all((tmp_path / row["file"]).exists() and row["gold_text"] for row in rows)
    assert synthetic.stories(45, 3) == synthetic.stories(45, 3)
    assert synthetic.stories(45, 3) != synthetic.stories(45, 4)
