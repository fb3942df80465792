"""Splits text into sentences: lines into runs, runs into sentences; offsets are exact because text is never changed.

A run is what no block break interrupts. In a run one compiled expression finds every stop that white space (or, for
the stops of Chinese and Japanese, nothing) follows; `model.py` decides about each. All work is linear in the length
of the text: the expression's quantifiers cannot overlap, and what is looked at around a candidate has a bound.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.segment.model import Decider, decider

Span = tuple[int, int]

# A stop, closers, then white space; or a stop of a script that sets no space after it. Only the first of several stops
# in a row may begin a candidate, every repetition is possessive, and those that could be begun again inside
# themselves (". . .") are bounded: so the whole is linear, whatever the text. A French closing guillemet may stand off.
CANDIDATE = re.compile(
    r"[.?!…‽。！？｡．؟।॥۔]"
    r"(?:(?<=[.?!…‽])(?<![.?!…‽].)[.?!…‽]*+(?:[ \xa0]\.(?![^\s.\"'”’»)\]])){0,5}+[\"'“”’‘»«›‹)\]}*_]*+"
    r"(?:[ \xa0\u202f]»(?!\S))?+(?=(\s++)(\S{1,16}))"
    r"|(?<=[。！？｡．؟।॥۔])(?<![。！？｡．؟।॥۔].)[。！？｡．؟।॥۔…]*+([」』）】》〉”’\"'»)\]]*+)(?=(\s*+)(\S)))",
    re.DOTALL,
)
_BREAKS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
_OTHER_BREAK = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[-*•·–—▪◦‣]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_JAPANESE_GOES_ON = re.compile(r"[\u3040-\u309f、，]")
TOKEN = (
    40  # characters looked back for the token before a stop; longer ones are addresses, of which the tail tells enough
)
WRAP_LEAST, WRAP_MOST = 40, 110  # characters a line, between which text may have been wrapped by hand


def split(text: str, language: str = "en") -> list[Span]:
    """Splits a text into sentences.

    Args:
        text: any string; lone surrogates and control characters are passed through.
        language: ISO 639-1 code; unknown ones get the general rules.

    Returns:
        Half-open code point spans in order. They never overlap, have no white space at an edge, and cover every
        character that is not white space.
    """
    return split_with(text, decider(language[:2].lower() or "en"))


def split_many(texts: Sequence[str], languages: Sequence[str] | str = "en") -> list[list[Span]]:
    """Splits many texts; `languages` has one code for each, or is one code for all."""
    if isinstance(languages, str):
        languages = [languages] * len(texts)
    return [split(text, language) for text, language in zip(texts, languages, strict=True)]


def split_with(text: str, decide: Decider) -> list[Span]:
    """Splits a text by the decisions of a given decider (training, folds)."""
    if _OTHER_BREAK.search(text):
        text = text.translate(_BREAKS)  # one character for one: offsets stay
    spans: list[Span] = []
    for start, end in runs(text):
        split_run(text, start, end, decide, spans)
    return spans


def split_run(text: str, start: int, end: int, decide: Decider, spans: list[Span]) -> None:
    """Appends the sentences of a run, which has no white space at its edges."""
    before, middle, after, decisions = decide.before, decide.middle, decide.after, decide.decisions
    begin = start
    rfind = text.rfind
    for match in CANDIDATE.finditer(text, start, end):
        stop = match.start()
        stop_end = match.end()
        gap = match[1]
        if gap is None:
            if not _ends_without_space(match, text):
                continue
            spans.append((begin, stop_end))
            begin = stop_end + len(match[4])
            continue
        low = stop - TOKEN if stop - TOKEN > begin else begin
        at = rfind(" ", low, stop) + 1
        if at <= low:
            at = low
            token = "^" + text[at:stop] if low == begin else text[at:stop]
        elif stop - at == 1:
            at = max(rfind(" ", low, at - 1) + 1, low)
            token = text[at:stop]
        else:
            token = text[at:stop]
        p = before.get(token)
        if p is None:
            p = decide.number_before(token)
        mark = text[stop:stop_end]
        m = middle.get(mark)
        if m is None:
            m = decide.number_middle(mark)
        chunk = match[2]
        if stop_end - stop > 1 and mark[0] in "?!":
            chunk = _two_words(text, match.start(2), end)
        n = after.get(chunk)
        if n is None:
            n = decide.number_after(chunk)
        key = (p, m, n)
        verdict = decisions.get(key)
        if verdict is None:
            verdict = decide.decide(key)
        if verdict:
            spans.append((begin, stop_end))
            begin = stop_end + len(gap)
    if begin < end:
        spans.append((begin, end))


def _two_words(text: str, start: int, end: int) -> str:
    return " ".join(text[start : min(end, start + 40)].split(None, 2)[:2])


def _ends_without_space(match: re.Match[str], text: str) -> bool:
    """Decides about a stop of a script that sets no space after it; before space it always ends a sentence."""
    closers, gap, follows = match[3], match[4], match[5]
    if gap:
        return True
    if not closers:
        return True
    if _JAPANESE_GOES_ON.match(follows):
        return False  # 「…。」と言った
    return match[0][0] not in "！？"  # “……？”他问


def runs(text: str) -> Iterator[Span]:
    """Yields the runs of a text: what stands between block breaks, without white space at the edges."""
    if "\n" not in text:
        yield from _trimmed(text, 0, len(text))
        return
    block: list[Span] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line and not line.isspace():
            block.append((position, end))
        elif block:
            yield from _runs_of_block(text, block)
            block = []
        position = end + 1
    yield from _runs_of_block(text, block)


def _runs_of_block(text: str, lines: list[Span]) -> Iterator[Span]:
    """Joins lines that were wrapped by hand; every other line break ends a sentence."""
    if not lines:
        return
    if len(lines) == 1:
        yield from _trimmed(text, *lines[0])
        return
    wrapped = _is_wrapped(text, lines)
    start, end = lines[0]
    for following in lines[1:]:
        if not (wrapped or _goes_on(text, end, following[0], end - start)):
            yield from _trimmed(text, start, end)
            start = following[0]
        end = following[1]
    yield from _trimmed(text, start, end)


def _goes_on(text: str, end: int, following: int, length: int) -> bool:
    """Whether a line goes on in the next: it is long, has no stop at its end, and the next begins in lower case."""
    return (
        length >= WRAP_LEAST
        and text[following].islower()
        and not _BULLET.match(text, following)
        and text[end - 1] not in ".?!:;…"
    )


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether no line but the last had room for the first word of the next, as a program breaks lines."""
    if len(lines) < 3:
        return False
    width = max(end - start for start, end in lines)
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return False
    for (start, end), (following, following_end) in zip(lines, lines[1:], strict=False):
        if _BULLET.match(text, following, following_end):
            return False
        word = text[following : min(following_end, following + width)].split(None, 1)[0:1]
        if not word or end - start + 1 + len(word[0]) <= width:
            return False
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    if text[start : start + 1].isspace() or text[end - 1 : end].isspace():
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
    if start < end:
        yield start, end
