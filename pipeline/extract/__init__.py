"""From HTML or plain text to the article and the verdict on every block of the page."""

from pipeline.extract.article import Article, Block
from pipeline.extract.one_page import extract
from pipeline.extract.stage import label_part, parse_part
from pipeline.extract.templates import site_templates

__all__ = ["Article", "Block", "extract", "label_part", "parse_part", "site_templates"]
