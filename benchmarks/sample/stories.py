"""Story files: their format, and the parser that turns annotated text into plain text with spans.

A file holds several stories. Each begins with `=== outlet slug day time` (capture in UTC), then `key: value` lines, a
blank line, and the body: paragraphs separated by blank lines. A body line that begins with `!` is no paragraph:
`!heading`, `!item`, `!quote` (kept), `!read`, `!figure caption | credit`, `!embed`, `!insert`, `!time` (furniture).

Annotation stands inline: `{1s two aides} {1q said} {1c the minister was ill}`, where s, q, c mean source, cue, content,
the number names the attribution, and braces nest. `{1+2c ...}` is content of both. Lines that begin with `@` follow the
paragraphs they describe and close the numbering: `@1 ug anon via=Harbour Courier channel=statement stance=denies
speech=direct name=Ada Birch`. `{m}` inside a sentence says that its voice is mixed. `[[words]]` are a link, `~` is a
space at which no sentence ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

STORIES = Path(__file__).parent / "stories"
KEPT = frozenset({"paragraph", "heading", "item", "quote"})
KINDS = {
    "np": "named_person",
    "pr": "pronoun",
    "org": "named_organization",
    "mo": "media_outlet",
    "doc": "document",
    "up": "unnamed_person",
    "ug": "unnamed_group",
    "ot": "other",
}
STANCES = {"denies", "declines_to_comment", "questions", "asserts"}
OPENING = re.compile(r"\{(?:([0-9+]+)([sqc]) |m\})|\}|\[\[|\]\]|~")
SENTENCE_END = re.compile(r"[.!?…][\"'”’“‘»]*( )(?=[\"'“‘„«(]?[A-ZÄÖÜ0-9])")


@dataclass(slots=True)
class Mark:
    """One attribution under construction: spans within the text, and the properties of its `@` line."""

    spans: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: {"s": [], "q": [], "c": []})
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a body: its kind, its plain text, and link spans within that text."""

    kind: str
    text: str
    links: tuple[tuple[int, int], ...] = ()

    @property
    def kept(self) -> bool:
        return self.kind in KEPT


@dataclass(frozen=True, slots=True)
class Story:
    """A story as an outlet prints it at one capture, with gold for text, sentences and attributions."""

    outlet: str
    slug: str
    day: str
    time: str
    head: dict[str, str]
    items: tuple[Item, ...]
    marks: tuple[Mark, ...]
    mixed: tuple[int, ...]
    glued: tuple[int, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [item.text for item in self.items if item.kept]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def authors(self) -> list[str]:
        return [name.strip() for name in self.head.get("authors", "").split(";") if name.strip()]

    @property
    def captured_at(self) -> str:
        return f"{self.day}T{self.time}:00+00:00"

    def sentences(self) -> list[tuple[int, int]]:
        """Half-open spans of the sentences of `text`; a stop before a capital ends one, except at a `~`."""
        spans, offset = [], 0
        for paragraph in self.paragraphs:
            start = 0
            for match in SENTENCE_END.finditer(paragraph):
                if offset + match.start(1) not in self.glued:
                    spans.append((offset + start, offset + match.start(1)))
                    start = match.end(1)
            spans.append((offset + start, offset + len(paragraph)))
            offset += len(paragraph) + 2
        return spans


def curl(text: str, style: str) -> str:
    """Typewriter quotes as the outlet sets them, character for character, so that no span moves."""
    if style == "straight":
        return text
    double = {"curly": "“”", "single": "‘’", "german": "„“"}[style]
    out = []
    for index, character in enumerate(text):
        opens = index == 0 or text[index - 1] in " ([—–\n"
        if character == '"':
            character = double[0] if opens else double[1]
        elif character == "'":
            character = "‘" if opens and style == "curly" else "’"
        out.append(character)
    return "".join(out)


class BodyParser:
    """Reads body lines into items and marks; offsets run over the kept text, as in `articles.text`."""

    def __init__(self, quotes: str) -> None:
        self.quotes = quotes
        self.items: list[Item] = []
        self.marks: list[Mark] = []
        self.open: dict[str, Mark] = {}
        self.mixed: list[int] = []
        self.glued: list[int] = []
        self.offset = 0

    def line(self, line: str) -> None:
        if line.startswith("@"):
            self._close(line[1:])
            return
        kind, text = "paragraph", line
        if line.startswith("!"):
            kind, _, text = line[1:].partition(" ")
        if any(mark.properties for mark in self.open.values()):
            if not all(mark.properties for mark in self.open.values()):
                raise ValueError(f"an attribution without its @ line before: {line}")
            self.open = {}
        self.items.append(self._item(kind, text))

    def _close(self, line: str) -> None:
        number, _, properties = line.partition(" ")
        if number not in self.open:
            raise ValueError(f"@{number} has no span: {line}")
        self.open[number].properties = properties or "np"

    def _item(self, kind: str, marked: str) -> Item:
        plain: list[str] = []
        stack: list[tuple[list[str], str, int]] = []
        links: list[tuple[int, int]] = []
        length, last, link = 0, 0, 0
        for match in OPENING.finditer(marked):
            plain.append(marked[last : match.start()])
            length += match.start() - last
            last, token = match.end(), match.group()
            if match.group(1):
                stack.append((match.group(1).split("+"), match.group(2), length))
            elif token == "{m}":
                self.mixed.append(self.offset + length)
            elif token == "}":
                if not stack:
                    raise ValueError(f"unopened brace in: {marked}")
                self._span(*stack.pop(), length)
            elif token == "[[":
                link = length
            elif token == "]]":
                links.append((link, length))
            else:
                self.glued.append(self.offset + length)
                plain.append(" ")
                length += 1
        if stack:
            raise ValueError(f"unclosed brace in: {marked}")
        text = curl("".join(plain) + marked[last:], self.quotes)
        if kind in KEPT:
            self.offset += len(text) + 2
        return Item(kind, text, tuple(links))

    def _span(self, numbers: list[str], part: str, start: int, end: int) -> None:
        for number in numbers:
            if number not in self.open:
                self.open[number] = Mark()
                self.marks.append(self.open[number])
            self.open[number].spans[part].append((self.offset + start, self.offset + end))


def parse(source: str, quotes: dict[str, str]) -> list[Story]:
    """The stories of one file; `quotes` tells how each outlet sets quotation marks."""
    raw = [_split(chunk) for chunk in re.split(r"^=== ", source, flags=re.M)[1:]]
    bodies = {tuple(place[:2]): body for place, head, body in raw if "like" not in head}
    return [_story(place, head, body, bodies, quotes) for place, head, body in raw]


def _split(chunk: str) -> tuple[list[str], dict[str, str], str]:
    first, _, rest = chunk.partition("\n")
    head_text, _, body = rest.partition("\n\n")
    head: dict[str, str] = {}
    for line in head_text.splitlines():
        key, _, value = line.partition(": ")
        head[key] = f"{head[key]}\n{value}" if key in head else value
    return first.split(), head, body


def _story(place: list[str], head: dict[str, str], body: str, bodies: dict, quotes: dict[str, str]) -> Story:
    outlet, slug, day, time = place
    if "like" in head:
        body = bodies[tuple(head["like"].split())] + "\n\n" + body
    for change in head.get("sub", "").splitlines():
        old, _, new = change.partition(" => ")
        if old not in body:
            raise ValueError(f"{outlet} {slug}: nothing to replace by {change!r}")
        body = body.replace(old, new)
    parser = BodyParser(quotes[outlet])
    for line in body.splitlines():
        if line.strip():
            parser.line(line.strip())
    head = {key: curl(value, quotes[outlet]) if key in {"title", "deck"} else value for key, value in head.items()}
    return Story(
        outlet,
        slug,
        day,
        time,
        head,
        tuple(parser.items),
        tuple(parser.marks),
        tuple(parser.mixed),
        tuple(parser.glued),
    )


def all_stories(quotes: dict[str, str]) -> Iterator[Story]:
    """Every story of the sample, files by name, stories in their order."""
    for path in sorted(STORIES.glob("*.txt")):
        yield from parse(path.read_text(encoding="utf-8"), quotes)
