"""`python -m training.extraction [FOLDER]`: trains both labellers and writes their weights into `pipeline/extract`.

FOLDER is in the format of the extraction benchmark (`training/extraction/pages.py`); by default the benchmark itself.
The same folder and the same versions of LightGBM and of the peers give the same weights, byte for byte.
"""

import argparse
import sys
from pathlib import Path

import lightgbm

from benchmarks.common import folder
from pipeline.extract import features
from training.extraction import dataset, export, fit, kinds
from training.extraction.pages import read_pages

TARGET = Path(__file__).resolve().parents[2] / "pipeline" / "extract"


def main(arguments: list[str] | None = None) -> int:
    """Trains on everything in the folder; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.extraction", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", help="folder in the benchmark's format")
    parser.add_argument("--out", type=Path, default=TARGET, help="folder that the weights are written into")
    given = parser.parse_args(arguments)
    pages = read_pages(folder("extraction", given.folder))
    target, weight = dataset.targets(pages)
    print(f"{len(pages)} pages, {len(target)} blocks")
    for kind in kinds.KINDS:
        x = dataset.columns(kind.inputs(pages))
        names = kinds.columns_of(kind.plain)
        indices = [features.NAMES.index(name) for name in names]
        booster = fit.train(x[:, indices], target, weight)
        header = {
            "threshold": str(kind.threshold),
            "open": str(kind.open),
            "mild": str(kind.mild),
            "trees": str(fit.TREES),
            "lightgbm": lightgbm.__version__,
        }
        size = export.write(booster, names, header, given.out / kind.file)
        print(f"{kind.file}: {len(names)} columns, {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
