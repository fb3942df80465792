"""Fit the confidence of an attribution: `python -m training.tagger.confidence DATA` writes `confidence.csv`.

DATA is the folder of the attribution benchmark. Fitted on the held-out articles of PolNeAR's train file (outer levels)
and the hard passages; PolNeAR dev is left to measure it (`python -m benchmarks.attribution`).
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline import attribute, segment
from pipeline.attribute.arbiter import RULES
from pipeline.attribute.attribution import Attribution
from pipeline.attribute.confidence import TABLE
from training.tagger import data
from training.tagger.agreement import Spans, correct_spans

INVENTED = 4
"""Cases that are added to each rule's, at the mean of all rules: a rare rule says little by itself."""
MARK_UP = "<tweet "
"""Articles with the mark-up of posts left in are not what extraction gives: signatures cannot be judged on them."""
SPREAD = 0.5
"""Expected deviation of a rule's logarithm of odds from that of all."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data
    records = [r for r in data.load(folder / "polnear" / "train.jsonl.gz") if data.held_out(r["id"])]
    records = [r for r in records if MARK_UP not in r["text"]]
    cases = [*judged(records, inner=False), *judged(data.load(folder / "hard_dev.jsonl"), inner=True)]
    write(fit([(one.rule, one.tagger_score, right) for one, right in cases]))


def judged(records: list[dict], inner: bool) -> Iterator[tuple[Attribution, bool]]:
    """Yield every attribution that the pipeline finds in the texts of records, and whether gold agrees.

    Args:
        records: Of PolNeAR or of the hard passages.
        inner: Whether gold knows levels of speech; if not, attributions within others are left out.
    """
    texts = [record["text"] for record in records]
    for record, found in zip(records, attribute.attribute_many(texts, segment.split_many(texts, "en")), strict=True):
        chosen = [one for one in found if one.content and (inner or one.within is None)]
        gold = [gold_spans(one) for one in record["attributions"]]
        spans = [(one.content, [one.source] if one.source else []) for one in chosen]
        yield from zip(chosen, correct_spans(record["text"], gold, spans), strict=True)


def gold_spans(gold: dict) -> Spans:
    """Return content and source of a gold attribution, in either of the two formats."""

    def spans(value: list | dict | None) -> list[tuple[int, int]]:
        places = value if isinstance(value, list) else [value] if value else []
        return [(place["start"], place["end"]) if isinstance(place, dict) else tuple(place) for place in places]

    return spans(gold["content"]), spans(gold["source"])


def fit(cases: list[tuple[str, float, bool]]) -> dict[str, tuple[float, float]]:
    """Return for every rule the probability without the tagger, and the factor on the odds that the tagger gives.

    Args:
        cases: Rule, score of the tagger's find with the same cue (0 if it has none), and whether it is right.
    """
    alone: dict[str, list[bool]] = defaultdict(list)
    supported: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for rule, score, right in cases:
        if score:
            supported[rule].append((score, right))
        else:
            alone[rule].append(right)
    mean_alone = np.mean([right for rights in alone.values() for right in rights])
    common = _log_factor([case for some in supported.values() for case in some], 0.0, 10.0)
    table = {}
    for rule in RULES:
        share = (sum(alone[rule]) + INVENTED * mean_alone) / (len(alone[rule]) + INVENTED)
        table[rule] = float(share), float(np.exp(_log_factor(supported[rule], common, SPREAD)))
    return table


def _log_factor(cases: list[tuple[float, bool]], expected: float, spread: float) -> float:
    """The likeliest logarithm of the factor, by Newton's method, drawn towards the expected one."""
    scores, right = np.array([s for s, _ in cases]), np.array([r for _, r in cases], float)
    odds = np.log(scores / (1 - scores))
    factor = expected
    for _ in range(25):
        chance = 1 / (1 + np.exp(-(odds + factor)))
        gradient = (right - chance).sum() - (factor - expected) / spread**2
        factor += gradient / ((chance * (1 - chance)).sum() + 1 / spread**2)
    return factor


def write(table: dict[str, tuple[float, float]]) -> None:
    """Write the table that run time reads."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("rule", "alone", "factor"))
        writer.writerows((rule, f"{share:.2f}", f"{factor:.2f}") for rule, (share, factor) in table.items())


if __name__ == "__main__":
    main()
