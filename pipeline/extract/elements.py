"""What the rules and the `blocks` table say of a block's place: its element, and the class words around it."""

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
    named, near, hidden, own_or_above = [0], [0], [0], [0]
    for parent, code, bits in zip(page.parents[1:], page.tags[1:], page.bits[1:], strict=True):
        above = named[parent]
        named.append(above if above in _OUTER and code not in _STRONG else code)
        hidden.append((bits | hidden[parent]) & HIDDEN_BIT)
        near.append(bits | own_or_above[parent])
        own_or_above.append(bits | page.bits[parent])
    elements, contexts = [], []
    for index, node in enumerate(page.nodes):
        element = TAGS[named[node]]
        text = page.texts[index]
        bold = page.bold_chars[index]
        if bold and element in _TEXT and bold >= _BOLD_SHARE * len(text) and text.count(" ") < _BOLD_WORDS:
            element = "bold"
        elements.append(element)
        contexts.append(near[node] & ~HIDDEN_BIT | hidden[node])
    return elements, contexts
