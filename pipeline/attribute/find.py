"""All rules over one article: sentences of units in, candidates out.

Each paragraph is read once as units; the inside of each longer quotation once more on its own, for speech reported
within
it ("Jared has advised ..."), with the stricter reading that first person and beliefs are no attributions there.
"""

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.clauses import find_adjectives, find_verbs, mark_cues
from pipeline.attribute.lexicon import CUES
from pipeline.attribute.markers import find_markers
from pipeline.attribute.refusals import find_refusals
from pipeline.attribute.text import Document, Units, units_inside, units_of

MIN_INSIDE = 30
"""Characters of a quotation worth looking into."""
MAX_SENTENCE = 400
"""Units that are read as one sentence: longer runs are no prose, and every cue looks as far as its sentence reaches."""
INSIDE_CLASSES = frozenset(("say", "tell", "report", "write", "urge", "announce", "blame", "deny"))


def find(doc: Document) -> list[Candidate]:
    """The rules' candidates of an article, in order of their cues, before linking."""
    found: list[Candidate] = []
    quote = 0
    for paragraph in doc.paragraphs:
        first = quote
        units, quote = units_of(doc, paragraph, quote)
        if not units.low:
            continue
        for low, high in _sentences(units):
            found.extend(_in_sentence(doc, units, low, high))
        for index in range(first, quote):
            if doc.quotes[index].end - doc.quotes[index].start > MIN_INSIDE:
                found.extend(_inside(doc, index))
    return found


def _sentences(units: Units) -> list[tuple[int, int]]:
    """Sentences of units; a quotation and the clause that credits it are put together again where they were split."""
    ranges = [(a, b) for a, b in zip(units.breaks, units.breaks[1:], strict=False) if b > a]
    merged: list[tuple[int, int]] = []
    for low, high in ranges:
        if merged and _credits(units, merged[-1], low, high):
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return [(a, min(a + MAX_SENTENCE, high)) for low, high in merged for a in range(low, high, MAX_SENTENCE)]


def _credits(units: Units, before: tuple[int, int], low: int, high: int) -> bool:
    last = before[1] - 1
    if units.quote[last] < 0:
        return False
    raw = units.raw[last].rstrip("\"”’'»“")
    if raw[-1:] not in ("?", "!", ",", "…", "-", "—"):
        return False
    for k in range(low, min(high, low + 8)):
        if units.low[k] in CUES:
            rest = units.low[k + 1 : high]
            return len(rest) < 14 and "that" not in rest
    return False


def behind_dateline(units: Units, low: int, high: int) -> int:
    """Where the text begins behind "PORT AURELIA (Reuters) - " or "LONDON, May 3 —"."""
    if low or high - low < 4 or not units.raw[0].isupper() or len(units.raw[0]) < 3:
        return low
    for k in range(1, min(high, 14)):
        word = units.low[k]
        if word in ("-", "–", "—"):
            return k + 2 if units.low[k + 1 : k + 2] == ["-"] else k + 1
        if not (
            units.raw[k][0].isupper() or word in (",", "(", ")", "/", ".") or word[0].isdigit() or word in w.MONTHS
        ):
            return low
    return low


def _in_sentence(doc: Document, units: Units, low: int, high: int) -> list[Candidate]:
    sentence = Sentence(doc, units, behind_dateline(units, low, high), high)
    mark_cues(sentence)
    find_refusals(sentence)
    find_verbs(sentence)
    find_adjectives(sentence)
    find_markers(sentence)
    for candidate in sentence.found:
        candidate.sentence = (units.start[low], units.end[high - 1])
    return sentence.found


def _inside(doc: Document, index: int) -> list[Candidate]:
    units = units_inside(doc, index)
    found = []
    for low, high in _sentences(units):
        sentence = Sentence(doc, units, low, high)
        mark_cues(sentence)
        if not sentence.cues:
            continue
        find_verbs(sentence)
        for candidate in sentence.found:
            if _counts_inside(doc, candidate):
                candidate.sentence = (units.start[low], units.end[high - 1])
                found.append(candidate)
    return found


def _counts_inside(doc: Document, candidate: Candidate) -> bool:
    if candidate.source is None or candidate.kind not in INSIDE_CLASSES or candidate.negated:
        return False
    source = doc.text[candidate.source[0] : candidate.source[1]]
    if source.lower() in w.FIRST_SECOND or source.lower() in (
        "they",
        "people",
        "everyone",
        "nobody",
        "everybody",
        "who",
        "it",
    ):
        return False
    return (
        source[0].isupper()
        or source.lower() in ("he", "she")
        or source.split()[0].lower() in ("the", "a", "my", "our", "one")
    )
