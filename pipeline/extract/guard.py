"""The recall guard: a page with much text and next to no article is tried again before it counts as empty.

In order: the tolerant tree (bs4), for pages that break the fast parser; what the page holds ready for a script to put
in place (`noscript`, `template`, scripts of a text type); the `articleBody` of its JSON-LD; the labeller's milder
threshold (`assemble.py`).
"""

import re

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

from pipeline.extract import parse
from pipeline.extract.page_input import ParsedPage

TINY_WORDS = 50
"""Words below which an article is looked at again; the shortest gold text of 574 pages has 31."""

LONG_WORDS = 120
"""Words of running text (blocks of ten words or more, links aside) that make an empty article suspicious."""


MAX_TOLERANT_CHARS = 3_000_000
"""bs4 takes about 150 ms a megabyte; a larger page that shows no text is left as it is."""

MAX_TOLERANT_TAGS = 20_000
"""bs4 takes 20 microseconds a tag: 200 kB of bare `<p>` took it 1.2 s. Of 1,119 real pages the largest has 19,600."""

DECLARED_SCORE = 0.4
"""Score of blocks that stand in JSON-LD alone: between the mild and the usual threshold, since on one page in seven the
declared body is not the article's."""

_HOLDER = re.compile(
    r"<(?:(noscript|template)\b[^<>]{0,300}|(script)\b[^<>]{0,300}\btype=[\"']?text/(?:template|html|x-)[^<>]{0,300})>",
    re.IGNORECASE,
)


def n_words(text: str) -> int:
    """Words of a text; of a script that writes none apart, half the number of its characters."""
    words = text.count(" ") + 1 if text else 0
    return max(words, len(text) // 2) if len(text) > 20 * words else words


def running_words(page: ParsedPage) -> int:
    """Words of the page's blocks that could be an article's."""
    blocks = page.blocks
    return sum(
        n_words(text)
        for text, links in zip(blocks.texts, blocks.link_chars, strict=True)
        if len(text) > 50 and links < len(text) // 2
    )


def tolerant(html: str) -> parse.Blocks:
    """Blocks through bs4, for HTML in which the fast parser finds nothing; none where bs4 refuses the mark-up."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:  # as "<![OCTY": its parser raises on a marked section of no known kind
        return parse.Blocks()
    for element in soup(parse.DROPPED):
        element.decompose()
    return parse.walk(soup.decode(formatter="minimal"))


def unfolded(html: str) -> str:
    """The page with what it holds ready for a script set in place."""
    parts: list[str] = []
    position = 0
    for match in _HOLDER.finditer(html):
        if match.start() < position:
            continue
        close = html.find(f"</{match[1] or match[2]}", match.end())
        if close < 0:
            break
        parts += [html[position : match.start()], "<div>", html[match.end() : close], "</div>"]
        position = html.find(">", close) + 1 or len(html)
    return "".join([*parts, html[position:]])


def retried(page: ParsedPage, html: str) -> ParsedPage:
    """The page by the first other way that gives it more text, else the page itself."""
    if len(html) > MAX_TOLERANT_CHARS:
        return page
    best = page
    ways = [tolerant] if html.count("<") <= MAX_TOLERANT_TAGS else []
    for blocks_of in (*ways, lambda text: parse.blocks_of(unfolded(text))):
        if running_words(best) < TINY_WORDS:
            again = ParsedPage(blocks_of(html), page.declared, plain=False)
            best = again if running_words(again) > 2 * running_words(best) else best
    declared = declared_blocks(page)
    if declared is not None and running_words(best) < TINY_WORDS:
        return ParsedPage(declared, page.declared, plain=False, floor=DECLARED_SCORE)
    return best


def declared_blocks(page: ParsedPage) -> parse.Blocks | None:
    """The JSON-LD `articleBody` as blocks, where it is long and the page shows little text of its own."""
    body = page.first("body")
    if n_words(body) < LONG_WORDS:
        return None
    found = parse.Blocks()
    found.parents, found.tags, found.bits = [-1, 0], [0, 0], [0, 0]
    found.names = ["script", "script"]
    for line in body.split("\n"):
        line = parse.clean(line)
        if line:
            found.texts.append(line)
    n = len(found.texts)
    found.nodes = [1] * n
    found.link_chars, found.links, found.bold_chars = [0] * n, [0] * n, [0] * n
    found.starts, found.ends = [0, 0], [n, n]
    return found
