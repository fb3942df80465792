"""Train the source tagger and write its weights: `python -m training.tagger DATA [--work DIR]`.

DATA is the folder of PolNeAR's train.jsonl.gz and dev.jsonl.gz (../shared/benchmarks/attribution/polnear). Several
teachers are trained, their mean emissions are distilled into one student, the student is exported and its score
calibrated. What is finished in the work folder is not done again.
"""

import argparse
import os
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

from pipeline.attribute import tagger_weights
from pipeline.attribute.tagger import analyse, read
from pipeline.attribute.tagger_tags import decode
from training.tagger import calibrate, data, export, pieces
from training.tagger.agreement import correct, f1
from training.tagger.net import Tagger
from training.tagger.train import Corpus, Options, Target, emissions, evaluate, evaluate_scores, targets, train

TEACHERS = (
    Options(units=100, epochs=10, seed=1),
    Options(units=256, epochs=10, seed=2),
    Options(units=128, epochs=10, seed=3),
)
STUDENT = Options(units=100, epochs=9, seed=11, rate=3e-3, distil=0.7)
"""Goes on from the first teacher, which has its size."""
ORIGIN = {
    "data": "PolNeAR 1.0.0 train, less the held-out articles; states no terms",
    "pieces": "all-MiniLM-L6-v2 (Apache-2.0), principal components of its word pieces",
    "command": "python -m training.tagger",
}


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("work/tagger"))
    parser.add_argument("--only", choices=["oracle", "teachers", "student", "export"], help="one step alone")
    parser.add_argument("--teacher", type=int, help="with --only teachers: the one at this place in TEACHERS")
    parser.add_argument("--checkpoint", type=Path, help="with --only export: a network other than the student")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.work.mkdir(parents=True, exist_ok=True)
    if options.only == "oracle":
        print(f"gold written as tags and read back: {oracle(options.data):.1f}")
        return
    vectors = pieces.build(options.work / "pieces.npz")
    learned, held_out = corpora(options.data, vectors)
    if options.only in (None, "teachers"):
        for place, teacher in enumerate(TEACHERS):
            if options.teacher in (None, place):
                network(learned, held_out, teacher, options.work)
    if options.only in (None, "student"):
        teachers = [network(learned, held_out, teacher, options.work) for teacher in TEACHERS]
        print(f"held-out, teachers together: {together(teachers, held_out):.2f}")
        network(learned, held_out, STUDENT, options.work, targets(teachers, learned), teachers[0])
    if options.only in (None, "export"):
        path = options.checkpoint or checkpoint(options.work, STUDENT)
        finish(load_network(path, vectors), vectors, held_out, path.stem)


def corpora(folder: Path, vectors: pieces.Pieces) -> tuple[Corpus, Corpus]:
    """Return the articles that are learned from and those held out, both of the train file."""
    records = data.load(folder / "train.jsonl.gz")
    parts = []
    for wanted in (False, True):
        chosen = [p for r in records if data.held_out(r["id"]) == wanted for p in data.paragraphs(r)]
        parts.append(Corpus(chosen, vectors))
    return parts[0], parts[1]


def checkpoint(work: Path, options: Options) -> Path:
    """Where a finished network lies."""
    return work / f"units{options.units}-epochs{options.epochs}-seed{options.seed}.pt"


def network(
    learned: Corpus,
    held_out: Corpus,
    options: Options,
    work: Path,
    teachers: list[Target] | None = None,
    start: Tagger | None = None,
) -> Tagger:
    """Train a network, or load it if it is finished."""
    path = checkpoint(work, options)
    if path.exists():
        return load_network(path, None)
    print(asdict(options), flush=True)
    net = train(learned, held_out, options, work, teachers, start)
    torch.save(net.state_dict(), path)
    return net


def load_network(path: Path, vectors: pieces.Pieces | None) -> Tagger:
    """Read a checkpoint; its shapes tell its size."""
    state = torch.load(path, weights_only=True)
    net = Tagger(
        pieces.DIMENSIONS if vectors is None else vectors.vectors.shape[1], state["onward.weight_hh_l0"].shape[1]
    )
    net.load_state_dict(state)
    return net.eval()


def together(teachers: list[Tagger], corpus: Corpus) -> float:
    """Return the F1 of the teachers' mean, the most that distilling could reach."""
    means = [torch.stack(rows).mean(0) for rows in zip(*(emissions(net, corpus) for net in teachers), strict=True)]
    steps = torch.stack([teacher.transitions().detach() for teacher in teachers]).mean(0)
    return evaluate_scores(means, steps.numpy(), corpus)


def finish(net: Tagger, vectors: pieces.Pieces, held_out: Corpus, name: str) -> None:
    """Export, calibrate on the held-out articles with what was exported, and report."""
    empty = {"coefficients": np.zeros(1), "bounds": np.zeros(1), "values": np.zeros(1)}
    export.write_onnx(net, tagger_weights.ONNX)
    export.write_tables(net, vectors, tagger_weights.TABLES, {**ORIGIN, "network": name}, empty)
    features, right, n_gold = judged(held_out)
    calibration = calibrate.fit(features, right)
    export.write_tables(net, vectors, tagger_weights.TABLES, {**ORIGIN, "network": name}, calibration)
    tagger_weights.load_weights.cache_clear()
    print(f"held-out: PyTorch {evaluate(net, held_out):.2f}, exported {f1(right.tolist(), n_gold):.2f}")


def judged(corpus: Corpus) -> tuple[np.ndarray, np.ndarray, int]:
    """Return features and rightness of every attribution that the exported network finds, and the number in gold."""
    tagger_weights.load_weights.cache_clear()
    weights = tagger_weights.load_weights()
    analyses = analyse(read([p.text for p in corpus.paragraphs], weights), weights)
    right: list[bool] = []
    for paragraph, analysis in zip(corpus.paragraphs, analyses, strict=True):
        right += correct(paragraph.links, analysis.links, paragraph.tokens.keys)
    n_gold = sum(1 for p in corpus.paragraphs for link in p.links if link.content)
    return np.array([one for analysis in analyses for one in analysis.features]), np.array(right), n_gold


def oracle(folder: Path) -> float:
    """Return what one tag sequence can express: gold of the dev file, encoded and decoded."""
    right: list[bool] = []
    n_gold = 0
    for record in data.load(folder / "dev.jsonl.gz"):
        for paragraph in data.paragraphs(record):
            right += correct(paragraph.links, decode(paragraph.tags.tolist()), paragraph.tokens.keys)
            n_gold += sum(1 for link in paragraph.links if link.content)
    return f1(right, n_gold)


if __name__ == "__main__":
    main()
