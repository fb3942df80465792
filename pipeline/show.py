"""The reading view of a page: one self-contained HTML file that shows what hearsay made of it.

The article stands with sources, cues and claims coloured by kind of source; removed blocks stay in their place, dimmed,
with label and reason; each claim has a card with its relay chain, rule and confidence; metadata stands on the side with
its origin. Page text is hostile: all of it passes through the template's escaping, and the file forbids scripts other
than its own by a content security policy.

What it shows comes as a `TaggedPage`, of a file through `from_file` or of the lake through `from_lake`.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from pipeline import outlets, tag
from pipeline.attribute.attribution import Attribution
from pipeline.errors import InputError
from pipeline.extract.article import Article, Block
from pipeline.extract.stage import parse_text
from pipeline.html import asset, csp_hash, moment, template
from pipeline.ingest.decode import decode
from pipeline.ingest.sniff import sniff
from pipeline.page import TaggedPage
from pipeline.vocabulary import (
    ArticleStatus,
    BlockLabel,
    BlockReason,
    Channel,
    MetadataMethod,
    SourceKind,
    Speech,
    Stance,
    Term,
    Voice,
)

METADATA = (
    *("outlet", "title", "deck", "authors", "published_at", "modified_at", "dateline", "section", "keywords"),
    *("language", "site", "canonical_url", "status"),
)
ORIGIN_FIELDS = {"published_at": "published", "modified_at": "modified", "authors": "author", "keywords": "keyword"}
"""Names under which `page_metadata` has a field where they differ from those of `articles`."""

READING_ORDER = "sentence_index, coalesce(cue_start, source_start, content[1].start), attribution_id"
FOLDED_FROM = 4
"""Blocks left out in a row that are folded into one line: pages begin and end with dozens of links."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that belongs to the same attributions: `roles` are (number of the attribution, role) pairs."""

    text: str
    roles: tuple[tuple[int, str], ...]
    classes: str


@dataclass(frozen=True, slots=True)
class Card:
    """One attribution, ready to be printed beside the text."""

    number: int
    kind: str
    source: str
    name: str | None
    cue: str | None
    content: str
    chain: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the page: its verdict, and its pieces (one without roles where it was removed)."""

    block: Block
    label: str
    why: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow each other; `folded` says what they are where they were left out and are many, else empty."""

    lines: tuple[Line, ...]
    folded: str


def render(page: TaggedPage, origins: dict[str, str] | None = None) -> str:
    """The reading view as an HTML document.

    Args:
        page: The page with its tags.
        origins: Where each piece of metadata was read, by the names of `page_metadata.field`; optional.
    """
    article = page.article
    cards = [_card(number, a, page) for number, a in enumerate(page.attributions)]
    roles = list(_role_spans(page.attributions))
    script, style = asset("show.js"), asset("show.css")
    return template("show.html").render(
        article=article,
        metadata=list(_metadata(article, origins or {})),
        runs=list(_runs(_line(block, page, roles) for block in article.blocks)),
        cards=cards,
        kinds=sorted(Counter(card.kind for card in cards).items()),
        n_removed=sum(not block.kept for block in article.blocks),
        script=script,
        style=style,
        script_hash=csp_hash(script),
        style_hash=csp_hash(style),
    )


def from_lake(connection: duckdb.DuckDBPyConnection, page: str) -> tuple[TaggedPage, dict[str, str]]:
    """A page of the lake with its tags, and the origin of its metadata.

    Args:
        connection: An open catalogue.
        page: A `page_id`, or an address (its latest capture).

    Raises:
        InputError: the lake holds no such page.
    """
    found = _rows(
        connection,
        "SELECT * FROM articles WHERE page_id = $1 OR url = $1 OR canonical_url = $1 "
        "ORDER BY captured_at DESC, day DESC, page_id LIMIT 1",
        [page],
    )
    if not found:
        raise InputError(f"the lake holds no page {page!r}; give a page_id or url of the table articles, or a file")
    row = found[0]
    key = [row["page_id"], row["day"]]
    where = "WHERE page_id = $1 AND day = $2 ORDER BY"
    blocks = _rows(connection, f"SELECT * FROM labelled_blocks {where} block_index", key)
    sentences = _rows(connection, f"SELECT * FROM sentences {where} sentence_index", key)
    tags = _rows(connection, f"SELECT * FROM attributions {where} {READING_ORDER}", key)
    declared = _rows(connection, f"SELECT field, value, method FROM page_metadata {where} field, rank", key)
    article = _article(row, tuple(_block(b) for b in blocks))
    voices = tuple(Voice(s["voice"]) for s in sentences if s["voice"] is not None)
    spans = tuple((s["start"], s["end"]) for s in sentences)
    return (
        TaggedPage(article, spans, voices, tuple(_attributions(tags))),
        _origins(article, ((d["field"], d["value"], d["method"]) for d in declared)),
    )


def from_file(body: bytes, url: str = "") -> tuple[TaggedPage, dict[str, str]]:
    """A page that is not in the lake, with its tags and the origin of its metadata.

    Args:
        body: The page as captured.
        url: Its address, where there is one.
    """
    page = tag(body, url)
    if page.article.status is ArticleStatus.FAILED:
        return page, {}
    utf8 = decode(body).utf8
    declared = parse_text(utf8, sniff(body, utf8)[0] == "text/plain").declared
    return page, _origins(page.article, ((one.field, one.value, one.method.value) for one in declared))


def _origins(article: Article, declared: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Field to method: where the article's own value was declared, else where the most trusted one was."""
    origins: dict[str, str] = {}
    for field, value, method in declared:
        if value == getattr(article, field, None):
            origins.setdefault(f"{field} taken", method)
        origins.setdefault(field, method)
    return {field: origins.get(f"{field} taken", method) for field, method in origins.items()}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, values: list) -> list[dict]:
    result = connection.execute(sql, values)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _term(kind: type[Term], value: str | None) -> Term | None:
    return None if value is None else kind(value)


def _article(row: dict, blocks: tuple[Block, ...]) -> Article:
    fields = {name: row[name] for name in Article.__slots__ if name in row}
    fields |= {
        "authors": tuple(row["authors"]),
        "keywords": tuple(row["keywords"]),
        "date_method": _term(MetadataMethod, row["date_method"]),
        "status": ArticleStatus(row["status"]),
        "blocks": blocks,
    }
    return Article(**fields)


def _block(row: dict) -> Block:
    fields = {name: row[name] for name in Block._fields}
    return Block(**(fields | {"label": BlockLabel(row["label"]), "reason": BlockReason(row["reason"])}))


def _attributions(rows: list[dict]) -> Iterator[Attribution]:
    position = {row["attribution_id"]: number for number, row in enumerate(rows)}
    for row in rows:
        yield Attribution(
            source=_span(row, "source"),
            cue=_span(row, "cue"),
            content=tuple((span["start"], span["end"]) for span in row["content"]),
            source_kind=SourceKind(row["source_kind"]),
            anonymous=row["anonymous"],
            via=tuple(row["via"]),
            channel=_term(Channel, row["channel"]),  # type: ignore[arg-type]
            stance=Stance(row["stance"]),
            speech=Speech(row["speech"]),
            source_name=row["source_name"],
            source_key=row["source_key"],
            cue_lemma=row["cue_lemma"],
            descriptor=row["descriptor"],
            anonymity_reason=row["anonymity_reason"],
            within=position.get(row["within_id"]),
            confidence=row["confidence"],
            rule=row["rule"],
        )


def _span(row: dict, name: str) -> tuple[int, int] | None:
    return None if row[f"{name}_start"] is None else (row[f"{name}_start"], row[f"{name}_end"])


def _kind(attribution: Attribution) -> str:
    return "anonymous" if attribution.anonymous else attribution.source_kind.value


def _card(number: int, a: Attribution, page: TaggedPage) -> Card:
    text = page.article.text
    source = text[slice(*a.source)] if a.source else "nobody is named"
    facts = [("stance", a.stance.value.replace("_", " ")), ("speech", a.speech.value)]
    facts += [(name, value) for name, value in _optional_facts(a)]
    facts += [("confidence", f"{a.confidence:.2f}"), ("found by", a.rule)]
    return Card(
        number=number,
        kind=_kind(a),
        source=source,
        name=a.source_name if a.source_name != source else None,
        cue=text[slice(*a.cue)] if a.cue else None,
        content=" … ".join(text[start:end] for start, end in a.content),
        chain=_chain(a, page.article.outlet or page.article.site or "this page", source),
        facts=tuple(facts),
    )


def _chain(a: Attribution, printed_by: str, source: str) -> tuple[str, ...]:
    """From the outlet that prints it to who said it; empty where it was told to that outlet itself."""
    others = [name for name in a.via if outlets.fold(name) != outlets.fold(printed_by)]
    return (printed_by, *others, source) if others else ()


def _optional_facts(a: Attribution) -> Iterator[tuple[str, str]]:
    if a.channel is not None:
        yield "channel", a.channel.value.replace("_", " ")
    if a.descriptor:
        yield "described as", a.descriptor
    if a.anonymity_reason:
        yield "anonymous", a.anonymity_reason


def _role_spans(attributions: Iterable[Attribution]) -> Iterator[tuple[int, int, int, str, str]]:
    """(start, end, number, role, kind) of every span of every attribution."""
    for number, a in enumerate(attributions):
        kind = _kind(a)
        for span in a.content:
            yield *span, number, "content", kind
        if a.source is not None:
            yield *a.source, number, "source", kind
        if a.cue is not None:
            yield *a.cue, number, "cue", kind


def _line(block: Block, page: TaggedPage, roles: list[tuple[int, int, int, str, str]]) -> Line:
    why = f"{block.reason.meaning} ({block.reason.value}, score {block.score:.2f})"
    if block.start is None or block.end is None:
        pieces: tuple[Piece, ...] = (Piece(block.text, (), ""),)
    else:
        pieces = tuple(_pieces(page.article.text, block.start, block.end, roles))
    return Line(block, block.label.value.replace("_", " "), why, pieces)


def _runs(lines: Iterable[Line]) -> Iterator[Run]:
    for kept, group in itertools.groupby(lines, key=lambda line: line.block.kept):
        run = tuple(group)
        counts = Counter(line.label for line in run) if not kept and len(run) >= FOLDED_FROM else Counter[str]()
        yield Run(run, ", ".join(f"{label} {n}" if n > 1 else label for label, n in counts.most_common()))


def _pieces(text: str, start: int, end: int, roles: list[tuple[int, int, int, str, str]]) -> Iterator[Piece]:
    """The text from `start` to `end` cut wherever a span begins or ends."""
    inside = [span for span in roles if span[0] < end and start < span[1]]
    cuts = sorted({start, end, *(max(start, s[0]) for s in inside), *(min(end, s[1]) for s in inside)})
    for here, there in itertools.pairwise(cuts):
        # The shortest span last: its colour wins where claims are nested.
        over = sorted((s for s in inside if s[0] <= here and there <= s[1]), key=lambda s: s[0] - s[1])
        yield Piece(
            text[here:there],
            tuple((number, role) for _, _, number, role, _ in over),
            " ".join(dict.fromkeys(f"{role} {role}-{kind}" for *_, role, kind in over[-1:])),
        )


def _metadata(article: Article, origins: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in METADATA:
        value = getattr(article, name)
        if value:
            shown = ", ".join(value) if isinstance(value, tuple) else moment(value)
            origin = origins.get(ORIGIN_FIELDS.get(name, name), "")
            if name == "published_at" and article.date_method is not None:
                origin = article.date_method.value
            yield name.replace("_", " "), shown, origin.replace("_", " ")
