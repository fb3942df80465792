"""Gold sentences to candidates with features, and the L1 logistic model over them.

The candidates are those that the splitter itself meets when it decides as the gold does, so training and use cannot
drift apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.segment import splitter
from pipeline.segment.features import pair_features
from pipeline.segment.model import LANGUAGES, Decider, rule
from training.segmentation.gold import Gold

CASE_WEIGHT = 3.0  # a hand-written case counts as this many candidates of the treebanks
STRENGTH = 0.7  # inverse of the L1 penalty
ITERATIONS = 400
LEAST_WEIGHT = 0.005  # smaller ones are dropped: they change no decision on dev

Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

HEADER = """\
# Weights of the sentence splitter's logistic model: feature, tab, weight (natural log odds that a sentence ends).
# origin: L1 logistic regression over {candidates} stops of UD English EWT (train split) and PUD, UD German, French and
#   Spanish GSD (dev splits), and training/segmentation/cases.txt (written for this project); no GUM, no Brown
# licence: CC BY-SA 4.0, as the treebanks (https://universaldependencies.org)
# made by: python -m training.segmentation ../shared/benchmarks/segmentation
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: the features of its parts, whether a sentence ends there, how much it counts."""

    parts: Parts
    language: str
    ends: bool
    weight: float


class _Forgetful(dict[tuple[int, int, int], bool]):
    """A table of decisions that never remembers one."""

    def get(self, key: object, default: object = None) -> None:  # type: ignore[override]
        return None


class Recorder(Decider):
    """A decider that decides as the gold does and writes down what it was asked."""

    def __init__(self, language: str) -> None:
        super().__init__(language, {})
        self.answers: list[bool] = []
        self.found: list[Example] = []
        self.weight = 1.0
        self.decisions = _Forgetful()

    def decide(self, key: tuple[int, int, int]) -> bool:
        """Answers from the gold, and remembers nothing, so that it is asked about every candidate."""
        ends = self.answers.pop()
        before, middle, after = (self._features[number] for number in key)
        if rule(before, middle, after) is None:
            self.found.append(Example((before, middle, after), self.language, ends, self.weight))
        return ends


def examples(rows: Sequence[Gold]) -> list[Example]:
    """Collects the candidates of gold texts."""
    recorders = {language: Recorder(language) for language in LANGUAGES}
    for row in rows:
        recorder = recorders[row.lang]
        recorder.weight = CASE_WEIGHT if row.dataset == "cases" else 1.0
        ends = {end for _, end in row.spans}
        for run in splitter.runs(row.text):
            asked = [m.end() for m in splitter.CANDIDATE.finditer(row.text, *run) if m[1] is not None]
            recorder.answers = [end in ends for end in reversed(asked)]
            splitter.split_run(row.text, *run, recorder, [])
    return [example for language in sorted(recorders) for example in recorders[language].found]


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Fits the model; deterministic. Equal candidates are counted, not repeated."""
    counts: defaultdict[tuple[Parts, str, bool], float] = defaultdict(float)
    for example in found:
        counts[(example.parts, example.language, example.ends)] += example.weight
    keys = list(counts)
    rows = [dict.fromkeys(pair_features(parts[0], parts[1], parts[2], language), 1.0) for parts, language, _ in keys]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")  # liblinear's own
    model = LogisticRegression(
        l1_ratio=1.0, C=STRENGTH, solver="liblinear", max_iter=ITERATIONS, random_state=0, fit_intercept=False, tol=1e-4
    )
    model.fit(matrix, [ends for _, _, ends in keys], sample_weight=[counts[key] for key in keys])
    pairs = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {feature: round(float(weight), 3) for feature, weight in pairs if abs(weight) >= LEAST_WEIGHT}


def write_weights(place: Path, weights: dict[str, float], candidates: int) -> None:
    """Writes the weights with their header, sorted, so that training again gives the same file."""
    lines = [f"{feature}\t{weight:g}" for feature, weight in sorted(weights.items())]
    place.write_text(HEADER.format(candidates=f"{candidates:,}") + "\n".join(lines) + "\n", encoding="utf-8")
