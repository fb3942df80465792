"""Weights as they are written give the scores that training reckons with."""

import numpy as np
import onnxruntime
import pytest

from training.extraction import export, fit


@pytest.fixture(scope="module")
def rows() -> tuple[np.ndarray, np.ndarray]:
    """Columns and targets of which some are told by the first trees and some not."""
    generator = np.random.default_rng(11)
    x = generator.normal(size=(3000, 4)).astype(np.float32)
    return x, (x[:, 0] + 0.2 * x[:, 1] * x[:, 2] + generator.normal(size=3000) * 0.3 > 0).astype(float)


def test_the_weights_give_the_scores_of_training(rows, tmp_path):
    x, target = rows
    booster = fit.train(x, target, np.ones(len(x)))
    export.write(booster, ["a", "b", "c", "d"], {"threshold": "0.5"}, tmp_path / "weights.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "weights.onnx", providers=["CPUExecutionProvider"])
    first = np.abs(booster.predict(x, num_iteration=fit.FIRST_TREES, raw_score=True))
    assert 100 < (first < fit.DECIDED).sum() < len(x) - 100
    [scores] = session.run(["score"], {"columns": x})
    np.testing.assert_allclose(scores, fit.predict(booster, x), atol=1e-5)
    decided = first >= fit.DECIDED
    assert not np.allclose(scores[decided], booster.predict(x)[decided], atol=1e-3)
    np.testing.assert_allclose(scores[~decided], booster.predict(x)[~decided], atol=1e-5)
    [alone] = session.run(["score"], {"columns": x[decided][:1]})  # none is left to the other trees
    assert alone == scores[decided][0]
