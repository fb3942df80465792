"""Quotations: where quoted words begin and end, over sentences and paragraphs, in every style of mark.

Styles: straight and curly double, straight and curly single (British), guillemets, low-high (German). An apostrophe is
told from a closing mark by its neighbours. A quotation that runs over a paragraph break re-opens its mark in the next
paragraph; its pieces carry the same `chain`. Marks inside a quotation of another style are part of it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.attribute.attribution import Span
from pipeline.word_set import word_set

MARK = re.compile(r"[\"“”„«»‹›'‘’`]")
CLOSERS = {
    '"': '"”',
    "“": '”"',
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "'": "'",
    "‘": "’'",
}
HALF = "\ue000"
"""Stands for the second half of a mark that is typed as two single ones, so that offsets stay."""
ELISIONS = word_set("em tis twas til cause bout round cos n tween ve re s ll d t m neath gainst ")
"""What follows an apostrophe that stands for left-out letters ('em, '90s)."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A piece of quoted text within one paragraph, marks included.

    `inner_start` and `inner_end` leave the marks out; `closed` is false where the paragraph ends before the quotation
    does; pieces of a quotation that runs over paragraphs have the same `chain`.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    chain: int


def quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """All quotations of a text, outermost only, in order."""
    doubled = "''" in text
    if doubled:
        text = text.replace("''", '"' + HALF).replace("``", '"' + HALF)
    found: list[Quotation] = []
    chain, open_style = 0, ""
    marks = [match.start() for match in MARK.finditer(text)]
    for start, end in paragraphs:
        mine = marks[bisect_left(marks, start) : bisect_left(marks, end)]
        pieces = _in_paragraph(text, mine, start, end) if mine else []
        for piece_start, piece_end, closed in pieces:
            continues = (
                bool(open_style) and piece_start == start + _blank(text, start, end) and text[piece_start] == open_style
            )
            chain += not continues
            inner_end = piece_end - 1 if closed else piece_end
            if doubled and piece_end < end and text[piece_end] == HALF:
                piece_end += 1
            found.append(
                Quotation(piece_start, piece_end, piece_start + 1, max(inner_end, piece_start + 1), closed, chain)
            )
            open_style = ""
        open_style = text[pieces[-1][0]] if pieces and not pieces[-1][2] else ""
    return found


def _blank(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return len(piece) - len(piece.lstrip())


def _in_paragraph(text: str, marks: list[int], start: int, end: int) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    hopeless: set[str] = set()  # marks that nothing later closes: without this, a page of stray marks costs its square
    index = 0
    while index < len(marks):
        position = marks[index]
        if text[position] in hopeless or not _opens(text, position, start, end):
            index += 1
            continue
        close = _closer(text, marks, index, end)
        if close is not None:
            if marks[close] > position + 1:
                pieces.append((position, marks[close] + 1, True))
            index = close + 1
        elif _runs_on(text, position, end):
            pieces.append((position, _trim(text, position, end), False))
            break
        else:
            hopeless.add(text[position])
            index += 1
    return pieces


def _trim(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _opens(text: str, position: int, start: int, end: int) -> bool:
    mark = text[position]
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if mark in "”’›`" or after.isspace():
        return mark == "«" and after == "\u00a0"
    if mark in "“„«‹":
        return True
    if mark == "»":
        return before.isspace() and after.isalnum()
    if not (before.isspace() or before in "([{—–-:/…\u00a0" or (mark == '"' and not before.isalnum())):
        return False
    return mark not in "'‘" or not _elision(text, position, end)


def _elision(text: str, position: int, end: int) -> bool:
    stop = position + 1
    while stop < end and stop < position + 8 and text[stop].isalnum():
        stop += 1
    word = text[position + 1 : stop].lower()
    return word in ELISIONS or (word[:-1].isdigit() and word.endswith("s") and len(word) == 3)


def _closer(text: str, marks: list[int], index: int, end: int) -> int | None:
    """Index of the mark that closes the one at `index`."""
    mark = text[marks[index]]
    wanted = CLOSERS[mark]
    single = mark in "'‘"
    last_possessive = None
    for later in range(index + 1, len(marks)):
        position = marks[later]
        if text[position] not in wanted:
            continue
        before = text[position - 1]
        after = text[position + 1] if position + 1 < end else " "
        if single:
            if after.isalnum():
                continue
            if before in "sS" and after == " " and position + 2 < end and text[position + 2].islower():
                last_possessive = later if last_possessive is None else last_possessive
                continue
            return later
        if mark == '"' and before.isspace() and not after.isspace() and after not in ",.;:?!)":
            continue
        return later
    return last_possessive


def _runs_on(text: str, position: int, end: int) -> bool:
    """An opening mark without a closing one: a quotation that runs over the paragraph, if the next one re-opens it."""
    mark = text[position]
    nxt = end
    while nxt < len(text) and text[nxt].isspace():
        nxt += 1
    if nxt < len(text) and text[nxt] == mark:
        return True
    return mark in "“«„" or (mark == '"' and text[position + 1].isupper())
