"""Pages to training rows: columns, targets, weights and folds, for HTML and for the same pages as plain text."""

from collections.abc import Sequence

import numpy as np

from pipeline.extract import features, plain
from pipeline.extract.features import PageInput
from training.extraction import labels, votes
from training.extraction.fit import Rows, folds, page_weights
from training.extraction.pages import GoldPage

BATCH = 64
NEWS_SNIPPETS, OTHER_SNIPPETS = 0.8, 0.5
"""Weight of vote-labelled pages that declare a news article, and of other web pages, against one with full gold."""


def html_inputs(pages: Sequence[GoldPage]) -> list[PageInput]:
    return [page.parsed.input() for page in pages]


def plain_inputs(pages: Sequence[GoldPage]) -> list[PageInput]:
    """The same pages as web corpora ship their text: a line for each block, no mark-up, no metadata."""
    return [PageInput(plain.from_lines(page.parsed.blocks.texts)) for page in pages]


def columns(inputs: Sequence[PageInput]) -> np.ndarray:
    parts = [features.matrix(inputs[begin : begin + BATCH]) for begin in range(0, len(inputs), BATCH)]
    return np.concatenate(parts)


def targets(pages: Sequence[GoldPage]) -> tuple[np.ndarray, np.ndarray]:
    """Target and weight of every block of the pages, in order."""
    without_gold = [page for page in pages if page.gold_text is None]
    peers = {name: votes.peer_texts(name, without_gold) for name in votes.WEIGHTS} if without_gold else {}
    all_targets, all_weights = [], []
    for page in pages:
        texts = page.parsed.blocks.texts
        n_tokens = np.array([len(labels.TOKEN.findall(text)) for text in texts], float)
        if page.gold_text is not None:
            target, weight = labels.gold_targets(texts, page.gold_text), np.ones(len(texts))
        else:
            said = {name: found[page.id] for name, found in peers.items()}
            target, weight = labels.vote_targets(texts, said, votes.WEIGHTS, page.wanted, page.unwanted)
            weight = weight * (NEWS_SNIPPETS if page.row.get("news") else OTHER_SNIPPETS)
        all_targets.append(target)
        all_weights.append(weight * page_weights(n_tokens, target))
    return np.concatenate(all_targets), np.concatenate(all_weights)


def rows(pages: Sequence[GoldPage], x: np.ndarray, target: np.ndarray, weight: np.ndarray) -> Rows:
    sizes = [len(page.parsed.blocks.texts) for page in pages]
    owner = np.repeat(np.arange(len(pages)), sizes)
    return Rows(x, target, weight, owner, folds([page.family for page in pages])[owner])
