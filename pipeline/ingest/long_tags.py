"""Stretches of a page in which one tag may go on for long, found without reading it tag by tag.

What a tokenizer makes of a character depends on all that stands before it. But ` name="value">` or ` name="value" />`,
the value free of quotes, `=`, `<` and `>`, ends every tag: where a value in double quotes was open, its first quote
closes it, and the rest is names of attributes up to the end. Only a value in single quotes stays open, and none is open
where the last single quote before it opens no value. Real pages have such an end every hundred characters, so a jump
from one to the next leaves but scripts and styles to look at.
"""

import re
from collections.abc import Iterator

_OPEN = re.compile(rb"</?[a-zA-Z]")
_VALUE = re.compile(rb"""=\s*+["']""")
_NAME = re.compile(rb"\s[a-zA-Z][\w:.-]{0,60}\Z")
_NOT_IN_VALUE = re.compile(rb"""["'=<>]""")
_SLASH, _SPACE, _QUOTE = b'/ "'
_TRIES = 40
"""Ends of tags looked at in one stretch: most are of end tags, of which nothing is sure."""


def stretches(utf8: bytes, limit: int) -> Iterator[tuple[int, int]]:
    """Half-open runs of bytes that hold every tag longer than `limit` bytes; most pages have none.

    Linear in the bytes. It errs on the high side: what it gives may hold short tags only, or a script.
    """
    begin = 0  # no tag is open here
    while len(utf8) - begin > limit:
        stop = begin + limit
        if (end := _sure_end(utf8, begin, begin, stop)) >= 0:
            begin = end
            continue
        while begin < stop:  # tag by tag
            opened = _OPEN.search(utf8, begin)
            if not opened:
                return
            start = opened.start()
            end = utf8.find(b">", start) + 1 or len(utf8)
            if _VALUE.search(utf8, start, end):  # which may hold the character that looks like the tag's end
                end = _next_sure_end(utf8, start, limit)
            if end - start > limit:
                yield start, end
            begin = end


def _sure_end(utf8: bytes, known: int, begin: int, stop: int) -> int:
    """The last place between `begin` and `stop` where no tag is open, or -1; at `known` none is."""
    end = stop
    for _ in range(_TRIES):
        end = utf8.rfind(b">", begin, end)
        if end < begin + 9:
            return -1
        quote = end - 1
        if utf8[quote] == _SLASH:
            quote -= 2 if utf8[quote - 1] == _SPACE else 1
        if utf8[quote] != _QUOTE:
            continue
        equals = utf8.rfind(b'="', begin, quote)
        name = _NAME.search(utf8, max(begin, equals - 62), equals) if equals >= 0 else None
        if name and not _NOT_IN_VALUE.search(utf8, equals + 2, quote) and _no_single(utf8, known, name.start()):
            return end + 1
    return -1


def _no_single(utf8: bytes, known: int, place: int) -> bool:
    """Whether no value in single quotes is open: the last of these quotes, if it is one's, is its end."""
    last = utf8.rfind(b"'", known, place)
    return last < 0 or utf8[max(known, last - 100) : last].rstrip()[-1:] not in (b"=", b"")


def _next_sure_end(utf8: bytes, known: int, limit: int) -> int:
    for begin in range(known, len(utf8), limit):
        if (end := _sure_end(utf8, known, begin, begin + limit)) >= 0:
            return end
    return len(utf8)
