"""What peers make of the pages: their texts, kept in a git-ignored folder, since one pass takes minutes.

The peers are the extractors of the benchmark's table that install beside this project (extra `bench`). A page on which
one raises counts as empty. Texts are cached by tool in `training/out/votes/<tool>.jsonl` as `{"id", "text"}`; delete
the folder after an upgrade of a peer.
"""

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from training.extraction.pages import GoldPage

CACHE = Path(__file__).resolve().parent.parent / "out" / "votes"

WEIGHTS = {
    "trafilatura": 1.5, "trafilatura-precision": 1.5, "readability-lxml": 1.5, "newspaper4k": 1.0, "goose3": 0.8,
    "resiliparse": 0.7, "justext": 0.6,
}  # fmt: skip
"""Votes of each peer, by its F1 on the pages with full gold."""

_STOP_LISTS = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pl": "Polish", "ru": "Russian", "el": "Greek",
    "nl": "Dutch", "pt": "Portuguese",
}  # fmt: skip


def _trafilatura(page: GoldPage, **options: Any) -> str:
    import trafilatura

    return trafilatura.extract(page.html, include_comments=False, include_tables=True, **options) or ""


def _resiliparse(page: GoldPage) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page.html)
    return extract_plain_text(tree, main_content=True, alt_texts=False, links=False, comments=False, list_bullets=False)


def _readability(page: GoldPage) -> str:
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return extract_plain_text(
        HTMLTree.parse(Document(page.html).summary(html_partial=True)), alt_texts=False, links=False
    )


def _newspaper(page: GoldPage) -> str:
    import newspaper

    article = newspaper.Article("http://example.org/a", fetch_images=False)
    article.download(input_html=page.html)
    article.parse()
    return article.text


def _goose(page: GoldPage) -> str:
    from goose3 import Goose

    return Goose({"enable_image_fetching": False}).extract(raw_html=page.html).cleaned_text


def _justext(page: GoldPage) -> str:
    import justext

    stop_list = justext.get_stoplist(_STOP_LISTS.get(page.lang, "English"))
    paragraphs = justext.justext(page.html.encode(), stop_list, encoding="utf-8")
    return "\n\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


TOOLS: dict[str, Callable[[GoldPage], str]] = {
    "trafilatura": _trafilatura,
    "trafilatura-precision": lambda page: _trafilatura(page, favor_precision=True),
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "goose3": _goose,
    "resiliparse": _resiliparse,
    "justext": _justext,
}


def peer_texts(name: str, pages: Sequence[GoldPage], cache: Path = CACHE) -> dict[str, str]:
    """A peer's text of each page, by id; from the cache where it holds all of them."""
    path = cache / f"{name}.jsonl"
    texts: dict[str, str] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):  # a text may hold U+2028
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    missing = [page for page in pages if page.id not in texts]
    if missing:
        logging.disable(logging.CRITICAL)  # peers log every page that they find odd
        for page in missing:
            try:
                texts[page.id] = TOOLS[name](page) or ""
            except Exception:  # a peer's failure is its own, whatever it raises
                texts[page.id] = ""
        logging.disable(logging.NOTSET)
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = (json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in sorted(texts.items()))
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return {page.id: texts[page.id] for page in pages}
