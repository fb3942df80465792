"""The source tagger at run time: paragraphs in, attributions with spans and a calibrated score out.

Puts the pieces together: tokens and features (tagger_text), the network in onnxruntime, decoding (tagger_crf), the
tag scheme (tagger_tags), the weights (tagger_weights). Kinds of source, anonymity, relays, levels and resolution are
built on top of this elsewhere. One thread, no state but a cache: the same paragraphs give the same result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter

import numpy as np

from pipeline.attribute import tagger_crf as crf
from pipeline.attribute.attribution import Span
from pipeline.attribute.chunks import CHUNKS
from pipeline.attribute.tagger_tags import Link, Run, cut, linked
from pipeline.attribute.tagger_text import CLOSE, OPEN, Tokens
from pipeline.attribute.tagger_weights import Reading, Weights, load_weights

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
class Pieces:
    """Stretches of tokens that go through the network as one sequence each, the shortest first: parallel arrays."""

    paragraphs: np.ndarray
    first: np.ndarray
    lengths: np.ndarray

    def __getitem__(self, these: slice) -> "Pieces":
        return Pieces(self.paragraphs[these], self.first[these], self.lengths[these])


N_FEATURES = 8
Features = tuple[float, ...]


@dataclass(slots=True)
class Analysis:
    """The attributions of one paragraph in tokens, and N_FEATURES numbers for each that its score hangs on."""

    links: list[Link] = field(default_factory=list)
    features: list[Features] = field(default_factory=list)


def tag_paragraphs(paragraphs: Sequence[str]) -> list[list[Found]]:
    """Find the attributions of every paragraph.

    Args:
        paragraphs: Any number, in any order and of any documents; they are tagged one by one, but many at once are
            much faster than one at a time.

    Returns:
        For every paragraph its attributions, in the order of their cues. A cue without content is left out.
    """
    weights = load_weights()
    return _tagged(read(paragraphs, weights), weights)


def tag_chunks(chunks: np.ndarray, paragraphs: Sequence[str], offsets: Sequence[int]) -> list[list[Found]]:
    """The same where the chunks of a text that holds the paragraphs are known.

    Args:
        chunks: Their numbers in `CHUNKS`; the text has no words but those of the paragraphs.
        paragraphs: The paragraphs in order.
        offsets: Where each begins in that text.
    """
    weights = load_weights()
    return _tagged(weights.vectors.read(chunks, paragraphs, offsets), weights)


def read(paragraphs: Sequence[str], weights: Weights) -> Reading:
    """Return the tokens of paragraphs, for `analyse`."""
    CHUNKS.make_room()
    begins = accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0)
    return weights.vectors.read(CHUNKS.read(" ".join(paragraphs)), paragraphs, list(begins)[:-1])


def _tagged(reading: Reading, weights: Weights) -> list[list[Found]]:
    analyses = analyse(reading, weights)
    scores = iter(weights.score([one for analysis in analyses for one in analysis.features]))
    found: list[list[Found]] = []
    for paragraph, analysis in enumerate(analyses):
        tokens = reading.tokens(paragraph) if analysis.links else None
        found.append([_spans(link, next(scores), tokens) for link in analysis.links] if tokens else [])
    return found


def analyse(reading: Reading, weights: Weights) -> list[Analysis]:
    """Run network and decoding over paragraphs that were read; training calibrates the score on what this returns."""
    pieces = _pieces(reading)
    found: list[list[tuple[int, Analysis]]] = [[] for _ in reading.offsets]
    for these in _batches(pieces.lengths, len(pieces.lengths), DECODED_CELLS):
        group = pieces[these]
        decoded = _decoded(_emissions(group, reading.rows, weights), group.lengths, weights)
        for paragraph, first, analysis in zip(group.paragraphs.tolist(), group.first.tolist(), decoded, strict=True):
            if analysis is not None:
                found[paragraph].append((first, analysis))
    bounds = reading.bounds.tolist()
    return [_joined(parts, start) for parts, start in zip(found, bounds, strict=False)]


def _joined(parts: list[tuple[int, Analysis]], start: int) -> Analysis:
    """Put the pieces of a paragraph together again that begins with the token `start`."""
    if len(parts) == 1 and parts[0][0] == start:
        return parts[0][1]
    whole = Analysis()
    for first, analysis in sorted(parts, key=itemgetter(0)):
        whole.links += [_moved(link, first - start) for link in analysis.links]
        whole.features += analysis.features
    return whole


def _moved(link: Link, by: int) -> Link:
    def moved(run: Run) -> Run:
        return run[0] + by, run[1] + by

    source, cue = link.source and moved(link.source), link.cue and moved(link.cue)
    return Link(source, cue, tuple(moved(run) for run in link.content))


def _pieces(reading: Reading) -> Pieces:
    """The paragraphs that have tokens, long ones cut."""
    first, lengths = reading.bounds[:-1], np.diff(reading.bounds)
    whole = np.flatnonzero((lengths > 0) & (lengths <= MAX_TOKENS))
    cuts = [
        (paragraph, start, stop - start)
        for paragraph in np.flatnonzero(lengths > MAX_TOKENS).tolist()
        for start, stop in _cuts(reading.keys, int(first[paragraph]), int(first[paragraph] + lengths[paragraph]))
    ]
    table = np.concatenate(
        [np.stack([whole, first[whole], lengths[whole]], axis=1), np.array(cuts, int).reshape(-1, 3)]
    )
    return Pieces(*table[np.argsort(table[:, 2], kind="stable")].T)


def _cuts(keys: np.ndarray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a long paragraph after the last sentence end that fits, else where it must be cut."""
    while end - start > MAX_TOKENS:
        stop = start + MAX_TOKENS
        cut = next((i for i in range(stop, start + MAX_TOKENS // 2, -1) if keys[i - 1] in ".!?"), stop)
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _batches(lengths: np.ndarray, most: int, cells: int) -> list[slice]:
    """Group pieces that are sorted by length, `most` pieces and `cells` tokens at most (or one piece)."""
    batches = []
    begin = 0
    for place, length in enumerate(lengths.tolist()):
        if place > begin and (place - begin >= most or length * (place - begin + 1) > cells):
            batches.append(slice(begin, place))
            begin = place
    return [*batches, slice(begin, len(lengths))] if len(lengths) else []


def _emissions(group: Pieces, rows: np.ndarray, weights: Weights) -> np.ndarray:
    """Run the network over the pieces in small batches; (tokens, tags, pieces), zero past their length."""
    emissions = np.zeros((group.lengths[-1], len(weights.first), len(group.lengths)), np.float32)
    for these in _batches(group.lengths, BATCH, BATCH_CELLS):
        lengths = group.lengths[these]
        places = np.arange(lengths[-1])[:, None]
        # Padding is row 0, past the length that the network is told.
        padded = np.where(places < lengths, rows[np.minimum(group.first[these] + places, len(rows) - 1)], 0)
        emissions[: lengths[-1], :, these] = weights.run(padded, lengths).transpose(0, 2, 1)
    return emissions


def _decoded(emissions: np.ndarray, lengths: np.ndarray, weights: Weights) -> list[Analysis | None]:
    """The attributions of every piece, None for one without."""
    tags = crf.viterbi(emissions, lengths, weights.steps, weights.first)
    tags[np.arange(len(tags))[:, None] >= lengths] = 0
    runs = cut(tags)
    results: list[Analysis | None] = [None] * len(lengths)
    busy = [row for row, one in enumerate(runs) if one]
    if busy:
        tags = tags.take(busy, axis=1)
        chances = crf.marginals(emissions.take(busy, axis=2), lengths[busy], weights.steps, weights.first)
        chosen = np.take_along_axis(chances, tags[:, None], axis=1)[:, 0]
        sure = np.log(np.maximum(chosen, 1e-6)).T.tolist()
        for row, certainty in zip(busy, sure, strict=True):
            links = linked(runs[row])
            results[row] = Analysis(links, link_features(links, certainty[: lengths[row]]))
    return results


def link_features(links: Sequence[Link], sure: list[float]) -> list[Features]:
    """Return what the score of each link hangs on: how sure the tags of its parts and of their edges are.

    Args:
        links: Attributions of one paragraph, in tokens.
        sure: Log probability of the chosen tag at every token.
    """
    return [
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
