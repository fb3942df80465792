"""The two labellers: one for HTML, one for pages of plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract import features
from training.extraction import dataset
from training.extraction.pages import GoldPage

COLUMNS = Path(__file__).with_name("columns.txt")
_PLAIN_PREFIXES = ("word_", "run_", "hits_", "words_at", "function_at", "stop_at")
_PLAIN = frozenset(
    [
        "n_chars",
        "n_words",
        "n_function",
        "n_commas",
        "n_stops",
        "ending",
        "starts_upper",
        "n_titled",
        "n_digits",
        "has_date",
        "has_at",
        "has_bar",
        "n_hits",
        "seen_before",
        "all_upper",
        "starts_quote",
        "cjk",
        "colon_early",
        "hit_share",
        "titled_share",
        "position",
        "words_before",
        "page_blocks",
        "page_words",
        "from_first_run",
        "to_last_run",
    ]
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two labellers: its weights file, what it reads of a page, and its thresholds."""

    file: str
    plain: bool
    threshold: float
    open: float
    mild: float

    def inputs(self, pages: Sequence[GoldPage]) -> list[features.PageInput]:
        return dataset.plain_inputs(pages) if self.plain else dataset.html_inputs(pages)


KINDS = (Kind("labeller.onnx", False, 0.55, 0.22, 0.12), Kind("labeller_plain.onnx", True, 0.45, 0.45, 0.2))


def columns_of(plain: bool) -> list[str]:
    """The columns of a labeller, in order; plain text has no elements, classes, links and metadata to tell."""
    if not plain:
        lines = COLUMNS.read_text(encoding="utf-8").splitlines()
        return [name for line in lines if not line.startswith("#") for name in line.split()]
    return [name for name in features.NAMES if name in _PLAIN or name.startswith(_PLAIN_PREFIXES)]
