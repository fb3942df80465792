"""The word lists of extraction: read once, looked up by whole word.

The lists are data files beside this module, each with a header on origin and format. Here is only reading and looking
up; what a hit means is for `features.py` and `rules.py`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_LOWER = "".join(chr(code) if chr(code).islower() else " " for code in range(128))


def read_groups(name: str) -> dict[str, list[str]]:
    """Groups of words of a data file, in the file's order."""
    groups: dict[str, list[str]] = {}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            group, _, words = line.partition(":")
            groups[group.strip()] = words.split()
    return groups


CLASS_GROUPS = read_groups("class_words.txt")
CLASS_BIT = {group: 1 << place for place, group in enumerate(CLASS_GROUPS)}
WORD_GROUPS = read_groups("boilerplate_words.txt")
WORD_BITS: dict[str, int] = {}
for _place, _words in enumerate(WORD_GROUPS.values()):
    for _word in _words:
        WORD_BITS[_word] = WORD_BITS.get(_word, 0) | 1 << _place
FUNCTION_WORDS = frozenset(word for words in read_groups("function_words.txt").values() for word in words)

_WHOLE: dict[str, int] = {}
_BEGINS: dict[str, int] = {}
for _group, _words in CLASS_GROUPS.items():
    for _word in _words:
        _table = _BEGINS if _word.endswith("*") else _WHOLE
        _table[_word.rstrip("*")] = _table.get(_word.rstrip("*"), 0) | CLASS_BIT[_group]


_MARKS = "“”„‘’«»–—…•·"
"""The signs beyond ASCII that texts in Latin letters mostly have: without them most are of letters alone."""


def stripped(texts: Sequence[str], drop: re.Pattern[str], drop_ascii: bytes) -> list[str]:
    """Each text in lower case without the characters that `drop` matches; `drop_ascii` names those of ASCII.

    Texts hold no line break. All go through `bytes.translate` together, which is far quicker than the pattern; what is
    of ASCII or of letters alone then, as most texts are in any script, is done.
    """
    utf8 = "\n".join(texts).encode("utf-8", "surrogatepass").translate(None, drop_ascii)
    left = utf8.decode("utf-8", "surrogatepass")
    if not left.isascii():
        for mark in _MARKS:
            left = left.replace(mark, "")
        lines = left.split("\n")
        left = "\n".join([text if text.isascii() or text.isalpha() else drop.sub("", text) for text in lines])
    return left.lower().split("\n") if texts else []


_LENGTHS: dict[str, list[int]] = {}
for _beginning in sorted(_BEGINS):
    _LENGTHS.setdefault(_beginning[:3], []).append(len(_beginning))


@lru_cache(1 << 16)
def _piece_bits(piece: str) -> int:
    piece = piece.lower()
    bits = _WHOLE.get(piece, 0)
    for length in _LENGTHS.get(piece[:3], ()):
        bits |= _BEGINS.get(piece[:length], 0)
    return bits


def class_bits(value: str) -> int:
    """The groups that a class, id or role value speaks of, as a bit mask."""
    one_case = value.islower() and value.isascii()  # as most are, and splitting takes a third of the pattern's time
    bits = 0
    for piece in value.translate(_NO_LOWER).split() if one_case else _PIECE.findall(value):
        bits |= _piece_bits(piece)
    return bits
