"""The tagger's weights: reading them, the vectors of words, the network's session.

Two files stand beside this one, both written by `python -m training.tagger` and described in
docs/methods-tagger.md: tagger.onnx (the LSTM, int8) and tagger.npz (embedding tables as int8, the word-piece
vocabulary, transitions, calibration, and a header that tells where they come from).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import onnxruntime

from pipeline.attribute.tagger_tags import N_TAGS
from pipeline.attribute.tagger_text import HASH_COLUMNS, Tokens, hash_features, piece_means

ONNX = Path(__file__).with_name("tagger.onnx")
TABLES = Path(__file__).with_name("tagger.npz")
FORMAT = 1
"""Version of the two files' layout; the header's must be the same."""
CACHED_WORDS = 1 << 15
"""Words whose vectors are kept (about 50 MB); the cache starts anew when it is full."""
LIMIT = 4.0
"""Inputs lie within this limit on both sides."""
GUARD = 16
"""Input columns that are zero in every word and LIMIT in the guard.

The quantised LSTM takes the range of its inputs, and at every step of its states, from the whole batch: a paragraph
would come out a little different in different company (5 of 793 did). So a guard runs along in every batch, whose
inputs reach the limits and whose states, through the guard columns, grow as fast as any state can; the ranges are then
the same in every batch. It costs one row in about 30 and 16 columns in 193.
"""


class Vectors:
    """Inputs of words, computed once a word: hashed embeddings and the mean of its word pieces.

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

    def rows(self, texts: Sequence[Tokens]) -> np.ndarray:
        """Return the rows of all tokens of all texts, one after the other; they hold until the next call."""
        keys = list(chain.from_iterable(tokens.keys for tokens in texts))
        self._learn(set(keys))
        quoted = np.fromiter(chain.from_iterable(tokens.quoted for tokens in texts), np.intp, len(keys))
        return np.fromiter(map(self._rows.__getitem__, keys), np.intp, len(keys)) + quoted

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """Return the vectors of rows, float32 with one axis more."""
        return self._matrix.take(rows, axis=0)

    def _learn(self, keys: set[str]) -> None:
        if len(self._rows) > CACHED_WORDS:
            self._rows.clear()
        new = sorted(keys - self._rows.keys())
        if not new:
            return
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

    def score(self, features: np.ndarray) -> np.ndarray:
        """Return calibrated probabilities: a logistic score made monotone on held-out articles (isotonic)."""
        raw = 1 / (1 + np.exp(-(features @ self.coefficients)))
        return np.interp(raw, self.bounds, self.values)


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
