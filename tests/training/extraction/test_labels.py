"""Targets of the labeller's training: gold text, peers' votes and snippets, and what a fold is trained on."""

import numpy as np

from training.extraction import fit, labels

FIRST = "The harbour board of Port Avery voted on Monday night to close the ferry terminal."
SECOND = "The mayor, Ines Okafor, said the building could no longer be kept safe."
APPEAL = "Give to the newsroom that stays open all night for the islands."


def test_of_two_copies_of_a_sentence_one_is_the_articles():
    targets = labels.gold_targets([FIRST, "Menu", FIRST, SECOND], f"{FIRST}\n\n{SECOND}")
    assert targets[3] == 1.0 and targets[1] == 0.0
    assert sorted([targets[0], targets[2]]) == [0.0, 1.0]


def test_votes_decide_and_snippets_overrule_them():
    texts = [FIRST, APPEAL, SECOND]
    peers = {"one": f"{FIRST}\n{APPEAL}", "other": f"{FIRST}\n{APPEAL}\n{SECOND}"}
    weights = {"one": 2.0, "other": 1.0}
    target, weight = labels.vote_targets(texts, peers, weights, [], [])
    assert target.tolist() == [1.0, 1.0, 0.0]
    assert weight[0] > weight[2]  # of the last one the peers are not of one mind
    target, weight = labels.vote_targets(texts, peers, weights, ["Ines Okafor"], ["stays open all night"])
    assert target.tolist() == [1.0, 0.0, 1.0]
    assert weight[1] == weight[2] == labels.SNIPPET_WEIGHT


def test_rows_of_no_weight_teach_nothing():
    generator = np.random.default_rng(5)
    x = generator.normal(size=(400, 3)).astype(np.float32)
    target = (x[:, 0] > 0).astype(float)
    page = np.arange(400)
    kept = np.ones(400)
    kept[200:] = 0.0
    spoiled = np.where(kept > 0, target, 1 - target)
    one, other = (
        fit.cross_validate(fit.Rows(x, values, kept, page, page % fit.FOLDS), trees=5) for values in (target, spoiled)
    )
    assert np.array_equal(one, other)
    assert one[target > 0.5].mean() > one[target < 0.5].mean()
