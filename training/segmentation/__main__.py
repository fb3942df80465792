"""`python -m training.segmentation`: trains `pipeline/segment/weights.txt` and says how well it does.

Trains on data whose licence lets weights ship: the train split of UD English EWT, UD English PUD, UD German, French and
Spanish GSD (all CC BY-SA), and `cases.txt` beside this file, written for this project. Never on GUM or Brown
(non-commercial), never on the hand-written or golden cases of the benchmark. What a benchmark set was trained on is
reported by folds that leave the text out: see `benchmarks/segmentation.py`.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.common import console, fail, folder, print_table
from pipeline.errors import HearsayError
from training.segmentation.gold import read_cases, read_gold
from training.segmentation.learn import examples, fit, write_weights

WEIGHTS = Path(__file__).resolve().parents[2] / "pipeline" / "segment" / "weights.txt"


def main(arguments: list[str] | None = None) -> int:
    """Trains and writes the weights; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.segmentation", description="train the sentence splitter")
    parser.add_argument(
        "folder", nargs="?", help="the segmentation benchmark (default: ../shared/benchmarks/segmentation)"
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    options = parser.parse_args(arguments)
    try:
        gold = read_gold(folder("segmentation", options.folder))
    except HearsayError as error:
        return fail(error)
    found = examples([row for row in gold if row.is_training] + read_cases())
    weights = fit(found)
    write_weights(options.out, weights, len(found))
    print_table("trained", ("what", "count"), [("candidates", len(found)), ("weights", len(weights))])
    console.print(f"wrote {options.out.name}; measure with python -m benchmarks.segmentation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
