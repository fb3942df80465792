"""What the rules and the `blocks` table say of a block's place: its element, and the class words around it."""

from pipeline.extract.parse import Blocks
from pipeline.extract.tags import HIDDEN_BIT, TAGS

_STRONG = frozenset(
    [
        "li",
        "blockquote",
        "figure",
        "figcaption",
        "caption",
        "table",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "pre",
        "button",
        "address",
        "summary",
    ]
)
_OUTER = frozenset(["li", "blockquote", "figure", "figcaption", "dd"])
"""Elements that name what stands inside them, also where that has an element of its own."""

_TEXT = frozenset(["p", "div", "other", "section", "article", "td"])
_BOLD_SHARE = 0.9
_BOLD_WORDS = 14


def places(page: Blocks) -> tuple[list[str], list[int]]:
    """For each block its element (li, h2, figcaption, p …; `bold` for a short block all in bold) and context.

    The context is the class words (bits as in `class_words.txt`) of the innermost element and the two around it, and
    the hidden bit of any element around.
    """
    named: list[str] = []
    near: list[int] = []
    hidden: list[int] = []
    for node, parent in enumerate(page.parents):
        own = TAGS[page.tags[node]]
        above = named[parent] if parent >= 0 else "other"
        named.append(above if above in _OUTER and own not in _STRONG else own)
        bits = page.bits[node]
        hidden.append((bits | (hidden[parent] if parent >= 0 else 0)) & HIDDEN_BIT)
        if parent > 0:
            bits |= page.bits[parent] | (page.bits[page.parents[parent]] if page.parents[parent] > 0 else 0)
        near.append(bits)
    elements, contexts = [], []
    for index, node in enumerate(page.nodes):
        element = named[node]
        text = page.texts[index]
        bold = page.bold_chars[index]
        if bold and element in _TEXT and bold >= _BOLD_SHARE * len(text) and text.count(" ") < _BOLD_WORDS:
            element = "bold"
        elements.append(element)
        contexts.append(near[node] & ~HIDDEN_BIT | hidden[node])
    return elements, contexts
