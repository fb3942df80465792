"""Stretches of a page in which one tag may go on for long, found without reading it tag by tag.

What a tokenizer makes of a character depends on all that stands before it. But ` name="value">` or ` name="value" />`,
the value free of quotes, `=`, `<` and `>`, ends every tag: where a value in double quotes was open, its first quote
closes it, and the rest is names of attributes up to the end. Only a value in single quotes stays open, and none is open
where the last single quote before it opens no value. Real pages have such an end every hundred characters, so a jump
from one to the next leaves but scripts and styles to look at.
"""

import re
from collections.abc import Iterator

_OPEN = re.compile(r"</?[a-zA-Z]")
_VALUE = re.compile(r"""=\s{0,99}+["']""")
_NAME = re.compile(r"\s[a-zA-Z][\w:.-]{0,60}\Z")
_NOT_IN_VALUE = re.compile(r"""["'=<>]""")
_TRIES = 40
"""Ends of tags looked at in one stretch: most are of end tags, of which nothing is sure."""


def stretches(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Half-open runs of characters that hold every tag longer than `limit` characters; most pages have none.

    Linear in the text. It errs on the high side: what it gives may hold short tags only, or a script.
    """
    begin = 0  # no tag is open here
    while len(text) - begin > limit:
        stop = begin + limit
        if (end := _sure_end(text, begin, begin, stop)) >= 0:
            begin = end
            continue
        while begin < stop:  # tag by tag
            opened = _OPEN.search(text, begin)
            if not opened:
                return
            start = opened.start()
            end = text.find(">", start) + 1 or len(text)
            if _VALUE.search(text, start, end):  # which may hold the character that looks like the tag's end
                end = _next_sure_end(text, start, limit)
            if end - start > limit:
                yield start, end
            begin = end


def _sure_end(text: str, known: int, begin: int, stop: int) -> int:
    """The last place between `begin` and `stop` where no tag is open, or -1; at `known` none is."""
    end = stop
    for _ in range(_TRIES):
        end = text.rfind(">", begin, end)
        if end < begin + 9:
            return -1
        quote = end - 1
        if text[quote] == "/":
            quote -= 2 if text[quote - 1] == " " else 1
        if text[quote] != '"':
            continue
        equals = text.rfind('="', begin, quote)
        name = _NAME.search(text, max(begin, equals - 62), equals) if equals >= 0 else None
        if name and not _NOT_IN_VALUE.search(text, equals + 2, quote) and _no_single(text, known, name.start()):
            return end + 1
    return -1


def _no_single(text: str, known: int, place: int) -> bool:
    """Whether no value in single quotes is open: the last of these quotes, if it is one's, is its end."""
    last = text.rfind("'", known, place)
    return last < 0 or not text[max(known, last - 100) : last].rstrip().endswith("=")


def _next_sure_end(text: str, known: int, limit: int) -> int:
    for begin in range(known, len(text), limit):
        if (end := _sure_end(text, known, begin, begin + limit)) >= 0:
            return end
    return len(text)
