"""Blocks of many pages at once to the labeller's columns.

What a block's own text tells is told in `text_columns.py`, what the elements around it hold in `containers.py`; here
stand elements, class words, neighbours and position. All is numpy over the blocks of many pages together: block by
block, Python takes several times as long. A page alone is as often asked for, and there each call of numpy costs more
than what it computes: so columns of one kind are computed by one call and written as one run of a table's rows.

What the columns mean stands beside the code that fills them; the weights' header names those that a model reads, and
`model.py` refuses weights that ask for others. Not here: training, thresholds, labels.
"""

from collections.abc import Sequence
from functools import cache
from itertools import chain

import numpy as np

from pipeline.extract import containers, text_columns
from pipeline.extract.containers import Layout
from pipeline.extract.tags import HIDDEN_BIT, TAG_CODE, TAGS
from pipeline.extract.text_columns import PageInput
from pipeline.extract.words import CLASS_BIT, WORD_GROUPS

_TAGS_OWN = ("p", "div", "h1", "li", "dd")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "dt", "th", "summary")
_NEAR = (
    "comment", "footer", "article", "content", "body", "author", "caption", "tag", "deck", "embed", "form", "component",
)  # fmt: skip
_FAR = ("comment", "nav", "footer", "article", "content", "body", "caption", "tag", "component", "table")
_ABOVE = ("article", "main", "aside", "footer", "figure", "figcaption", "table", "li", "section")
_NEIGHBOURS = ("words", "density", "function", "p", "stop", "hits", "direct", "heading", "best")
_STEPS = (-2, -1, 1, 2)
_SUMMED = ("run", "density", "hits")
_WINDOW_STEPS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
_WINDOWS = {"before3": slice(3, 6), "after3": slice(6, 9), "before6": slice(0, 6), "after6": slice(6, 12)}
"""Places in `_WINDOW_STEPS`."""

_GROUPS = {
    "text": text_columns.NAMES,
    "links": ("link_density", "n_links"),
    "tags": tuple(f"tag_{name}" for name in _TAGS_OWN),
    "classes": (
        *(f"near_{name}" for name in _NEAR), *(f"far_{name}" for name in _FAR), "own_any",
        *(f"in_{name}" for name in _ABOVE), "hidden",
    ),
    "depth": ("depth",),
    "word_groups": tuple(f"word_{name}" for name in WORD_GROUPS),
    "shares": ("hit_share", "titled_share"),
    "containers": containers.NAMES,
    "like": ("like_count", "like_words", "like_links", "like_function"),
    "neighbours": tuple(f"{name}_at{step}" for name in _NEIGHBOURS for step in _STEPS),
    "windows": tuple(f"{name}_{window}" for window in _WINDOWS for name in _SUMMED),
    "since_heading": ("since_heading", "heading_hits", "heading_direct", "heading_related"),
    "position": ("position", "words_before", "page_blocks", "page_words", "since_title", "is_article"),
}  # fmt: skip
NAMES = tuple(chain.from_iterable(_GROUPS.values()))
_ROW = {name: row for row, name in enumerate(NAMES)}
_ROWS = {group: slice(_ROW[names[0]], _ROW[names[-1]] + 1) for group, names in _GROUPS.items()}

_OF_PLAIN = frozenset(text_columns.OF_PLAIN)
_OWN_CODES = np.array([[TAG_CODE[name]] for name in _TAGS_OWN])
_IS_HEADING = np.array([name in _HEADINGS for name in TAGS])
_ABOVE_BIT = {name: 1 << len(CLASS_BIT) + place for place, name in enumerate(_ABOVE)}
_MARK_OF_TAG = np.array([_ABOVE_BIT.get(name, 0) for name in TAGS])
_BITS_OF_TAG = np.array([HIDDEN_BIT if name == "body" else -1 for name in TAGS])
"""Class words of the body speak of the whole page."""

_CLASS_SOURCE = np.repeat([0, 1, 2, 3], [len(_NEAR), len(_FAR), 1, len(_ABOVE) + 1])
_CLASS_MASK = np.array(
    [[CLASS_BIT[name]] for name in (*_NEAR, *_FAR)]
    + [[~HIDDEN_BIT]]
    + [[_ABOVE_BIT[name]] for name in _ABOVE]
    + [[HIDDEN_BIT]]
)
_WORD_MASK = np.array([[1 << place] for place in range(len(WORD_GROUPS))])
_RELATED = 1 << list(WORD_GROUPS).index("related")
_DOUBLINGS = 6
"""64 levels: what stands deeper is told by the elements near it."""


def matrix(pages: Sequence[PageInput], names: Sequence[str] = NAMES) -> np.ndarray:
    """The columns named (float32), a row for each block of all pages in order.

    A page's rows are the same alone as among other pages.
    """
    if not any(page.blocks.texts for page in pages):
        return np.zeros((0, len(names)), np.float32)
    table = _table(pages, of_plain=not _OF_PLAIN.isdisjoint(names))
    return np.ascontiguousarray(table[_rows_of(tuple(names))].T)


@cache
def _rows_of(names: tuple[str, ...]) -> np.ndarray:
    return np.array([_ROW[name] for name in names])


def _table(pages: Sequence[PageInput], of_plain: bool) -> np.ndarray:
    """The columns of `NAMES` as rows; without those of plain text they cost less."""
    layout, tag, bits = _layout(pages)
    table = np.empty((len(NAMES), len(layout.index)), np.float32)
    word_bits = text_columns.fill(table[_ROWS["text"]], pages, of_plain)
    n_chars, n_words, n_function = (table[_ROW[name]] for name in ("n_chars", "n_words", "n_function"))
    link_chars = _joined(pages, "link_chars").astype(np.float32)
    density = np.minimum(link_chars / np.maximum(n_chars, 1), 1)
    table[_ROWS["links"]] = density, _joined(pages, "links")
    plain_words = n_words * (1 - density)

    heading = _add_elements(table, layout, tag, bits)
    table[_ROWS["word_groups"]] = (word_bits & _WORD_MASK) != 0
    long_words = np.maximum(n_words, 1)
    table[_ROW["hit_share"]] = table[_ROW["n_hits"]] / np.minimum(long_words, text_columns.LONG_BLOCK)
    table[_ROW["titled_share"]] = table[_ROW["n_titled"]] / long_words
    containers.fill(table[_ROWS["containers"]], layout, tag, plain_words, density)
    _add_like(table, pages, layout, plain_words, density, n_function)
    _add_neighbours(table, layout, plain_words, density, heading)
    _add_since_heading(table, layout, word_bits, heading)
    _add_position(table, pages, layout, plain_words)
    return table


def _joined(pages: Sequence[PageInput], name: str) -> np.ndarray:
    return np.fromiter(chain.from_iterable([getattr(page.blocks, name) for page in pages]), np.int64)


def _placed(pages: Sequence[PageInput], name: str, first: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Places on each page, as places on all pages."""
    places = _joined(pages, name)
    if len(pages) > 1:
        places += first.repeat(sizes)
    return places


def _layout(pages: Sequence[PageInput]) -> tuple[Layout, np.ndarray, np.ndarray]:
    """Where rows and nodes stand, and each node's element and class words."""
    sizes, node_sizes = np.array([(len(page.blocks.texts), len(page.blocks.parents)) for page in pages]).T
    first_row, first_node = sizes.cumsum() - sizes, node_sizes.cumsum() - node_sizes
    tag, bits = _joined(pages, "tags"), _joined(pages, "bits")
    bits &= _BITS_OF_TAG[tag]
    page_of = np.arange(len(pages)).repeat(sizes)
    layout = Layout(
        sizes=sizes,
        first_row=first_row,
        first_node=first_node,
        page_of=page_of,
        index=np.arange(len(page_of)),
        node=_placed(pages, "nodes", first_node, sizes),
        parent=_placed(pages, "parents", first_node, node_sizes),
        start=_placed(pages, "starts", first_row, node_sizes),
        end=_placed(pages, "ends", first_row, node_sizes),
    )
    layout.parent[first_node] = first_node  # a root has none
    return layout, tag, bits


def _add_elements(table: np.ndarray, layout: Layout, tag: np.ndarray, bits: np.ndarray) -> np.ndarray:
    """Own element, elements around, class words of the near (own and two above) and of the far elements.

    Returns:
        Which blocks are headings below the first.
    """
    node, parent = layout.node, layout.parent
    own = tag[node]
    table[_ROWS["tags"]] = own == _OWN_CODES
    above = parent[parent]
    near = bits | bits[parent] | bits[above]
    far = bits | _MARK_OF_TAG[tag]
    depth = (parent != np.arange(len(parent))).astype(np.int64)
    up = parent
    for _ in range(_DOUBLINGS):
        far |= far[up]
        further = depth[up]
        if not further.any():  # all have reached their root
            break
        depth += further
        up = up[up]
    seen = np.array([near[node], far[parent[above]][node], bits[node], far[node]])
    table[_ROWS["classes"]] = (seen[_CLASS_SOURCE] & _CLASS_MASK) != 0
    table[_ROW["depth"]] = depth[node]
    return _IS_HEADING[own]


def _add_like(table, pages, layout, plain_words, density, n_function) -> None:  # type: ignore[no-untyped-def]
    """What blocks of the same element with the same classes, in the same kind of parent, look like on this page."""
    names = np.fromiter(map(hash, chain.from_iterable([page.blocks.names for page in pages])), np.int64)
    keys = (names[layout.node] * 31 + names[layout.parent[layout.node]]) ^ layout.page_of * 1_000_003
    # As np.unique does it, which takes three times as long on the blocks of one page.
    order = keys.argsort(kind="stable")
    sorted_keys = keys[order]
    is_next = np.zeros(len(keys), np.int64)
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=is_next[1:])
    group = np.empty_like(is_next)
    group[order] = is_next.cumsum()
    count = np.bincount(group)
    means = [np.bincount(group, values) / count for values in (plain_words, density, n_function)]
    table[_ROWS["like"]] = np.array([count, *means]).take(group, axis=1)


def _add_neighbours(table, layout, plain_words, density, heading) -> None:  # type: ignore[no-untyped-def]
    """The blocks before and after, one by one and as sums; what lies beyond the page counts as -1, in sums as 0."""
    n_function, hit_share = table[_ROW["n_function"]], table[_ROW["hit_share"]]
    values = (
        plain_words, density, n_function, table[_ROW["tag_p"]], table[_ROW["ending"]] == 1, hit_share,
        table[_ROW["direct_rank"]], heading, table[_ROW["is_best"]],
    )  # fmt: skip
    table[_ROWS["neighbours"]] = _shifted(values, layout, _STEPS, -1).reshape(-1, len(layout.node))
    running = np.minimum(plain_words, 60) * (n_function > 0.1)
    around = _shifted((running, density, hit_share), layout, _WINDOW_STEPS, 0)
    sums = [around[:, window].sum(axis=1) for window in _WINDOWS.values()]
    table[_ROWS["windows"]] = np.concatenate(sums)


def _shifted(values: Sequence[np.ndarray], layout: Layout, steps: Sequence[int], beyond: float) -> np.ndarray:
    """Each of the columns as the blocks so many steps away have it: columns, steps, blocks."""
    reach = steps[-1]
    padded = np.full((len(values), len(layout.node) + reach * (len(layout.sizes) + 1)), beyond, np.float32)
    place = layout.index + reach * (layout.page_of + 1)
    for row, column in zip(padded, values, strict=True):
        row[place] = column
    return padded.take(place + np.array(steps)[:, None], axis=1)


def _add_since_heading(table, layout, word_bits, heading) -> None:  # type: ignore[no-untyped-def]
    """What the last heading on the page says of the blocks below it."""
    last = np.maximum.accumulate(np.where(heading, layout.index, -1))
    found = last >= layout.first_row[layout.page_of]
    last = np.where(found, last, 0)
    hits, direct = table[_ROW["hit_share"]], table[_ROW["direct_rank"]]
    table[_ROWS["since_heading"]] = (
        np.where(found, np.minimum(layout.index - last, 60), 99),
        np.where(found, hits[last], -1),
        np.where(found, direct[last], -1),
        found & (word_bits & _RELATED != 0)[last],
    )


def _add_position(table, pages, layout, plain_words) -> None:  # type: ignore[no-untyped-def]
    page_of, index = layout.page_of, layout.index
    sizes = layout.sizes[page_of]
    first = layout.first_row[page_of]
    total = np.maximum(np.bincount(page_of, plain_words, len(pages)), 1)[page_of]
    run = plain_words.cumsum(dtype=np.float64)
    before = run - plain_words
    place = _title_places(table, layout)[page_of]
    table[_ROWS["position"]] = (
        (index - first) / np.maximum(sizes, 1),
        (before - before[first]) / total,
        sizes,
        total,
        np.where(place >= 0, np.minimum(np.maximum(index - place, -60), 150), -99),
        np.array([page.is_article for page in pages])[page_of],
    )


def _title_places(table: np.ndarray, layout: Layout) -> np.ndarray:
    """For each page the row that most looks like its title: what copies it, rather in an h1; or -1."""
    overlap, top = table[_ROW["title_overlap"]], table[_ROW["tag_h1"]] != 0
    titled = (overlap > 0.6) & (table[_ROW["seen_before"]] == 0)
    rows = (titled | top).nonzero()[0]
    scores = np.where(titled[rows], 1 + overlap[rows] + 0.5 * top[rows], 0.4).tolist()
    places, best = np.full(len(layout.sizes), -1), [0.1] * len(layout.sizes)
    for row, page, score in zip(rows.tolist(), layout.page_of[rows].tolist(), scores, strict=True):
        if score > best[page] + 1e-6:
            places[page], best[page] = row, score
    return places
