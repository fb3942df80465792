"""`python -m benchmarks.sample`: writes data/sample anew, or golden files, or a large synthetic corpus."""

import argparse
import shutil
from pathlib import Path

from benchmarks.sample import golden, landing, synthetic

DEFAULT = Path(__file__).parents[2] / "data" / "sample"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sample", description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT, help="folder to write (default: data/sample, emptied)")
    parser.add_argument("--golden", type=Path, help="write the golden files of the annotated stories into this folder")
    parser.add_argument("--pages", type=int, help="write this many synthetic pages, with their gold text, to --out")
    parser.add_argument("--seed", type=int, default=0, help="seed of the synthetic corpus")
    options = parser.parse_args()
    if options.golden:
        print(f"{golden.write(options.golden)} golden files in {options.golden}")
    elif options.pages is not None:
        if options.out == DEFAULT:
            parser.error("--pages needs --out: a synthetic corpus does not belong into data/sample")
        print(f"{synthetic.write_corpus(options.out, options.pages, options.seed)} pages in {options.out}")
    else:
        if options.out.exists() and options.out == DEFAULT:
            shutil.rmtree(options.out)
        print(f"{len(landing.write_sample(options.out))} pages in {options.out}")


if __name__ == "__main__":
    main()
