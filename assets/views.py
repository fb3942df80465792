"""Reading views of three pages of each day: drawn when the day is tagged, linked from Dagster's page.

They lie in views/<day>/ beside the catalogue, are drawn anew with the day, and may be deleted at any time. A browser
does not follow a link from a web page to a file, so `hearsay ui` serves the folder while it runs (`assets.views`).
"""

import os
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.settings import Settings
from pipeline.tables import ARTICLES, ATTRIBUTIONS, BLOCK_LABELS, BLOCKS, PAGE_METADATA, SENTENCES

if TYPE_CHECKING:
    from pipeline.lake import Lake

N_PAGES = 3
SHOWN = (ARTICLES, BLOCKS, BLOCK_LABELS, PAGE_METADATA, SENTENCES, ATTRIBUTIONS)
"""What a reading view is made of."""


def folder(settings: Settings) -> Path:
    """Where the views of all days lie: a local folder, also where the lake is remote."""
    return Path(str(settings.catalog_path)).absolute().parent / "views"


def chosen(page_ids: Sequence[str]) -> list[str]:
    """The smallest: a sample without preference, since a page_id is a hash, and the same one each time."""
    return sorted(set(page_ids))[:N_PAGES]


def draw(lake: "Lake", settings: Settings, day: date) -> list[Path]:
    """Draws the views of a day that has been tagged, in place of those that are there.

    A day on which nothing landed, or whose blocks were deleted, has none.
    """
    from pipeline import show

    place = folder(settings) / day.isoformat()
    shutil.rmtree(place, ignore_errors=True)
    pages = chosen(lake.read(ARTICLES, day, ["page_id"]).column(0).to_pylist())
    if not pages or not all(lake.exists(table, day) for table in SHOWN):
        return []
    drawn = []
    with duckdb.connect() as connection:
        _fill(connection, lake, day, pages)
        for page in pages:
            place.mkdir(parents=True, exist_ok=True)
            drawn.append(place / f"{page}.html")
            drawn[-1].write_text(show.render(*show.from_lake(connection, page)), encoding="utf-8")
    return drawn


def _fill(connection: duckdb.DuckDBPyConnection, lake: "Lake", day: date, pages: list[str]) -> None:
    """A catalogue of some pages: the one over the lake is built after the day."""
    from pipeline import catalog

    connection.execute("SET TimeZone = 'UTC'")
    for table in SHOWN:
        connection.register("rows", lake.read_pages(table, day, pages))
        connection.execute(f"CREATE TABLE {table.name} AS FROM rows")
        connection.unregister("rows")
    for definition in catalog.definitions():
        if definition.name == "labelled_blocks":
            connection.execute(definition.sql)


def links(settings: Settings, day: date, page_ids: Sequence[str]) -> str:
    """Markdown: links to the views that are drawn; before that, the commands that draw them."""
    lines = []
    for page in chosen(page_ids):
        drawn = (folder(settings) / day.isoformat() / f"{page}.html").exists()
        url = f"{settings.views_url.rstrip('/')}/{day}/{page}.html"
        lines.append(f"* [{page}]({url})" if drawn else f"* `hearsay show {page}`")
    return "\n".join(lines) or "no pages"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the terminal is Dagster's."""


def serve(host: str, port: int, place: Path) -> None:
    """Serves the folder, read only, until the process that started this one ends."""
    parent = os.getppid()
    place.mkdir(parents=True, exist_ok=True)
    try:
        server = ThreadingHTTPServer((host, port), partial(_Quiet, directory=str(place)))
    except OSError as error:
        print(f"links to reading views lead nowhere: {host}:{port}: {error}; set HEARSAY_VIEWS_URL", file=sys.stderr)
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while os.getppid() == parent:
        time.sleep(1)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
