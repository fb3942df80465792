"""Calibration of the score: how often an attribution is right, told from how sure its tags are.

Fitted on the held-out articles of the train file with the exported network: a logistic regression on the features of
`tagger.link_features` (Newton's method, a little shrinkage), made monotone by pooling adjacent violators.
"""

import numpy as np

SHRINKAGE = 1.0
MOST_STEPS = 20
"""Points kept of the isotonic curve; between them it is linear."""


def fit(features: np.ndarray, right: np.ndarray) -> dict[str, np.ndarray]:
    """Return coefficients, and the points of the isotonic curve (`bounds` to `values`).

    Args:
        features: float64 (attributions, features); the first column is 1.
        right: Whether each agrees with gold.
    """
    weights = np.zeros(features.shape[1])
    penalty = np.full(features.shape[1], SHRINKAGE)
    penalty[0] = 0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(features @ weights)))
        gradient = features.T @ (right - chance) - penalty * weights
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + np.diag(penalty + 1e-6)
        weights = weights + np.linalg.solve(curvature, gradient)
    raw = 1 / (1 + np.exp(-(features @ weights)))
    bounds, values = _isotonic(raw, right.astype(float))
    return {"coefficients": weights, "bounds": bounds, "values": values}


def _isotonic(raw: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pool equal-sized groups of scores until the share of right ones rises throughout."""
    order = np.argsort(raw, kind="stable")
    blocks: list[list[float]] = []  # sum of raw, sum of right, count
    for group in np.array_split(order, MOST_STEPS):
        blocks.append([raw[group].sum(), right[group].sum(), len(group)])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    bounds = np.array([total / count for total, _, count in blocks])
    values = np.array([(hits + 0.5) / (count + 1) for _, hits, count in blocks])
    return bounds, values


def reliability(scores: np.ndarray, right: np.ndarray, n_bins: int = 8) -> list[tuple[float, float, int]]:
    """Return (mean score, share right, count) of bins of equal size, lowest first."""
    order = np.argsort(scores, kind="stable")
    return [(scores[g].mean(), right[g].mean(), len(g)) for g in np.array_split(order, n_bins) if len(g)]
