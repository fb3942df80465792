"""Text cut into tokens by a table: what stands between two spaces is cut once, and looked up from then on.

Nine of ten chunks of a text were met before, and no token reaches over a space. Which tokens a chunk has, and what else
is told of each, is the business of those who read: `text.py` for the rules, `tagger_weights.py` for the network.
"""

from collections.abc import Callable, Sequence

import numpy as np

MOST_CHUNKS = 1 << 16
"""Chunks that are kept, in about 25 MB; the table starts anew when it is full."""

Cut = Callable[[str], Sequence[Sequence]]
"""Cuts a text: for all tokens their starts, their ends, and columns of anything else, in the order of the tokens.

Must not look over a space: tokens, and what is told of them, hang on their own chunk alone.
"""


class Chunks:
    """The tokens of every chunk met so far, in columns: start and end in the chunk, and what `cut` tells of each."""

    def __init__(self, cut: Cut, *kinds: type) -> None:
        """Takes what cuts a text, and the type of each column behind starts and ends (`object` for words)."""
        self._cut, self._kinds = cut, (np.intp, np.intp, *kinds)
        self.forget()

    def forget(self) -> None:
        """Start the table anew."""
        self._ids: dict[str, int] = {}
        self._lengths = np.zeros(0, np.intp)
        self._bounds = np.zeros(1, np.intp)  # the tokens of chunk i are those from bound i to bound i + 1
        self._columns: list[np.ndarray] = [np.zeros(0, kind) for kind in self._kinds]

    @property
    def full(self) -> bool:
        """Whether the table should start anew before the next text."""
        return len(self._ids) > MOST_CHUNKS

    def read(self, text: str) -> list[np.ndarray]:
        """Return starts and ends of all tokens of a text, in code points, and the columns that `cut` gives."""
        chunks = text.split(" ")
        try:
            ids = self._ids_of(chunks)
        except KeyError:
            self._learn(sorted(set(chunks) - self._ids.keys()))
            ids = self._ids_of(chunks)
        first = self._bounds[ids]
        counts = self._bounds[ids + 1] - first
        lengths = self._lengths[ids] + 1
        begins = np.repeat(np.cumsum(lengths) - lengths, counts)
        after = np.cumsum(counts)
        places = np.arange(len(begins)) + np.repeat(first + counts - after, counts)
        starts, ends, *others = self._columns
        return [starts[places] + begins, ends[places] + begins, *(column[places] for column in others)]

    def _ids_of(self, chunks: list[str]) -> np.ndarray:
        return np.fromiter(map(self._ids.__getitem__, chunks), np.intp, len(chunks))

    def _learn(self, new: list[str]) -> None:
        """Cut chunks that are new, all at once."""
        lengths = np.fromiter(map(len, new), np.intp, len(new))
        begins = np.cumsum(lengths + 1) - (lengths + 1)
        starts, ends, *others = self._cut(" ".join(new))
        owners = np.searchsorted(begins, np.array(starts, np.intp), "right") - 1
        places = [np.array(edges, np.intp) - begins[owners] for edges in (starts, ends)]
        n_tokens, n_chunks = int(self._bounds[len(self._ids)]), len(self._ids)
        bounds = n_tokens + np.cumsum(np.bincount(owners, minlength=len(new)))
        self._bounds = _put(self._bounds, n_chunks + 1, bounds)
        self._lengths = _put(self._lengths, n_chunks, lengths)
        columns: list[Sequence | np.ndarray] = [*places, *others]
        self._columns = [_put(old, n_tokens, more) for old, more in zip(self._columns, columns, strict=True)]
        self._ids.update(zip(new, range(n_chunks, n_chunks + len(new)), strict=True))


def _put(array: np.ndarray, at: int, values: Sequence | np.ndarray) -> np.ndarray:
    """Write values into an array from `at` on, which is made twice as long where they do not fit."""
    missing = at + len(values) - len(array)
    if missing > 0:
        array = np.concatenate([array, np.zeros(max(missing, len(array)), array.dtype)])
    array[at : at + len(values)] = values
    return array
