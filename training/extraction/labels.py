"""From gold text, snippets and peers' votes to a target and a weight for every block.

Full gold: the page's tokens are aligned with the gold's, so that of two copies of a sentence only one is the article's;
a block belongs to the article where half of its tokens are aligned. Pages without gold: the share of peers whose
text holds the block, overridden by the snippets.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np

TOKEN = re.compile(r"\w+")
SNIPPET_WEIGHT = 3.0
"""A block that a person judged counts as much as three that peers agree on."""


def gold_targets(texts: Sequence[str], gold: str) -> np.ndarray:
    """Share of each block's tokens that are the article's, 0 to 1."""
    blocks = [TOKEN.findall(text) for text in texts]
    wanted = TOKEN.findall(gold)
    grams = {tuple(wanted[i : i + 4]) for i in range(max(1, len(wanted) - 3))}
    paragraphs = {tuple(TOKEN.findall(paragraph)) for paragraph in gold.split("\n")}
    vocabulary = set(wanted)
    chosen: list[int] = []
    for index, tokens in enumerate(blocks):
        if not tokens:
            continue
        if len(tokens) < 4:
            if tuple(tokens) in paragraphs or vocabulary.issuperset(tokens):
                chosen.append(index)
        elif any(tuple(tokens[i : i + 4]) in grams for i in range(len(tokens) - 3)):
            chosen.append(index)
    flat = [token for index in chosen for token in blocks[index]]
    owner = np.repeat(chosen, [len(blocks[index]) for index in chosen]).astype(int) if chosen else np.zeros(0, int)
    hits = np.zeros(len(texts))
    for match in SequenceMatcher(None, flat, wanted, autojunk=False).get_matching_blocks():
        run = owner[match.a : match.a + match.size]
        # A lone common word that happens to align says nothing about a short block.
        for index in np.unique(run):
            covered = int((run == index).sum())
            if (
                match.size >= 4
                or (covered == len(blocks[index]) and tuple(blocks[index]) in paragraphs)
                or covered >= 3
            ):
                hits[index] += covered
    sizes = np.array([max(1, len(tokens)) for tokens in blocks])
    return hits / sizes


def peer_share(texts: Sequence[str], peer: str) -> np.ndarray:
    """Whether a peer's text holds each block, by its 4-grams; a short block must be a line of it."""
    tokens = TOKEN.findall(peer)
    grams = {tuple(tokens[i : i + 4]) for i in range(max(0, len(tokens) - 3))}
    lines = {tuple(TOKEN.findall(line)) for line in peer.split("\n")}
    out = np.zeros(len(texts))
    for index, text in enumerate(texts):
        words = TOKEN.findall(text)
        if len(words) < 4:
            out[index] = tuple(words) in lines
        else:
            found = sum(tuple(words[i : i + 4]) in grams for i in range(len(words) - 3))
            out[index] = found >= 0.5 * (len(words) - 3)
    return out


def vote_targets(
    texts: Sequence[str],
    peers: Mapping[str, str],
    weights: Mapping[str, float],
    wanted: Sequence[str],
    unwanted: Sequence[str],
) -> tuple[np.ndarray, np.ndarray]:
    """Targets and weights of a page without full gold."""
    total = sum(weights.values())
    share = sum(weight * peer_share(texts, peers.get(name, "")) for name, weight in weights.items()) / total
    target = np.asarray(share >= 0.5, float)
    weight = 0.2 + 1.6 * np.abs(share - 0.5)
    folded = [" ".join(text.split()) for text in texts]
    for snippet in unwanted:
        snippet = " ".join(snippet.split())
        for index, text in enumerate(folded):
            if snippet and snippet in text:
                target[index], weight[index] = 0.0, SNIPPET_WEIGHT
    for snippet in wanted:
        snippet = " ".join(snippet.split())
        for index, text in enumerate(folded):
            if snippet and snippet in text:
                target[index], weight[index] = 1.0, SNIPPET_WEIGHT
    return target, weight
