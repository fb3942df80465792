"""hearsay's stages as a pure library: bytes, text and Arrow tables in, Arrow tables out.

The folders stand in the order that the data flows: `ingest`, `extract`, `segment`, `attribute`; beside them one file
each for what they share. Nothing here imports dagster: the orchestration lives in `assets/`.
"""

from pipeline import attribute, extract, segment
from pipeline.page import TaggedPage, tag

__all__ = ["TaggedPage", "attribute", "extract", "segment", "tag"]
