"""Sentences: where each begins and ends, as offsets into the text. Which of them say what is for `attribute`."""

from pipeline.segment.splitter import split, split_many

__all__ = ["split", "split_many"]
