"""Near-duplicates: wire copy is found, other stories are not, a second capture of one address is no repeat."""

import random
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from pipeline import tables
from pipeline.duplicates import duplicates

DAY = date(2026, 3, 2)
WORDS = [
    f"{a}{b}" for a in ("har", "cou", "min", "bri", "tel", "ost") for b in ("bour", "rier", "ister", "dge", "ler", "en")
]


def story(seed: int, n_words: int = 300) -> list[str]:
    generator = random.Random(seed)
    return [generator.choice(WORDS) + str(generator.randrange(50)) for _ in range(n_words)]


def article(name: str, words: list[str], hour: int, day: date = DAY, url: str = "") -> dict:
    captured = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    values = dict.fromkeys(tables.ARTICLES.schema.names)
    values |= {
        "page_id": name, "day": day, "site": "a.example", "url": url,
        "canonical_url": url or f"https://a.example/{name}",
        "authors": [], "keywords": [], "language": "en", "taggable": True, "text": " ".join(words),
        "n_words": len(words),
        "n_blocks": 1, "n_kept_blocks": 1, "text_sha256": "", "captured_at": captured, "status": "ok",
    }  # fmt: skip
    return values


def found(*rows: dict) -> dict[str, str]:
    table = tables.ARTICLES.from_rows(list(rows))
    result = tables.DUPLICATES.validate(duplicates(table, DAY))
    return dict(zip(result["page_id"].to_pylist(), result["duplicate_of"].to_pylist(), strict=True))


def test_an_edited_copy_is_a_repeat_of_the_earliest():
    wire = story(1)
    cut = wire[:220]
    reworded = [*wire[:150], "new", "words", "here", *wire[155:]]
    assert found(article("w", wire, 6), article("x", cut, 8), article("y", reworded, 9)) == {"x": "w", "y": "w"}


def test_other_stories_are_not():
    assert found(*(article(f"p{seed}", story(seed), seed) for seed in range(20))) == {}


def test_a_second_capture_of_the_address_is_no_repeat():
    words = story(2)
    address = "https://a.example/story"
    assert found(article("a", words, 6, url=address), article("b", words, 7, url=address)) == {}


def test_only_the_day_itself_is_reported():
    words = story(3)
    before = article("old", words, 6, day=date(2026, 3, 1))
    later = article("older_repeat", words, 7, day=date(2026, 3, 1))
    assert found(before, later, article("new", words, 5)) == {"new": "old"}


def test_short_texts_are_left_out():
    words = story(4, n_words=20)
    assert found(article("a", words, 6), article("b", words, 7)) == {}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_does_not_matter(seed: int):
    rows = [article(f"p{i}", story(i % 4)[: 300 - 5 * i], i) for i in range(12)]
    shuffled = rows[:]
    random.Random(seed).shuffle(shuffled)
    assert found(*rows) == found(*shuffled)


def test_an_empty_window_gives_an_empty_table():
    assert duplicates(tables.ARTICLES.empty(), DAY).equals(pa.table(tables.DUPLICATES.empty()))
