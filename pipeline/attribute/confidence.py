"""How sure an attribution is: the calibrated probability that source and content are right.

A find that the tagger shares has the tagger's score, its odds multiplied by the rule's factor; a rule's find that the
tagger does not share has the rule's own probability. Both stand in `confidence.csv`, which
`python -m training.tagger.confidence` writes; how well they tell the truth is in docs/methods-attribution.md.
"""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("confidence.csv")


def confidence_of(rule: str, score: float) -> float:
    """Return the probability, 0 to 1.

    Args:
        rule: Name of the rule that found the attribution.
        score: Score of the tagger's find with the same cue, 0 if it has none.
    """
    alone, factor = _table()[rule]
    if not score:
        return alone
    return round(factor * score / (factor * score + 1 - score), 3)


@cache
def _table() -> dict[str, tuple[float, float]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (float(row["alone"]), float(row["factor"])) for row in csv.DictReader(file)}
