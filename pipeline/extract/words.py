"""The word lists of extraction: read once, looked up by whole word.

The lists are data files beside this module, each with a header on origin and format. Here is only reading and looking
up; what a hit means is for `features.py` and `rules.py`.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation

HERE = Path(__file__).parent
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_LOWER = "".join(chr(code) if chr(code).islower() or chr(code) == '"' else " " for code in range(128))


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

_ASCII = bytes(range(128))


def stripped(texts: Sequence[str], drop: re.Pattern[str], drop_ascii: bytes) -> list[str]:
    """Each text in lower case without the characters that `drop` matches; `drop_ascii` names those of ASCII.

    Texts hold no line break. All go through `bytes.translate` together, which is far quicker than the pattern; what is
    of ASCII or of letters alone then, as most texts are in any script, is done.
    """
    utf8 = "\n".join(texts).encode("utf-8", "surrogatepass").translate(None, drop_ascii)
    left = utf8.decode("utf-8", "surrogatepass")
    if not left.isascii():
        beyond = utf8.translate(None, _ASCII).decode("utf-8", "surrogatepass")
        for mark in _MARKS:
            if mark in beyond:
                left = left.replace(mark, "")
        lines = left.split("\n")
        left = "\n".join([text if text.isascii() or text.isalpha() else drop.sub("", text) for text in lines])
    return left.lower().split("\n") if texts else []


_MARK = '"'
"""Parts values, since none holds it."""

_SOUGHT = [(_MARK, 0)]
_SOUGHT += [(f" {word} ", bits) for word, bits in _WHOLE.items()]
_SOUGHT += [(f" {word}", bits) for word, bits in _BEGINS.items()]
_BITS = [bits for _, bits in _SOUGHT]
_FINDER = AhoCorasick([sought for sought, _ in _SOUGHT], implementation=Implementation.ContiguousNFA)


def class_bits(values: Sequence[str]) -> list[int]:
    """The groups that class, id or role values speak of, as bit masks.

    All words are sought in all values at once: to cut each into pieces and look those up takes twice as long.

    Args:
        values: Without double quotes, as they stand between them.
    """
    if not values:
        return []
    joined = _MARK.join(values)
    if not (joined.islower() and joined.isascii()):
        joined = _MARK.join([value if value.islower() and value.isascii() else _parted(value) for value in values])
    text = f" {joined.translate(_NO_LOWER)} {_MARK}".replace(_MARK, f" {_MARK} ")
    found: list[int] = []
    bits = 0
    for which, _, _ in _FINDER.find_matches_as_indexes(text, True):
        if which:
            bits |= _BITS[which]
        else:
            found.append(bits)
            bits = 0
    return found


def _parted(value: str) -> str:
    """A value cut where it changes from small letters to capitals."""
    return " ".join(_PIECE.findall(value)).lower()
