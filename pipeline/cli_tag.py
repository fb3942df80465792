"""`hearsay tag`: one page with its tags, for a reader at a terminal, or as JSON."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from upath import UPath

from pipeline.attribute.attribution import Attribution
from pipeline.errors import InputError
from pipeline.extract.article import Article, Block
from pipeline.ingest.rows import side_name
from pipeline.page import TaggedPage
from pipeline.settings import Settings
from pipeline.vocabulary import SourceKind

ANONYMOUS = "red"
COLOURS = {
    SourceKind.NAMED_PERSON: "green",
    SourceKind.PRONOUN: "green",
    SourceKind.NAMED_ORGANIZATION: "cyan",
    SourceKind.MEDIA_OUTLET: "magenta",
    SourceKind.DOCUMENT: "blue",
    SourceKind.UNNAMED_PERSON: "yellow",
    SourceKind.UNNAMED_GROUP: "yellow",
    SourceKind.OTHER: "white",
}
GZIP = b"\x1f\x8b"


def read_page(page: str, settings: Settings) -> tuple[bytes, str]:
    """The bytes of a file or fsspec URL, unpacked, and the address that the side file beside it gives.

    Raises:
        InputError: it does not exist, cannot be read, or is larger than the settings allow.
    """
    path = UPath(page)
    try:
        with path.open("rb") as file:
            body = file.read(settings.max_page_bytes + 1)
        if body.startswith(GZIP):
            with path.open("rb") as file, gzip.open(file) as unpacked:
                body = unpacked.read(settings.max_page_bytes + 1)
    except (OSError, EOFError, ValueError, ImportError, zlib.error) as error:
        raise InputError(f"{page} cannot be read: {error}") from error
    if len(body) > settings.max_page_bytes:
        raise InputError(f"{page} has more than {settings.max_page_bytes:,} bytes (HEARSAY_MAX_PAGE_BYTES)")
    return body, _address(path)


def _address(path: UPath) -> str:
    side = side_name(path.name)
    if side is None:
        return ""
    try:
        found = json.loads((path.parent / side).read_text())
    except (OSError, ValueError):
        return ""
    return found["url"] if isinstance(found, dict) and isinstance(found.get("url"), str) else ""


def as_json(page: TaggedPage) -> str:
    """Everything that is known of the page; spans are half-open code points of `article.text`."""
    text = page.article.text
    voices = page.voices or (None,) * len(page.sentences)
    found = {
        "article": _plain(page.article),
        "sentences": [
            {"start": start, "end": end, "text": text[start:end], "voice": _plain(voice)}
            for (start, end), voice in zip(page.sentences, voices, strict=True)
        ],
        "attributions": [
            _plain(one)
            | {
                "source_text": _words(text, one.source),
                "cue_text": _words(text, one.cue),
                "content_text": " ".join(text[start:end] for start, end in one.content),
            }
            for one in page.attributions
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(one) for name, one in asdict(value).items()}
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _words(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def show(console: Console, page: TaggedPage) -> None:
    """Prints the page top to bottom, removed blocks dim with the reason, and then who is credited with what."""
    _heading(console, page.article)
    styles = list(_styles(page.attributions))
    for block in page.article.blocks:
        console.print(_kept(page.article, block, styles) if block.kept else _removed(block))
        if block.kept:
            console.print()
    if page.attributions:
        console.print(_credits(page))
    elif not page.article.taggable:
        console.print(f"The tagger does not read this language ({page.article.language}).", style="italic")
    else:
        console.print("Nobody is credited with anything.", style="italic")


def _heading(console: Console, article: Article) -> None:
    console.print(Text(article.title or "(no title)", style="bold"))
    if article.deck:
        console.print(Text(article.deck, style="italic"))
    published = article.published_at.strftime("%Y-%m-%d %H:%M %Z") if article.published_at else None
    facts = (article.outlet, ", ".join(article.authors), article.dateline, published, article.language, article.status)
    console.print(Text(" · ".join(str(fact) for fact in facts if fact), style="bright_black"))
    console.print()


def _colour(one: Attribution) -> str:
    return ANONYMOUS if one.anonymous else COLOURS[one.source_kind]


def _styles(attributions: tuple[Attribution, ...]) -> Iterator[tuple[int, int, str]]:
    """Spans with their style, contents first: what lies inside is painted over what holds it."""
    ordered = sorted(attributions, key=lambda one: -sum(end - start for start, end in one.content))
    for one in ordered:
        for start, end in one.content:
            yield start, end, _colour(one)
    for one in ordered:
        if one.source:
            yield *one.source, f"bold underline {_colour(one)}"
        if one.cue:
            yield *one.cue, f"italic bold {_colour(one)}"


def _kept(article: Article, block: Block, styles: list[tuple[int, int, str]]) -> Text:
    assert block.start is not None and block.end is not None
    text = Text(article.text[block.start : block.end])
    for start, end, style in styles:
        if start < block.end and end > block.start:
            text.stylize(style, max(0, start - block.start), end - block.start)
    return text


def _removed(block: Block) -> Text:
    words = block.text if len(block.text) <= 200 else block.text[:199] + "…"
    return Text.assemble((f"  [{block.label}: {block.reason}] ", "dim italic"), (words, "dim"))


def _credits(page: TaggedPage) -> Table:
    """Who, by which words, on whose authority: also readable without colours."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="Who is credited", title_justify="left")
    for name in ("source", "cue", "kind", "what"):
        table.add_column(name, overflow="fold", ratio=3 if name == "what" else None)
    text = page.article.text
    for one in page.attributions:
        source = _words(text, one.source) or "–"
        name = f" = {one.source_name}" if one.source_name and one.source_name != source else ""
        notes = [one.source_kind.replace("_", " ")]
        notes += ["anonymous"] if one.anonymous else []
        notes += [f"via {', '.join(one.via)}"] if one.via else []
        notes += [one.stance.replace("_", " ")] if one.stance != "asserts" else []
        notes += [one.channel.replace("_", " ")] if one.channel else []
        content = " … ".join(text[start:end] for start, end in one.content)
        table.add_row(
            Text(source + name, style=_colour(one)),
            Text(_words(text, one.cue) or ""),
            Text(", ".join(notes)),
            Text(content),
        )
    return table
