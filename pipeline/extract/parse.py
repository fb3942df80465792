"""A page's HTML to its blocks: one lexbor parse, one pass over the serialised tree.

lexbor repairs the page and drops what never holds text (scripts, styles, navigation); what it writes back is well
formed, and it escapes `<` and `>` inside attribute values, so one `split('<')` gives exactly one piece a tag. Visiting
lexbor's or resiliparse's nodes from Python costs two to three times as much (7 to 9 ms a page against 2 to 3).

Here: text joined across inline elements without losing or inventing a space, elements as a flat tree of nodes, what a
node's class words say. Not here: what a block is worth (`features.py`), what the page says about itself
(`metadata.py`), and the look at depth, attributes and size that must come before any parser (`pipeline/ingest`).
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from pipeline.extract.words import class_bits

DROPPED = [
    "script", "style", "svg", "nav", "noscript", "template", "iframe", "object", "canvas", "select", "textarea",
    "noframes", "noembed", "xmp", "plaintext", "math", "audio", "applet", "map", "datalist", "meter", "progress",
    "amp-ad", "amp-embed", "amp-facebook", "amp-iframe", "amp-instagram", "amp-tiktok", "amp-twitter", "amp-youtube",
]  # fmt: skip
"""Elements without article text. Cutting `nav` lost no gold token of 262 pages and a third of the blocks. What AMP's
embeds hold is a placeholder that their component takes away."""

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "frame",
        "keygen",
        "basefont",
        "bgsound",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "output",
        "slot",
        "picture",
        "center-inline",
    ]
)
TAGS = [
    "other",
    "p",
    "div",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "form",
    "button",
    "address",
    "details",
    "summary",
    "pre",
    "center",
    "body",
    "caption",
    "tbody",
    "video",
]
TAG_CODE = {name: code for code, name in enumerate(TAGS)}

OPEN, CLOSE, LINK_OPEN, LINK_CLOSE, BOLD_OPEN, BOLD_CLOSE, BREAK, RULE, INLINE_TAG, COMMENT = range(10)

HIDDEN_BIT = 1 << 62
"""Set on a node that its own mark-up hides (`hidden`, `display:none`, `aria-hidden`)."""

_ATTRIBUTE = re.compile(r' (class|id|role|itemprop|data-component|data-testid|data-type)="([^"]{1,300})')
_HIDDEN = re.compile(r' hidden=| hidden$|aria-hidden="true"|display: ?none|visibility: ?hidden', re.IGNORECASE)
_CONTROL = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0xFEFF, 0x200B, 0x2060, 0xAD, *range(0xD800, 0xE000)])
_CACHE_LIMIT = 100_000
_tags: dict[str, tuple] = {}
_groups: dict[str, int] = {}
_labels: dict[str, str] = {}


@dataclass(slots=True)
class Blocks:
    """The blocks of one page in reading order, and the elements that hold them.

    Lists run beside each other: `texts`, `nodes` (index of the innermost element), `link_chars`, `links`, `bold_chars`,
    `breaks` for blocks; `parents`, `tags` (code in `TAGS`), `bits` (class words), `starts`, `ends` (the half-open run
    of blocks inside) and `names` (the tag as written) for nodes, where a node's parent stands before it.
    """

    texts: list[str] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    link_chars: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    bold_chars: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
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
    return walk(serialised(LexborHTMLParser(html)))


def serialised(tree: LexborHTMLParser) -> str:
    """The tree's body as well-formed HTML, without the elements that hold no article text. Changes the tree."""
    tree.strip_tags(DROPPED, recursive=True)
    body = tree.body
    return (body.html if body is not None else tree.html) or ""


def walk(html: str) -> Blocks:
    """Blocks from HTML that a serialiser wrote: every open tag is closed, `<` and `>` stand for nothing but tags."""
    page = Blocks()
    texts, nodes, link_chars, links = page.texts, page.nodes, page.link_chars, page.links
    bold_chars, breaks = page.bold_chars, page.breaks
    parents, tags, bits, starts, ends, names = page.parents, page.tags, page.bits, page.starts, page.ends, page.names
    cached = _tags.get
    node = 0
    buffer: list[str] = []
    in_link = n_link = n_links = in_bold = n_bold = n_break = 0
    broken = False

    def flush() -> None:
        nonlocal n_link, n_links, n_bold, n_break, broken
        text = "".join(buffer)
        buffer.clear()
        if "&" in text:
            text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        text = " ".join(text.split())
        if not text.isprintable():
            text = clean(text)
        if text:
            texts.append(text)
            nodes.append(node)
            link_chars.append(n_link)
            links.append(n_links)
            bold_chars.append(n_bold)
            breaks.append(n_break)
        n_link = n_links = n_bold = n_break = 0
        broken = False

    pieces = html.replace("&nbsp;", " ").split("<")
    comment = False
    for piece in pieces:
        if comment:
            if "-->" not in piece:
                continue
            tag, text, comment = "!", piece.partition("-->")[2], False
        elif piece[:3] == "!--":
            if "-->" not in piece:
                comment = True
                continue
            tag, text = "!", piece.partition("-->")[2]
        else:
            tag, _, text = piece.partition(">")
        info = cached(tag) or _classify(tag)
        kind = info[0]
        if kind == OPEN:
            if buffer:
                flush()
            parents.append(node)
            node = len(parents) - 1
            tags.append(info[1])
            bits.append(info[2])
            starts.append(len(texts))
            ends.append(0)
            names.append(tag)
        elif kind == CLOSE:
            if buffer:
                flush()
            ends[node] = len(texts)
            node = parents[node] if node else 0
        elif kind == LINK_OPEN:
            in_link = 1
            n_links += 1
        elif kind == LINK_CLOSE:
            in_link = 0
        elif kind == BREAK:
            n_break += 1
            if broken:
                flush()
            elif buffer:
                buffer.append(" ")
                broken = True
        elif kind == BOLD_OPEN:
            in_bold += 1
        elif kind == BOLD_CLOSE:
            in_bold -= 1
        elif kind == RULE and buffer:
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
    ends[0] = len(texts)
    return page


def _classify(tag: str) -> tuple:
    """What a tag does in the walk: (kind, tag code, class bits). Remembered where the tag is likely to come again."""
    name = tag[: tag.find(" ")] if " " in tag else tag
    closing = name[:1] == "/"
    if closing:
        name = name[1:]
    if name == "a":
        # An anchor without an address is a place to link to, and its text no link.
        return _keep(tag, (LINK_CLOSE,)) if closing else (LINK_OPEN if " href=" in tag else INLINE_TAG,)
    if name in ("b", "strong"):
        return _keep(tag, (BOLD_CLOSE if closing else BOLD_OPEN,))
    if name == "br":
        return _keep(tag, (BREAK,))
    if name == "hr":
        return _keep(tag, (RULE,))
    if name in VOID or name[:1] in ("!", "?"):
        return (INLINE_TAG,)
    if name in INLINE:
        return _keep(tag, (INLINE_TAG,))
    if closing:
        return _keep(tag, (CLOSE,))
    if not name:
        return (INLINE_TAG,)
    return _keep(tag, (OPEN, TAG_CODE.get(name, 0), _bits_of(tag) if " " in tag else 0))


def _keep(tag: str, info: tuple) -> tuple:
    if len(_tags) >= _CACHE_LIMIT:
        _tags.clear()
    if len(tag) < 200:
        _tags[tag] = info
    return info


def _bits_of(tag: str) -> int:
    bits = 0
    for _, value in _ATTRIBUTE.findall(tag):
        found = _groups.get(value)
        if found is None:
            if len(_groups) >= _CACHE_LIMIT:
                _groups.clear()
            found = _groups[value] = class_bits(value)
        bits |= found
    if _HIDDEN.search(tag):
        bits |= HIDDEN_BIT
    return bits


def tag_path(page: Blocks, node: int, levels: int = 8) -> str:
    """The innermost `levels` elements around a node, outermost first, each with its class and id words."""
    names, parents = page.names, page.parents
    parts: list[str] = []
    while node > 0 and len(parts) < levels:
        name = names[node]
        parts.append(_labels.get(name) or _remembered_label(name))
        node = parents[node]
    return " > ".join(parts[::-1])


def _remembered_label(tag: str) -> str:
    if len(_labels) >= _CACHE_LIMIT:
        _labels.clear()
    label = _labels[tag] = _label_of(tag)
    return label


def _label_of(tag: str) -> str:
    if " " not in tag:
        return tag
    found = {key: value for key, value in _ATTRIBUTE.findall(tag) if key in ("class", "id")}
    name = tag.partition(" ")[0]
    if "id" in found:
        name += "#" + found["id"].strip().replace(" ", "_")[:40]
    if "class" in found:
        name += "".join("." + word for word in found["class"].split()[:4])[:80]
    return name
