"""One page, parsed: blocks and metadata candidates, HTML and plain text alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from pipeline.extract import metadata, parse, plain
from pipeline.extract.features import PageInput
from pipeline.extract.metadata import Candidate


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What parsing one page gives; `plain` pages have one block a line and no elements.

    `floor` is the least score that a block gets: above 0 where the recall guard vouches for all of them.
    """

    blocks: parse.Blocks
    declared: tuple[Candidate, ...]
    plain: bool
    floor: float = 0.0

    def first(self, field: str) -> str:
        return next((candidate.value for candidate in self.declared if candidate.field == field), "")

    def input(self) -> PageInput:
        """What the labeller reads of it."""
        return PageInput(
            self.blocks,
            title=self.first("title") or self.first("page_title"),
            description=" ".join(candidate.value for candidate in self.declared if candidate.field == "deck"),
            is_article=declares_article(self.declared),
        )


def declares_article(declared: Sequence[Candidate]) -> bool:
    """Whether the page says, in JSON-LD or by og:type, that it is an article."""
    kinds = [candidate.value.lower() for candidate in declared if candidate.field == "type"]
    return any(kind.endswith("article") or kind == "blogposting" for kind in kinds)


def parse_html(text: str | bytes) -> ParsedPage:
    tree = LexborHTMLParser(text)
    declared = tuple(metadata.candidates(tree))
    return ParsedPage(parse.blocks_in(tree), declared, plain=False)


def parse_plain(text: str) -> ParsedPage:
    return ParsedPage(plain.blocks_of(text), (), plain=True)
