"""Decoding of the tagger's emissions: batched Viterbi and forward-backward in numpy.

Nothing here knows what the tags mean. Batches are padded; what lies past a paragraph's length is ignored, so that a
paragraph comes out the same whatever stands beside it.
"""

import numpy as np


def viterbi(emissions: np.ndarray, lengths: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the best tag sequence of every paragraph.

    Args:
        emissions: float32 (tokens, paragraphs, tags).
        lengths: Tokens of each paragraph, 1 or more.
        steps: Score of tag after tag, (tags, tags).
        first: Score of every tag in the first place.

    Returns:
        Integers (tokens, paragraphs), rubbish past the length; of equal scores the lower tag wins.
    """
    # Tag before, tag, paragraph: so the maximum is one over the first axis and every inner loop one over the
    # paragraphs, of which there are many; over the tags, which are few, it takes more than three times as long.
    by_tag = np.ascontiguousarray(emissions.transpose(0, 2, 1))
    scores = np.empty_like(by_tag)
    scores[0] = by_tag[0] + first[:, None]
    into = steps[:, :, None]
    moved = np.empty((len(steps), *by_tag.shape[1:]), by_tag.dtype)
    for place in range(1, len(by_tag)):
        np.add(scores[place - 1][:, None, :], into, out=moved)
        np.maximum.reduce(moved, axis=0, out=scores[place])
        scores[place] += by_tag[place]
    return _trace(scores.transpose(0, 2, 1), lengths, steps)


def _trace(scores: np.ndarray, lengths: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Walk back from the best last tag; the best tag before is found again on the path alone."""
    n_tokens, n_rows, _ = scores.shape
    tags = np.zeros((n_tokens, n_rows), np.int64)
    into = np.ascontiguousarray(steps.T)
    following = np.zeros(n_rows, np.int64)
    shortest = int(lengths.min())
    for place in range(n_tokens - 1, -1, -1):
        onward = into[following]
        if place + 1 >= shortest:
            onward[lengths - 1 <= place] = 0
        onward += scores[place]
        following = tags[place] = onward.argmax(axis=1)
    return tags


def marginals(emissions: np.ndarray, lengths: np.ndarray, steps: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Return the probability of every tag at every token, float32 like the emissions, rubbish past the length.

    Runs in probabilities rescaled at every token (a matrix product a step) rather than in logarithms.
    """
    weights = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    moves = np.exp(steps)
    back = np.ascontiguousarray(moves.T)
    forward = np.empty_like(weights)
    current = weights[0] * np.exp(first)
    for place in range(len(weights)):
        if place:
            current = current @ moves
            current *= weights[place]
        current /= np.add.reduce(current, axis=1, keepdims=True)
        forward[place] = current
    shortest = int(lengths.min())
    current = np.ones_like(current)
    for place in range(len(weights) - 1, -1, -1):
        if place + 1 >= shortest:
            current[lengths <= place + 1] = 1
        forward[place] *= current
        current *= weights[place]
        current = current @ back
        current /= np.add.reduce(current, axis=1, keepdims=True)
    forward /= forward.sum(axis=2, keepdims=True)
    return forward
