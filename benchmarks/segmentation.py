"""`python -m benchmarks.segmentation`: sentence boundaries against gold, beside the published tools.

Quality is that of the benchmark's own scorer. A set that the weights were trained on is split by weights of folds that
leave the text out; that needs scikit-learn, without it those columns stay empty. The same texts show how often
`pipeline.extract.language` tells a language right. `--speed` measures megabytes of text per CPU second beside nupunkt
and sentencex (extra `bench`), the tools taken in turn in one process.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.common import (
    arguments_of,
    console,
    fail,
    folder,
    interleaved_cpu_seconds,
    print_table,
    read_peers,
    run_json_scorer,
)
from pipeline import segment
from pipeline.errors import HearsayError
from pipeline.extract.language import UNKNOWN, language_of
from pipeline.segment import model, splitter
from pipeline.segment.model import Decider
from training.segmentation.gold import Gold, read_gold

FOLDS = 5
POOL = "news pool"
# The columns of the peers' table, by what they hold.
COLUMNS: dict[str, Callable[[Gold], bool]] = {
    "EWT": lambda row: row.dataset == "en_ewt",
    "GUM": lambda row: row.dataset == "en_gum",
    "GUM news + interview": lambda row: row.dataset == "en_gum" and row.genre in ("news", "interview"),
    "Brown": lambda row: row.dataset == "en_brown_news",
    "PUD": lambda row: row.dataset == "en_pud",
    "golden_en": lambda row: row.dataset == "golden_en",
    "news_hard": lambda row: row.dataset == "news_hard",
    POOL: lambda row: (
        row.dataset in ("en_brown_news", "news_hard")
        or (row.dataset == "en_gum" and row.genre in ("news", "interview"))
        or (row.dataset == "en_pud" and row.genre == "news")
    ),
    "de": lambda row: row.dataset == "de_gsd",
    "fr news": lambda row: row.dataset == "fr_sequoia_news",
    "fr": lambda row: row.dataset == "fr_gsd",
    "es": lambda row: row.dataset == "es_gsd",
}
LENGTHS = (120, 250, 600)
"""Characters of a text that its language is told from."""
DEV_ONLY = {"EWT": "EWT dev split", "GUM": "GUM dev split"}


def predict(
    rows: Iterable[Gold], fold_deciders: Callable[[int, str], Decider] | None
) -> dict[str, list[splitter.Span]]:
    """Splits every text; one that the weights were trained on by the weights of the fold that left it out."""
    found = {}
    for row in rows:
        if row.is_training and fold_deciders:
            decide = fold_deciders(fold_of(row), row.lang)
            found[row.id] = splitter.split_with(row.text, decide)
        else:
            found[row.id] = segment.split(row.text, row.lang)
    return found


def fold_of(row: Gold) -> int:
    """The fold of a text: its place in the hash-free order of its id's characters."""
    return sum(row.id.encode()) % FOLDS


def fold_trainer(rows: list[Gold]) -> Callable[[int, str], Decider] | None:
    """Trains the weights of each fold without that fold's texts, or returns None where scikit-learn is missing."""
    try:
        from training.segmentation.gold import read_cases
        from training.segmentation.learn import examples, fit
    except ImportError:
        return None
    known: dict[int, dict[str, float]] = {}
    deciders: dict[tuple[int, str], Decider] = {}

    def decider_of(fold: int, language: str) -> Decider:
        if fold not in known:
            kept = [row for row in rows if row.is_training and fold_of(row) != fold]
            known[fold] = fit(examples(kept + read_cases()))
        if (fold, language) not in deciders:
            deciders[fold, language] = Decider(language, known[fold])
        return deciders[fold, language]

    return decider_of


def score(
    place: Path, rows: list[Gold], predictions: dict[str, list[splitter.Span]], errors: str = ""
) -> dict[str, float]:
    """Boundary F1 by column, from the benchmark's scorer."""
    figures: dict[str, float] = {}
    groups: dict[str, list[Gold]] = defaultdict(list)
    for column, belongs in COLUMNS.items():
        groups[column] = [row for row in rows if belongs(row)]
        if column in DEV_ONLY:
            groups[DEV_ONLY[column]] = [row for row in groups[column] if row.split == "dev"]
    with tempfile.TemporaryDirectory() as temporary:
        gold, found = Path(temporary, "gold.jsonl"), Path(temporary, "found.jsonl")
        for column, members in groups.items():
            gold.write_text("\n".join(json.dumps(row.as_json()) for row in members))
            found.write_text("\n".join(json.dumps({"id": row.id, "spans": predictions[row.id]}) for row in members))
            if members:
                rates = run_json_scorer(place / "score.py", gold, found, "--json")["ALL"]
                figures[column] = rates["F1"]
                if column == POOL:
                    figures["news pool P"], figures["news pool R_term"] = rates["P"], rates["R_term"]
    return figures


def quality(place: Path) -> None:
    """Prints all sets beside the peers."""
    rows = read_gold(place)
    trainer = fold_trainer(rows)
    if trainer is None:
        console.print("scikit-learn is missing: sets that were trained on are scored by weights that know them")
    figures = score(place, rows, predict(rows, trainer))
    heads = [*COLUMNS, "news pool P", "news pool R_term"]
    table: list[list[object]] = [
        [peer["tool"], *(peer.get(head, "") for head in heads)] for peer in read_peers(place / "README.md", "tool")
    ]
    table.append(["hearsay", *(figures.get(head) for head in heads)])
    print_table("Boundary F1 (what was trained on: folds that left the text out)", ["tool", *heads], table)
    print_table(
        "On the treebanks' dev split only",
        ["tool", *DEV_ONLY.values()],
        [("hearsay", *(figures.get(head) for head in DEV_ONLY.values()))],
    )


def languages(place: Path) -> None:
    """Prints how often the language of a text that declares none is told right."""
    rows = read_gold(place)
    table: list[list[object]] = []
    for length in LENGTHS:
        told = [(row.lang, language_of(row.text[:length], "")) for row in rows if len(row.text) >= length]
        right, unknown = sum(own == said for own, said in told), sum(said == UNKNOWN for _, said in told)
        table.append([length, len(told), right / len(told), unknown, len(told) - right - unknown])
    print_table("Language, nothing declared", ["characters", "texts", "right", "not told", "wrong"], table)


def speed(place: Path, rounds: int = 4) -> None:
    """Prints megabytes of text per CPU second, cold and warm, and seconds per byte without a single stop."""
    texts = [row.text for row in read_gold(place) if COLUMNS["Brown"](row) or COLUMNS["GUM news + interview"](row)]
    paragraphs = [part for text in texts for part in text.split("\n\n")]
    size = sum(len(part.encode()) for part in paragraphs) / 1e6

    def ours() -> None:
        segment.split_many(paragraphs, "en")

    tools: dict[str, Callable[[], object]] = {"hearsay": ours}
    try:
        import nupunkt

        tools["nupunkt"] = lambda: [list(nupunkt.sent_spans(part)) for part in paragraphs]
    except ImportError:
        console.print("nupunkt is missing: install the extra bench")
    try:
        import sentencex

        tools["sentencex, boundaries"] = lambda: [sentencex.get_sentence_boundaries("en", part) for part in paragraphs]
    except ImportError:
        console.print("sentencex is missing: install the extra bench")
    segment.split("Load the weights. Then measure.")
    model.decider.cache_clear()  # the first round is cold: it has seen no token, only the weights are in memory
    seconds = interleaved_cpu_seconds(tools, rounds)
    table = [[name, f"{size / taken[0]:.1f}", f"{size / min(taken):.1f}"] for name, taken in seconds.items()]
    print_table(f"MB of text per CPU second ({size:.2f} MB, {rounds} rounds)", ["tool", "cold", "warm"], table)
    without = {"1 MB without a stop": "word " * 200_000, "10 MB without a stop": "word " * 2_000_000}
    runs = interleaved_cpu_seconds({name: partial(segment.split, text) for name, text in without.items()}, 3)
    print_table(
        "Linear in the length",
        ["text", "ns per byte"],
        [[name, f"{min(taken) / len(without[name]) * 1e9:.2f}"] for name, taken in runs.items()],
    )


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; returns the exit status."""
    options = arguments_of("segmentation", __doc__, arguments, speed="measure speed instead of quality")
    try:
        place = folder("segmentation", options.folder)
        if options.speed:
            speed(place)
        else:
            quality(place)
            languages(place)
    except HearsayError as error:
        return fail(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
