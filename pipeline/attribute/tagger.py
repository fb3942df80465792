"""The source tagger at run time: paragraphs in, attributions with spans and a calibrated score out.

Puts the pieces together: tokens and features (tagger_text), the network in onnxruntime, decoding (tagger_crf), the
tag scheme (tagger_tags), the weights (tagger_weights). Kinds of source, anonymity, relays, levels and resolution are
built on top of this elsewhere. One thread, no state but a cache: the same paragraphs give the same result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.attribute import tagger_crf as crf
from pipeline.attribute.attribution import Span
from pipeline.attribute.tagger_tags import Link, Run, cut, linked
from pipeline.attribute.tagger_text import CLOSE, OPEN, Tokens, tokenize
from pipeline.attribute.tagger_weights import Weights, load_weights

BATCH = 64
"""Paragraphs that the network reads at once: 32 to 64 of like length is the fastest on one core."""
BATCH_CELLS = 1536
"""Most tokens of one such batch, padding included: their vectors should stay in the processor's cache."""
DECODED_CELLS = 16384
"""Most tokens that are decoded at once, padding included: a step costs little more for many paragraphs than for few."""
EDGES = frozenset({",", ";", ":", "."})
NOT_LAST = EDGES - {"."} | {"-", "—", "–", "'s", "'S"}
"""What a content does not begin or end with outside quotation marks, and what a source does not end with."""
MAX_TOKENS = 300
"""Longer paragraphs are cut at the end of a sentence and tagged piece by piece."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution of a paragraph; spans count from the paragraph's start.

    `score` is the calibrated probability, 0 to 1, that source and content are right.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph's tokens that goes through the network as one sequence."""

    paragraph: int
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first


N_FEATURES = 8


@dataclass(frozen=True, slots=True)
class Analysis:
    """The attributions of one paragraph in tokens, and what the score of each hangs on (links, N_FEATURES)."""

    links: list[Link]
    features: np.ndarray


NOTHING = Analysis([], np.zeros((0, N_FEATURES)))


def tag_paragraphs(paragraphs: Sequence[str]) -> list[list[Found]]:
    """Find the attributions of every paragraph.

    Args:
        paragraphs: Any number, in any order and of any documents; they are tagged one by one, but many at once are
            much faster than one at a time.

    Returns:
        For every paragraph its attributions, in the order of their cues. A cue without content is left out.
    """
    weights = load_weights()
    texts = [tokenize(paragraph) for paragraph in paragraphs]
    analyses = analyse(texts, weights)
    scores = iter(weights.score(np.concatenate([NOTHING.features, *(a.features for a in analyses)])).tolist())
    return [
        [_spans(link, next(scores), tokens) for link in analysis.links]
        for tokens, analysis in zip(texts, analyses, strict=True)
    ]


def analyse(texts: Sequence[Tokens], weights: Weights) -> list[Analysis]:
    """Run network and decoding over tokenised paragraphs; training calibrates the score on what this returns."""
    pieces = [piece for i, tokens in enumerate(texts) for piece in _pieces(i, tokens)]
    pieces.sort(key=len)
    rows = weights.vectors.rows(texts)
    starts = np.cumsum([0, *(len(tokens.keys) for tokens in texts)])
    parts: list[list[tuple[Piece, Analysis]]] = [[] for _ in texts]
    for group in _batches(pieces, len(pieces), DECODED_CELLS):
        emissions = _emissions(group, rows, starts, weights)
        for piece, analysis in zip(group, _decoded(group, emissions, weights), strict=True):
            parts[piece.paragraph].append((piece, analysis))
    return [_joined(sorted(part, key=lambda p: p[0].first)) for part in parts]


def _joined(parts: list[tuple[Piece, Analysis]]) -> Analysis:
    """Put the pieces of one paragraph together again."""
    if len(parts) == 1:
        return parts[0][1]
    links = [_moved(link, piece.first) for piece, analysis in parts for link in analysis.links]
    features = [analysis.features for _, analysis in parts]
    return Analysis(links, np.concatenate(features) if features else np.zeros((0, N_FEATURES)))


def _moved(link: Link, by: int) -> Link:
    def moved(run: Run) -> Run:
        return run[0] + by, run[1] + by

    source, cue = link.source and moved(link.source), link.cue and moved(link.cue)
    return Link(source, cue, tuple(moved(run) for run in link.content))


def _pieces(paragraph: int, tokens: Tokens) -> list[Piece]:
    """Cut a long paragraph after the last sentence end that fits, else where it must be cut."""
    pieces = []
    start, end = 0, len(tokens.keys)
    while end - start > MAX_TOKENS:
        stop = start + MAX_TOKENS
        cut = next((i for i in range(stop, start + MAX_TOKENS // 2, -1) if tokens.keys[i - 1] in ".!?"), stop)
        pieces.append(Piece(paragraph, start, cut))
        start = cut
    return [*pieces, Piece(paragraph, start, end)] if end > start else pieces


def _batches(pieces: list[Piece], most: int, cells: int) -> list[list[Piece]]:
    """Group pieces that are sorted by length, `most` pieces and `cells` tokens at most (or one piece)."""
    batches: list[list[Piece]] = []
    for piece in pieces:
        if batches and len(batches[-1]) < most and (piece.last - piece.first) * (len(batches[-1]) + 1) <= cells:
            batches[-1].append(piece)
        else:
            batches.append([piece])
    return batches


def _emissions(group: list[Piece], rows: np.ndarray, starts: np.ndarray, weights: Weights) -> np.ndarray:
    """Run the network over the pieces in small batches; (tokens, pieces, tags), zero past their length."""
    emissions = np.zeros((len(group[-1]), len(group), len(weights.first)), np.float32)
    all_lengths = np.array([piece.last - piece.first for piece in group])
    all_first = starts[[piece.paragraph for piece in group]] + [piece.first for piece in group]
    done = 0
    for batch in _batches(group, BATCH, BATCH_CELLS):
        these = slice(done, done + len(batch))
        lengths, first = all_lengths[these], all_first[these]
        places = np.arange(lengths[-1])[:, None]
        # Padding is row 0, past the length that the network is told.
        padded = np.where(places < lengths, rows[np.minimum(first + places, len(rows) - 1)], 0)
        emissions[: lengths[-1], these] = weights.run(padded, lengths)
        done += len(batch)
    return emissions


def _decoded(group: list[Piece], emissions: np.ndarray, weights: Weights) -> list[Analysis]:
    lengths = np.array([piece.last - piece.first for piece in group])
    tags = crf.viterbi(emissions, lengths, weights.steps, weights.first)
    tags[np.arange(len(tags))[:, None] >= lengths] = 0
    runs = cut(tags)
    results = [NOTHING] * len(group)
    busy = [row for row, one in enumerate(runs) if one]
    if busy:
        tags = tags[:, busy]
        chances = crf.marginals(emissions[:, busy], lengths[busy], weights.steps, weights.first)
        chosen = np.take_along_axis(chances, tags[:, :, None], axis=2)[:, :, 0]
        sure = np.log(np.maximum(chosen, 1e-6)).T.tolist()
        for row, certainty in zip(busy, sure, strict=True):
            links = linked(runs[row])
            results[row] = Analysis(links, link_features(links, certainty[: lengths[row]]))
    return results


def link_features(links: Sequence[Link], sure: list[float]) -> np.ndarray:
    """Return what the score of a link hangs on: how sure the tags of its parts and of their edges are.

    Args:
        links: Attributions of one paragraph, in tokens.
        sure: Log probability of the chosen tag at every token.

    Returns:
        float64 (links, N_FEATURES).
    """
    rows = [
        (
            1.0,
            min(sure[slice(*link.source)]) if link.source else 0.0,
            min(sure[slice(*link.cue)]) if link.cue else 0.0,
            min(sure[start] for start, _ in link.content),
            min(min(sure[end - 1 : end + 1]) for _, end in link.content),
            sum(sum(sure[slice(*run)]) for run in link.content) / sum(end - start for start, end in link.content),
            float(link.source is None),
            float(link.cue is None),
        )
        for link in links
    ]
    return np.array(rows).reshape(len(links), N_FEATURES)


def _spans(link: Link, score: float, tokens: Tokens) -> Found:
    source = tokens.span(*_source(link.source, tokens)) if link.source else None
    content = tuple(tokens.span(*_content(run, tokens)) for run in link.content)
    return Found(source, tokens.span(*link.cue) if link.cue else None, content, round(score, 4))


def _source(run: Run, tokens: Tokens) -> Run:
    """Leave the final comma and the possessive 's out of a source, unless nothing else is in it."""
    start, end = run
    while end - start > 1 and tokens.keys[end - 1] in NOT_LAST:
        end -= 1
    return start, end


def _content(run: Run, tokens: Tokens) -> Run:
    """Draw the edges of content around its quotation marks, and off the comma or stop outside them."""
    keys, (start, end) = tokens.keys, run
    while end - start > 1 and keys[end - 1] in EDGES and not tokens.quoted[end - 1]:
        end -= 1
    while end - start > 1 and keys[start] in EDGES:
        start += 1
    if 1 not in tokens.quoted[start:end]:
        return start, end  # most content: no mark to look for
    marks = [key for key in keys[start:end] if key in (OPEN, CLOSE)]
    if marks[-1:] == [OPEN]:
        if keys[end : end + 1] == [CLOSE]:
            end += 1
        elif keys[end : end + 1] in ([","], ["."]) and keys[end + 1 : end + 2] == [CLOSE]:
            end += 2
    if marks[:1] == [CLOSE] and start and keys[start - 1] == OPEN:
        start -= 1
    return start, end
