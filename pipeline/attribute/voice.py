"""Whose words a sentence is: the reporter's, a source's, or both.

`attributed`: nothing beyond source, cue, content and circumstances of the saying; `mixed`: also a clause that the
reporter asserts.
"""

import re
from bisect import bisect_right

from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.lexicon import CUES, FINITE
from pipeline.attribute.words import AUXILIARIES
from pipeline.vocabulary import Voice
from pipeline.word_set import word_set

SHORTEST_CLAUSE = 4
"""Words that a clause of the reporter's has at least."""
CIRCUMSTANCES = word_set("who which when as after before because in on at speaking during for to while since ")
"""What begins a circumstance of the saying."""
WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")


def voices(text: str, sentences: list[Span], attributions: list[Attribution]) -> list[Voice]:
    """The voice of each sentence.

    Args:
        text: The article.
        sentences: Its sentences, half-open code point spans in order.
        attributions: What `attribute` found in it.

    Returns:
        One voice for each sentence, in order.
    """
    starts = [start for start, _ in sentences]
    covered: list[list[Span]] = [[] for _ in sentences]
    has_content = [False] * len(sentences)
    for attribution in attributions:
        for span, is_content in _spans(attribution):
            index = max(0, bisect_right(starts, span[0]) - 1)
            while index < len(sentences) and sentences[index][0] < span[1]:
                if span[1] > sentences[index][0] and span[0] < sentences[index][1]:
                    covered[index].append(span)
                    has_content[index] = has_content[index] or is_content
                index += 1
    return [
        Voice.REPORTER
        if not has_content[index]
        else Voice.MIXED
        if _asserts(text, sentence, covered[index])
        else Voice.ATTRIBUTED
        for index, sentence in enumerate(sentences)
    ]


def _spans(attribution: Attribution):
    if attribution.source is not None:
        yield attribution.source, False
    if attribution.cue is not None:
        yield attribution.cue, not attribution.content
    for span in attribution.content:
        yield span, True


def _asserts(text: str, sentence: Span, spans: list[Span]) -> bool:
    """Whether the words outside all spans hold a clause of the reporter's own: a finite verb with words around it."""
    words = [m for m in WORD.finditer(text, *sentence) if not any(start <= m.start() < end for start, end in spans)]
    if len(words) < SHORTEST_CLAUSE:
        return False
    run: list[str] = []
    previous = None
    for match in words:
        if previous is not None and any(previous <= start < match.start() for start, _ in spans):
            if _clause(run):
                return True
            run = []
        run.append(match.group())
        previous = match.end()
    return _clause(run)


def _clause(run: list[str]) -> bool:
    """Whether a run of words between spans is a clause, and no circumstance of the saying."""
    if len(run) < SHORTEST_CLAUSE:
        return False
    words = [word.lower() for word in run]
    if words[0] in CIRCUMSTANCES:
        return words[0] == "while" and any(word in FINITE or word in AUXILIARIES for word in words[1:])
    return any(
        word in FINITE or word in AUXILIARIES or (word in CUES and not word.endswith("ing")) for word in words[1:]
    )
