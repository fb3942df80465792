"""Splits text into sentences: lines into runs, runs into sentences; offsets are exact because text is never changed.

A run is what no block break interrupts. In a run one compiled expression finds every stop that white space (or, for
the stops of Chinese and Japanese, nothing) follows; `model.py` decides about each. All work is linear in the length
of the text: the expression's quantifiers cannot overlap, and what is looked at around a candidate has a bound.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.segment.features import before_features
from pipeline.segment.model import Decider, decider
from pipeline.segment.words import word_classes

Span = tuple[int, int]

# A stop, closers, then white space; or a stop of a script that sets no space after it. Only the first of several stops
# in a row may begin a candidate, every repetition is possessive, and those that could be begun again inside
# themselves (". . .") are bounded: so the whole is linear, whatever the text. A French closing guillemet may stand off;
# the mark of a note ("[12]") belongs to the sentence it stands behind; a page may have lost the space ("said.The").
CANDIDATE = re.compile(
    r"[.?!…‽。！？｡．؟।॥۔]"
    r"(?:(?<=[.?!…‽])(?<![.?!…‽].)[.?!…‽]*+(?:[ \xa0]\.(?![^\s.\"'”’»)\]])){0,5}+[\"'“”’‘»«›‹)\]}*_]*+"
    r"(?:[ \xa0\u202f]»(?!\S))?+(?: ?\[\d{1,3}\]){0,9}+"
    r"(?=(\s++)(\S{1,16})|(?<=[a-z][.?!])([A-Z][a-z’']{0,9}) )"
    r"|(?<=[。！？｡．؟।॥۔])(?<![。！？｡．؟।॥۔].)[。！？｡．؟।॥۔…]*+([」』）】》〉”’\"'»)\]]*+)(?=(\s*+)(\S)))",
    re.DOTALL,
)
_BREAKS = str.maketrans(dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
_OTHER_BREAK = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"\s*(?:[-*•·–—▪◦‣]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_ITEM_STARTS = frozenset("0123456789abi(•⁃")
_ITEM = re.compile(r"(?<!\S)([•⁃(]?\s?)([0-9]{1,2}|[a-z])(\.\)|\.|\))(?=\s[A-Z])")
# A number after one of these is no list mark but part of the sentence ("see section 2. Then ...").
# fmt: off
_NUMBERED = frozenset((
    "section", "Section", "step", "Step", "no.", "No.", "page", "chapter", "Chapter", "version", "part", "Part", "x",
    "Phase", "phase", "day", "level", "type", "stage", "article", "in", "of", "to", "and", "or", "by", "at", "from",
    "on", "than", "until", "about", "under", "over", "with", "for", "=", "+", "-", "–", "aus", "der", "die", "den",
    "im", "am", "vom", "zum",
))
# fmt: on
_JAPANESE_GOES_ON = re.compile(r"[\u3040-\u309f、，]")
# Characters looked back for the token before a stop; longer tokens are addresses, of which the tail tells enough.
TOKEN = 40
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
        if text[start] in _ITEM_STARTS:
            for item in _items(text, start, end):
                split_run(text, *item, decide, spans)
            continue
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
            if match[3] and _ends_glued(text, max(begin, stop - TOKEN), stop, match[3], decide.language):
                spans.append((begin, stop_end))
                begin = stop_end
            elif not match[3] and _ends_without_space(match):
                spans.append((begin, stop_end))
                begin = stop_end + len(match[5])
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
            chunk = _words(text, match.start(2), end)
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


def _words(text: str, start: int, end: int) -> str:
    """The next four words, among which a verb of asking may stand ("Mr. Quill asked")."""
    return " ".join(text[start : min(end, start + 60)].split(None, 4)[:4])


def _ends_glued(text: str, low: int, stop: int, word: str, language: str) -> bool:
    """Decides about a stop with no space after it: only a plain word before and an opening word after do."""
    token = text[low:stop].rsplit(None, 1)[-1:]
    if not token or word_classes(language)[1].get(word, "I" if word == "I" else "") not in ("starter", "I"):
        return False
    return before_features(token[0], language)[0] in ("p=word", "p=name")


def _ends_without_space(match: re.Match[str]) -> bool:
    """Decides about a stop of a script that sets no space after it; before space it always ends a sentence."""
    closers, gap, follows = match[4], match[5], match[6]
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
    for (start, end), (following, following_end) in pairwise(lines):
        if _BULLET.match(text, following, following_end):
            return False
        word = text[following : min(following_end, following + width)].split(None, 1)[0:1]
        if not word or end - start + 1 + len(word[0]) <= width:
            return False
    return True


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    """Cuts a run that is a list set in one line: "1. Open it 2. Close it". The marks must count on in one form."""
    first = _ITEM.match(text, start, end)
    if first:
        form, count = _form(first), _count(first)
        for mark in _ITEM.finditer(text, first.end(), end):
            before = text[max(start, mark.start() - 12) : mark.start()].split()[-1:]
            if _form(mark) == form and _count(mark) == count + 1 and before and before[0] not in _NUMBERED:
                yield from _trimmed(text, start, mark.start())
                start, count = mark.start(), count + 1
    yield from _trimmed(text, start, end)


def _form(mark: re.Match[str]) -> tuple[str, bool, str]:
    return mark[1].strip(), mark[2].isdigit(), mark[3]


def _count(mark: re.Match[str]) -> int:
    return int(mark[2]) if mark[2].isdigit() else ord(mark[2])


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    if text[start : start + 1].isspace() or text[end - 1 : end].isspace():
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
    if start < end:
        yield start, end
