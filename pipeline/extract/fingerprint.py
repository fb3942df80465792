"""The hash by which a block is recognised on other pages of its site."""

import hashlib
import re
from collections.abc import Sequence

PREFIX = 240
"""Characters that count: blocks that agree in so many are one for this purpose, and long ones cost no more."""

_NO_LETTERS = re.compile(r"[^\w\n]+|[\d_]+")


def fingerprints(texts: Sequence[str]) -> list[int]:
    """Signed 64-bit hash of each text's letters in lower case, so that "Comments (12)" and "Comments (3)" are one.

    0 for a text without letters. All texts of a page go through one pass, which costs a third of one pass each.
    """
    if not texts:
        return []
    letters = _NO_LETTERS.sub("", "\n".join([text[:PREFIX] for text in texts]).lower()).split("\n")
    return [_hash(key) if key else 0 for key in letters]


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
