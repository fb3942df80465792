"""Gradient-boosted trees over block columns, cross-validated by family.

The first trees decide what most blocks are, and only the others are asked all of them: `predict` says it here, and
`export.py` writes it into the weights.

Deterministic: seeds are fixed, folds follow from a hash of the family's name, LightGBM runs with one thread.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np

FOLDS = 5
TREES = 150
FIRST_TREES, DECIDED = 40, 2.5
"""A block whose margin after the first trees lies so far from 0 keeps it. Of 172,000 held-out blocks 89 % do; none of
them came to lie on the other side of a score of 0.55, 5 in 10,000 of 0.22, and no F1 fell. The trees take 40 % of the
time that all of them take on all blocks."""
SEED = 8
"""Another seed changes F1 by 0.001, the F1 of snippets by 0.003, up or down."""
PARAMETERS = {
    "objective": "cross_entropy", "num_leaves": 16, "learning_rate": 0.1, "min_data_in_leaf": 30,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0, "max_bin": 127,
    "num_threads": 1, "deterministic": True, "force_row_wise": True, "seed": SEED, "verbosity": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Training rows: one a block. `page` is the index of the page, `fold` that of the page's family."""

    x: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    page: np.ndarray
    fold: np.ndarray


def fold_of(family: str) -> int:
    return int(hashlib.sha256(family.encode()).hexdigest()[:8], 16) % FOLDS


def train(
    x: np.ndarray, target: np.ndarray, weight: np.ndarray, trees: int = TREES, seed: int = SEED
) -> lightgbm.Booster:
    data = lightgbm.Dataset(x, target, weight=weight, params={"max_bin": PARAMETERS["max_bin"]})
    return lightgbm.train(PARAMETERS | {"seed": seed}, data, num_boost_round=trees)


def predict(model: lightgbm.Booster, x: np.ndarray) -> np.ndarray:
    """The score of each row, as the written weights give it."""
    first = model.predict(x, num_iteration=FIRST_TREES, raw_score=True)
    margin = np.where(np.abs(first) < DECIDED, model.predict(x, raw_score=True), first)
    return 1 / (1 + np.exp(-margin))


def cross_validate(rows: Rows, trees: int = TREES, seed: int = SEED) -> np.ndarray:
    """A score for every row by a model that saw no page of the row's family; rows of no weight teach nothing."""
    scores = np.zeros(len(rows.target), np.float32)
    for fold in sorted(set(rows.fold.tolist())):
        held = rows.fold == fold
        seen = ~held & (rows.weight > 0)
        model = train(rows.x[seen], rows.target[seen], rows.weight[seen], trees, seed)
        scores[held] = predict(model, rows.x[held])
    return scores


def page_weights(n_tokens: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weight of each block of a page: the metric counts tokens relative to the page, and a short block still counts."""
    kept = float((n_tokens * target).sum())
    return (np.minimum(n_tokens, 120) + 4) / (min(max(kept, 150), 2000) + 100) * 10


def folds(families: Sequence[str]) -> np.ndarray:
    return np.array([fold_of(family) for family in families])
