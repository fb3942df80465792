"""Writes `docs/tables.md` from the declarations: every table, column and closed list with its meaning.

    python -m pipeline.tables_page           writes docs/tables.md
    python -m pipeline.tables_page --check   says whether it is current, and exits with 1 if not

What belongs here: the page's form. What it says stands in `pipeline/tables.py` and `pipeline/vocabulary.py`.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from pipeline.tables import TABLES, Column, Table, vocabularies
from pipeline.vocabulary import Term

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"

HEAD = """\
# Tables

Generated from `pipeline/tables.py` by `make docs`; change it there.

A partition is one Parquet file, `lake/<table>/day=YYYY-MM-DD/<table>.parquet`, where the day is the UTC date of the
capture. In DuckDB, `data/hearsay.duckdb` has a view of each table over all days.

Offsets count Unicode code points of `articles.text`, from 0, the end excluded: `text[start:end]` in Python,
`substring(text, start + 1, "end" - start)` in DuckDB. Times are UTC. A column is never null unless it is marked so.
"""


def render() -> str:
    """The whole page."""
    return "\n".join((HEAD, *_contents(), *(line for table in TABLES for line in _table(table)), *_lists()))


def _contents() -> Iterator[str]:
    yield "| table | one row is |"
    yield "|---|---|"
    for table in TABLES:
        yield f"| [`{table.name}`](#{table.name}) | {table.row} |"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield f"One row is {table.row}. Key: {_names(table.key)}. Order: {_names(table.sort)}."
    for reference in table.references:
        to = f" as {_names(reference.to)}" if reference.to else ""
        yield f"Refers to [`{reference.table}`](#{reference.table}) by {_names(reference.columns)}{to}."
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_type(column)} | {_meaning(column)} |"
    yield ""


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _type(column: Column) -> str:
    null = ", or null" if column.nullable else ""
    return _plain(column.type) + null


def _plain(kind: pa.DataType) -> str:
    """The type in the words of the analyst: a DuckDB user sees VARCHAR, a pandas user str; both know text."""
    if pa.types.is_list(kind):
        return f"list of {_plain(kind.value_type)}"
    if pa.types.is_struct(kind):
        return (
            "(" + ", ".join(f"{kind.field(i).name} {_plain(kind.field(i).type)}" for i in range(kind.num_fields)) + ")"
        )
    if pa.types.is_timestamp(kind):
        return "timestamp"
    names = {"string": "text", "binary": "bytes", "date32[day]": "date", "bool": "boolean", "float": "float32"}
    return names.get(str(kind), str(kind))


def _meaning(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit not in ("", _plain(column.type)) else ""
    values = f"; [closed list](#{_anchor(column.values)})" if column.values is not None else ""
    return f"{column.meaning}{unit}{values}".replace("|", "\\|")


def _lists() -> Iterator[str]:
    """Every closed list once, with the columns that use it."""
    used: dict[type[Term], list[str]] = {}
    for column, values in vocabularies():
        used.setdefault(values, []).append(column)
    yield "## Closed lists"
    yield ""
    for values, columns in used.items():
        yield f"### {_title(values)}"
        yield ""
        yield f"Values of {_names(tuple(columns))}."
        yield ""
        yield "| value | meaning |"
        yield "|---|---|"
        for term in values:
            yield f"| `{term}` | {term.meaning} |"
        yield ""


def _title(values: type[Term]) -> str:
    """`RejectReason` -> `Reject reason`."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in values.__name__).strip()
    return words.capitalize()


def _anchor(values: type[Term]) -> str:
    return _title(values).lower().replace(" ", "-")


def main(arguments: list[str] | None = None) -> int:
    """Writes or checks the page; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.tables_page", description="Write docs/tables.md anew.")
    parser.add_argument("--check", action="store_true", help="only say whether it is current")
    page = render()
    if not parser.parse_args(arguments).check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print(f"{PAGE.name} is not what pipeline/tables.py says; run `make docs`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
