"""How many attributes a tag has at the most, wherever it opens.

Whether a quote or a tag in a script counts is for a parser to say, and who wants to hide a tag makes it look like the
value of another. So each place where a tag may open is taken for one that does, and read on as the tokenizer of the
HTML standard reads it. Readings that meet between two attributes go on as one, with the higher count: all of them
together take linear time.
"""

import re
from heapq import heappop, heappush

_NOT_BETWEEN = bytes(code for code in range(256) if code not in b" \t\n\f\r/=")
"""An attribute stands behind white space, a slash or the value of another."""

_OPEN = re.compile(rb"</?[a-zA-Z][^ \t\n\f\r/>]*+")
_ATTRIBUTE = re.compile(
    rb"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+[ \t\n\f\r]*+"
    rb"""(?:=[ \t\n\f\r]*+(?:"[^"]*+"?|'[^']*+'?|(?P<bare>)))?+"""
)
_BARE_VALUE = re.compile(rb"[^ \t\n\f\r>]*+")


def may_have(stretch: bytes, n: int) -> bool:
    """Whether a tag of the stretch may have more than so many attributes, as the signs between them tell."""
    return len(stretch.translate(None, _NOT_BETWEEN)) > n


def most_attributes(stretch: bytes) -> int:
    """The most attributes of a tag that opens in the stretch, if any place where one may open is one."""
    places = [opened.end() for opened in _OPEN.finditer(stretch)]
    counts = dict.fromkeys(places, 0)
    most = bare_end = 0
    while places:
        place = heappop(places)
        count = counts.pop(place) + 1
        if not (attribute := _ATTRIBUTE.match(stretch, place)):
            continue  # the tag ends
        most = max(most, count)
        place = attribute.end()
        if attribute["bare"] is not None:
            if place > bare_end:  # else it stands in the value that was read last
                bare_end = _BARE_VALUE.match(stretch, place).end()  # type: ignore[union-attr]
            place = bare_end
        if place in counts:
            counts[place] = max(counts[place], count)
        else:
            counts[place] = count
            heappush(places, place)
    return most
