"""A page's HTML to its blocks: one lexbor parse, one pass over the serialised tree.

lexbor repairs the page and drops what never holds text (scripts, styles, navigation); what it writes back is well
formed, and it escapes `<` and `>` inside attribute values, so one `split('<')` gives exactly one piece a tag. Visiting
lexbor's or resiliparse's nodes from Python costs two to three times as much (7 to 9 ms a page against 2 to 3).

Here: text joined across inline elements without losing or inventing a space, elements as a flat tree of nodes, what a
node's class words say. Not here: what a block is worth (`features.py`), what the page says about itself
(`metadata.py`), and the look at depth, attributes and size that must come before any parser (`pipeline/ingest`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from pipeline.extract.tags import (
    BOLD_CLOSE,
    BOLD_OPEN,
    BREAK,
    CLOSE,
    LINK_CLOSE,
    LINK_OPEN,
    NOTHING,
    OPEN,
    elements_of,
    kind_of,
    label_of,
)

_OFTEN = [
    "script", "style", "svg", "nav", "noscript", "template", "iframe", "object", "select", "textarea", "map", "audio",
    "img", "source", "input", "link", "meta",
]  # fmt: skip
_RARE = [
    "canvas", "noframes", "noembed", "xmp", "plaintext", "math", "applet", "datalist", "meter", "progress", "amp-ad",
    "amp-embed", "amp-facebook", "amp-iframe", "amp-instagram", "amp-tiktok", "amp-twitter", "amp-youtube",
]  # fmt: skip
"""On one page of a hundred, and each name that lexbor is asked for costs a walk over its tree."""

_RARE_NAMES = frozenset(_RARE)

DROPPED = [*_OFTEN, *_RARE]
"""Elements without article text. Cutting `nav` lost no gold token of 262 pages and a third of the blocks. What AMP's
embeds hold is a placeholder that their component takes away. Empty elements are a sixth of what is left to walk."""

_TAG = re.compile(r"<(!--.*?--(?=>)|[^ >]*+)([^>]*+)>", re.DOTALL)
"""A tag's name and its attributes, or a comment whole: what it holds a serialiser writes as it is, tags and all."""

LEVELS = 8
"""Elements of a tag path."""

_CONTROL = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0xFEFF, 0x200B, 0x2060, 0xAD, *range(0xD800, 0xE000)])


@dataclass(slots=True)
class Blocks:
    """The blocks of one page in reading order, and the elements that hold them.

    Lists run beside each other: `texts`, `nodes` (index of the innermost element), `link_chars`, `links`, `bold_chars`
    for blocks; `parents`, `tags` (code in `TAGS`), `bits` (class words), `starts`, `ends` (the half-open run of blocks
    inside) and `names` (the tag as written) for nodes, where a node's parent stands before it. Code and bits of a node
    that holds no block are 0.
    """

    texts: list[str] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    link_chars: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    bold_chars: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [-1])
    tags: list[int] = field(default_factory=lambda: [0])
    bits: list[int] = field(default_factory=lambda: [0])
    starts: list[int] = field(default_factory=lambda: [0])
    ends: list[int] = field(default_factory=lambda: [0])
    names: list[str] = field(default_factory=lambda: ["html"])


def clean(text: str) -> str:
    """White space folded (no-break space included); NUL, control characters, zero-width marks, lone surrogates gone."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(text.translate(_CONTROL).split())


def blocks_of(html: str) -> Blocks:
    """Parses HTML and cuts it into blocks."""
    return blocks_in(LexborHTMLParser(html))


def blocks_in(tree: LexborHTMLParser) -> Blocks:
    """The blocks of a tree, from which the elements go that hold no article text."""
    pieces = _cut(_without(tree, _OFTEN))
    if not _RARE_NAMES.isdisjoint(pieces[1::3]):
        pieces = _cut(_without(tree, _RARE))
    return _walk(pieces)


def _without(tree: LexborHTMLParser, names: list[str]) -> str:
    """The tree's body as well-formed HTML, after these elements are cut from the tree."""
    tree.strip_tags(names, recursive=True)
    body = tree.body
    return (body.html if body is not None else tree.html) or ""


def walk(html: str) -> Blocks:
    """Blocks from HTML that a serialiser wrote: every open tag is closed, `<` and `>` stand for nothing but tags."""
    return _walk(_cut(html))


def _cut(html: str) -> list[str]:
    """Text, name of a tag, attributes, text, and so on."""
    return _TAG.split(html.replace("&nbsp;", " ") if "&nbsp;" in html else html)


def _walk(pieces: Sequence[str]) -> Blocks:
    page = Blocks()
    texts, nodes, link_chars, links = page.texts, page.nodes, page.link_chars, page.links
    bold_chars = page.bold_chars
    parents, starts, ends, names = page.parents, page.starts, page.ends, page.names
    node = 0
    buffer: list[str] = []
    in_link = n_link = n_links = in_bold = n_bold = 0
    broken = False

    def flush() -> None:
        nonlocal n_link, n_links, n_bold, broken
        if text := _folded("".join(buffer)):
            texts.append(text)
            nodes.append(node)
            link_chars.append(n_link)
            links.append(n_links)
            bold_chars.append(n_bold)
        buffer.clear()
        n_link = n_links = n_bold = 0
        broken = False

    tags = pieces[1::3]
    kinds = map(kind_of.__getitem__, tags)
    for kind, tag, attributes, text in zip(kinds, tags, pieces[2::3], pieces[3::3], strict=True):
        if kind == OPEN:
            if buffer:
                flush()
            parents.append(node)
            node = len(names)
            names.append(tag + attributes)
            starts.append(len(texts))
            ends.append(0)
        elif kind == CLOSE:
            if buffer:
                flush()
            ends[node] = len(texts)
            node = parents[node] if node else 0
        elif kind == NOTHING:
            pass
        elif kind == LINK_OPEN:
            if " href=" in attributes:  # an anchor without an address is a place to link to, and its text no link
                in_link = 1
                n_links += 1
        elif kind == LINK_CLOSE:
            in_link = 0
        elif kind == BREAK:
            if broken:
                flush()
            elif buffer:
                buffer.append(" ")
                broken = True
        elif kind == BOLD_OPEN:
            in_bold += 1
        elif kind == BOLD_CLOSE:
            in_bold -= 1
        elif buffer:  # a rule
            flush()
        if text:
            if not text.isspace():
                buffer.append(text)
                broken = False
                if in_link:
                    n_link += len(text)
                if in_bold > 0:
                    n_bold += len(text)
            elif buffer:
                buffer.append(" ")
    if buffer:
        flush()
    while node:  # no end came, as happens in what bs4 has repaired
        ends[node] = len(texts)
        node = parents[node]
    ends[0] = len(texts)
    held = zip(
        names[1:], starts[1:], ends[1:], strict=True
    )  # what holds no block is a third of the tags not seen before
    elements = elements_of([name if start < end else "" for name, start, end in held])
    page.tags += [code for code, _ in elements]
    page.bits += [bits for _, bits in elements]
    return page


def _folded(text: str) -> str:
    """A text as a reader sees it: entities resolved, white space folded."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = " ".join(text.split())
    return text if text.isprintable() else clean(text)


def tag_paths(page: Blocks) -> list[str]:
    """For each block the innermost elements around it, outermost first, each with its class and id words."""
    names, parents = page.names, page.parents
    labels: dict[int, tuple[str, ...]] = {0: ()}
    paths: dict[int, str] = {}
    for node in page.nodes:
        if node in paths:
            continue
        inner = []
        while node not in labels:
            inner.append(node)
            node = parents[node]
        for one in reversed(inner):
            labels[one] = (*labels[parents[one]][1 - LEVELS :], label_of[names[one]])
        node = inner[0] if inner else node
        paths[node] = " > ".join(labels[node])
    return [paths[node] for node in page.nodes]
