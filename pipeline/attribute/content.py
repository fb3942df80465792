"""The content of a cue: what follows it (`content_after`), what precedes it (`content_before`).

Puts together where content begins and where it ends, and says which quotations belong to it. Every function works on
unit positions within one sentence and returns half-open ranges; a cue whose frames (see `cues.txt`) fit nothing around
it has no content and is no attribution.
"""

from pipeline.attribute.candidates import Sentence
from pipeline.attribute.content_begin import opening
from pipeline.attribute.content_end import content_end, object_end, strip_end
from pipeline.attribute.lexicon import Cue
from pipeline.attribute.subject_left import Range
from pipeline.attribute.text import Units
from pipeline.word_set import word_set

WHOLE_CLAUSE = frozenset(("that", "having", "to"))
"""What is denied is a noun phrase unless one of these begins it."""
RELAYING = frozenset(("report", "understand"))
"""Cues whose subject passes on what others say: their clauses are part of its content."""
QUOTE_LINKS = frozenset(("and", ",", "or", "then"))
BEHIND_WHOLE_QUOTE = word_set(". , ; and but in on after when as before at while ")
"""What follows a quotation that is complete."""
LEADING = frozenset(("and", "but", ",", "so", "-", "•", "*", "–", "—", ")", "."))
"""What content before its cue does not begin with."""
SENTENCE_EDGES = frozenset((".", "?", "!", ":", ")"))
LONG_QUOTE = 30
"""Characters from which a capitalised quotation behind a comma is a sentence, not quoted words in a paraphrase."""


def content_after(sentence: Sentence, k: int, cue: Cue, width: int = 1) -> tuple[list[Range], Range | None] | None:
    """Content behind the cue at `k` and the addressee, if there is one; `None` where no frame fits."""
    units, frames = sentence.units, cue.frames
    found = opening(sentence, k, cue, width)
    if found is None:
        return None
    j, start, addressee = found
    word = units.low[j]
    if units.quote[start] >= 0 and "s" not in frames and ("n" not in frames or "q" in frames):
        return _quoted(sentence, start, k), addressee
    if word == "that" and start == j and j + 1 < sentence.high and units.low[j + 1] in (",", "."):
        return [(start, start + 1)], addressee
    end = content_end(sentence, start, k, outer=cue.lemma in RELAYING)
    if not frames & {"c", "q", "t"} or (cue.kind == "deny" and word not in WHOLE_CLAUSE):
        end = object_end(units, start, end)
    return ([(start, end)], addressee) if end > start else None


def _quoted(sentence: Sentence, start: int, cue_at: int) -> list[Range]:
    """Quotations from `start` on: one, several joined by "and", or a quoted fragment within a clause."""
    units, high = sentence.units, sentence.high
    if _is_fragment(sentence, start):
        return [(start, content_end(sentence, start, cue_at))]
    ranges = [(start, start + 1)]
    k = start + 1
    while k + 1 < high and units.low[k] in QUOTE_LINKS:
        if units.quote[k + 1] >= 0:
            k += 1
        elif units.low[k + 1] == "and" and k + 2 < high and units.quote[k + 2] >= 0:
            k += 2
        else:
            break
        ranges.append((k, k + 1))
        k += 1
    return ranges + quotations_from(sentence, k)


def quotations_from(sentence: Sentence, k: int) -> list[Range]:
    """The quotations that follow one another from position `k` on."""
    end = k
    while end < sentence.high and sentence.units.quote[end] >= 0:
        end += 1
    return [(j, j + 1) for j in range(k, end)]


def _is_fragment(sentence: Sentence, start: int) -> bool:
    """Whether a quotation is a fragment with the clause going on behind it ("said "Mad Meg" was late")."""
    units, high = sentence.units, sentence.high
    inner = inner_text(units, start)
    if start + 1 >= high or inner[-1] in ".?!," or units.low[start + 1] in BEHIND_WHOLE_QUOTE:
        return False
    return inner[0].islower() and units.quote[start + 1] < 0


def inner_text(units: Units, k: int) -> str:
    """The words of a quotation without its marks; with them where nothing else is there."""
    raw = units.raw[k]
    return raw[1:-1].strip() or raw


def content_before(sentence: Sentence, stop: int) -> list[Range] | None:
    """Content that precedes a trailing "..., she said": the clause or the quotation up to `stop`."""
    units, low = sentence.units, sentence.low
    end = strip_end(units, low, stop)
    if end <= low:
        return None
    if units.quote[end - 1] >= 0 and (end - 1 == low or _stands_alone(units, end - 1)):
        begin = end - 1
        while begin - 1 >= low and units.quote[begin - 1] >= 0:
            begin -= 1
        return [(k, k + 1) for k in range(begin, end)]
    begin = low
    while begin < end and units.low[begin] in LEADING:
        begin += 1
    begin = next((k + 1 for k in range(end - 1, begin, -1) if units.low[k] == ";"), begin)
    return [(begin, end)] if end > begin else None


def _stands_alone(units: Units, k: int) -> bool:
    """Whether the quotation is a sentence of its own rather than quoted words at the end of a paraphrase."""
    inner = inner_text(units, k)
    before = units.low[k - 1] if k else "."
    return before in SENTENCE_EDGES or (before == "," and inner[0].isupper() and len(inner) > LONG_QUOTE)
