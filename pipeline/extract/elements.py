"""What the rules and the `blocks` table say of a block's place: its element, and the class words around it."""

from collections.abc import Sequence

from pipeline.extract.parse import Blocks
from pipeline.extract.tags import HIDDEN_BIT, TAG_CODE, TAGS

_STRONG = frozenset(
    TAG_CODE[name]
    for name in """
    li blockquote figure figcaption caption table td th h1 h2 h3 h4 h5 h6 dt dd pre button address summary
    """.split()
)
_OUTER = frozenset(TAG_CODE[name] for name in ("li", "blockquote", "figure", "figcaption", "dd"))
"""Elements that name what stands inside them, also where that has an element of its own."""

_TEXT = frozenset(["p", "div", "other", "section", "article", "td"])
_BOLD_SHARE = 0.9
_BOLD_WORDS = 14


def places(page: Blocks) -> tuple[list[str], list[int]]:
    """For each block its element (li, h2, figcaption, p …; `bold` for a short block all in bold) and context.

    The context is the class words (bits as in `class_words.txt`) of the innermost element and the two around it, and
    the hidden bit of any element around.
    """
    parents, bits = page.parents, page.bits
    named = [0]
    for parent, code in zip(parents[1:], page.tags[1:], strict=True):
        above = named[parent]
        named.append(above if above in _OUTER and code not in _STRONG else code)
    hidden = _hidden(parents, bits)
    elements, contexts = [], []
    for text, node, bold in zip(page.texts, page.nodes, page.bold_chars, strict=True):
        element = TAGS[named[node]]
        if bold and element in _TEXT and bold >= _BOLD_SHARE * len(text) and text.count(" ") < _BOLD_WORDS:
            element = "bold"
        elements.append(element)
        above = parents[node]
        near = bits[node] | bits[above] | bits[parents[above]] if above > 0 else bits[node]
        contexts.append(near & ~HIDDEN_BIT | hidden[node])
    return elements, contexts


def _hidden(parents: Sequence[int], bits: Sequence[int]) -> list[int]:
    """For each node the hidden bit of it or of any element around it."""
    hidden = [0] * len(bits)
    if max(bits) & HIDDEN_BIT:  # the highest bit, which no node of most pages has
        for node in range(1, len(bits)):
            hidden[node] = (bits[node] | hidden[parents[node]]) & HIDDEN_BIT
    return hidden
