"""`tag_part`: rows of the declared schemas, and no tags for a language that is not read."""

import logging
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from pipeline import tables
from pipeline.attribute import stage, tag_part


def article(page: str, text: str, *, language: str = "en", taggable: bool = True) -> dict:
    row = {column.name: None for column in tables.ARTICLES.columns}
    return row | {
        "page_id": page, "day": date(2030, 1, 2), "url": "", "canonical_url": "", "site": "lorne.example",
        "authors": [], "keywords": [],
        "language": language, "taggable": taggable, "text": text, "n_words": len(text.split()),
        "n_blocks": 1, "n_kept_blocks": 1,
        "text_sha256": "", "captured_at": datetime(2030, 1, 2, tzinfo=UTC), "status": "ok",
    }  # fmt: skip


def part(*rows: dict) -> dict[str, pa.Table]:
    return {"articles": tables.ARTICLES.from_rows(list(rows))}


def test_rows_match_the_declaration() -> None:
    made = tag_part(part(article("a", "The bridge fell.\n\nAda Birch told Reuters that it was old.")))
    sentences = tables.SENTENCES.validate(made["sentences"]).to_pylist()
    attributions = tables.ATTRIBUTIONS.validate(made["attributions"]).to_pylist()
    assert [(s["paragraph_index"], s["voice"]) for s in sentences] == [(0, "reporter"), (1, "attributed")]
    assert sentences[1]["speakers"] == ["Ada Birch"]
    (tag,) = attributions
    assert (tag["source_text"], tag["cue_text"], tag["content_text"]) == ("Ada Birch", "told", "that it was old")
    assert (tag["via"], tag["source_key"], tag["sentence_index"]) == (["Reuters"], "ada birch", 1)


def test_other_languages_have_sentences_but_no_tags() -> None:
    made = tag_part(part(article("b", "Das Schiff sank. Niemand sagte etwas.", language="de", taggable=False)))
    assert made["attributions"].num_rows == 0
    assert made["sentences"].num_rows == 2
    assert made["sentences"].column("voice").to_pylist() == [None, None]


def test_empty_part() -> None:
    made = tag_part(part())
    assert made["sentences"].schema.names == tables.SENTENCES.schema.names
    assert made["attributions"].num_rows == 0


def test_order_of_pages_does_not_change_the_rows() -> None:
    one, two = article("a", "Ada Birch said it was over."), article("b", '"No," said Ben Coe.')
    assert tag_part(part(one, two))["attributions"].equals(tag_part(part(two, one))["attributions"])


def test_an_article_on_which_tagging_raises_stays_untagged_and_the_others_do_not(monkeypatch, caplog) -> None:
    tag = stage.attributions_of
    monkeypatch.setattr(stage, "attributions_of", lambda text, *rest: 1 / 0 if "Coe" in text else tag(text, *rest))
    with caplog.at_level(logging.ERROR):
        made = tag_part(part(article("a", "Ada Birch said it was over."), article("b", '"No," said Ben Coe.')))
    assert made["sentences"].column("voice").to_pylist() == ["attributed", None]
    assert made["attributions"].column("page_id").to_pylist() == ["a"]
    assert "tagging failed on page b" in caplog.text
    with pytest.raises(ZeroDivisionError):
        stage.attribute('"No," said Ben Coe.')
