"""Blocks of many pages at once to the labeller's columns.

What a block's own text tells is told in `text_columns.py`; here stand containers, neighbours, class words of ancestors
and position. All is numpy over the blocks of many pages together: block by block, Python takes several times as long.
The order of the columns is `NAMES`; the weights' header repeats it, and `model.py` refuses weights that do not match.

What the columns mean stands beside the code that fills them. Not here: training, thresholds, labels.
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from pipeline.extract.parse import Blocks
from pipeline.extract.tags import HIDDEN_BIT, TAG_CODE
from pipeline.extract.text_columns import LONG_BLOCK, PageInput, text_columns
from pipeline.extract.words import CLASS_BIT, WORD_GROUPS


def _window(values: np.ndarray, same: dict[int, np.ndarray], steps: Sequence[int]) -> np.ndarray:
    total = np.zeros(len(values), np.float32)
    for step in steps:
        total += np.where(same[step], np.roll(values, -step), 0)
    return total


_TAGS_OWN = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "td",
    "figcaption",
    "section",
    "dd",
    "blockquote",
    "other",
    "article",
]
_TAGS_ABOVE = [
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "figure",
    "figcaption",
    "table",
    "form",
    "li",
    "blockquote",
    "section",
    "address",
    "button",
    "details",
    "h2",
]
_OTHER_HEADINGS = ["h5", "h6", "dt", "th", "summary"]
_STEPS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)


def _columns(pages: Sequence[PageInput]) -> dict[str, np.ndarray]:
    out, word_bits = text_columns(pages)
    sizes = np.array([len(page.blocks.texts) for page in pages], np.int64)
    node_sizes = np.array([len(page.blocks.parents) for page in pages], np.int64)
    page_of = np.repeat(np.arange(len(pages)), sizes)
    first_row = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    first_node = np.concatenate([[0], np.cumsum(node_sizes)])[:-1]
    row_shift, node_shift = np.repeat(first_row, node_sizes), np.repeat(first_node, node_sizes)

    def joined(name: str) -> np.ndarray:
        values = chain.from_iterable(getattr(page.blocks, name) for page in pages)
        return np.fromiter(values, np.int64)

    node = joined("nodes") + np.repeat(first_node, sizes)
    parent = np.maximum(joined("parents"), 0) + node_shift
    tag, bits = joined("tags"), joined("bits")
    bits[tag == TAG_CODE["body"]] &= HIDDEN_BIT
    start, end = joined("starts") + row_shift, joined("ends") + row_shift
    link_chars = joined("link_chars").astype(np.float32)
    n_chars, n_words = out["n_chars"], out["n_words"]
    density = np.minimum(link_chars / np.maximum(n_chars, 1), 1)
    out["link_density"] = density
    out["n_links"] = joined("links").astype(np.float32)
    out["bold"] = np.minimum(joined("bold_chars") / np.maximum(n_chars, 1), 1).astype(np.float32)
    out["n_breaks"] = joined("breaks").astype(np.float32)

    _add_elements(out, node, parent, tag, bits)
    _add_word_groups(out, word_bits)
    plain_words = n_words * (1 - density)
    _add_containers(out, node, parent, tag, start, end, plain_words, density, n_words, page_of, len(pages))
    names = np.fromiter((hash(name) for page in pages for name in page.blocks.names), np.int64, len(parent))
    kin = (names[node] * 31 + names[parent[node]]) ^ page_of * 1_000_003
    _add_groups(out, kin, plain_words, density, out["n_function"])
    _add_neighbours(out, word_bits, node, page_of, plain_words, density)
    _add_position(out, pages, sizes, first_row, page_of, plain_words)
    return out


def _add_elements(out: dict, node: np.ndarray, parent: np.ndarray, tag: np.ndarray, bits: np.ndarray) -> None:
    """Own element, elements around, class words of the near (own and two above) and of the far elements."""
    own = tag[node]
    for name in _TAGS_OWN:
        out[f"tag_{name}"] = own == TAG_CODE[name]
    out["tag_minor_heading"] = np.isin(own, [TAG_CODE[name] for name in _OTHER_HEADINGS])
    masks = np.left_shift(1, tag.astype(np.int64))
    near_nodes = bits | bits[parent]
    near_nodes = near_nodes | bits[parent[parent]]
    far, above, up = bits.copy(), masks.copy(), parent
    depth = (parent != np.arange(len(parent))).astype(np.int64)
    for _ in range(6):  # doubles the reach: 64 levels
        far |= far[up]
        above |= above[up]
        depth += depth[up]
        up = up[up]
    far3 = far[parent[parent[parent]]][node]
    near, tags_above = near_nodes[node], above[node]
    out["depth"] = depth[node].astype(np.float32)
    for group, bit in CLASS_BIT.items():
        out[f"near_{group}"] = (near & bit) != 0
        out[f"far_{group}"] = (far3 & bit) != 0
    out["own_any"] = (bits[node] & ~HIDDEN_BIT) != 0
    for name in _TAGS_ABOVE:
        out[f"in_{name}"] = (tags_above >> TAG_CODE[name]) & 1
    out["hidden"] = (far[node] & HIDDEN_BIT) != 0


def _add_word_groups(out: dict, word_bits: np.ndarray) -> None:
    for place, group in enumerate(WORD_GROUPS):
        out[f"word_{group}"] = (word_bits >> place) & 1
    out["hit_share"] = out["n_hits"] / np.minimum(np.maximum(out["n_words"], 1), LONG_BLOCK)
    out["titled_share"] = out["n_titled"] / np.maximum(out["n_words"], 1)


_LEAVES = [TAG_CODE[name] for name in ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre"]]


def _add_containers(out, node, parent, tag, start, end, plain_words, density, n_words, page_of, n_pages) -> None:  # type: ignore[no-untyped-def]
    """How much running text the elements around a block hold, and where the page's best container lies."""
    n_nodes = len(parent)
    running = np.where((plain_words >= 8) & (density < 0.5), plain_words, 0)
    container = np.where(np.isin(tag[node], _LEAVES), parent[node], node)
    direct = np.bincount(container, running, n_nodes)
    shared = direct + 0.5 * np.bincount(parent, direct, n_nodes)
    sums = {}
    for name, values in (("running", running), ("words", n_words), ("links", density), ("blocks", np.ones(len(node)))):
        total = np.concatenate([[0], np.cumsum(values, dtype=np.float64)])
        sums[name] = total[end] - total[start]
    page_running = np.maximum(np.bincount(page_of, running, n_pages), 1)
    level = container
    for up in range(5):
        blocks = np.maximum(sums["blocks"][level], 1)
        out[f"up{up}_share"] = sums["running"][level] / page_running[page_of]
        out[f"up{up}_per_block"] = sums["running"][level] / blocks
        out[f"up{up}_links"] = sums["links"][level] / blocks
        if up < 3:
            out[f"up{up}_blocks"] = blocks
            out[f"up{up}_direct"] = direct[level] / page_running[page_of]
        level = parent[level]
    roots = np.flatnonzero(parent == np.arange(n_nodes))
    node_page = np.repeat(np.arange(n_pages), np.diff(np.concatenate([roots, [n_nodes]])))
    order = np.lexsort((-np.arange(n_nodes), shared, node_page))
    last = np.concatenate([np.flatnonzero(np.diff(node_page[order])), [n_nodes - 1]])
    best = order[last]
    for name, top in (("best", best), ("above_best", parent[best])):
        top_of = top[page_of]
        index = np.arange(len(node))
        out[f"in_{name}"] = (index >= start[top_of]) & (index < end[top_of])
        out[f"{name}_before"] = np.clip(start[top_of] - index, -50, 50)
        out[f"{name}_after"] = np.clip(index - end[top_of], -50, 50)
    out["is_best"] = container == best[page_of]
    out["direct_rank"] = direct[container] / np.maximum(direct[best][page_of], 1)
    run_index = np.where(running >= 15, np.arange(len(node)), -1)
    firsts = np.full(n_pages, len(node))
    lasts = np.full(n_pages, -1)
    hit = np.flatnonzero(run_index >= 0)
    np.minimum.at(firsts, page_of[hit], hit)
    np.maximum.at(lasts, page_of[hit], hit)
    inside = (np.isin(container, best) | (container == best[page_of])) & (running >= 15)
    best_first, best_last = np.full(n_pages, len(node)), np.full(n_pages, -1)
    hit = np.flatnonzero(inside)
    np.minimum.at(best_first, page_of[hit], hit)
    np.maximum.at(best_last, page_of[hit], hit)
    out["from_first_run"] = np.clip(np.arange(len(node)) - firsts[page_of], -50, 200)
    out["to_last_run"] = np.clip(lasts[page_of] - np.arange(len(node)), -50, 200)
    out["from_best_first"] = np.clip(np.arange(len(node)) - best_first[page_of], -50, 200)
    out["to_best_last"] = np.clip(best_last[page_of] - np.arange(len(node)), -50, 200)


def _add_groups(
    out: dict, keys: np.ndarray, plain_words: np.ndarray, density: np.ndarray, n_function: np.ndarray
) -> None:
    """What blocks of the same element with the same classes, in the same kind of parent, look like on this page."""
    _, group, count = np.unique(keys, return_inverse=True, return_counts=True)
    out["like_count"] = count[group]
    for name, values in (("words", plain_words), ("links", density), ("function", n_function)):
        out[f"like_{name}"] = (np.bincount(group, values) / count)[group]


def _add_neighbours(out, word_bits, node, page_of, plain_words, density) -> None:  # type: ignore[no-untyped-def]
    n_rows = len(node)
    index = np.arange(n_rows)
    same = {}
    for step in _STEPS:
        ok = np.zeros(n_rows, bool)
        if step > 0:
            ok[:-step] = page_of[step:] == page_of[:-step]
        else:
            ok[-step:] = page_of[:step] == page_of[-step:]
        same[step] = ok
    heading = out["tag_h2"] | out["tag_h3"] | out["tag_h4"] | out["tag_minor_heading"]
    values = {
        "words": plain_words, "density": density, "function": out["n_function"], "p": out["tag_p"], "li": out["tag_li"],
        "stop": out["ending"] == 1, "hits": out["hit_share"], "direct": out["direct_rank"], "heading": heading,
        "best": out["is_best"],
    }  # fmt: skip
    for name, column in values.items():
        column = np.asarray(column, np.float32)
        for step in (-2, -1, 1, 2):
            out[f"{name}_at{step}"] = np.where(same[step], np.roll(column, -step), -1)
    running = np.minimum(plain_words, 60) * (out["n_function"] > 0.1)
    for name, steps in (
        ("before3", (-3, -2, -1)),
        ("after3", (1, 2, 3)),
        ("before6", _STEPS[:6]),
        ("after6", _STEPS[6:]),
    ):
        out[f"run_{name}"] = _window(running, same, steps)
        out[f"density_{name}"] = _window(density, same, steps)
        out[f"hits_{name}"] = _window(out["hit_share"].astype(np.float32), same, steps)
    mark = np.where(heading, index, -1)
    last = np.maximum.accumulate(mark)
    found = (last >= 0) & (page_of[np.maximum(last, 0)] == page_of)
    last = np.where(found, last, 0)
    out["since_heading"] = np.where(found, np.minimum(index - last, 60), 99)
    out["heading_hits"] = np.where(found, out["hit_share"][last], -1)
    out["heading_direct"] = np.where(found, out["direct_rank"][last], -1)
    related = word_bits & (1 << list(WORD_GROUPS).index("related")) != 0
    out["heading_related"] = found & related[last]
    out["same_node_before"] = same[-1] & (np.roll(node, 1) == node)
    out["same_node_after"] = same[1] & (np.roll(node, -1) == node)


def _add_position(out, pages, sizes, first_row, page_of, plain_words) -> None:  # type: ignore[no-untyped-def]
    n_rows = len(page_of)
    index = np.arange(n_rows)
    total = np.maximum(np.bincount(page_of, plain_words, len(pages)), 1)
    run = np.cumsum(plain_words, dtype=np.float64)
    base = np.concatenate([[0], run])[first_row]
    out["position"] = (index - first_row[page_of]) / np.maximum(sizes[page_of], 1)
    out["words_before"] = (run - plain_words - base[page_of]) / total[page_of]
    out["page_blocks"] = sizes[page_of]
    out["page_words"] = total[page_of]
    titled = (out["title_overlap"] > 0.6) & (out["seen_before"] == 0)
    score = np.where(titled, 1 + out["title_overlap"] + 0.5 * out["tag_h1"], 0.4 * out["tag_h1"])
    place = np.full(len(pages), -1)
    best = np.full(len(pages), 0.1)
    for row in np.flatnonzero(score > 0.1):
        if score[row] > best[page_of[row]] + 1e-6:
            best[page_of[row]], place[page_of[row]] = score[row], row
    known = place[page_of] >= 0
    out["since_title"] = np.where(known, np.clip(index - place[page_of], -60, 150), -99)
    out["is_article"] = np.array([page.is_article for page in pages], np.float32)[page_of]
    body_share = np.bincount(page_of, (out["in_ld_body"] == 2) * plain_words, len(pages)) / total
    out["page_ld_body"] = body_share[page_of]


def matrix(pages: Sequence[PageInput], names: Sequence[str] = ()) -> np.ndarray:
    """One row a block, all pages in order, float32; the columns named, or all of `NAMES`."""
    names = names or NAMES
    if not any(page.blocks.texts for page in pages):
        return np.zeros((0, len(names)), np.float32)
    columns = _columns(pages)
    out = np.empty((len(columns["n_chars"]), len(names)), np.float32)
    for place, name in enumerate(names):
        out[:, place] = columns[name]
    return out


def _names() -> list[str]:
    probe = Blocks(["a b"], [1], [0], [0], [0], [0], [-1, 0], [0, 1], [0, 0], [0, 0], [1, 1], ["html", "p"])
    return list(_columns([PageInput(probe)]))


NAMES = _names()
