"""`python -m benchmarks`: runs the benchmarks one after the other; those of quality need a folder of data.

Each benchmark is a module with `main(arguments: list[str] | None) -> int`; run alone it takes options of its own
(`python -m benchmarks.segmentation --help`).
"""

import importlib
import sys

from benchmarks.common import console, fail
from pipeline.errors import HearsayError

MODULES = ("extraction", "segmentation", "attribution", "orchestration")


def main() -> int:
    """Runs all benchmarks; returns the worst exit status."""
    worst = 0
    for name in MODULES:
        console.rule(f"[bold]{name}")
        try:
            worst = max(worst, importlib.import_module(f"benchmarks.{name}").main([]))
        except HearsayError as error:
            worst = max(worst, fail(error))
    return worst


if __name__ == "__main__":
    sys.exit(main())
