"""Plain-text pages, as web corpora ship them: a line is a block, and there are no elements to go by."""

from pipeline.extract.parse import Blocks, clean
from pipeline.extract.tags import TAG_CODE


def blocks_of(text: str) -> Blocks:
    """The lines that hold text, in order, all in one element."""
    return from_lines([line for raw in text.splitlines() if (line := clean(raw))])


def from_lines(lines: list[str]) -> Blocks:
    """Blocks of clean lines."""
    n = len(lines)
    return Blocks(
        texts=lines, nodes=[1] * n, link_chars=[0] * n, links=[0] * n, bold_chars=[0] * n,
        parents=[-1, 0], tags=[0, TAG_CODE["div"]], bits=[0, 0], starts=[0, 0], ends=[n, n], names=["text", "text"],
    )  # fmt: skip
