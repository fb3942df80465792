"""What holds for any text: spans cover all that is not white space, in order, and the work is linear."""

import re
from re import _constants, _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segment import split
from pipeline.segment.model import Decider, weights
from pipeline.segment.splitter import CANDIDATE, split_with

MARKS = [
    *".?!…。！؟।\n\r\t \xa0\u2028\u202f\"'“”‘’»«)(][A1aé",
    "\ud800",
    "\U0001f600",
    "e\u0301",
    "\u200b",
    "\x00",
    "\x1f",
]
WORDS = [". ", "Mr. ", " The ", "p.m. ", "[3]", "1. ", "2. B", ". . ."]
PIECES = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200), st.lists(PIECES, max_size=80).map("".join)
)


@given(TEXTS, st.sampled_from(["en", "de", "fr", "es", "zh", "xx", ""]))
def test_spans_cover_all_but_white_space_and_never_overlap(text: str, language: str) -> None:
    last = 0
    for start, end in split(text, language):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(TEXTS)
def test_what_was_split_before_changes_nothing(text: str) -> None:
    assert split_with(text, Decider("en")) == split(text)


@given(TEXTS, TEXTS)
def test_a_blank_line_separates_texts(first: str, second: str) -> None:
    shift = len(first) + 2
    moved = [(start + shift, end + shift) for start, end in split(second)]
    assert split(f"{first}\n\n{second}") == split(first) + moved


def test_no_repetition_of_the_expression_can_backtrack() -> None:
    """An unbounded repetition that gives back what it took is what makes an expression more than linear."""

    def repetitions(node: object) -> list[object]:
        found: list[object] = []
        if isinstance(node, _parser.SubPattern | list | tuple):
            items = list(node)
            greedy = len(items) == 2 and items[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
            if greedy and items[1][1] == _constants.MAXREPEAT:
                found.append(items)
            for item in items:
                found += repetitions(item)
        return found

    assert repetitions(_parser.parse(r"a*b", re.DOTALL)), "the walk finds what it looks for"
    assert repetitions(_parser.parse(CANDIDATE.pattern, CANDIDATE.flags)) == []


@pytest.mark.parametrize("piece", ["word ", ". ", "?", '."', ". . ", "。", "1. A ", "a.The ", ".[1] ", " »"])
def test_work_is_linear_in_the_text(piece: str) -> None:
    """Counts the decisions asked for: never more than there are stops, whatever stands around them."""

    class Counting(dict[tuple[int, int, int], bool]):
        asked = 0

        def get(self, key: object, default: object = None) -> object:  # type: ignore[override]
            Counting.asked += 1
            return super().get(key, default)  # type: ignore[call-overload]

    decider = Decider("en", weights())
    decider.decisions = Counting()
    text = piece * 5_000
    spans = split_with(text, decider)
    assert Counting.asked <= text.count(".") + text.count("?")
    assert sum(end - start for start, end in spans) <= len(text)


def test_ten_megabytes_without_a_stop_are_one_sentence_and_no_decision() -> None:
    decider = Decider("en", weights())
    text = "word " * 2_000_000
    assert split_with(text, decider) == [(0, len(text) - 1)]
    assert not decider.before and not decider.decisions
