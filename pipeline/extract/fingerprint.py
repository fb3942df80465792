"""The hash by which a block is recognised on other pages of its site."""

import hashlib
import re

_NO_LETTERS = re.compile(r"[\W\d_]+")


def fingerprint(text: str) -> int:
    """Signed 64-bit hash of the text in lower case without digits and punctuation, so that "Comments (12)" and
    "Comments (3)" are one; 0 for a text without letters."""
    letters = _NO_LETTERS.sub(" ", text.lower()).strip()
    if not letters:
        return 0
    return int.from_bytes(
        hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True
    )
