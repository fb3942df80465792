"""Chunks: a text cut by the table has the tokens of a text cut as a whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribute import chunks, tagger, text
from pipeline.attribute.chunks import CHUNKS, Chunks, Cuts
from pipeline.attribute.tagger_text import tokenize
from pipeline.attribute.tagger_weights import load_weights

TEXTS = st.text(alphabet="aB.’'\"“”@&, \t\n\u00a0-é5", max_size=60)


def cut(whole: str) -> tuple[list[int], list[int], list[str]]:
    """Letters and anything else but white space."""
    found = list(re.finditer(r"\w+|[^\w\s]", whole))
    return [m.start() for m in found], [m.end() for m in found], [m.group() for m in found]


def test_a_chunk_is_cut_once() -> None:
    seen: list[str] = []

    def counted(whole: str) -> tuple[list[int], list[int], list[str]]:
        seen.extend(whole.split(" "))
        return cut(whole)

    table = Chunks()
    cuts = Cuts(table, counted, object)
    for whole in ("Birch said,\nBirch said.", "Lund said, too.", "said,"):
        assert [column.tolist() for column in cuts.read(table.read(whole))] == list(cut(whole))
    assert sorted(seen) == ["Birch", "Lund", "said,", "said.", "too."]


@given(st.lists(TEXTS, max_size=5))
def test_the_table_changes_no_word_of_the_rules(texts: list[str]) -> None:
    for whole in texts:
        words = text.words_of(CHUNKS.read(whole))
        assert [words.start, words.end, words.raw, words.low] == list(text._cut(whole.replace("\n", " ")))


@given(st.lists(TEXTS, max_size=5))
def test_the_table_changes_no_token_of_the_tagger(paragraphs: list[str]) -> None:
    reading = tagger.read(paragraphs, load_weights())
    assert [reading.tokens(i) for i in range(len(paragraphs))] == [tokenize(paragraph) for paragraph in paragraphs]
    assert len(reading.rows) == reading.bounds[-1] == sum(len(tokenize(paragraph).keys) for paragraph in paragraphs)


def test_a_full_table_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "MOST_CHUNKS", 2)
    whole = "Birch said, and Lund denied, that it was late."
    expected = text.words_of(CHUNKS.read(whole))
    era = CHUNKS.era
    CHUNKS.make_room()
    assert CHUNKS.era == era + 1
    assert text.words_of(CHUNKS.read("Nobody else was heard.")).raw == ["Nobody", "else", "was", "heard", "."]
    assert text.words_of(CHUNKS.read(whole)) == expected
