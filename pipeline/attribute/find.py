"""All rules over one article: sentences of units in, candidates out.

Each paragraph is read once as units; the inside of each longer quotation once more on its own, for speech reported
within it ("Jared has advised ..."), with the stricter reading that first person and beliefs are no attributions there.
A sentence is read only where it has a word that begins a rule.
"""

from bisect import bisect_left
from itertools import compress

from pipeline.attribute import words as w
from pipeline.attribute.candidates import Candidate, Sentence
from pipeline.attribute.clauses import find_verbs, mark_cues
from pipeline.attribute.lexicon import ADJECTIVES, CUES, NOUNS, PHRASE_HEADS
from pipeline.attribute.markers import MARKERS
from pipeline.attribute.noun_cues import find_noun
from pipeline.attribute.passive import find_adjectives
from pipeline.attribute.refusals import REFUSALS
from pipeline.attribute.signatures import find_signatures, find_transcript
from pipeline.attribute.text import Document, Units, units_inside, units_of
from pipeline.word_set import word_set

MIN_INSIDE = 30
"""Characters of a quotation worth looking into."""
MAX_SENTENCE = 400
"""Units that are read as one sentence: longer runs are no prose, and every cue looks as far as its sentence reaches."""
INSIDE_CLASSES = frozenset(("say", "tell", "report", "write", "urge", "announce", "blame", "deny"))
TRIGGERS = frozenset(CUES) | PHRASE_HEADS | frozenset(NOUNS) | frozenset(ADJECTIVES) | MARKERS.keys() | REFUSALS.keys()
"""All words that begin a rule."""
CUE_TRIGGERS = frozenset(CUES) | PHRASE_HEADS
VAGUE = w.FIRST_SECOND | word_set("they people everyone nobody everybody who it ")
"""Who is quoted within a quotation without being somebody."""
INSIDE_PRONOUNS = frozenset(("he", "she"))
INSIDE_STARTS = frozenset(("the", "a", "my", "our", "one"))
QUOTE_MARKS = "\"”’'»“"
GOES_ON = frozenset(("?", "!", ",", "…", "-", "—"))
"""Last signs of a quotation that the next words may still credit to somebody."""
CREDIT_REACH = 8
LONGEST_CREDIT = 14
"""Units that a credit behind a quotation has at most; more is a sentence of its own."""
DATELINE_REACH = 14
DATELINE_SIGNS = frozenset((",", "(", ")", "/", "."))
SHORTEST_PLACE = 3


def find(doc: Document) -> list[Candidate]:
    """The rules' candidates of an article, in order of their cues, before linking."""
    found: list[Candidate] = []
    quote = 0
    for paragraph in doc.paragraphs:
        first = quote
        units, quote = units_of(doc, paragraph, quote)
        hits = _hits(units, TRIGGERS)
        if hits:
            for low, high in _sentences(units):
                mine = hits[bisect_left(hits, low) : bisect_left(hits, high)]
                if mine:
                    found.extend(_in_sentence(doc, units, low, high, mine))
        for index in range(first, quote):
            if doc.quotes[index].end - doc.quotes[index].start > MIN_INSIDE:
                found.extend(_inside(doc, units_inside(doc, index)))
    return [*found, *find_signatures(doc), *find_transcript(doc)]


def _hits(units: Units, wanted: frozenset[str]) -> list[int]:
    """Positions of the wanted words, looked up without a step of Python for each."""
    return list(compress(range(len(units.low)), map(wanted.__contains__, units.low)))


def _sentences(units: Units) -> list[tuple[int, int]]:
    """Sentences of units; a quotation and the clause that credits it are put together again where they were split."""
    merged: list[tuple[int, int]] = []
    for low, high in zip(units.breaks, units.breaks[1:], strict=False):
        if high <= low:
            continue
        if merged and units.quote[low - 1] >= 0 and _credits(units, low, high):
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return [(a, min(a + MAX_SENTENCE, high)) for low, high in merged for a in range(low, high, MAX_SENTENCE)]


def _credits(units: Units, low: int, high: int) -> bool:
    """Whether the words from `low` credit the quotation in front of them, which ends the sentence before."""
    if units.raw[low - 1].rstrip(QUOTE_MARKS)[-1:] not in GOES_ON:
        return False
    for k in range(low, min(high, low + CREDIT_REACH)):
        if units.low[k] in CUES:
            return high - k - 1 < LONGEST_CREDIT and "that" not in units.low[k + 1 : high]
    return False


def behind_dateline(units: Units, low: int, high: int) -> int:
    """Where the text begins behind "PORT AURELIA (Reuters) - " or "LONDON, May 3 —"."""
    if low or high - low < 4 or not units.raw[0].isupper() or len(units.raw[0]) < SHORTEST_PLACE:
        return low
    for k in range(1, min(high, DATELINE_REACH)):
        word = units.low[k]
        if word in w.DASHES:
            return k + 2 if k + 1 < high and units.low[k + 1] == "-" else k + 1
        if not (units.raw[k][0].isupper() or word in DATELINE_SIGNS or word[0].isdigit() or word in w.MONTHS):
            return low
    return low


def _in_sentence(doc: Document, units: Units, low: int, high: int, hits: list[int]) -> list[Candidate]:
    sentence = Sentence(doc, units, behind_dateline(units, low, high), high)
    hits = hits[bisect_left(hits, sentence.low) :]
    mark_cues(sentence, hits)
    for k in hits:
        if (refusal := REFUSALS.get(units.low[k])) is not None:
            refusal(sentence, k)
    find_verbs(sentence)
    find_adjectives(sentence, hits)
    for k in hits:
        if (marker := MARKERS.get(units.low[k])) is not None:
            marker(sentence, k)
        if units.low[k] in NOUNS:
            find_noun(sentence, k)
    for candidate in sentence.found:
        candidate.sentence = (units.start[low], units.end[high - 1])
    return sentence.found


def _inside(doc: Document, units: Units) -> list[Candidate]:
    """The candidates within a quotation."""
    hits = _hits(units, CUE_TRIGGERS)
    found = []
    for low, high in _sentences(units) if hits else ():
        sentence = Sentence(doc, units, low, high)
        mark_cues(sentence, hits[bisect_left(hits, low) : bisect_left(hits, high)])
        find_verbs(sentence)
        for candidate in sentence.found:
            if _counts_inside(doc, candidate):
                candidate.sentence = (units.start[low], units.end[high - 1])
                found.append(candidate)
    return found


def _counts_inside(doc: Document, candidate: Candidate) -> bool:
    """Whether somebody is quoted within a quotation: a name or a person, by words, not "they say"."""
    if candidate.source is None or candidate.kind not in INSIDE_CLASSES or candidate.negated:
        return False
    source = doc.text[candidate.source[0] : candidate.source[1]]
    low = source.lower()
    if low in VAGUE:
        return False
    return source[0].isupper() or low in INSIDE_PRONOUNS or low.split()[0] in INSIDE_STARTS
