"""Decoding of the tagger's emissions: batched Viterbi and forward-backward in numpy.

Nothing here knows what the tags mean. Batches are padded; what lies past a paragraph's length is ignored, so that a
paragraph comes out the same whatever stands beside it. Paragraphs are the last axis, so that every inner loop is one
over them, of which there are many: over the tags, which are few, both take two to three times as long.
"""

import numpy as np


def viterbi(emissions: np.ndarray, lengths: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the best tag sequence of every paragraph.

    Args:
        emissions: float32 (tokens, tags, paragraphs).
        lengths: Tokens of each paragraph, 1 or more.
        steps: Score of tag after tag, (tags, tags).
        first: Score of every tag in the first place.

    Returns:
        Integers (tokens, paragraphs), rubbish past the length; of equal scores the lower tag wins.
    """
    scores = np.empty_like(emissions)
    scores[0] = emissions[0] + first[:, None]
    into = steps[:, :, None]
    moved = np.empty((len(steps), *emissions.shape[1:]), emissions.dtype)
    for place in range(1, len(emissions)):
        np.add(scores[place - 1][:, None, :], into, out=moved)
        np.maximum.reduce(moved, axis=0, out=scores[place])
        scores[place] += emissions[place]
    return _trace(scores.transpose(0, 2, 1), lengths, steps)


def _trace(scores: np.ndarray, lengths: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Walk back from the best last tag; the best tag before is found again on the path alone."""
    n_tokens, n_rows, _ = scores.shape
    tags = np.zeros((n_tokens, n_rows), np.int64)
    into = np.ascontiguousarray(steps.T)
    following = np.zeros(n_rows, np.int64)
    shortest = int(lengths.min())
    for place in range(n_tokens - 1, -1, -1):
        onward = into.take(following, axis=0)
        if place + 1 >= shortest:
            onward[lengths - 1 <= place] = 0
        onward += scores[place]
        following = onward.argmax(axis=1, out=tags[place])
    return tags


def marginals(emissions: np.ndarray, lengths: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the probability of every tag at every token, float32 like the emissions, rubbish past the length.

    Runs in probabilities rescaled at every token (a matrix product a step) rather than in logarithms.
    """
    weights = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    moves = np.exp(steps)
    chances = _forward(weights, np.ascontiguousarray(moves.T), np.exp(first))
    current, before = np.ones_like(weights[0]), np.empty_like(weights[0])
    shortest = int(lengths.min())
    for place in range(len(weights) - 1, -1, -1):
        if place + 1 >= shortest:
            current[:, lengths <= place + 1] = 1
        chances[place] *= current
        current *= weights[place]
        np.matmul(moves, current, out=before)
        before /= np.add.reduce(before, axis=0)
        current, before = before, current
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def _forward(weights: np.ndarray, moves: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the chance of every tag by the tokens up to its own; `moves` leads from the column's tag to the row's."""
    chances = np.empty_like(weights)
    chances[0] = weights[0] * first[:, None]
    chances[0] /= np.add.reduce(chances[0], axis=0)
    for place in range(1, len(weights)):
        here = np.matmul(moves, chances[place - 1], out=chances[place])
        here *= weights[place]
        here /= np.add.reduce(here, axis=0)
    return chances
