"""How much running text the elements around a block hold, and where on the page its best container lies.

Columns of the labeller, as `features.py` asks for them. Not here: what elements and their class words are.
"""

from dataclasses import dataclass

import numpy as np

from pipeline.extract.tags import TAGS

_LEVELS = 5
_BLOCK_LEVELS = 3
_DIRECT_LEVELS = 2
_FAR_OFF = 1 << 30
"""Rows: farther than any clipping."""

_GROUPS = {
    "share": tuple(f"up{level}_share" for level in range(_LEVELS)),
    "per_block": tuple(f"up{level}_{name}" for name in ("per_block", "links") for level in range(_LEVELS)),
    "blocks": tuple(f"up{level}_blocks" for level in range(_BLOCK_LEVELS)),
    "direct": tuple(f"up{level}_direct" for level in range(_DIRECT_LEVELS)),
    "inside": ("in_best", "in_above_best"),
    "outside": ("best_before", "above_best_before", "best_after", "above_best_after"),
    "best": ("is_best", "direct_rank"),
    "edges": ("from_first_run", "from_best_first", "to_last_run", "to_best_last"),
}
NAMES = tuple(name for names in _GROUPS.values() for name in names)
_ROWS = {group: slice(NAMES.index(names[0]), NAMES.index(names[-1]) + 1) for group, names in _GROUPS.items()}

_IS_LEAF = np.isin(TAGS, ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre"])


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the blocks and nodes of several pages stand, all pages in order.

    `sizes` (blocks), `first_row` and `first_node` are for pages; `page_of`, `index` (0, 1, 2, …) and `node` for blocks;
    `parent` (of a root, itself) and the half-open run `start` to `end` of the blocks inside for nodes.
    """

    sizes: np.ndarray
    first_row: np.ndarray
    first_node: np.ndarray
    page_of: np.ndarray
    index: np.ndarray
    node: np.ndarray
    parent: np.ndarray
    start: np.ndarray
    end: np.ndarray


def fill(out: np.ndarray, layout: Layout, tag: np.ndarray, plain_words: np.ndarray, density: np.ndarray) -> None:
    """Writes the columns of `NAMES` into the rows of `out`."""
    node, parent, page_of, index = layout.node, layout.parent, layout.page_of, layout.index
    running = np.where((plain_words >= 8) & (density < 0.5), plain_words, 0)
    page_running = np.maximum(np.bincount(page_of, running, len(layout.sizes)), 1)[page_of]
    container = np.where(_IS_LEAF[tag[node]], parent[node], node)
    direct = np.bincount(container, running, len(parent))
    best = _best(layout, direct + 0.5 * np.bincount(parent, direct, len(parent)))

    levels = _levels(container, parent)
    start, end = layout.start[levels], layout.end[levels]
    blocks = np.maximum(end - start, 1)
    totals = np.zeros((2, len(node) + 1))
    running.cumsum(dtype=np.float64, out=totals[0, 1:])
    density.cumsum(dtype=np.float64, out=totals[1, 1:])
    sums = totals.take(end, axis=1) - totals.take(start, axis=1)
    out[_ROWS["share"]] = sums[0] / page_running
    out[_ROWS["per_block"]] = (sums / blocks).reshape(-1, len(node))
    out[_ROWS["blocks"]] = blocks[:_BLOCK_LEVELS]
    out[_ROWS["direct"]] = direct[levels[:_DIRECT_LEVELS]] / page_running

    tops = np.array([best, parent[best]]).take(page_of, axis=1)
    start, end = layout.start[tops], layout.end[tops]
    before, after = start - index, index - end
    out[_ROWS["inside"]] = (before <= 0) & (after < 0)
    out[_ROWS["outside"]] = np.minimum(np.maximum(np.concatenate([before, after]), -50), 50)
    is_best = container == tops[0]
    out[_ROWS["best"]] = is_best, direct[container] / np.maximum(direct[best], 1)[page_of]
    is_run = running >= 15
    first, last = _edges(layout, is_run)
    best_first, best_last = _edges(layout, is_run & is_best)
    edges = np.array([index - first, index - best_first, last - index, best_last - index])
    out[_ROWS["edges"]] = np.minimum(np.maximum(edges, -50), 200)


def _levels(container: np.ndarray, parent: np.ndarray) -> np.ndarray:
    """Each block's container, and the elements around that: one row a level."""
    levels = np.empty((_LEVELS, len(container)), np.int64)
    levels[0] = container
    for level in range(1, _LEVELS):
        levels[level] = parent[levels[level - 1]]
    return levels


def _best(layout: Layout, held: np.ndarray) -> np.ndarray:
    """For each page the first node that holds the most."""
    ends = [*layout.first_node[1:].tolist(), len(held)]
    return np.array(
        [begin + held[begin:end].argmax() for begin, end in zip(layout.first_node.tolist(), ends, strict=True)]
    )


def _edges(layout: Layout, chosen: np.ndarray) -> np.ndarray:
    """The first and the last chosen row of each block's page; far off where none is."""
    rows = chosen.nonzero()[0]
    pages = layout.page_of[rows]
    edges = np.empty((2, len(layout.sizes)), np.int64)
    edges[0], edges[1] = _FAR_OFF, -_FAR_OFF
    edges[0, pages[::-1]] = rows[::-1]  # of several rows of a page, the one assigned last stays
    edges[1, pages] = rows
    return edges.take(layout.page_of, axis=1)
