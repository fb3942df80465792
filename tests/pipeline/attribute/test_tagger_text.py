"""Tokens and quotation marks, the tagger's reading of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribute.tagger_text import (
    AFFIX_BUCKETS,
    CLOSE,
    OPEN,
    SHAPE_BUCKETS,
    WORD_BUCKETS,
    hash_features,
    quotation_marks,
    tokenize,
    word_pieces,
)


def quoted(paragraph: str) -> str:
    """The words within quotation marks."""
    tokens = tokenize(paragraph)
    return " ".join(
        paragraph[s:e]
        for (s, e), key, inside in zip(tokens.spans, tokens.keys, tokens.quoted, strict=True)
        if inside and key not in (OPEN, CLOSE)
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        'The mayor said: "It is late," and left.',
        "The mayor said: “It is late,” and left.",
        "The mayor said: ‘It is late,’ and left.",
        "The mayor said: 'It is late,' and left.",
        "The mayor said: «It is late,» and left.",
        "The mayor said: „It is late,“ and left.",
    ],
)
def test_every_style_of_marks_reads_alike(paragraph: str) -> None:
    assert quoted(paragraph) == "It is late ,"
    assert [k for k in tokenize(paragraph).keys if k in (OPEN, CLOSE)] == [OPEN, CLOSE]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The voters' choice wasn't Birch's.",
        "Rock 'n' roll of the '90s.",
        "It’s the Joneses’ house.",
        'A 5" pipe broke.',
    ],
)
def test_apostrophes_and_inches_quote_nothing(paragraph: str) -> None:
    assert quotation_marks(paragraph) == {}


def test_plural_apostrophe_does_not_end_a_british_quotation() -> None:
    assert quoted("'The voters' choice is clear,' he said.") == "The voters ' choice is clear ,"


def test_an_unclosed_quotation_runs_to_the_end() -> None:
    assert quoted("“It goes on and on.") == "It goes on and on ."


def test_the_possessive_is_a_token_of_its_own() -> None:
    paragraph = "Ada Birch’s aide didn't say, the U.S. envoy said."
    tokens = tokenize(paragraph)
    assert [paragraph[s:e] for s, e in tokens.spans][:6] == ["Ada", "Birch", "’s", "aide", "didn't", "say"]
    assert tokens.keys[2] == "'s"


@given(st.text())
def test_tokens_are_in_order_and_leave_out_only_spaces(paragraph: str) -> None:
    tokens = tokenize(paragraph)
    assert len(tokens.spans) == len(tokens.keys) == len(tokens.quoted)
    covered = "".join(paragraph[s:e] for s, e in tokens.spans)
    assert covered == "".join(c for c in paragraph if not c.isspace())
    assert all(a[1] <= b[0] for a, b in zip(tokens.spans, tokens.spans[1:], strict=False))


@given(st.text(min_size=1))
def test_hashes_lie_in_their_buckets(key: str) -> None:
    word, *affixes, shape = hash_features(key)
    assert 0 <= word < WORD_BUCKETS
    assert all(0 <= bucket < AFFIX_BUCKETS for bucket in affixes)
    assert 0 <= shape < SHAPE_BUCKETS


def test_hashes_stay_the_same() -> None:
    """The weights hang on them: a change here asks for training anew."""
    assert hash_features("said") == (1238, 3350, 1078, 2686, 15)


def test_word_pieces_are_the_longest_that_fit() -> None:
    vocabulary = {"spoke": 0, "##s": 1, "##woman": 2, "##wo": 3, "un": 4}
    assert word_pieces("Spokeswoman", vocabulary) == [0, 1, 2]
    assert word_pieces("zzz", vocabulary) == []
