"""How well predicted attributions agree with gold, inside training: the measure of the benchmark in small.

A pair counts when the words of the contents overlap by half (Jaccard) and those of the sources too; punctuation is
left out. The benchmark's own scorer has the last word (`python -m benchmarks.attribution`).
"""

from collections.abc import Sequence

from pipeline.attribute.tagger_tags import Link, Run

ENOUGH = 0.5


def correct(gold: Sequence[Link], predicted: Sequence[Link], keys: Sequence[str]) -> list[bool]:
    """Tell for every predicted link whether a gold link agrees with it in content and source."""
    words = [any(c.isalnum() for c in key) for key in keys]

    def content(link: Link) -> set[int]:
        return {i for run in link.content for i in range(*run) if words[i]}

    def source(link: Link) -> set[int]:
        return _words(link.source, words)

    gold_contents, contents = [content(g) for g in gold], [content(p) for p in predicted]
    candidates = sorted(
        (-_jaccard(g, p), i, j)
        for i, g in enumerate(gold_contents)
        for j, p in enumerate(contents)
        if g & p and _jaccard(g, p) >= ENOUGH
    )
    verdict = [False] * len(predicted)
    used_gold: set[int] = set()
    used: set[int] = set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            verdict[j] = _jaccard(source(gold[i]), source(predicted[j])) >= ENOUGH
    return verdict


def f1(verdicts: Sequence[bool], n_gold: int) -> float:
    """Return F1 in percent from the verdicts on all predictions and the number of gold attributions."""
    total = len(verdicts) + n_gold
    return 200 * sum(verdicts) / total if total else 0.0


def _words(run: Run | None, words: list[bool]) -> set[int]:
    return {i for i in range(*run) if words[i]} if run else set()


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
