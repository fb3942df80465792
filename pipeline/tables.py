"""Every table of hearsay, declared once.

A `Table` says what one row is, and for each column its type, unit and meaning. From that declaration come the Arrow
schema (the meaning as field metadata), the Parquet writer's settings (`pipeline/lake.py`), validation, the DuckDB views
and comments (`pipeline/catalog.py`), the Dagster column schema and asset checks (`assets/`), and `docs/tables.md`.

What belongs here: declarations, and what follows from them without reading a file. Closed vocabularies stand in
`pipeline/vocabulary.py`.

Offsets are Unicode code points into `articles.text`, half open: `text[start:end]` in Python,
`substring(text, start + 1, "end" - start)` in DuckDB.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import SchemaError
from pipeline.vocabulary import (
    ArticleStatus,
    BlockLabel,
    BlockReason,
    Channel,
    MetadataMethod,
    RejectReason,
    RejectStage,
    SourceKind,
    Speech,
    Stance,
    Term,
    Voice,
)

STRING = pa.string()
INT = pa.int32()
TIME = pa.timestamp("us", tz="UTC")
NAMES = pa.list_(pa.field("element", STRING, nullable=False))
SPANS = pa.list_(
    pa.field(
        "element",
        pa.struct([pa.field("start", INT, nullable=False), pa.field("end", INT, nullable=False)]),
        nullable=False,
    )
)
"""A list of half-open code point spans."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, its meaning for a reader, its unit, and the closed list of its values, if any."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    nullable: bool = False
    values: type[Term] | None = None

    @property
    def field(self) -> pa.Field:
        metadata = {"meaning": self.meaning}
        if self.unit:
            metadata["unit"] = self.unit
        if self.values is not None:
            metadata["values"] = ", ".join(self.values)
        return pa.field(self.name, self.type, nullable=self.nullable, metadata=metadata)

    @property
    def comment(self) -> str:
        """The meaning with unit and closed list, as the catalogue and the Dagster page print it."""
        unit = f" ({self.unit})" if self.unit else ""
        values = f" One of: {', '.join(self.values)}." if self.values is not None else ""
        return f"{self.meaning}{unit}.{values}"


@dataclass(frozen=True, slots=True)
class Reference:
    """`columns` name a row of `table`, of the same day, by the columns `to` (where empty: of the same names).

    A null refers to nothing.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in order, its key, and the order of its rows in a partition."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([column.field for column in self.columns], metadata={"row": self.row})

    @property
    def by_page(self) -> bool:
        """Whether rows belong to pages, so that a part is a run of whole pages."""
        return any(column.name == "page_id" for column in self.columns)

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    def empty(self) -> pa.Table:
        return self.schema.empty_table()

    def from_rows(self, rows: list[dict]) -> pa.Table:
        """An Arrow table of the declared schema from one dict a row; an unknown or a missing key is an error."""
        names = set(self.schema.names)
        for row in rows:
            if row.keys() != names:
                odd = sorted(row.keys() ^ names)
                raise SchemaError(f"{self.name}: a row lacks or adds the column(s) {', '.join(odd)}")
        try:
            return pa.Table.from_pylist(rows, schema=self.schema)
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise SchemaError(f"{self.name}: {error}") from error

    def sorted(self, table: pa.Table) -> pa.Table:
        return table.sort_by([(name, "ascending") for name in self.sort])

    def validate(self, table: pa.Table) -> pa.Table:
        """The table cast to the declared schema.

        Raises:
            SchemaError: a column is missing, unknown, of a type that does not cast, null where null is not allowed,
                or holds a value outside its closed list. The message names table, column and the first odd value.
        """
        if table.schema.names != self.schema.names:
            odd = sorted(set(table.schema.names) ^ set(self.schema.names))
            raise SchemaError(f"{self.name}: columns differ from the declaration: {', '.join(odd) or 'order'}")
        try:
            table = table.cast(self.schema)
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise SchemaError(f"{self.name}: {error}") from error
        for column in self.columns:
            values = table.column(column.name)
            if not column.nullable and values.null_count:
                raise SchemaError(f"{self.name}.{column.name}: {values.null_count} null value(s)")
            if column.values is not None:
                self._check_closed(column, values)
        return table

    def _check_closed(self, column: Column, values: pa.ChunkedArray) -> None:
        flat = pc.list_flatten(values) if pa.types.is_list(column.type) else values
        allowed = [str(value) for value in column.values or ()]
        odd = sorted(set(pc.drop_null(pc.unique(flat)).to_pylist()) - set(allowed))
        if odd:
            raise SchemaError(f"{self.name}.{column.name}: {odd[0]!r} is not one of {', '.join(allowed)}")


PAGE_ID = Column("page_id", STRING, "the page: the first 16 bytes of SHA-256 over URL, newline, body, in hexadecimal")
DAY = Column("day", pa.date32(), "UTC date of the capture: the partition", "date")
SITE = Column("site", STRING, "registered domain of the page's address; of a file without one, empty")
OUTLET = Column("outlet", STRING, "name of the outlet that published the page", nullable=True)
PUBLISHED_AT = Column("published_at", TIME, "when the article says it was published", "UTC", nullable=True)
START = Column("start", INT, "start of the span in articles.text", "code points")
END = Column("end", INT, "end of the span in articles.text, exclusive", "code points")
OF_ARTICLE = Reference(("page_id",), "articles")

RAW_PAGES = Table(
    "raw_pages",
    "a page as captured",
    (
        PAGE_ID,
        DAY,
        Column("url", STRING, "the address as given; of a file without one, empty"),
        Column("canonical_url", STRING, "the address without fragment and tracking parameters, parameters sorted"),
        SITE,
        Column("captured_at", TIME, "when the page was captured; where nothing tells, midnight of the day", "UTC"),
        Column("http_status", pa.int16(), "status of the response, where the capture tells", nullable=True),
        Column("media_type", STRING, "text/html or text/plain, as found by looking at the bytes"),
        Column("encoding", STRING, "the character encoding that the body was found to be in"),
        Column("body", pa.binary(), "the page's bytes, decompressed, else untouched"),
        Column("body_sha256", STRING, "SHA-256 of the body, in hexadecimal"),
        Column("landing_file", STRING, "the file of the landing zone, relative to the day's folder"),
        Column("landing_record", STRING, "the record's id or offset within a WARC", nullable=True),
    ),
    key=("page_id",),
    sort=("site", "page_id"),
)

REJECTS = Table(
    "rejects",
    "an input that could not be used",
    (
        DAY,
        Column("landing_file", STRING, "the file of the landing zone, relative to the day's folder"),
        Column("landing_record", STRING, "the record's id or offset within a WARC", nullable=True),
        Column("url", STRING, "the address, where one is known", nullable=True),
        Column("stage", STRING, "where it was turned away", values=RejectStage),
        Column("reason", STRING, "why it could not be used", values=RejectReason),
        Column("detail", STRING, "what was seen, in words"),
        Column("n_bytes", pa.int64(), "size of the input", "bytes"),
    ),
    key=("landing_file", "landing_record", "url"),
    sort=("landing_file", "landing_record", "url", "reason"),
)

BLOCKS = Table(
    "blocks",
    "a block of text of a page, in order",
    (
        PAGE_ID,
        DAY,
        SITE,
        Column("address", STRING, "the page's cleaned address; of a file without one, its page_id"),
        Column("block_index", INT, "position in the page, from 0"),
        Column("tag_path", STRING, "elements around the text, outermost first, with class and id words"),
        Column("text", STRING, "the block's text, white space folded"),
        Column("fingerprint", pa.int64(), "hash of the text in lower case without digits and punctuation"),
        Column("n_words", INT, "number of words"),
        Column("link_density", pa.float32(), "share of the characters that stand in links", "0 to 1"),
        Column("element", STRING, "the element that names it: p, li, h2, figcaption, td, bold, line (plain text), …"),
        Column("context", pa.int64(), "class words of the elements around, as bits in the order of class_words.txt"),
        Column("score", pa.float32(), "the labelling model's probability that the block is kept", "0 to 1"),
    ),
    key=("page_id", "block_index"),
    sort=("site", "page_id", "block_index"),
)

PAGE_METADATA = Table(
    "page_metadata",
    "a value that a page declares about itself, with the place where it does",
    (
        PAGE_ID,
        DAY,
        SITE,
        Column("field", STRING, "title, deck, author, published, modified, section, keyword, outlet, canonical_url, …"),
        Column("value", STRING, "the value as declared"),
        Column("method", STRING, "where it was read", values=MetadataMethod),
        Column("rank", INT, "order of trust among the values of the field, 0 first"),
    ),
    key=("page_id", "field", "rank"),
    sort=("site", "page_id", "field", "rank"),
)

SITE_TEMPLATES = Table(
    "site_templates",
    "a block text that recurs on a site, over the window of days that ends with this day",
    (
        DAY,
        SITE,
        Column("fingerprint", pa.int64(), "the block's fingerprint, as in blocks"),
        Column("n_pages", INT, "distinct addresses of the site whose pages hold the block"),
        Column("n_site_pages", INT, "distinct addresses of the site in the window"),
        Column("first_day", pa.date32(), "first day of the window on which it stands", "date"),
        Column("last_day", pa.date32(), "last day of the window on which it stands", "date"),
        Column("mean_score", pa.float32(), "mean of the labelling model's score over the captures", "0 to 1"),
    ),
    key=("site", "fingerprint"),
    sort=("site", "fingerprint"),
)

ARTICLES = Table(
    "articles",
    "the article of a page",
    (
        PAGE_ID,
        DAY,
        Column("url", STRING, "the address as given; of a file without one, empty"),
        Column("canonical_url", STRING, "the address that the page calls its own, else the cleaned address"),
        SITE,
        OUTLET,
        Column("title", STRING, "the headline, without the site's name", nullable=True),
        Column("deck", STRING, "the standfirst below the headline", nullable=True),
        Column("authors", NAMES, "who wrote it, in the page's order, without By and roles; else its newsroom"),
        PUBLISHED_AT,
        Column("modified_at", TIME, "when the article says it was last changed", "UTC", nullable=True),
        Column("date_method", STRING, "where published_at was read", nullable=True, values=MetadataMethod),
        Column("dateline", STRING, "the place that the report was filed from", nullable=True),
        Column("section", STRING, "the section of the outlet", nullable=True),
        Column("keywords", NAMES, "keywords that the page declares, in its order"),
        Column("language", STRING, "language of the text, ISO 639-1; und where there is too little text"),
        Column("taggable", pa.bool_(), "whether the tagger reads this language; if not, sentences have no tags"),
        Column("text", STRING, "the kept blocks, joined by a blank line"),
        Column("n_words", INT, "number of words of the text"),
        Column("n_blocks", INT, "number of blocks of the page"),
        Column("n_kept_blocks", INT, "number of blocks that make up the text"),
        Column("text_sha256", STRING, "SHA-256 of the text in UTF-8, in hexadecimal"),
        Column("captured_at", TIME, "when the page was captured", "UTC"),
        Column("status", STRING, "what became of the page", values=ArticleStatus),
    ),
    key=("page_id",),
    sort=("site", "page_id"),
    references=(Reference(("page_id",), "raw_pages"),),
)

BLOCK_LABELS = Table(
    "block_labels",
    "the verdict on a block",
    (
        PAGE_ID,
        DAY,
        SITE,
        Column("block_index", INT, "position in the page, from 0"),
        Column("label", STRING, "what the block is", values=BlockLabel),
        Column("kept", pa.bool_(), "whether it is part of articles.text"),
        Column("reason", STRING, "what decided", values=BlockReason),
        Column("score", pa.float32(), "the labelling model's probability that the block is kept", "0 to 1"),
        Column("start", INT, "start in articles.text, where kept", "code points", nullable=True),
        Column("end", INT, "end in articles.text, exclusive, where kept", "code points", nullable=True),
    ),
    key=("page_id", "block_index"),
    sort=("site", "page_id", "block_index"),
    references=(OF_ARTICLE, Reference(("page_id", "block_index"), "blocks")),
)

DUPLICATES = Table(
    "duplicates",
    "an article that repeats another's text, over the window of days that ends with this day",
    (
        PAGE_ID,
        DAY,
        SITE,
        Column("duplicate_of", STRING, "page_id of the earliest article with nearly the same text"),
        Column("duplicate_of_day", pa.date32(), "day of that article", "date"),
        Column("similarity", pa.float32(), "estimated Jaccard similarity of the two texts' word 5-grams", "0 to 1"),
    ),
    key=("page_id",),
    sort=("site", "page_id"),
    references=(OF_ARTICLE,),
)

SENTENCES = Table(
    "sentences",
    "a sentence of an article",
    (
        PAGE_ID,
        DAY,
        SITE,
        OUTLET,
        PUBLISHED_AT,
        Column("sentence_index", INT, "position in the article, from 0"),
        Column("paragraph_index", INT, "position of its paragraph (kept block) in the article, from 0"),
        START,
        END,
        Column("text", STRING, "the sentence"),
        Column("voice", STRING, "whose words it is; null if the page is not tagged", nullable=True, values=Voice),
        Column("speakers", NAMES, "names of the sources of what it holds, in order, without repeats"),
        Column("source_kinds", NAMES, "their kinds, in order, without repeats", values=SourceKind),
        Column("anonymous", pa.bool_(), "whether an anonymous source is among them"),
        Column("n_attributions", INT, "number of attributions whose content lies in it, wholly or partly"),
    ),
    key=("page_id", "sentence_index"),
    sort=("site", "page_id", "sentence_index"),
    references=(OF_ARTICLE,),
)

ATTRIBUTIONS = Table(
    "attributions",
    "somebody credited with something",
    (
        PAGE_ID,
        DAY,
        SITE,
        OUTLET,
        PUBLISHED_AT,
        Column("attribution_id", STRING, "the first 8 bytes of SHA-256 over page_id and spans, in hexadecimal"),
        Column("sentence_index", INT, "the sentence of the cue, else of the content's start"),
        Column("source_start", INT, "start of the source in articles.text", "code points", nullable=True),
        Column("source_end", INT, "its end, exclusive", "code points", nullable=True),
        Column("source_text", STRING, "the source in the words of the text", nullable=True),
        Column("cue_start", INT, "start of the cue in articles.text", "code points", nullable=True),
        Column("cue_end", INT, "its end, exclusive", "code points", nullable=True),
        Column("cue_text", STRING, "the word or words that attribute", nullable=True),
        Column("cue_lemma", STRING, "the cue's main word in its base form: say, deny, according to", nullable=True),
        Column("content", SPANS, "what is attributed, as spans of articles.text in order", "code points"),
        Column("content_text", STRING, "the spans' text, joined by a space"),
        Column("speech", STRING, "how the words are given", values=Speech),
        Column("source_kind", STRING, "what kind of source it is", values=SourceKind),
        Column("anonymous", pa.bool_(), "whether the outlet withholds who the source is"),
        Column("descriptor", STRING, "what is said of an anonymous source: close to Mr Kushner", nullable=True),
        Column("anonymity_reason", STRING, "the reason given for it: because the talks are private", nullable=True),
        Column("source_name", STRING, "its fullest name in the article; null if none or withheld", nullable=True),
        Column("source_key", STRING, "joins the same source across articles: the name folded", nullable=True),
        Column("via", NAMES, "outlets that relay it, outermost first"),
        Column("channel", STRING, "by which channel it was said, where the text tells", nullable=True, values=Channel),
        Column("stance", STRING, "what the source does with the content", values=Stance),
        Column("within_id", STRING, "attribution_id of the attribution whose content holds this one", nullable=True),
        Column("confidence", pa.float32(), "calibrated probability that source and content are right", "0 to 1"),
        Column("rule", STRING, "what found it: tagger, or a rule by name"),
    ),
    key=("attribution_id",),
    sort=("site", "page_id", "sentence_index", "attribution_id"),
    references=(
        OF_ARTICLE,
        Reference(("page_id", "sentence_index"), "sentences"),
        Reference(("page_id", "within_id"), "attributions", to=("page_id", "attribution_id")),
    ),
)

TABLES: tuple[Table, ...] = (
    RAW_PAGES,
    REJECTS,
    BLOCKS,
    PAGE_METADATA,
    SITE_TEMPLATES,
    ARTICLES,
    BLOCK_LABELS,
    DUPLICATES,
    SENTENCES,
    ATTRIBUTIONS,
)
"""All tables in the order that the data flows."""


def table(name: str) -> Table:
    """The declaration of a table by its name."""
    for declared in TABLES:
        if declared.name == name:
            return declared
    raise SchemaError(f"there is no table {name!r}; the tables are {', '.join(t.name for t in TABLES)}")


def vocabularies() -> Iterator[tuple[str, type[Term]]]:
    """Every closed list with the column that uses it, as `table.column`, in order."""
    for declared in TABLES:
        for column in declared.columns:
            if column.values is not None:
                yield f"{declared.name}.{column.name}", column.values
