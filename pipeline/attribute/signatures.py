"""Words given to somebody by layout instead of a verb: a signature behind them, or the speaker's name before them.

Rules: `signature` ("Q" — Ada Birch, harbour master; the text of a post — Ada Birch (@adabirch)), also where the
signature is the next paragraph; `transcript` (BIRCH: We sail.), where a dialogue is printed. Both take whole
paragraphs. A label before a quotation within prose is the rule `colon`, in `markers.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.text import Document
from pipeline.word_set import word_set

LONGEST_SIGNATURE = 120
"""Characters of a signature."""
SIGNATURE = re.compile(r"(―|—|–|--|(?<=\s)-)\s*(?=[^\W\d_])([^―—–\n]{2,110})$")
"""A dash and what stands behind it at the end of a paragraph; looked for in its last characters alone."""
DASHES = ("―", "—", "–", "-")
"""Signs one of which every signature begins with: most paragraphs end without, and need no pattern."""
HANDLE = re.compile(r"\(@\w{1,30}\)")
"""The account of who posted: "(@adabirch)"; what follows it is the date of the post."""
SIGNED_BY = re.compile(r"[A-Z][\w.'’-]*(?: (?:(?:of|de|la|van|von|der|bin|al|the) )*[A-Z][\w.'’-]*){0,4}(?=[,(]| \(|$)")
"""A name of up to five words, and then its end, a role or a place."""
MARKS = "\"“”„«»'‘’"
SENTENCE_SIGNS = ".?!…,"
SHORTEST_SIGNED = 20
"""Characters of quoted words that are no title: '"Moneyball" - The film'."""
LABEL = re.compile(r"[\"“']?([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}): (?=\S)")
"""One to four words in capitals and a colon at the start of a paragraph; "Q:" and "A:" name nobody."""
NO_SPEAKERS = word_set(
    "update updated breaking live watch read more photo photos video related correction note editor's summary verdict "
    "rating cast director score result results date time venue where when what who why how best worst pros cons "
)
DIALOGUE = 3
"""Paragraphs with a label that make a printed dialogue; one label at least must recur."""


def find_signatures(doc: Document) -> Iterator[Candidate]:
    """Candidates whose words and speaker the layout joins, each in the order of its paragraphs."""
    before: Span | None = None
    for start, end in doc.paragraphs:
        tail = max(start, end - LONGEST_SIGNATURE)
        found = SIGNATURE.search(doc.text, tail, end) if any(map(doc.text[tail:end].__contains__, DASHES)) else None
        if found is not None:
            alone = not doc.text[start : found.start()].strip()
            content = before if alone else (start, start + len(doc.text[start : found.start()].rstrip()))
            source = _signed(doc.text, content, found.span(2)) if content is not None else None
            if content is not None and source is not None:
                posted = HANDLE.search(doc.text, *source) is not None
                yield _candidate(source, found.span(1), content, "signature", "tweet" if posted else "sign")
        before = (start, end)


def _signed(text: str, content: Span, name: Span) -> Span | None:
    """The source, where a name signs quoted sentences or a post."""
    handle = HANDLE.search(text, *name)
    if handle is not None:
        return name[0], handle.end()
    words = text[slice(*content)]
    quoted = words[:1] in MARKS and words[-1:] in MARKS and words.rstrip(MARKS)[-1:] in SENTENCE_SIGNS
    if not quoted or len(words) < SHORTEST_SIGNED or SIGNED_BY.match(text, *name) is None:
        return None
    signed = text[slice(*name)].rstrip()
    return name[0], name[0] + len(signed[:-1] if signed.endswith(".") and signed[-2:-1].islower() else signed)


def find_transcript(doc: Document) -> list[Candidate]:
    """The turns of a printed dialogue, one for each paragraph that begins with a label."""
    turns = []
    for start, end in doc.paragraphs:
        found = LABEL.match(doc.text, start, end)
        if found is not None and not found[1].startswith("DEAR ") and NO_SPEAKERS.isdisjoint(found[1].lower().split()):
            turns.append((found[1], found.span(1), (found.end(), end)))
    if len(turns) < DIALOGUE or max(Counter(label for label, _, _ in turns).values()) == 1:
        return []
    return [_candidate(source, (source[1], source[1] + 1), content, "transcript", ":") for _, source, content in turns]


def _candidate(source: Span, cue: Span, content: Span, rule: str, lemma: str) -> Candidate:
    whole = (min(source[0], content[0]), max(source[1], content[1]))
    return Candidate(source, cue, [content], rule, lemma, "say", quoted=True, sentence=whole)
