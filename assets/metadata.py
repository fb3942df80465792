"""What Dagster's page shows of a table and of a day of it: schema, rows, bytes, speed, the first rows."""

from typing import TYPE_CHECKING, Any

import dagster as dg
import pyarrow.compute as pc
import pyarrow.parquet as pq
from tabulate import tabulate
from upath import UPath

from assets import views
from assets.stage import Done
from pipeline.settings import Settings
from pipeline.tables import RAW_PAGES, REJECTS, Table

if TYPE_CHECKING:
    from pipeline.lake import Lake

PREVIEW_ROWS = 5
PREVIEW_CHARACTERS = 60
"""Longest value in a preview: the page shows about ten columns of this width."""


def of_table(table: Table) -> dict[str, Any]:
    """Name and columns, from the declaration."""
    columns = [
        dg.TableColumn(
            column.name,
            type=str(column.type),
            description=column.comment,
            constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,)),
        )
        for column in table.columns
    ]
    return {
        "dagster/table_name": table.name,
        "dagster/column_schema": dg.TableSchema(columns=columns),
        "key": ", ".join(table.key),
        "sorted_by": ", ".join(table.sort),
    }


def of_partition(table: Table, done: Done, lake: "Lake", settings: Settings) -> dict[str, Any]:
    """What came out for one day. Seconds are those of the run that made it, also where this one left it alone."""
    path = UPath(lake.path(table, done.day))
    receipt = done.receipt
    pages = lake.n_rows(RAW_PAGES, done.day) if lake.exists(RAW_PAGES, done.day) else 0
    found: dict[str, Any] = {
        "dagster/partition_row_count": receipt.rows[table.name],
        "bytes": path.stat().st_size,
        "seconds": round(receipt.wall_seconds, 3),
        "cpu_seconds": round(receipt.cpu_seconds, 3),
        "digest": receipt.outputs[table.name][:16],
        "unchanged": done.skipped,
        "missing_upstream": ", ".join(done.missing) or "nothing",
        "path": dg.MetadataValue.path(str(path)),
        "preview": dg.MetadataValue.md(preview(path)),
    }
    if "page_id" in table.schema.names and table is not REJECTS:
        page_ids = pc.unique(lake.read(table, done.day, ["page_id"]).column(0)).to_pylist()
        found["read_pages"] = dg.MetadataValue.md(views.links(settings, done.day, page_ids))
    if pages and receipt.wall_seconds:
        found["pages_per_second"] = round(pages / receipt.wall_seconds, 1)
    return found


def preview(path: UPath) -> str:
    """The first rows as a Markdown table; bytes as their number, long text cut."""
    with path.open("rb") as file:
        parquet = pq.ParquetFile(file)
        batch = next(parquet.iter_batches(batch_size=PREVIEW_ROWS), None)
        rows = batch.to_pylist() if batch is not None else []
        names = parquet.schema_arrow.names
    if not rows:
        return "no rows"
    return tabulate([[_cell(row[name]) for name in names] for row in rows], headers=names, tablefmt="pipe")


def _cell(value: object) -> str:
    """One value on one line; what would end or fill a Markdown cell is made harmless, since page text is hostile."""
    if value is None:
        return ""
    text = f"{len(value)} bytes" if isinstance(value, bytes) else " ".join(str(value).split())
    if len(text) > PREVIEW_CHARACTERS:
        text = text[: PREVIEW_CHARACTERS - 1] + "…"
    for character, harmless in (("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("[", "&#91;"), ("`", "&#96;")):
        text = text.replace(character, harmless)
    return text
