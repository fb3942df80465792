"""What the trained tagger puts forward, as candidates beside those of the rules.

The tagger (`tagger.py`) reads all paragraphs of a part at once; here its finds get the article's offsets, a lemma
and a class from the lexicon, and must clear a threshold. Which of two readings of the same words stays is decided in
`arbiter.py`.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np

from pipeline.attribute import tagger
from pipeline.attribute import words as w
from pipeline.attribute.attribution import Span
from pipeline.attribute.candidates import Candidate
from pipeline.attribute.lexicon import ADJECTIVES, CUES, NOUNS
from pipeline.attribute.text import PARAGRAPH


def tagged(texts: Sequence[str], chunks: Sequence[np.ndarray]) -> list[list[Candidate]]:
    """The tagger's candidates of each text, which comes with the numbers of its chunks."""
    spans = [[match.span() for match in PARAGRAPH.finditer(text)] for text in texts]
    flat = [text[start:end] for text, pieces in zip(texts, spans, strict=True) for start, end in pieces]
    begins = accumulate((len(text) + 1 for text in texts), initial=0)
    offsets = [begin + start for begin, pieces in zip(begins, spans, strict=False) for start, _ in pieces]
    found = iter(tagger.tag_chunks(np.concatenate([NO_CHUNKS, *chunks]), flat, offsets))
    return [
        [
            candidate
            for (start, _), finds in ((piece, next(found)) for piece in pieces)
            for find in finds
            if (candidate := _candidate(text, start, find)) is not None
        ]
        for text, pieces in zip(texts, spans, strict=True)
    ]


NO_CHUNKS = np.zeros(0, np.intp)


def _candidate(text: str, start: int, find: tagger.Found) -> Candidate | None:
    if find.cue is None or not find.content:
        return None
    source, cue = _move(find.source, start), _move(find.cue, start)
    content = [(a + start, b + start) for a, b in find.content]
    if cue is None or source is None:
        return None
    lemma, kind = _sense(text[cue[0] : cue[1]])
    return Candidate(source, cue, content, "tagger", lemma, kind, score=find.score, sentence=_sentence(text, cue))


def _move(span: Span | None, by: int) -> Span | None:
    return None if span is None else (span[0] + by, span[1] + by)


@lru_cache(maxsize=1 << 12)
def _sense(cue: str) -> tuple[str, str]:
    """Lemma and class of the cue's last word that the lexicon knows."""
    words = [word.strip(",.:;\"“”'’()").lower() for word in cue.split()]
    for word in reversed(words):
        if word in CUES:
            return CUES[word].lemma, CUES[word].kind
        if word in NOUNS or word in ADJECTIVES:
            return word, NOUNS.get(word) or ADJECTIVES[word]
    plain = [word for word in words if word and word not in w.AUXILIARIES and word not in w.PREPOSITIONS]
    return (plain or words)[-1], "other"


def _sentence(text: str, cue: Span) -> Span:
    """A rough sentence around the cue, for the layers that look at circumstances."""
    begin = max(text.rfind(". ", 0, cue[0]) + 2, text.rfind("\n", 0, cue[0]) + 1, 0)
    ends = [position for position in (text.find(". ", cue[1]), text.find("\n", cue[1])) if position >= 0]
    return (begin if begin <= cue[0] else 0, min(ends) + 1 if ends else len(text))
