"""The hash by which a block is recognised on other pages of its site."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.words import stripped

PREFIX = 240
"""Characters that count: blocks that agree in so many are one for this purpose, and long ones cost no more."""

_NO_LETTERS = re.compile(r"[^\w\n]+|[\d_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha() and code != 10)


def fingerprints(texts: Sequence[str]) -> list[int]:
    """Signed 64-bit hash of each text's letters in lower case, so that "Comments (12)" and "Comments (3)" are one.

    0 for a text without letters. All texts of a page go through one pass, which costs a third of one pass each.
    """
    letters = stripped([text[:PREFIX].lower() for text in texts], _NO_LETTERS, _NO_ASCII_LETTERS)
    return [_hash(key) if key else 0 for key in letters]


@lru_cache(maxsize=1 << 15)
def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
