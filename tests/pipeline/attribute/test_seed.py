"""The seed article against its hand-made tags; skipped where ../shared is not there."""

import json
from pathlib import Path

import pytest

from pipeline.attribute import attribute

GOLD = Path(__file__).parents[4] / "shared" / "seed" / "gold_attributions.jsonl"


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/seed is not beside the checkout")
def test_seed_article() -> None:
    row = json.loads(GOLD.read_text(encoding="utf-8"))
    text = row["text"]
    tags = attribute(text, [(a, b) for a, b in row["sentences"]])
    found = {(a.source, a.cue): a for a in tags}

    def span(value: dict | None) -> tuple[int, int] | None:
        return None if value is None else (value["start"], value["end"])

    gold = [(found.get((span(g["source"]), span(g["cue"]))), g) for g in row["attributions"]]
    assert sum(tag is not None for tag, _ in gold) >= 19
    assert all(tag is not None and tag.anonymous for tag, g in gold if g["anonymous"])
    assert all(list(tag.via) == g["via"] for tag, g in gold if tag is not None)
