"""Word lists in code: a set from one string of words, so that a list of many short words stays readable in the
source."""


def word_set(words: str) -> frozenset[str]:
    """The words of a string, parted by white space."""
    return frozenset(words.split())
