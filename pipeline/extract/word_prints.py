"""Words of many texts at once, as numbers that numpy can look up.

A word's print is 64 bits made of its length, its first 16 and its last eight bytes: words of up to 24 bytes differ in
it, and longer ones of one length that share both ends count as one. To cut the words out and ask a `dict` for each
takes twice as long on one page, and three times on many.

Not here: which words count, and for what (`text_columns.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_IS_WORD = bytes(code >= 128 or chr(code).isalnum() or chr(code) == "_" for code in range(256))
"""1 for each byte of UTF-8 that is of a word."""

_PAD = b" " * 8
_SHIFT = np.array([8 * (8 - length) for length in range(9)], np.uint64)
"""Bits of eight bytes that are not of the word, by its length."""

_FIRST, _SECOND, _LAST, _LENGTH = np.array(
    [0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64
)
"""Odd numbers without pattern, as multiplicative hashing takes them."""


def prints_of(text: bytes) -> tuple[np.ndarray, np.ndarray]:
    """The places in a text (UTF-8) where its words begin, and the words' prints, in order."""
    padded = _PAD + text + _PAD
    inside = np.frombuffer(padded.translate(_IS_WORD), bool, len(text) + 2, offset=7)
    edges = (inside[1:] != inside[:-1]).nonzero()[0]
    begins, ends = edges[::2], edges[1::2]
    lengths = ends - begins
    shift = _SHIFT.take(lengths, mode="clip")
    from_begin = _eight_bytes(padded, 8)
    prints = from_begin[begins]
    prints <<= shift  # the first byte is the lowest
    prints *= _FIRST
    last = _eight_bytes(padded, 0)[ends]
    last >>= shift
    last *= _LAST
    prints += last
    prints += lengths.view(np.uint64) * _LENGTH
    long = (lengths > 16).nonzero()[0]
    prints[long] += from_begin[begins[long] + 8] * _SECOND
    return begins, prints


def _eight_bytes(padded: bytes, offset: int) -> np.ndarray:
    """The eight bytes from each place on, beginning with `offset`, as numbers: a view."""
    return np.ndarray((len(padded) - offset - 7,), "<u8", padded, offset, (1,))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Values of known words: a table in which no two of them share a slot."""

    factor: np.uint64
    shift: np.uint64
    prints: np.ndarray
    values: np.ndarray

    def find(self, prints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The places of the known among the words, and their values."""
        slots = (prints * self.factor >> self.shift).view(np.int64)
        known = (self.prints.take(slots) == prints).nonzero()[0]
        return known, self.values.take(slots.take(known))


def lexicon(values: Mapping[bytes, int]) -> Lexicon:
    """A lexicon of words in lower case; what is no single word, no text can hold."""
    words = [word for word in values if word and all(word.translate(_IS_WORD))]
    _, prints = prints_of(b" ".join(words))
    shift = 64 - max(8, (len(words) ** 2 // 8).bit_length())  # so large that one factor in fifty will do
    factor, slots = _FIRST, np.zeros_like(prints)
    while len(np.unique(slots)) < len(words):
        factor += np.uint64(2)
        slots = prints * factor >> np.uint64(shift)
    table, found = np.zeros((2, 1 << 64 - shift), np.uint64)
    table[slots] = prints
    found[slots] = [values[word] for word in words]
    return Lexicon(factor, np.uint64(shift), table, found.view(np.int64))
