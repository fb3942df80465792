"""Decoding against brute force."""

from itertools import pairwise, product

import numpy as np
import pytest

from pipeline.attribute.tagger_crf import marginals, viterbi

TAGS = 3


def sequences(emissions: np.ndarray, steps: np.ndarray, first: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every tag sequence."""
    scores = {}
    for tags in product(range(TAGS), repeat=len(emissions)):
        score = first[tags[0]] + sum(emissions[i, tag] for i, tag in enumerate(tags))
        scores[tags] = score + sum(steps[a, b] for a, b in pairwise(tags))
    return scores


@pytest.fixture(params=range(5))
def problem(request: pytest.FixtureRequest) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A padded batch, tokens first, whose padding holds rubbish."""
    random = np.random.default_rng(request.param)
    lengths = random.integers(1, 7, 5)
    emissions = random.normal(size=(lengths.max(), TAGS, 5)).astype(np.float32) * 2
    steps = random.normal(size=(TAGS, TAGS)).astype(np.float32)
    steps[0, 2] = -1e4
    first = np.array([0, 0, -1e4], np.float32)
    return emissions, lengths, steps, first


def test_viterbi_finds_the_best_sequence(problem: tuple[np.ndarray, ...]) -> None:
    emissions, lengths, steps, first = problem
    for row, tags in enumerate(viterbi(emissions, lengths, steps, first).T):
        scores = sequences(emissions[: lengths[row], :, row], steps, first)
        assert tuple(tags[: lengths[row]]) == max(scores, key=scores.__getitem__)


def test_marginals_are_sums_over_all_sequences(problem: tuple[np.ndarray, ...]) -> None:
    emissions, lengths, steps, first = problem
    found = marginals(emissions, lengths, steps, first)
    for row, length in enumerate(lengths):
        scores = sequences(emissions[:length, :, row].astype(float), steps, first)
        weights = {tags: np.exp(score) for tags, score in scores.items()}
        expected = np.zeros((length, TAGS))
        for tags, weight in weights.items():
            expected[np.arange(length), list(tags)] += weight / sum(weights.values())
        np.testing.assert_allclose(found[:length, :, row], expected, atol=1e-5)
