"""What a block's words and signs tell, counted in all texts of a page at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import parse, plain, text_columns
from pipeline.extract.text_columns import PageInput
from pipeline.extract.words import WORD_GROUPS

LONG = "The board of Port Avery, which met on 3 May 2024, closed the terminal. “It was time,” said Ines Okafor: “Sad!”"


def columns(texts: list[str], title: str = "", description: str = "") -> list[dict[str, float]]:
    out = np.full((len(text_columns.NAMES), len(texts)), np.nan, np.float32)  # every column is written
    text_columns.fill(out, [PageInput(plain.from_lines(texts), title=title, description=description)])
    return [dict(zip(text_columns.NAMES, row, strict=True)) for row in out.T.tolist()]


def groups(text: str) -> set[str]:
    out = np.empty((len(text_columns.NAMES), 1), np.float32)
    bits = text_columns.fill(out, [PageInput(plain.from_lines([text]))])
    return {group for place, group in enumerate(WORD_GROUPS) if int(bits[0]) >> place & 1}


def test_words_and_signs_of_a_paragraph():
    [found] = columns([LONG])
    assert found["n_chars"] == len(LONG)
    assert found["n_words"] == 21
    assert found["n_commas"] == 3
    assert found["n_stops"] == 2  # the last one stands before a quotation mark
    assert found["n_titled"] == 8
    assert found["n_digits"] == 5
    assert found["ending"] == 2
    assert found["starts_upper"] and found["has_date"] and not found["starts_quote"] and not found["all_upper"]
    assert 0.4 < found["n_function"] < 0.6


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("in 1987", True),
        ("in 2024,", True),
        ("at 7:45", True),
        ("um 19.30 Uhr", True),
        ("in 1887", False),
        ("no 20245", False),
        ("12019 seats", False),
        ("7:450 of them", False),
        ("45 of 60", False),
    ],
)
def test_years_and_times_of_day(text, dated):
    assert columns([text])[0]["has_date"] == dated


def test_text_without_spaces_counts_two_characters_a_word():
    text = "港口委员会星期一晚上投票决定关闭渡轮码头，这一决定曾三次推迟。市长说，这座建筑不再安全。"
    [found] = columns([text])
    assert found["cjk"]
    assert (found["n_words"], found["n_commas"], found["n_stops"]) == (len(text) // 2, 2, 2)


def test_marks_beyond_ascii_part_words():
    assert groups("“Share”") == groups("Share…") == groups("share")
    assert "share" in groups("share")


def test_title_repeats_and_description():
    found = columns(["Ferry terminal closes", "Menu", LONG, "menu"], "Ferry terminal closes!", f"{LONG} More follows.")
    assert [one["title_overlap"] for one in found][:2] == [1.0, 0.0]
    assert [one["seen_before"] for one in found] == [0, 0, 0, 1]
    assert [one["in_description"] for one in found] == [0, 0, 1, 0]


def test_a_title_may_hold_anything():
    assert columns(["Ferry terminal"], "Ferry\nterminal")[0]["title_overlap"] == 1.0
    assert columns(["Ferry terminal"], "Ferry terminal \ud83d")[0]["title_overlap"] == 1.0


@given(st.lists(st.text(max_size=90), min_size=1, max_size=8))
def test_a_text_tells_the_same_whatever_stands_beside_it(texts):
    texts = [cleaned for text in texts if (cleaned := parse.clean(text))]
    own = len(text_columns.NAMES) - 3  # the others tell of the page
    for text, row in zip(texts, columns(texts), strict=True) if texts else ():
        alone = columns([text])[0]
        np.testing.assert_array_equal(list(row.values())[:own], list(alone.values())[:own])
