"""How often signs and pairs of signs stand in each of many texts: one look at all of them.

What a count tells of a block is for `text_columns.py`.
"""

import string

import numpy as np

_BREAK = ord("\n")
_DIGITS_IN = 100
"""Bytes of a line in which digits are counted."""

_COMMA, _STOP, _CAPITAL, _DIGIT = (1 << kind for kind in range(4))
_PAIRED = _STOP | _CAPITAL
_ANY = 2 * _DIGIT - 1
_KINDS = 4
_KIND = np.array([max(sign.bit_length() - 1, 0) for sign in range(_DIGIT + 1)])
"""The kind of a sign by its bit."""


def _sign_of(code: int) -> int:
    """What a byte of UTF-8 may count as."""
    sign = chr(code)
    for kind, signs in (
        (_COMMA, ","), (_STOP, ".!?"), (_CAPITAL, string.ascii_uppercase), (_DIGIT, string.digits),
    ):  # fmt: skip
        if sign in signs:
            return kind
    return 0


def _is_letter(code: int) -> bool:
    return code >= 128 or chr(code) in string.ascii_lowercase


def _is_space(code: int) -> bool:
    """Whether a byte is no letter, digit, comma or stop: signs that stand alone count as spaces do."""
    return not (_is_letter(code) or _sign_of(code) or code == _BREAK)


_SIGNS = bytes(map(_sign_of, range(256)))
_AFTER = bytes(_ANY if _is_space(code) else _ANY - _CAPITAL for code in range(256))
_BEFORE = bytes(
    _ANY - _CAPITAL if _is_space(code) else _ANY - _STOP if _is_letter(code) else _ANY - _PAIRED for code in range(256)
)
"""What each byte counts as; what it lets the byte after it count as, and the byte before it: a stop is followed by a
space, and a capital that begins a word stands between a space and a small letter."""


def breaks_of(lines: bytes) -> np.ndarray:
    """The places of the line breaks."""
    return (np.frombuffer(lines, np.uint8) == _BREAK).nonzero()[0]


def sign_counts(lines: bytes, n: int) -> np.ndarray:
    """Counts signs in the first `n` of more lines of UTF-8, each of which begins with a space.

    Returns:
        A row for each kind, a column for each line: commas, stops before a space, capitals that begin a word, digits
        at the beginning of the line.
    """
    breaks = breaks_of(lines)
    lines = lines[: breaks[n - 1] + 1]
    signs = np.frombuffer(lines.translate(_SIGNS), np.uint8)[1:-1]
    signs = signs & np.frombuffer(lines.translate(_AFTER), np.uint8)[:-2]
    signs &= np.frombuffer(lines.translate(_BEFORE), np.uint8)[2:]
    places = signs.view(bool).nonzero()[0]
    kinds = _KIND.take(signs.take(places))
    rows = breaks.searchsorted(places)
    begins = np.zeros(n, np.int64)
    begins[1:] = breaks[: n - 1] + 1
    far = places - begins.take(rows) >= _DIGITS_IN - 1
    far &= kinds == _KIND[_DIGIT]
    kinds[far] = _KINDS  # a row that none asks for
    return np.bincount(kinds * n + rows, None, (_KINDS + 1) * n).reshape(-1, n)[:_KINDS]
