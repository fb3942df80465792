"""Work of the rules, counted in calls: it grows with the text alone, whatever a sentence is made of."""

import sys

import pytest

from pipeline.attribute.find import find
from pipeline.attribute.link import link
from pipeline.attribute.text import document

PIECES = [
    'Ada Birch said "yes" and told Reuters that ',
    "claim that ",
    "according to X, ",
    "( he said ",
    "that he said ",
    '"a b c," ',
    "he said - ",
    "reportedly, it was ",
    ", which said ",
    'was blunt: "x" ',
    "the court heard, ",
    "reports claims hopes fears ",
    ", citing X, ",
    "said X. ",
    "Ada Birch and ",
]


def calls(text: str) -> int:
    """Calls, in Python and into C, that the rules make for a text of one sentence."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    doc = document(text, [(0, len(text))])
    sys.setprofile(note)
    try:
        link(doc, find(doc))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_a_sentence_of_any_length_is_read_in_linear_time(piece: str) -> None:
    """Eight times the words of one sentence take about eight times the calls."""
    few = 8_000 // len(piece)
    assert calls(piece * 8 * few) < 10 * calls(piece * few) + 1_000


def test_a_sentence_of_seventy_thousand_characters_takes_few_calls_a_character() -> None:
    text = 'Ada Birch said "yes" and told Reuters that ' * 1_630
    assert len(text) > 70_000
    assert calls(text) < 30 * len(text)
