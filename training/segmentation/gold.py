"""Gold sentence spans: the benchmark's texts and the hand-written cases for training, in one form."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

TRAINED_ON = ("en_ewt", "en_pud", "de_gsd", "fr_gsd", "es_gsd", "cases")
CASES = Path(__file__).with_name("cases.txt")


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its gold sentence spans."""

    id: str
    dataset: str
    lang: str
    genre: str
    split: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def is_training(self) -> bool:
        """Whether the weights are trained on this text: of EWT, the train split alone."""
        return self.dataset in TRAINED_ON and not (self.dataset == "en_ewt" and self.split == "dev")

    def as_json(self) -> dict[str, object]:
        """The row as the benchmark's scorer reads it."""
        return {"id": self.id, "dataset": self.dataset, "text": self.text, "boundaries": self.spans}


def read_gold(place: Path) -> list[Gold]:
    """Reads the benchmark's dev side and hand-written cases."""
    rows: list[Gold] = []
    with gzip.open(place / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    with (place / "news_hard_dev.jsonl").open(encoding="utf-8") as hand:
        found += [json.loads(line) for line in hand]
    for row in found:
        spans = tuple((start, end) for start, end in row["boundaries"])
        rows.append(Gold(row["id"], row["dataset"], row["lang"], row["genre"], row["split"], row["text"], spans))
    return rows


def read_cases(place: Path = CASES) -> list[Gold]:
    """Reads hand-written cases: a language, a tab, sentences between `|` marks."""
    rows: list[Gold] = []
    for number, line in enumerate(place.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        language, _, marked = line.partition("\t")
        spans: list[tuple[int, int]] = []
        text = ""
        for sentence in marked.split(" | "):
            text += " " if text else ""
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence
        rows.append(Gold(f"cases/{number}", "cases", language, "news", "train", text, tuple(spans)))
    return rows
