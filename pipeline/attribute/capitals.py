"""Runs of capitalised words: the one scan of an article that people, bodies and outlets are all read from.

A run takes in the small words that stand inside names ("University of Texas at Austin" gives two runs, "Department of
Health and Human Services" one). Who reads a run cuts it at the small words that its own kind of name does not hold.
"""

import re
from functools import lru_cache

from pipeline.word_set import word_set

PARTICLES = word_set(
    "de da do dos das des du di del della van von der den ter ten bin ibn al el la le ole zu af y e ben abu"
)
"""Small words inside personal names."""
POSSESSIVES = ("'s", "’s", "s'", "s’")
JOINERS = word_set("of and & for the")
"""Small words inside the names of bodies and outlets."""

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_TITLE = "(?:rs?|s|x|rof|ens?|eps?|ov|ol|apt|pl|gt|t|aj|dm|ev|on|upt|nsp|et|llr|dv)"
"""Titles that are shortened, without their capital: Mr, Mrs, Ms, Dr, Jr, Sr, Prof, Sen, Gen, Rep, Gov, Col ..."""
# A stop inside a word joins it (U.S. News), one behind a single capital or a title shortens it (J. Doe, Gov. Doe); any
# other ends a sentence, and the run with it.
_REST = rf"(?:{_TITLE}\.(?= {_CAPITAL})|(?:[\w’'&\-]|\.(?=\w))*(?:(?<![^\W_][A-ZÀ-ÖØ-Þ])(?<=[A-HJ-ZÀ-ÖØ-Þ])\.)?)"
_SMALL = "(?:" + "|".join(sorted(PARTICLES | JOINERS)) + ")"
# The capital comes first and what stands before it is asked after: so the scan leaps from capital to capital.
RUN = re.compile(rf"{_CAPITAL}(?<!\w{_CAPITAL}){_REST}(?: (?:{_SMALL} ){{0,2}}{_CAPITAL}{_REST}){{0,15}}")
"""At most 16 words and two small ones between them, so that a page of capitals costs no more than its length."""


def runs(text: str) -> list[tuple[int, str]]:
    """Every run of capitalised words of a text with its offset, in order."""
    return [(match.start(), match.group()) for match in RUN.finditer(text)]


@lru_cache(maxsize=1 << 15)
def pieces(run: str, inside: frozenset[str], possessives: bool = True) -> tuple[tuple[int, str], ...]:
    """A run cut at the small words that are not `inside`, and behind `possessives`, with offsets into it."""
    found: list[tuple[int, str]] = []
    begin = end = -1
    place = 0
    for word in run.split(" "):
        small = word in PARTICLES or word in JOINERS
        if begin >= 0 and small and word not in inside:
            found.append((begin, run[begin:end]))
            begin = -1
        elif not small:
            begin, end = (place if begin < 0 else begin), place + len(word)
            if possessives and word.endswith(POSSESSIVES):
                found.append((begin, run[begin:end]))
                begin = -1
        place += len(word) + 1
    if begin >= 0:
        found.append((begin, run[begin:end]))
    return tuple(found)


def bare(name: str) -> str:
    """A name without possessive and without signs at its end."""
    name = name.rstrip("'’-&")
    for suffix in ("'s", "’s"):
        name = name.removesuffix(suffix)
    return name
