"""`python -m benchmarks.attribution`: who says it, against gold, beside the probes that were published with it.

Three kinds of gold: PolNeAR dev (spans alone), the hard passages and the seed article (all labels), and two sets of
source spans labelled with kind and anonymity. Quality is that of the benchmark's own scorers. PolNeAR has no levels
of speech and counts wants and beliefs as well as words, so its table has three columns of ours: the tagger alone (it
learned that definition), the pipeline without the inner levels, and all that the pipeline finds. `--speed` measures
CPU time for an article of 750 words.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.common import (
    BENCHMARKS,
    arguments_of,
    console,
    fail,
    folder,
    interleaved_cpu_seconds,
    print_table,
    read_peers,
    run_json_scorer,
)
from pipeline import attribute, segment
from pipeline.attribute.arbiter import RULES
from pipeline.attribute.attribution import Attribution, Span
from pipeline.attribute.tagger import analyse, tag_paragraphs
from pipeline.attribute.tagger import read as read_paragraphs
from pipeline.attribute.tagger_weights import load_weights
from pipeline.errors import HearsayError
from training.tagger import confidence, data
from training.tagger.agreement import correct

WORDS = 750
"""Words of the article that times are given for."""

PEERS = ("direct-quote heuristic", "rules", "CRF", "BiLSTM-CRF 100", "human")
"""Columns of the README's table that are printed beside ours."""
BINS = 8
"""Groups of equal size in the reliability table."""

# Rows of the PolNeAR table: the head in the README, the scorer's key.
POLNEAR_ROWS = {
    "token source": "token_source",
    "token cue": "token_cue",
    "token content": "token_content",
    "span exact source": "span_source",
    "span exact cue": "span_cue",
    "span exact content": "span_content",
    "content soft": "content_soft",
    "source+content soft": "src_content_soft",
    "who+content": "who_content",
    "content exact": "content_exact",
    "source+content exact": "src_content_exact",
}
# Rows that the README gives as "content / source+content".
SUBSETS = {
    "direct: content / source+content": "direct",
    "mixed: content / source+content": "mixed",
    "indirect: content / source+content": "indirect",
    "speech cue: content / source+content": "speech",
    "other cue: content / source+content": "other",
}
SPEECHES = ("direct", "mixed", "indirect", "speech", "other", "all")
"""Kinds of speech by the quotation marks of the gold content; cues of speech, and others (beliefs, wants, deeds)."""

# Rows of the hard passages: bar and aim are those of the project.
HARD_ROWS = {
    "attributions": ("0.85", "0.93"),
    "anonymous": ("0.85", "0.95"),
    "via_outlets": ("0.80", "0.92"),
    "denial": ("0.80", "0.92"),
    "decline": ("0.85", "0.95"),
    "source_soft": ("0.92", "0.97"),
    "source_exact": ("", ""),
    "cue_soft": ("", ""),
    "source_kind": ("0.90", "0.96"),
    "speech": ("0.93", "0.97"),
    "stance": ("0.93", "0.97"),
    "channel": ("0.90", "0.96"),
    "resolves_to_named": ("0.85", "0.94"),
    "no_attribution_flagged": ("0.10", "0"),
    "voice": ("", ""),
}


@dataclass(frozen=True, slots=True)
class Spans:
    """An attribution as PolNeAR's scorer reads it."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]

    def as_json(self) -> dict[str, list[Span]]:
        """Returns lists of spans."""
        one = {"source": self.source, "cue": self.cue}
        return {role: [span] if span else [] for role, span in one.items()} | {"content": list(self.content)}


def read(path: Path) -> list[dict[str, Any]]:
    """Reads a .jsonl or .jsonl.gz file."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in text.decode().splitlines() if line.strip()]


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Cuts a text at its line breaks; returns where each paragraph starts."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, line))
        start += len(line) + 1
    return found


def tag(texts: list[str]) -> list[list[Spans]]:
    """Runs the tagger alone over whole texts."""
    places = [(i, start, line) for i, text in enumerate(texts) for start, line in paragraphs(text)]
    found: list[list[Spans]] = [[] for _ in texts]
    for (i, start, _), attributions in zip(places, tag_paragraphs([line for _, _, line in places]), strict=True):
        for one in attributions:
            source, cue, *content = (
                span and (span[0] + start, span[1] + start) for span in (one.source, one.cue, *one.content)
            )
            found[i].append(Spans(source, cue, tuple(span for span in content if span)))
    return found


def run(texts: list[str]) -> list[list[Attribution]]:
    """Runs sentences, tagger and layers, as the pipeline does for a part file."""
    return attribute.attribute_many(texts, segment.split_many(texts, "en"))


def polnear(place: Path) -> None:
    """Prints PolNeAR dev beside the probes of the README."""
    gold = place / "polnear" / "dev.jsonl.gz"
    records = read(gold)
    texts = [record["text"] for record in records]
    whole = run(texts)
    columns = {
        "hearsay tagger": score_polnear(place, gold, records, tag(texts)),
        "hearsay, outer": score_polnear(place, gold, records, [[a for a in one if a.within is None] for one in whole]),
        "hearsay, all": score_polnear(place, gold, records, whole),
    }
    peers = {row[""]: row for row in read_peers(place / "README.md", "")}
    heads = [head for head in next(iter(peers.values()), {}) if head in PEERS]
    rows = []
    for name, cell in [*POLNEAR_ROWS.items(), *SUBSETS.items()]:
        ours = [_cell(figures, cell, pair=name in SUBSETS) for figures in columns.values()]
        rows.append([name, *ours, *(peers.get(name, {}).get(head, "") for head in heads)])
    print_table("PolNeAR dev, F1 in percent", ["", *columns, *heads], rows)
    by_speech(columns["hearsay, outer"])


def by_speech(figures: dict[str, Any]) -> None:
    """Prints precision and recall by kind of speech: what the analysts' guide tells."""
    rows = []
    for name in SPEECHES:
        cells: list[Any] = [name, figures["n"]["gold" if name == "all" else name]]
        for key in ("content_soft", "src_content_soft"):
            one = figures[key if name == "all" else f"{name}/{key}"]
            cells += [f"{100 * one[part]:.0f}" for part in ("p", "r", "f")]
        rows.append(cells)
    heads = [
        "speech",
        "gold",
        *(f"{what} {part}" for what in ("content", "source + content") for part in ("P", "R", "F1")),
    ]
    print_table("PolNeAR dev by kind of speech: all that stands at the outer level, in percent", heads, rows)


def _cell(figures: dict[str, Any], key: str, pair: bool) -> str:
    keys = [f"{key}/content_soft", f"{key}/src_content_soft"] if pair else [key]
    return " / ".join(f"{100 * figures[one]['f']:.1f}" for one in keys)


def score_polnear(
    place: Path, gold: Path, records: list[dict[str, Any]], found: Iterable[Iterable[Spans | Attribution]]
) -> dict[str, Any]:
    """Runs score.py over predictions."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "found.jsonl")
        rows = []
        for record, attributions in zip(records, found, strict=True):
            spans = [Spans(one.source, one.cue, one.content).as_json() for one in attributions]
            rows.append(json.dumps({"id": record["id"], "attributions": spans}))
        path.write_text("\n".join(rows))
        return next(iter(run_json_scorer(place / "score.py", gold, path, "--json").values()))


def reliability(place: Path) -> None:
    """Prints how often an attribution of the tagger is right, beside its score, on PolNeAR dev."""
    pairs: list[tuple[float, bool]] = []
    gold = [p for record in read(place / "polnear" / "dev.jsonl.gz") for p in data.paragraphs(record)]
    weights = load_weights()
    for one, found in zip(gold, analyse(read_paragraphs([p.text for p in gold], weights), weights), strict=True):
        right = correct(one.links, found.links, one.tokens.keys)
        pairs += zip(weights.score(found.features), right, strict=True)
    _print_reliability("Tagger's score on PolNeAR dev", "score", pairs)


def trust(place: Path) -> None:
    """Prints how often an attribution of the pipeline is right, beside its confidence and by rule."""
    polnear = list(confidence.judged(read(place / "polnear" / "dev.jsonl.gz"), inner=False))
    passages = list(confidence.judged(read(place / "hard_dev.jsonl"), inner=True))
    pairs = [(one.confidence, right) for one, right in polnear]
    _print_reliability("Confidence on PolNeAR dev, outer levels", "confidence", pairs)
    rows = []
    for rule in RULES:
        for shared in (True, False):
            cells = []
            for cases in (polnear, passages):
                chosen = [(one.confidence, right) for one, right in cases if _is(one, rule, shared)]
                means = [sum(column) / len(chosen) for column in zip(*chosen, strict=True)] or [None, None]
                cells += [len(chosen), *means]
            if cells[0] or cells[3]:
                rows.append([rule, "yes" if shared else "no", *cells])
    heads = ["rule", "the tagger too", "PolNeAR dev", "confidence", "right", "hard_dev", "confidence", "right"]
    print_table("Confidence by rule, outer levels (hard_dev was in sight when it was fitted)", heads, rows)


def _is(one: Attribution, rule: str, shared: bool) -> bool:
    return one.rule == rule and (one.tagger_score > 0) == shared


def _print_reliability(title: str, name: str, pairs: list[tuple[float, bool]]) -> None:
    """Prints groups of equal size, lowest first."""
    ordered = sorted(pairs)
    size = -(-len(ordered) // BINS)
    rows = []
    for start in range(0, len(ordered), size):
        scores, verdicts = zip(*ordered[start : start + size], strict=True)
        span = f"{scores[0]:.2f} to {scores[-1]:.2f}"
        rows.append([span, len(scores), sum(scores) / len(scores), sum(verdicts) / len(verdicts)])
    off = sum(abs(mean - share) * n for _, n, mean, share in rows) / len(ordered)
    heads = [name, "attributions", f"mean {name}", "source and content right"]
    print_table(f"{title} (mean distance of {name} and truth {off:.3f})", heads, rows)


def hard(place: Path) -> None:
    """Prints the hard passages and, where it is there, the seed article."""
    columns = {"hard_dev": score_hard(place, place / "hard_dev.jsonl")}
    seed = BENCHMARKS.parent / "seed" / "gold_attributions.jsonl"
    if seed.is_file():
        columns["seed"] = score_hard(place, seed)
    rows = []
    for name, (bar, aim) in HARD_ROWS.items():
        cells = [figures.get("overall", {}).get(name) for figures in columns.values()]
        found = [cells[0] and cells[0].get(part) for part in ("p", "r")]
        rows.append([name, *found, *(cell and cell.get("f1", cell.get("value")) for cell in cells), bar, aim])
    heads = ["", "hard_dev P", "hard_dev R", *columns, "bar", "aim"]
    print_table("All labels: F1 of what is found, accuracy on what is matched", heads, rows)
    groups = sorted(set(columns["hard_dev"]) - {"overall"})
    labels = ("attributions", "source_soft", "source_kind", "anonymous", "via", "stance", "speech", "resolves_to")
    cells_of = [[columns["hard_dev"][group].get(label, {}) for label in labels] for group in groups]
    print_table(
        "hard_dev by category",
        ["category", *labels],
        [[g, *(c.get("f1", c.get("value")) for c in cells)] for g, cells in zip(groups, cells_of, strict=True)],
    )


def score_hard(place: Path, gold: Path) -> dict[str, Any]:
    """Runs score_hard.py over what the pipeline finds, with the voice of gold's sentences."""
    rows = read(gold)
    found = run([row["text"] for row in rows])
    lines = []
    for row, attributions in zip(rows, found, strict=True):
        sentences = [tuple(span) for span in row["sentences"]]
        voices = attribute.voices(row["text"], sentences, attributions)
        labels = [labels_of(row["text"], one) for one in attributions]
        lines.append(json.dumps({"id": row["id"], "attributions": labels, "voice": [str(v) for v in voices]}))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "found.jsonl")
        path.write_text("\n".join(lines))
        return run_json_scorer(place / "score_hard.py", gold, path, "--json")


def labels_of(text: str, one: Attribution) -> dict[str, Any]:
    """Writes an attribution with the fields of the gold."""

    def span(place: Span | None) -> dict[str, Any] | None:
        return {"start": place[0], "end": place[1], "text": text[slice(*place)]} if place else None

    return {
        "source": span(one.source),
        "cue": span(one.cue),
        "content": [span(place) for place in one.content],
        "speech": one.speech,
        "source_kind": one.source_kind,
        "anonymous": one.anonymous,
        "via": list(one.via),
        "channel": one.channel,
        "stance": one.stance,
        "resolves_to": one.source_name,
    }


def kinds(place: Path) -> None:
    """Prints kind and anonymity of the labelled source spans, found by the pipeline in their whole articles."""
    texts = {r["id"]: r["text"] for part in ("train", "dev") for r in read(place / "polnear" / f"{part}.jsonl.gz")}
    rows = []
    for name in ("source_kinds_dev", "anonymity_dev"):
        gold = read(place / f"{name}.jsonl")
        ids = sorted({row["id"] for row in gold})
        found = dict(zip(ids, run([texts[i] for i in ids]), strict=True))
        rows.append([name, *_judge(gold, found)])
    rules = ["README's rules on gold spans", "", "90.7 / 83.6", "- / 0.90", "- / 0.84"]
    heads = ["set", "source found %", "kind right, of found %", "anonymous P", "anonymous R (not found is missed)"]
    print_table("Kind of source (anonymity_dev takes some articles from train)", heads, [*rows, rules])


def _judge(gold: list[dict[str, Any]], found: dict[str, list[Attribution]]) -> list[str]:
    matched = [(row, _closest(row["source"], found[row["id"]])) for row in gold]
    hits = [(row, one) for row, one in matched if one]
    right = sum(one.source_kind == row["source_kind"] for row, one in hits)
    both = sum(one.anonymous and row["anonymous"] for row, one in hits)
    called = sum(one.anonymous for _, one in hits)
    wanted = sum(row["anonymous"] for row in gold)
    return [
        f"{100 * len(hits) / len(gold):.1f}",
        f"{100 * right / max(1, len(hits)):.1f}",
        f"{both / max(1, called):.2f}",
        f"{both / max(1, wanted):.2f}",
    ]


def _closest(spans: list[list[int]], found: list[Attribution]) -> Attribution | None:
    """The attribution whose source shares most with a gold source, half of both together at least."""
    gold = {i for start, end in spans for i in range(start, end)}

    def share(one: Attribution) -> float:
        other = set(range(*one.source)) if one.source else set()
        return len(gold & other) / len(gold | other)

    best = max(found, key=share, default=None)
    return best if best and share(best) >= 0.5 else None


def speed(place: Path, rounds: int = 5) -> None:
    """Prints CPU milliseconds for an article of WORDS words: PolNeAR dev as one batch, the steps taken in turn."""
    texts = [record["text"] for record in read(place / "polnear" / "dev.jsonl.gz")]
    articles = sum(len(text.split()) for text in texts) / WORDS
    lines = [line for text in texts for _, line in paragraphs(text)]
    sentences = segment.split_many(texts, "en")
    tools: dict[str, Callable[[], object]] = {
        "tagger": lambda: tag_paragraphs(lines),
        "tagger and layers": lambda: attribute.attribute_many(texts, sentences),
        "sentences": lambda: segment.split_many(texts, "en"),
    }
    tag_paragraphs(["Load the weights, he said."])
    seconds = interleaved_cpu_seconds(tools, rounds)
    rows = [[name, *(f"{1e3 * s / articles:.2f}" for s in (one[0], min(one)))] for name, one in seconds.items()]
    heads = ["step", "first round", "best round"]
    print_table(f"CPU ms for {WORDS} words, one core ({articles:.0f} articles, {rounds} rounds)", heads, rows)


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; returns the exit status."""
    options = arguments_of("attribution", __doc__, arguments, speed="measure speed instead of quality")
    try:
        place = folder("attribution", options.folder)
        if options.speed:
            speed(place)
            return 0
        for step in (polnear, reliability, trust, hard, kinds):
            step(place)
    except HearsayError as error:
        return fail(error)
    console.print("Intervals over articles: score.py GOLD FOUND --ci 1000", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
