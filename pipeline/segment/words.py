"""Reads `words.txt`: which class a token before a stop, or a word after it, belongs to in a language.

What the classes mean for a decision is learnt (`weights.txt`) or stands in `features.py`; only the lists are here.
"""

import functools
from importlib import resources

from pipeline.errors import ModelError

NEXT = "next-"


@functools.cache
def word_classes(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Reads the classes of a language: of tokens before a stop (without that stop), and of words after it.

    Lists of the language itself come before those for all, so that a German "Art" is no article number.

    Raises:
        ModelError: the file does not follow its own form.
    """
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for wanted in (language, "all"):
        for head, words in _lists():
            owner, name = head
            if owner != wanted:
                continue
            for word in words:
                if name.startswith(NEXT):
                    after.setdefault(word, name.removeprefix(NEXT))
                    continue
                before.setdefault(word, name)
                if name == "abbreviation" and word[0].islower():
                    before.setdefault(word[0].upper() + word[1:], name)
    return before, after


@functools.cache
def _lists() -> list[tuple[tuple[str, str], list[str]]]:
    lists: list[tuple[tuple[str, str], list[str]]] = []
    for line in resources.files(__package__).joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            owner, _, name = line.strip("[]").partition(" ")
            lists.append(((owner, name), []))
        elif line:
            if not lists:
                raise ModelError("pipeline/segment/words.txt has words before its first [language class] line")
            lists[-1][1].extend(line.split())
    return lists
