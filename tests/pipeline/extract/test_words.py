"""Class words are sought in all values at once, and found as if each value were cut into its words."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import tags
from pipeline.extract.words import CLASS_BIT, CLASS_GROUPS, class_bits

WORDS = sorted({word.rstrip("*") for words in CLASS_GROUPS.values() for word in words})
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(["-", "_", " ", "9", "é", "x", "\n", "|", "'"]))
VALUES = st.lists(st.tuples(PIECES, st.sampled_from([str, str.title, str.upper])), max_size=8).map(
    lambda pieces: "".join(change(piece) for piece, change in pieces)
)


def spoken_of(value: str) -> int:
    bits = 0
    for piece in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", value):
        for group, words in CLASS_GROUPS.items():
            for word in words:
                whole = piece.lower().startswith(word[:-1]) if word.endswith("*") else piece.lower() == word
                bits |= CLASS_BIT[group] * whole
    return bits


@given(st.lists(VALUES, max_size=4))
def test_values_together_speak_of_what_each_speaks_of(values):
    assert class_bits(values) == [spoken_of(value) for value in values]


def test_a_tag_is_told_the_same_first_and_again():
    names = ['p class="related-links"', "div", "", 'div style="display: NONE"', "p", 'p class="related-links"']
    first = tags.elements_of(names)
    assert first == tags.elements_of(names)
    assert first[0] == (tags.TAG_CODE["p"], CLASS_BIT["related"]) == first[5]
    assert first[2] == (0, 0)
    assert first[3] == (tags.TAG_CODE["div"], tags.HIDDEN_BIT)
