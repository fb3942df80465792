"""Words as numbers: what a dict says of each word, said of all of them at once."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.word_prints import lexicon, prints_of

VALUES = {"menu": 1, "é": 2, "subscription": 4, "inscriptions": 8, "veröffentlicht": 16, "e-mail": 32, "": 64}
WORD = re.compile(r"[\w]+")
TEXTS = st.lists(
    st.sampled_from([*VALUES, "subscriptions", "menus", "men", "e", "mail", "menumenu"])
    | st.text("aé_0 ,.\n", max_size=20)
).map(" ".join)


@given(TEXTS)
def test_words_are_found_as_in_a_dict(text):
    words = [(match.start(), match.group().encode()) for match in WORD.finditer(text)]
    begins, prints = prints_of(text.encode())
    assert begins.tolist() == [len(text[:begin].encode()) for begin, _ in words]
    places, values = lexicon({word.encode(): value for word, value in VALUES.items()}).find(prints)
    known = {word.encode(): value for word, value in VALUES.items() if WORD.fullmatch(word)}
    expected = [(place, known[word]) for place, (_, word) in enumerate(words) if word in known]
    assert list(zip(places.tolist(), values.tolist(), strict=True)) == expected


@given(st.lists(st.text("abé", min_size=1, max_size=12), min_size=1))
def test_words_of_up_to_twenty_four_bytes_have_a_print_each(words):
    _, prints = prints_of(" ".join(words).encode())
    assert len(np.unique(prints)) == len(set(words))


def test_a_word_twice_in_a_row_is_another_word():
    """As buttons give it that say for eyes and for screen readers what they do."""
    assert len(np.unique(prints_of(b"partager partagerpartager")[1])) == 2


def test_a_large_lexicon_has_a_slot_for_each_word():
    words = [f"word{number}".encode() for number in range(3000)]
    _, prints = prints_of(b" ".join(words))
    places, values = lexicon({word: number for number, word in enumerate(words)}).find(prints)
    assert places.tolist() == values.tolist() == list(range(3000))
