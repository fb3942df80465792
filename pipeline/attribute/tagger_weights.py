"""The tagger's weights: reading them, the vectors of words, the network's session.

Two files stand beside this one, both written by `python -m training.tagger` and described in
docs/methods-tagger.md: tagger.onnx (the LSTM, int8) and tagger.npz (embedding tables as int8, the word-piece
vocabulary, transitions, calibration, and a header that tells where they come from).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from pipeline.attribute.chunks import CHUNKS, Cuts
from pipeline.attribute.tagger_tags import N_TAGS
from pipeline.attribute.tagger_text import (
    CLOSE,
    HASH_COLUMNS,
    OPEN,
    Tokens,
    cut,
    hash_features,
    piece_means,
    quotation_marks,
)

ONNX = Path(__file__).with_name("tagger.onnx")
TABLES = Path(__file__).with_name("tagger.npz")
FORMAT = 1
"""Version of the two files' layout; the header's must be the same."""
LIMIT = 4.0
"""Inputs lie within this limit on both sides."""
GUARD = 16
"""Input columns that are zero in every word and LIMIT in the guard.

The quantised LSTM takes the range of its inputs, and at every step of its states, from the whole batch: a paragraph
would come out a little different in different company (5 of 793 did). So a guard runs along in every batch, whose
inputs reach the limits and whose states, through the guard columns, grow as fast as any state can; the ranges are then
the same in every batch. It costs one row in about 30 and 16 columns in 193.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """The tokens of many paragraphs, one after the other.

    `bounds` are the first token of every paragraph and the number of tokens, `offsets` where every paragraph begins in
    the text that `starts` and `ends` count in; `rows` those of the tokens' vectors; `keys` and `quoted` as in `Tokens`.
    """

    bounds: np.ndarray
    offsets: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    rows: np.ndarray
    keys: np.ndarray
    quoted: np.ndarray

    def tokens(self, paragraph: int) -> Tokens:
        """Return the tokens of one paragraph."""
        these, offset = slice(*self.bounds[paragraph : paragraph + 2]), self.offsets[paragraph]
        starts, ends = self.starts[these] - offset, self.ends[these] - offset
        return Tokens(self.keys[these].tolist(), self.quoted[these].tolist(), starts.tolist(), ends.tolist())


class Vectors:
    """Inputs of words, computed once a word of the table of chunks: hashed embeddings, the mean of its word pieces.

    Row 0 is zero, for padding; row 1 is the guard; then two rows a word, unquoted and quoted. The columns: a word's
    vector, the quotation flag, the guard's.
    """

    def __init__(self, tables: list[np.ndarray], vocabulary: dict[str, int], pieces: np.ndarray, scale: float) -> None:
        self._tables, self._vocabulary, self._pieces, self._scale = tables, vocabulary, pieces, scale
        self._width = sum(table.shape[1] for table in tables) + pieces.shape[1]
        self._matrix = np.zeros((1 << 12, self._width + 1 + GUARD), np.float32)
        self._matrix[1, -GUARD:] = LIMIT
        self._matrix[1, self._width - 1] = -LIMIT
        self._rows: dict[str, int] = {}
        self._cuts, self._era = Cuts(CHUNKS, self._cut, np.intp, object), CHUNKS.era

    def read(self, chunks: np.ndarray, paragraphs: Sequence[str], offsets: Sequence[int]) -> Reading:
        """Return the tokens of paragraphs as `tokenize` has them.

        Args:
            chunks: The numbers of the chunks of a text that holds the paragraphs and no other words.
            paragraphs: The paragraphs in order.
            offsets: Where each begins in that text.
        """
        if self._era != CHUNKS.era:
            self._rows.clear()
            self._era = CHUNKS.era
        marks = self._rows_of([OPEN, CLOSE])
        starts, ends, rows, keys = self._cuts.read(chunks)
        bounds = np.append(np.searchsorted(starts, offsets), len(starts))
        quoted = np.zeros(len(starts), np.int64)
        for token, stop, kind in _quoted(paragraphs, offsets, starts, bounds):
            quoted[token:stop] = 1
            keys[token], rows[token] = kind, marks[kind == CLOSE]
        return Reading(bounds, np.array(offsets, np.intp), starts, ends, rows + quoted, keys, quoted)

    def _cut(self, text: str) -> tuple[list[int], list[int], list[int], list[str]]:
        starts, ends, keys = cut(text)
        return starts, ends, self._rows_of(keys), keys

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """Return the vectors of rows, float32 with one axis more."""
        return self._matrix.take(rows, axis=0)

    def _rows_of(self, keys: list[str]) -> list[int]:
        """Return the rows of keys, unquoted; vectors are computed for those that are new."""
        new = sorted(set(keys) - self._rows.keys())
        if new:
            self._learn(new)
        return [self._rows[key] for key in keys]

    def _learn(self, new: list[str]) -> None:
        start = 2 * len(self._rows) + 2
        stop = start + 2 * len(new)
        while stop > len(self._matrix):
            self._matrix = np.concatenate([self._matrix, np.zeros_like(self._matrix)])
        vectors = self._compute(new)
        self._matrix[start:stop:2, : self._width] = vectors
        self._matrix[start + 1 : stop : 2, : self._width] = vectors
        self._matrix[start + 1 : stop : 2, self._width] = 1
        self._rows.update(zip(new, range(start, stop, 2), strict=True))

    def _compute(self, keys: list[str]) -> np.ndarray:
        hashes = np.array([hash_features(key) for key in keys])
        parts = [table[hashes[:, column]] for column, table in enumerate(self._tables)]
        means = piece_means(keys, self._vocabulary, self._pieces) * np.float32(self._scale)
        return np.clip(np.concatenate([*parts, means], axis=1), -LIMIT, LIMIT)


def _quoted(
    paragraphs: Sequence[str], offsets: Sequence[int], starts: np.ndarray, bounds: np.ndarray
) -> Iterator[tuple[int, int, str]]:
    """Yield for every quotation mark its token, the end of the tokens that it quotes, and its name."""
    marks = [
        (place + offset, last, kind)
        for paragraph, offset, last in zip(paragraphs, offsets, bounds[1:].tolist(), strict=True)
        for place, kind in sorted(quotation_marks(paragraph).items())
    ]
    tokens = np.searchsorted(starts, [place for place, _, _ in marks]).tolist()
    for token, following, (_, last, kind) in zip(tokens, [*tokens, len(starts)][1:], marks, strict=True):
        yield token, min(following, last) if kind == OPEN else token + 1, kind


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the tagger has learned. `steps` and `first` are the CRF's scores; `header` tells the origin."""

    header: dict
    vectors: Vectors
    steps: np.ndarray
    first: np.ndarray
    coefficients: np.ndarray
    bounds: np.ndarray
    values: np.ndarray
    session: onnxruntime.InferenceSession = field(repr=False)

    def run(self, rows: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """Return emissions (tokens, texts, tags) of padded rows (tokens, texts); the guard runs along unseen."""
        n_tokens = len(rows)
        guarded = np.concatenate([rows, np.ones((n_tokens, 1), rows.dtype)], axis=1)
        feed = {"inputs": self.vectors.gather(guarded), "lengths": np.append(lengths, n_tokens).astype(np.int32)}
        return self.session.run(None, feed)[0][:, :-1]

    def score(self, features: Sequence[Sequence[float]]) -> list[float]:
        """Return calibrated probabilities: a logistic score made monotone on held-out articles (isotonic)."""
        table = np.array(features).reshape(-1, len(self.coefficients))
        raw = 1 / (1 + np.exp(-(table @ self.coefficients)))
        return np.interp(raw, self.bounds, self.values).tolist()


@cache
def load_weights() -> Weights:
    """Return the shipped weights, read once a process.

    Raises:
        ValueError: If the files do not fit this version of the code.
    """
    with np.load(TABLES) as stored:
        data = {name: stored[name] for name in stored.files}
    header = json.loads(str(data["header"]))
    if header["format"] != FORMAT or header["tags"] != N_TAGS:
        raise ValueError(f"{TABLES.name} has format {header['format']}, this code reads {FORMAT}: train it again")
    tables = [data[name].astype(np.float32) * np.float32(header["scales"][name]) for name in HASH_COLUMNS]
    vocabulary = {piece: row for row, piece in enumerate(str(data["vocabulary"]).split("\n"))}
    return Weights(
        header=header,
        vectors=Vectors(tables, vocabulary, data["pieces"], header["scales"]["pieces"]),
        steps=data["steps"],
        first=data["first"],
        coefficients=data["coefficients"],
        bounds=data["bounds"],
        values=data["values"],
        session=_session(),
    )


def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(ONNX), options, providers=["CPUExecutionProvider"])
