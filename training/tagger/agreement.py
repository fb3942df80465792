"""How well predicted attributions agree with gold, inside training: the measure of the benchmark in small.

A pair counts when the words of the contents overlap by half (Jaccard) and those of the sources too; punctuation is
left out. The benchmark's own scorer has the last word (`python -m benchmarks.attribution`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.attribute.attribution import Span
from pipeline.attribute.tagger_tags import Link, Run

ENOUGH = 0.5
Parts = tuple[set[int], set[int]]
"""The words of a content and of its source, by number."""
Spans = tuple[Sequence[Span], Sequence[Span]]
_WORD = re.compile(r"\w+(?:[.'’\-]\w+)*")


def correct(gold: Sequence[Link], predicted: Sequence[Link], keys: Sequence[str]) -> list[bool]:
    """Tell for every predicted link whether a gold link agrees with it in content and source."""
    words = [any(c.isalnum() for c in key) for key in keys]

    def parts(link: Link) -> Parts:
        return {i for run in link.content for i in range(*run) if words[i]}, _words(link.source, words)

    return _agreeing([parts(one) for one in gold], [parts(one) for one in predicted])


def correct_spans(text: str, gold: Sequence[Spans], predicted: Sequence[Spans]) -> list[bool]:
    """Tell the same of attributions that are given as spans of a whole text: content and source of each."""
    words = [match.span() for match in _WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def covered(spans: Iterable[Span]) -> set[int]:
        return {i for start, end in spans for i in range(bisect_right(ends, start), bisect_left(starts, end))}

    def parts(one: Spans) -> Parts:
        return covered(one[0]), covered(one[1])

    return _agreeing([parts(one) for one in gold], [parts(one) for one in predicted])


def _agreeing(gold: Sequence[Parts], predicted: Sequence[Parts]) -> list[bool]:
    candidates = sorted(
        (-_jaccard(g, p), i, j)
        for i, (g, _) in enumerate(gold)
        for j, (p, _) in enumerate(predicted)
        if g & p and _jaccard(g, p) >= ENOUGH
    )
    verdict = [False] * len(predicted)
    used_gold: set[int] = set()
    used: set[int] = set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            verdict[j] = _jaccard(gold[i][1], predicted[j][1]) >= ENOUGH
    return verdict


def f1(verdicts: Sequence[bool], n_gold: int) -> float:
    """Return F1 in percent from the verdicts on all predictions and the number of gold attributions."""
    total = len(verdicts) + n_gold
    return 200 * sum(verdicts) / total if total else 0.0


def _words(run: Run | None, words: list[bool]) -> set[int]:
    return {i for i in range(*run) if words[i]} if run else set()


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
