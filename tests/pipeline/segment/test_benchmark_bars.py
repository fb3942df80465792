"""The bars of the benchmark, where its folder is at hand (it is no part of the repository)."""

import pytest

from benchmarks.common import BENCHMARKS
from benchmarks.segmentation import COLUMNS, score
from pipeline import segment
from training.segmentation.gold import read_gold

PLACE = BENCHMARKS / "segmentation"
BARS = {"Brown": 0.985, "GUM dev split": 0.969, "EWT dev split": 0.888, "news_hard": 0.985, "fr news": 0.959}


@pytest.mark.skipif(not PLACE.is_dir(), reason="the benchmark's folder is not beside the repository")
def test_sets_that_were_not_trained_on_stay_above_their_bars() -> None:
    rows = [row for row in read_gold(PLACE) if not row.is_training and any(has(row) for has in COLUMNS.values())]
    figures = score(PLACE, rows, {row.id: segment.split(row.text, row.lang) for row in rows})
    assert {name: figures[name] for name, bar in BARS.items() if figures[name] < bar} == {}
