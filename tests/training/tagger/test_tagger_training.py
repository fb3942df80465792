"""What training stands on: gold as tags, agreement, calibration, the gradient of the CRF. Nothing is trained here."""

import numpy as np
import pytest

from pipeline.attribute.tagger_crf import marginals
from pipeline.attribute.tagger_tags import N_TAGS, Link, decode
from training.tagger import confidence
from training.tagger.agreement import correct, correct_spans, f1
from training.tagger.calibrate import fit, reliability
from training.tagger.data import paragraphs

TEXT = "A headline\n\n“It is late,” said Ada Birch, the mayor. “Go home.”\nNothing here."


def spans(*parts: str) -> list[list[int]]:
    """Where the parts stand in TEXT."""
    return [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]


def record() -> dict:
    """An article with one attribution."""
    one = {
        "source": spans("Ada Birch, the mayor"),
        "cue": spans("said"),
        "content": spans("“It is late,”", "“Go home.”"),
    }
    return {"id": "a", "text": TEXT, "attributions": [one]}


def test_gold_becomes_tags_of_its_paragraph() -> None:
    head, body, tail = paragraphs(record())
    assert not head.tags.any()
    assert not tail.tags.any()
    assert decode(body.tags.tolist()) == list(body.links)
    [link] = body.links
    keys = body.tokens.keys
    assert link.source and keys[slice(*link.source)] == ["Ada", "Birch", ",", "the", "mayor"]
    assert [keys[start:end][1] for start, end in link.content] == ["It", "Go"]


def test_agreement_asks_for_half_of_content_and_source() -> None:
    keys = "Birch said it is late today".split()
    gold = [Link((0, 1), (1, 2), ((2, 6),))]
    assert correct(gold, [Link((0, 1), (1, 2), ((2, 5),))], keys) == [True]
    assert correct(gold, [Link((0, 1), (1, 2), ((5, 6),))], keys) == [False]
    assert correct(gold, [Link(None, (1, 2), ((2, 6),))], keys) == [False]
    assert correct(gold, [gold[0], gold[0]], keys) == [True, False]
    assert f1([True, False], 2) == 50.0


def test_calibrated_scores_are_true_and_monotone() -> None:
    random = np.random.default_rng(1)
    signal = random.normal(size=4000)
    right = random.random(4000) < 1 / (1 + np.exp(-2 * signal))
    fitted = fit(np.stack([np.ones(4000), signal], axis=1), right)
    assert fitted["coefficients"][1] == pytest.approx(2, abs=0.2)
    assert (np.diff(fitted["values"]) > 0).all()
    raw = 1 / (1 + np.exp(-(fitted["coefficients"][0] + fitted["coefficients"][1] * signal)))
    for mean, share, _ in reliability(np.interp(raw, fitted["bounds"], fitted["values"]), right):
        assert mean == pytest.approx(share, abs=0.05)


def test_the_gradient_of_the_partition_is_the_marginals() -> None:
    torch = pytest.importorskip("torch", reason="the extra train is not installed")
    from training.tagger.net import FORBIDDEN, partition

    random = np.random.default_rng(2)
    emissions = random.normal(size=(3, 6, N_TAGS)).astype(np.float32)
    steps = random.normal(size=(N_TAGS, N_TAGS)).astype(np.float32)
    lengths = np.array([6, 4, 1])
    first = np.zeros(N_TAGS, np.float32)
    first[2::2] = FORBIDDEN
    scores = torch.from_numpy(emissions).requires_grad_()
    mask = (torch.arange(6)[None] < torch.from_numpy(lengths)[:, None]).float()
    [gradient] = torch.autograd.grad(partition(scores, mask, torch.from_numpy(steps)).sum(), [scores])
    by_place = marginals(emissions.transpose(1, 2, 0), lengths, steps, first).transpose(2, 0, 1)
    np.testing.assert_allclose(gradient.numpy(), by_place * mask.numpy()[..., None], atol=1e-4)


def test_a_rule_that_is_often_right_raises_the_odds() -> None:
    cases = [("trailing", 0.5, i % 10 != 0) for i in range(200)] + [("noun_cue", 0.5, i % 2 == 0) for i in range(200)]
    table = confidence.fit([*cases, ("trailing", 0.0, True), ("colon", 0.0, False)])
    assert 6 < table["trailing"][1] < 9  # 9 to 1, drawn towards all rules' mean
    assert table["noun_cue"][1] == pytest.approx(1, rel=0.15)
    assert table["trailing"][0] > table["told"][0] > table["colon"][0]


def test_spans_agree_by_their_words() -> None:
    text = "“It is late,” said Ada Birch."
    gold = [([(0, 13)], [(19, 28)])]
    assert correct_spans(text, gold, [([(1, 11)], [(23, 28)])]) == [True]
    assert correct_spans(text, gold, [([(0, 13)], [])]) == [False]
