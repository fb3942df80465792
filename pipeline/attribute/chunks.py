"""Text cut into tokens by a table: what stands between two blanks is cut once, and looked up from then on.

Nine of ten chunks of a text were met before, and no token reaches over a blank. A text's chunks are numbered once
(`CHUNKS`), for the rules and for the network, which cut them differently (`Cuts`). Which tokens a chunk has, and what
else is told of each, is the business of those who read: `text.py` and `tagger_weights.py`.
"""

from collections.abc import Callable, Sequence

import numpy as np

MOST_CHUNKS = 1 << 16
"""Chunks that are kept, with all that is told of them in about 150 MB; the tables start anew when there are more."""

Cut = Callable[[str], Sequence[Sequence]]
"""Cuts a text: for all tokens their starts, their ends, and columns of anything else, in the order of the tokens.

Must not look over a blank: tokens, and what is told of them, hang on their own chunk alone.
"""


class Chunks:
    """The chunks met so far and their numbers, which hold until `make_room` starts a new `era`."""

    def __init__(self) -> None:
        self.era = -1
        self._forget()

    def _forget(self) -> None:
        self.era += 1
        self.all: list[str] = []
        self.lengths = np.zeros(0, np.intp)
        self._numbers: dict[str, int] = {}

    def make_room(self) -> None:
        """Start anew if there are too many: to be called before a part is read, never while its numbers are in use."""
        if len(self.all) > MOST_CHUNKS:
            self._forget()

    def read(self, text: str) -> np.ndarray:
        """Return the numbers of a text's chunks; a line break parts chunks as a blank does."""
        chunks = text.replace("\n", " ").split(" ")
        try:
            return self._numbers_of(chunks)
        except KeyError:
            self._learn(sorted(set(chunks) - self._numbers.keys()))
            return self._numbers_of(chunks)

    def _numbers_of(self, chunks: list[str]) -> np.ndarray:
        return np.fromiter(map(self._numbers.__getitem__, chunks), np.intp, len(chunks))

    def _learn(self, new: list[str]) -> None:
        n_chunks = len(self.all)
        self.lengths = _put(self.lengths, n_chunks, list(map(len, new)))
        self._numbers.update(zip(new, range(n_chunks, n_chunks + len(new)), strict=True))
        self.all += new


CHUNKS = Chunks()
"""The chunks of all texts."""


class Cuts:
    """The tokens of all chunks in one way to cut them: start and end in the chunk, and what `cut` tells of each."""

    def __init__(self, chunks: Chunks, cut: Cut, *kinds: type) -> None:
        """Takes what cuts a text, and the type of each column behind starts and ends (`object` for words)."""
        self._chunks, self._cut, self._kinds = chunks, cut, (np.intp, np.intp, *kinds)
        self._start_anew()

    def _start_anew(self) -> None:
        self._era, self._n_chunks = self._chunks.era, 0
        self._bounds = np.zeros(1, np.intp)  # the tokens of chunk i are those from bound i to bound i + 1
        self._columns: list[np.ndarray] = [np.zeros(0, kind) for kind in self._kinds]

    def read(self, numbers: np.ndarray) -> list[np.ndarray]:
        """Return the tokens of a text by the numbers of its chunks: starts and ends in it, and the other columns."""
        if self._era != self._chunks.era:
            self._start_anew()
        if self._n_chunks < len(self._chunks.all):
            self._learn(self._chunks.all[self._n_chunks :])
        first = self._bounds[numbers]
        counts = self._bounds[numbers + 1] - first
        lengths = self._chunks.lengths[numbers] + 1
        begins = np.repeat(np.cumsum(lengths) - lengths, counts)
        places = np.arange(len(begins)) + np.repeat(first + counts - np.cumsum(counts), counts)
        starts, ends, *others = self._columns
        return [starts[places] + begins, ends[places] + begins, *(column[places] for column in others)]

    def _learn(self, new: list[str]) -> None:
        """Cut chunks that are new, all at once."""
        lengths = self._chunks.lengths[self._n_chunks : len(self._chunks.all)] + 1
        begins = np.cumsum(lengths) - lengths
        starts, ends, *others = self._cut(" ".join(new))
        owners = np.searchsorted(begins, np.array(starts, np.intp), "right") - 1
        columns: list[Sequence | np.ndarray] = [np.array(edge, np.intp) - begins[owners] for edge in (starts, ends)]
        n_tokens = int(self._bounds[self._n_chunks])
        bounds = n_tokens + np.cumsum(np.bincount(owners, minlength=len(new)))
        self._bounds = _put(self._bounds, self._n_chunks + 1, bounds)
        self._columns = [
            _put(old, n_tokens, more) for old, more in zip(self._columns, [*columns, *others], strict=True)
        ]
        self._n_chunks += len(new)


def _put(array: np.ndarray, at: int, values: Sequence | np.ndarray) -> np.ndarray:
    """Write values into an array from `at` on, which is made twice as long where they do not fit."""
    missing = at + len(values) - len(array)
    if missing > 0:
        array = np.concatenate([array, np.zeros(max(missing, len(array)), array.dtype)])
    array[at : at + len(values)] = values
    return array
