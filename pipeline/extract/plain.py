"""Plain-text pages, as web corpora ship them: a line is a block, and there are no elements to go by."""

from pipeline.extract.parse import TAG_CODE, Blocks, clean


def blocks_of(text: str) -> Blocks:
    """The lines that hold text, in order, all in one element."""
    page = Blocks(
        parents=[-1, 0], tags=[0, TAG_CODE["div"]], bits=[0, 0], starts=[0, 0], ends=[0, 0], names=["text", "text"]
    )
    for line in text.splitlines():
        line = clean(line)
        if line:
            page.texts.append(line)
    n = len(page.texts)
    page.nodes = [1] * n
    page.link_chars, page.links, page.bold_chars, page.breaks = [0] * n, [0] * n, [0] * n, [0] * n
    page.ends = [n, n]
    return page
